"""What a gate asks of a release: artifacts that must be there, and files that a field must name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.patterns import PathPattern, demands, patterns
from adjudge.lib.pointer import unescaped

if TYPE_CHECKING:
    from adjudge import Gate


class Requirement(NamedTuple):
    """Artifacts that must have been judged: ``at_least`` so many of a kind, below ``path`` where that is given."""

    kind: str
    at_least: int
    path: PathPattern | None
    said: str


class Named(NamedTuple):
    """Files of a release that a field of a kind must name; being evidence of something else is not enough for them.

    ``field`` are the steps into the document, ``*`` for each entry; ``said`` is how the gate writes it.
    """

    paths: tuple[PathPattern, ...]
    kind: str
    field: tuple[str, ...]
    said: str


def wanted(gate: Gate) -> Iterator[Requirement]:
    """Return the artifacts that the gate requires."""
    for number, entry in enumerate(gate.config.values.get("artifacts", ())):
        path = entry.get("path")
        asked = () if path is None else (path,)
        compiled = next(iter(gate.config.path_patterns(("artifacts", number, "path"), asked, patterns)), None)
        yield Requirement(kind=entry["kind"], at_least=entry.get("at_least", 1), path=compiled, said=path or "")


def named(gate: Gate) -> Iterator[Named]:
    """Return the files of a release that the gate wants to be named."""
    for number, entry in enumerate(gate.config.values.get("named", ())):
        steps = tuple(unescaped(step) for step in entry["field"].split("/")[1:])
        texts = [entry["path"]] if isinstance(entry["path"], str) else entry["path"]
        paths = gate.config.path_patterns(("named", number, "path"), texts, demands)
        yield Named(paths=paths, kind=entry["kind"], field=steps, said=entry["field"])
