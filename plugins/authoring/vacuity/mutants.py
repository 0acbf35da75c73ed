"""Documents with one change: something taken away, emptied, blanked, nulled or contradicted, at each place in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from adjudge.lib.documents import Json, Steps
from adjudge.lib.schema.contract import escape, target

ITEMS = 2
"""How many items of a list are changed, besides the last: those after them are alike."""

BLANK = "\u200b"
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=$|T)")
_HEX = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 100


class Mutant(NamedTuple):
    """A document with one change. ``pointer`` is the place, ``shape`` the same with ``*`` for positions in lists.

    ``change`` is absent, null, empty, blank, flipped, zero, less, more, earlier, later, digest, other, or ``other: X`` where
    the place takes an enumerated value; ``number`` says which document of its file it is, from 0.
    """

    kind: str
    file: str
    number: int
    steps: Steps
    change: str
    document: Any

    @property
    def pointer(self) -> str:
        """The place, as a JSON Pointer."""
        return "".join(f"/{escape(step)}" for step in self.steps)

    @property
    def shape(self) -> str:
        """The place wherever it is in lists."""
        return "".join(f"/{'*' if isinstance(step, int) else escape(step)}" for step in self.steps)

    def __str__(self) -> str:
        return f"{self.file}#{self.number + 1}{self.pointer}: {self.change}"


def mutants(
    document: Json,
    schema: Mapping[str, Json],
    *,
    kind: str,
    file: str,
    number: int = 0,
    skip: tuple[str, ...] = ("kind",),
) -> Iterator[Mutant]:
    """Yield the document with each change in turn; members of the root that are in ``skip`` stay.

    ``schema`` is its kind's, for the values that an enumeration has besides; without one, pass an empty mapping.
    """
    for steps, value in places(document, ()):
        if not steps or steps[0] in skip:
            continue
        for change, other in _changes(value, _options(schema, steps)):
            yield Mutant(kind, file, number, steps, change, replaced(document, steps, other))


_ABSENT = object()


def _changes(value: Any, options: list[Json]) -> Iterator[tuple[str, Any]]:
    yield "absent", _ABSENT
    if value is not None:
        yield "null", None
    for option in options:
        if option != value and option is not None:
            yield f"other: {option}", option
    if isinstance(value, bool):
        yield "flipped", not value
    elif isinstance(value, int | float):
        yield from (("zero", 0), ("less", value - 1), ("more", value * 10 + 1))
    elif isinstance(value, str):
        yield from (("empty", ""), ("blank", BLANK))
        if not options:
            yield from _other_texts(value)
    elif value:
        yield "empty", type(value)()


def _other_texts(value: str) -> Iterator[tuple[str, str]]:
    day = _DAY.match(value)
    if day is not None:
        for change, years in (("earlier", -1), ("later", 1)):
            moved = _moved(day, years)
            yield change, moved + value[len(moved) :]
    elif _HEX.fullmatch(value):
        yield "digest", ("1" if value[0] == "0" else "0") + value[1:]
    else:
        yield "other", f"{value}-2"


def _moved(day: re.Match[str], years: int) -> str:
    year, month, number = map(int, day.groups())
    return date(year + years, month, min(number, 28)).isoformat()


def places(value: Json, steps: Steps) -> Iterator[tuple[Steps, Json]]:
    """Yield the places of a document with what stands there, the whole first; of long lists the first items and the last."""
    yield steps, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*steps, key))
    elif isinstance(value, list):
        for at in sorted({*range(min(ITEMS, len(value))), *range(len(value))[-1:]}):
            yield from places(value[at], (*steps, at))


def replaced(value: Any, steps: Steps, other: Any) -> Any:
    """Return a document with another value at a place, or without it; what is not on the way is shared."""
    if not steps:
        return other
    changed = dict(value) if isinstance(value, dict) else list(value)
    if len(steps) == 1 and other is _ABSENT:
        del changed[steps[0]]  # type: ignore[arg-type]  # a key of a mapping, a position of a list
    else:
        changed[steps[0]] = replaced(value[steps[0]], steps[1:], other)  # type: ignore[index]
    return changed


def _options(schema: Mapping[str, Any], steps: Steps) -> list[Json]:
    """Return what an enumeration allows at a place, or nothing."""
    nodes = list(_closure(schema, schema, 0))
    for step in steps:
        below = [each for node in nodes for each in _below(node, step)]
        nodes = [each for node in below for each in _closure(node, schema, 0)]
    found = [option for node in nodes for option in node.get("enum", ())]
    return list(dict.fromkeys(found))


def _below(node: Mapping[str, Any], step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        fixed = node.get("prefixItems", ())
        yield fixed[step] if step < len(fixed) else node.get("items", {})
    elif step in node.get("properties", {}):
        yield node["properties"][step]
    else:
        yield node.get("additionalProperties", {})


def _closure(node: Any, root: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield a subschema and those that look at the same value with it."""
    if not isinstance(node, Mapping) or depth > _DEEPEST:
        return
    yield node
    for keyword in ("allOf", "anyOf", "oneOf"):
        for each in node.get(keyword, ()):
            yield from _closure(each, root, depth + 1)
    for keyword in ("then", "else"):
        yield from _closure(node.get(keyword), root, depth + 1)
    if "$ref" in node:
        named: Any = root
        for step in target(node["$ref"]).split("/")[1:]:
            named = named[step.replace("~1", "/").replace("~0", "~")] if isinstance(named, dict) else named[int(step)]
        yield from _closure(named, root, depth + 1)
