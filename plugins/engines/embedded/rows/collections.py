"""Collections: counted and put in order. What needs no look at each element is left to Rego."""

from __future__ import annotations

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


def ordered(value: object) -> object:
    """Let through what has no set beside an object: the engines put them in another order."""
    if isinstance(value, list | set | frozenset):
        kinds = {type(each) for each in _inside(value)}
        if kinds & {set, frozenset} and dict in kinds:
            raise OutsideError
    return value


def compared(value: object) -> object:
    """Let through the second of two values to compare: anything but a set or an object, or what has one inside."""
    if isinstance(value, list | dict | set | frozenset):
        kinds = {type(value), *(type(each) for each in _inside(value))}
        if kinds & {dict, set, frozenset}:
            raise OutsideError
    return value


def _inside(value: object) -> list[object]:
    found: list[object] = []
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += [*each, *each.values()]
            found += [*each, *each.values()]
        elif isinstance(each, list | set | frozenset):
            left += each
            found += each
    return found
