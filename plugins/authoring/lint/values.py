"""What an expression of a policy may be, as far as its text tells: places in a document, and what the policy itself makes.

A value is all that it may be, or nothing is known of it (None). It errs towards what is not known: of that nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from adjudge.lib.rego.inputs import MissingPath
from adjudge.lib.rego.paths import Path, Step

MOST, DEEPEST, LONGEST = 64, 5, 24
"""Alternatives of a value, levels of what a policy makes, and steps of a path, beyond which nothing is known."""


class At(NamedTuple):
    """What stands at a path below a root: a kind, whose input it is, or the parameters."""

    root: str
    steps: Path


class MemberValues(NamedTuple):
    """A list, a set or an object whose items may all be ``of``."""

    of: Value


class Fields(NamedTuple):
    """An object with these keys and no others."""

    values: tuple[tuple[str, Value], ...]


class Scalar(NamedTuple):
    """A text, number, true, false or null: nothing is below it."""


Alternative: TypeAlias = "At | MemberValues | Fields | Scalar"
Value: TypeAlias = "frozenset[Alternative] | None"

NEVER: frozenset[Alternative] = frozenset()
SCALAR: frozenset[Alternative] = frozenset((Scalar(),))


class Absent(NamedTuple):
    """Why a step leads nowhere: ``path`` in a document, or ``keys`` of what the policy makes; neither: it is no object."""

    name: str
    path: MissingPath | None = None
    root: str = ""
    keys: tuple[str, ...] | None = None


def joined(values: Iterable[Value]) -> Value:
    """Return what is any of some values."""
    found: set[Alternative] = set()
    for value in values:
        if value is None:
            return None
        found |= value
    return frozenset(found) if len(found) <= MOST else None


def members(of: Value) -> Value:
    """Return a list, or a set, of such values."""
    made = frozenset((MemberValues(of),))
    return made if _depth(made) <= DEEPEST else None


def fields(values: Iterable[tuple[str, Value]]) -> Value:
    """Return an object with these values by key."""
    made = frozenset((Fields(tuple(values)),))
    return made if _depth(made) <= DEEPEST else None


def _depth(value: Value) -> int:
    return max((1 + _below(each) for each in value or ()), default=0)


def _below(each: Alternative) -> int:
    if isinstance(each, MemberValues):
        return _depth(each.of)
    return max((_depth(value) for _, value in each.values), default=0) if isinstance(each, Fields) else 0


class Selected(NamedTuple):
    """What stands at a step; ``absent`` says why there is never anything, if there is not."""

    value: Value
    absent: Absent | None = None


def selected(value: Value, step: Step, missing: Callable[[str, Path], MissingPath | None]) -> Selected:
    """Return what stands at a step of a value; None is any item."""
    if not value:
        return Selected(value)
    found: list[Value] = []
    nowhere: list[Absent] = []
    for each in sorted(value, key=repr):
        below = _step(each, step, missing)
        if isinstance(below, Absent):
            nowhere.append(below)
        else:
            found.append(below)
    return Selected(joined(found)) if found else Selected(NEVER, nowhere[0])


def _step(each: Alternative, step: Step, missing: Callable[[str, Path], MissingPath | None]) -> Value | Absent:
    name = step or "[_]"
    if isinstance(each, At):
        path = (*each.steps, step)
        if len(path) > LONGEST:
            return None
        absent = missing(each.root, path)
        return frozenset((At(each.root, path),)) if absent is None else Absent(name, absent, each.root)
    if isinstance(each, MemberValues):
        return each.of
    if isinstance(each, Fields):
        known = dict(each.values)
        if step is None:
            return joined(known.values())
        return known[step] if step in known else Absent(name, keys=tuple(known))
    return Absent(name)


def places(value: Value) -> Iterator[At]:
    """Yield the places that a value may be, if it is nothing else."""
    if value and all(isinstance(each, At) for each in value):
        yield from (each for each in value if isinstance(each, At))


def keys_of(value: Value) -> Value:
    """Return what the keys of a value may be: in a document a text or a number, in what a policy makes anything."""
    return SCALAR if any(True for _ in places(value)) else None
