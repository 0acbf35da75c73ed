"""Where the rules of a domain lie: in a package around the working directory, or in a folder that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from adjudge.lib.config import find_config
from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import UsageError
from adjudge.lib.words import say

from .written import WrittenPackage


class Home(NamedTuple):
    """The folders of a domain's policies, schemas and examples, and what is known of its kinds.

    ``kinds`` are its own, with the patterns of their files in ``patterns``; ``extends`` those of others that it has rules for,
    None where any may be. ``examples`` is None where there is no package.
    """

    domain: str
    root: Path
    policies: Path
    schemas: Path
    examples: Path | None
    kinds: tuple[str, ...]
    extends: tuple[str, ...] | None
    patterns: Mapping[str, tuple[str, ...]] = NOTHING


def homes(package: WrittenPackage | None) -> Iterator[Home]:
    """Yield the domains of a package, then the folders of local rules."""
    for domain in package.domains() if package is not None else ():
        assert package is not None
        if domain.policies:
            yield Home(
                domain=domain.name,
                root=package.root,
                policies=package.folder_of(domain.policies) / domain.name,
                schemas=package.folder_of(domain.schemas or domain.policies) / domain.name,
                examples=package.root / "tests" / "examples",
                kinds=tuple(kind.name for kind in domain.kinds),
                extends=domain.extends,
                patterns={kind.name: kind.files for kind in domain.kinds},
            )
    config = find_config(Path.cwd())
    for text in config.values.get("rules", ()):
        path = PurePosixPath(text)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            continue  # `check` says so
        folder = config.folder / path
        schemas = folder / "schemas"
        kinds = sorted(each.stem for each in schemas.glob("*.json"))
        yield Home(
            domain=path.name,
            root=config.folder,
            policies=folder,
            schemas=schemas,
            examples=None,
            kinds=tuple(f"{path.name}.{kind}" for kind in kinds if kind != "params" and not kind.endswith("_facts")),
            extends=None,
        )


def home_of(domain: str, package: WrittenPackage | None) -> Home:
    """Return where the rules of a domain lie. Raises UsageError where nobody here has that domain."""
    found = {home.domain: home for home in reversed([*homes(package)])}
    if domain in found:
        return found[domain]
    if not found:
        raise UsageError(say("new.nowhere"))
    raise UsageError(say("new.no_domain", domain=domain, known=sorted(found)))
