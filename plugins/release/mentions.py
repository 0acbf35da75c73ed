"""Which artifacts another one names, so that bytes that nobody answers for are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from adjudge import Verdict


class Waiting(NamedTuple):
    """An artifact that another one has to name; ``names`` are the paths that it names itself."""

    path: str
    file: str
    kind: str
    line: int
    names: frozenset[str]


class Mentions:
    """What the artifacts of a run name: others that are judged, by their paths, and evidence, by its file."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._named: set[str] = set()

    def note(self, verdict: Verdict, *, must_be_named: bool) -> None:
        """Note what the artifact of a verdict names, and whether it has to be named itself."""
        names = frozenset(_names(verdict))
        if must_be_named and verdict.kind is not None:
            self._waiting.append(Waiting(verdict.path, verdict.file, verdict.kind, verdict.line, names))
        else:
            self._named |= names

    def unnamed(self) -> Mapping[str, list[Waiting]]:
        """Return by file the artifacts that none names which is accounted for itself: naming each other is not enough."""
        named, waiting = set(self._named), self._waiting
        while accounted := [each for each in waiting if _is_named(each, named)]:
            waiting = [each for each in waiting if not _is_named(each, named)]
            named.update(*(each.names for each in accounted))
        found: dict[str, list[Waiting]] = defaultdict(list)
        for each in waiting:
            found[each.file].append(each)
        return found


def _is_named(artifact: Waiting, named: Set[str]) -> bool:
    return artifact.path in named or artifact.file in named


def _names(verdict: Verdict) -> Iterator[str]:
    """Yield what an artifact names, but for itself."""
    for entry in verdict.related:
        yield str(entry["path"])
    for file in verdict.evidence:
        if not file.outside and file.path != verdict.file:
            yield file.path
