"""Where the schema of a kind lies: in a package around the working directory, or in a folder of local rules."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from adjudge.lib.errors import UsageError
from adjudge.lib.words import say

from ..new.declaring import with_kind
from ..new.homes import Home, home_of
from ..new.names import see_kind
from ..new.parts import Made
from ..new.written import WrittenPackage, package_at


class KindPlace(NamedTuple):
    """The kind that is to come, and where its domain lies."""

    kind: str
    home: Home
    package: WrittenPackage | None


def place_of(kind: str) -> KindPlace:
    """Return where a kind belongs. Raises UsageError for a name that cannot be, one that is taken, and a domain that is nowhere."""
    domain, dot, name = kind.partition(".")
    if not dot or "." in name:
        raise UsageError(say("new.kind_id", name=kind))
    see_kind(name)
    package = package_at(Path.cwd())
    home = home_of(domain, package)
    if kind in home.kinds:
        raise UsageError(say("new.kind_there", kind=kind))
    return KindPlace(kind, home, package if home.examples is not None else None)


def placed(place: KindPlace, text: str, patterns: tuple[str, ...]) -> Made:
    """Return the schema as a file of its domain, with the kind declared where there is a package that does it."""
    name = place.kind.partition(".")[2]
    files = {place.home.schemas / f"{name}.json": text}
    if place.package is None:
        if patterns:
            raise UsageError(say("schema_import.local_files", pattern=patterns[0], kind=place.kind))
        return Made(place.kind, place.home.root, files)
    domain = next(each for each in place.package.domains() if each.name == place.home.domain)
    named = patterns or (f"*.{name}.yaml", f"*.{name}.json")
    return Made(
        place.kind, place.home.root, files, {place.package.module: with_kind(place.package, domain, place.kind, named)}
    )
