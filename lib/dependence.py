"""One cause, one finding: which findings of an artifact only follow from another that could not be judged.

An artifact names another, and that one breaks its schema or could not be read or judged. Its rules then miss what stands
there, and each says so in its own words. Such findings count as ever; they are marked, so that reports can tell the cause
once. In doubt a finding has a cause of its own and is not marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from .documents import Json, Place, Steps
from .pointer import pointer_steps

Why = Literal["schema", "error"]
_T = TypeVar("_T", bound=Any)


class Dependency(NamedTuple):
    """What a finding depends on: an artifact at ``path`` that breaks its schema, or that could not be read or judged.

    ``place`` is where it is named.
    """

    path: str
    why: Why
    place: Place


class _Broken(NamedTuple):
    """A reference at ``steps``, all of whose artifacts are broken; ``item`` is what holds it."""

    steps: Steps
    item: Steps
    path: str
    why: Why
    has_document: bool


def dependent(
    outcomes: tuple[_T, ...],
    related: Iterable[Mapping[str, Json]],
    document: Json,
    locate: Callable[[Steps], Place],
    reads: Callable[[str, str, str | None], frozenset[str]],
) -> tuple[_T, ...]:
    """Return the outcomes, with findings marked that follow from related artifacts which could not be judged.

    ``related`` are the entries of ``input.related``. ``reads(rule, head, code)`` says what such a finding's definitions
    read of those entries: ``document``, ``verdict``. A finding follows from a reference if it is about the reference, or
    about the item that holds it and nothing else that could be judged, and if it reads what could not be had.
    """
    entries = [(pointer_steps(entry["pointer"], document), entry) for entry in related]
    broken = list(_broken(entries))
    if not broken:
        return outcomes

    def marked(finding: Any) -> Any:
        found = next((each for each in broken if _about(finding.path, each, entries)), None)
        if found is None or finding.suppression is not None:
            return finding
        read = reads(finding.rule, finding.level, finding.code)
        if not read or (found.has_document and "document" in read):
            return finding
        return finding._replace(depends_on=Dependency(found.path, found.why, locate(found.steps)))

    return tuple(
        outcome._replace(findings=tuple(map(marked, outcome.findings))) if outcome.findings else outcome
        for outcome in outcomes
    )


def _broken(entries: list[tuple[Steps, Mapping[str, Json]]]) -> Iterator[_Broken]:
    """Yield the references of whose artifacts none could be judged, or none without an error."""
    for steps in dict.fromkeys(steps for steps, _ in entries):
        here = [entry for at, entry in entries if at == steps]
        if all(map(_is_broken, here)):
            why: Why = "error" if any(entry["verdict"] == "error" for entry in here) else "schema"
            has_document = any(entry["document"] is not None for entry in here)
            yield _Broken(steps, _item(steps), here[0]["path"], why, has_document)


def _is_broken(entry: Mapping[str, Json]) -> bool:
    return entry["verdict"] is not None and (entry["document"] is None or entry["verdict"] == "error")


def _item(steps: Steps) -> Steps:
    """Return what holds a reference: the nearest item of a list, else the object that it is in."""
    for end in range(len(steps) - 1, 0, -1):
        if isinstance(steps[end - 1], int):
            return steps[:end]
    return steps[:-1]


def _about(path: Steps, broken: _Broken, entries: list[tuple[Steps, Mapping[str, Json]]]) -> bool:
    """Return whether a finding is about a reference, or about the item of which nothing else is judged or missing."""
    if path[: len(broken.steps)] == broken.steps:
        return True
    if not path or broken.steps[: len(path)] != path or len(path) < len(broken.item):
        return False
    beside = [entry for steps, entry in entries if steps[: len(path)] == path]
    return all(_is_broken(entry) or (entry["verdict"] is None and entry["sha256"] is not None) for entry in beside)
