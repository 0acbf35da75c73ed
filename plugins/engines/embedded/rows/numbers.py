"""Numbers: whole ones far from the limits of 64 bits, for OPA calculates with more digits than the engine has."""

from __future__ import annotations

import re
from collections.abc import Collection

from .outside import OutsideError

_LONG = 2**63
_EXACT = 2**53
_MAX_ITEMS = 100_000
_MAX_INDEX = 2**31
_NUMERAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?")
_DIGITS = 15
_PERHAPS = re.compile(r"(?i)\s*[-+]?(?:[0-9.]|inf|nan)|\Z")


def is_whole(value: object) -> bool:
    """Return whether a value is a whole number within the limits."""
    return type(value) is int and -_LONG < value < _LONG


def whole(value: object) -> object:
    """Let through whole numbers, and what is no number: the engine says so itself."""
    if type(value) is float or (type(value) is int and not -_LONG < value < _LONG):
        raise OutsideError
    return value


def near(value: object) -> object:
    """Let through whole numbers of which two make no number beyond the limits, and what is no number."""
    if type(value) is float or (type(value) is int and not -_LONG < 2 * value < _LONG):
        raise OutsideError
    return value


def index(value: object) -> object:
    """Let through a place in a text or an array."""
    if type(value) is float or (type(value) is int and not -_MAX_INDEX < value < _MAX_INDEX):
        raise OutsideError
    return value


def base(value: object) -> object:
    """Let through a base that OPA has."""
    if value not in (2, 8, 10, 16) or type(value) is bool:
        raise OutsideError
    return value


def shift(value: object) -> object:
    """Let through a number of bits."""
    if type(value) is float or (type(value) is int and not 0 <= value < 64):
        raise OutsideError
    return value


def shifted_left(value: int, bits: int) -> int:
    """Shift where nothing is lost."""
    if not all(type(each) in (int, float) for each in (value, bits)):
        raise TypeError("no numbers")
    if type(value) is not int or type(bits) is not int or not (0 <= bits < 64 and 0 <= value << bits < _EXACT):
        raise OutsideError
    return value << bits


def rounded(value: object) -> object:
    """Let through what has all of its digits before the point."""
    if type(value) in (int, float) and not -_EXACT < value < _EXACT:  # type: ignore[operator]
        raise OutsideError
    return value


def rounded_up(value: object) -> object:
    """Let through all but what is between -1 and 0, where OPA itself is wrong."""
    rounded(value)
    if type(value) is float and -1 < value < 0:
        raise OutsideError
    return value


def _wholes(values: object) -> list[int]:
    if not isinstance(values, Collection) or isinstance(values, str | dict):
        raise TypeError("no array and no set")
    if not all(type(each) in (int, float) for each in values):
        raise TypeError("no numbers")
    if not all(type(each) is int and -_EXACT < each < _EXACT for each in values):
        raise OutsideError
    return list(values)


def total(values: object) -> int:
    """Add whole numbers."""
    found = sum(_wholes(values))
    if not -_EXACT < found < _EXACT:
        raise OutsideError
    return found


def product(values: object) -> int:
    """Multiply whole numbers."""
    found = 1
    for each in _wholes(values):
        found *= each
        if not -_EXACT < found < _EXACT:
            raise OutsideError
    return found


def _operands(*values: object) -> None:
    if not all(type(each) in (int, float) for each in values):
        raise TypeError("no numbers")
    if not all(map(is_whole, values)):
        raise OutsideError


def plus(left: int, right: int) -> int:
    """Add."""
    _operands(left, right)
    return _within(left + right)


def minus(left: int, right: int) -> int:
    """Subtract."""
    _operands(left, right)
    return _within(left - right)


def times(left: int, right: int) -> int:
    """Multiply."""
    _operands(left, right)
    return _within(left * right)


def rest(dividend: int, divisor: int) -> int:
    """Return the remainder; it has the sign of the dividend."""
    _operands(dividend, divisor)
    found = abs(dividend) % abs(divisor)
    return found if dividend >= 0 else -found


def _within(value: int) -> int:
    if not is_whole(value):
        raise OutsideError
    return value


def quotient(dividend: int, divisor: int) -> float:
    """Divide where the result is a whole number or a short decimal: of others, OPA keeps more digits."""
    _operands(dividend, divisor)
    if dividend % divisor == 0:
        return dividend // divisor
    if max(abs(dividend), abs(divisor)) >= _EXACT:
        raise OutsideError
    text = repr(dividend / divisor)
    whole_part, _, places = text.partition(".")
    digits = whole_part.lstrip("-0") + places
    if "e" in text or len(digits) > _DIGITS or int(whole_part + places) * divisor != dividend * 10 ** len(places):
        raise OutsideError
    return float(text)


def counted_up(first: float, last: float, step: float = 1) -> list[int]:
    """Return the whole numbers from the first to the last, as many as one can bear."""
    if not all(type(each) in (int, float) and float(each).is_integer() for each in (first, last, step)) or step < 1:
        raise ValueError("not integers, or no step")
    begin, end, by = int(first), int(last), int(step)
    if not all(map(is_whole, (begin, end, by))):
        raise OutsideError
    if abs(end - begin) // by >= _MAX_ITEMS:
        raise ValueError(f"more than {_MAX_ITEMS} items")
    return list(range(begin, end + 1, by) if begin <= end else range(begin, end - 1, -by))


def _is_numeral(text: str) -> bool:
    return _NUMERAL.fullmatch(text) is not None and sum(each.isdigit() for each in text) <= _DIGITS and text != "-0"


def numeral(value: object) -> object:
    """Let through a number as it is usually written, and what is none for anyone."""
    if isinstance(value, str) and not _is_numeral(value) and _PERHAPS.match(value):
        try:
            float(value)
        except ValueError:
            if value and not value.isspace() and "x" not in value.lower() and "_" not in value:
                return value
        raise OutsideError
    return value
