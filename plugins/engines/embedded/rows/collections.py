"""Collections: counted and put in order. What needs no look at each element is left to Rego."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from .outside import OutsideError

PACKAGE = "__adjudge"
REGO = f"""package {PACKAGE}

# A text is counted by characters; the engine counts otherwise beyond U+FFFF.
counted(value) := split(value, "") if is_string(value)

counted(value) := value if not is_string(value)

# A set of sets or objects does not go through Python; in an array they do.
listed(value) := [each | some each in value] if is_set(value)

listed(value) := value if not is_set(value)

# Only numbers are looked at before a subtraction.
subtracted(value) := value if is_set(value)

subtracted(value) := __adjudge_minus(value) if not is_set(value)

# A set that is to be written goes through Python as an array, and is told from one.
shown(value) := ["set", [each | some each in value]] if is_set(value)

shown(value) := ["", value] if not is_set(value)
"""
"""Functions that cannot fail, so that an error is always one of the policy's own call."""

_SETS = frozenset({set, frozenset})
_COLLECTIONS = _SETS | {list, dict}


def ordered(value: object) -> object:
    """Let through what has no set beside an object: the engines put them in another order."""
    kinds = _inside(value)
    if dict in kinds and not kinds.isdisjoint(_SETS):
        raise OutsideError
    return value


def compared(value: object) -> object:
    """Let through the second of two values to compare: anything but a set or an object, or what has one inside."""
    if not _has_parts(value):
        return value
    kinds = {type(value), *_inside(value)}
    if dict in kinds or not kinds.isdisjoint(_SETS):
        raise OutsideError
    return value


def _inside(value: object) -> set[type]:
    """Return the types of all that is inside of a value."""
    found: set[type] = set()
    left = [value]
    while left:
        left = [*chain.from_iterable(map(_parts, filter(_has_parts, left)))]
        found.update(map(type, left))
    return found


def _has_parts(value: object) -> bool:
    return type(value) in _COLLECTIONS


def _parts(value: Any) -> Iterable[object]:
    return chain(value, value.values()) if type(value) is dict else value
