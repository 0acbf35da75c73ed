"""A text that a pattern of a schema matches. The contract of schemas keeps patterns to what every dialect reads alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import import_module
from random import Random
from typing import Any, TypeAlias

_SOME = "aZ5-_中é ./"  # characters of one byte, of two and of three
_MOST = 12
_TextMaker: TypeAlias = "Callable[[Random, bool], str]"


def text_matching(pattern: str, random: Random, *, long: bool = False) -> str:
    """Return a text that the pattern finds, ``long`` where it may be. Raises ValueError for a construct not made here."""
    return _maker(pattern)(random, long)


@cache
def _maker(pattern: str) -> _TextMaker:
    try:
        parser: Any = import_module("re._parser")  # private, and the one parser of patterns at hand
        return _all(parser.parse(pattern))
    except (ImportError, AttributeError, re.error, OverflowError, RecursionError) as error:
        raise ValueError(pattern) from error


def _all(parsed: Iterable[tuple[Any, Any]]) -> _TextMaker:
    makers = [_made(str(op), value) for op, value in parsed]
    return lambda random, long: "".join(make(random, long) for make in makers)


def _made(name: str, value: Any) -> _TextMaker:
    if name == "BRANCH":
        choices = [_all(each) for each in value[1]]
        return lambda random, long: random.choice(choices)(random, long)
    if name == "SUBPATTERN":
        return _all(value[-1])
    if name == "MAX_REPEAT":
        return partial(_repeated, int(value[0]), int(value[1]), _all(value[2]))
    if name == "AT":
        return lambda _random, _long: ""
    ranges = _ranges([(name, value)] if name != "IN" else [(str(op), each) for op, each in value])
    return lambda random, _long: chr(random.randint(*random.choice(ranges)))


def _repeated(least: int, most: int, make: _TextMaker, random: Random, long: bool) -> str:  # as makers are called
    count = min(most, least + (_MOST * 3 if long else random.randrange(_MOST)))
    return "".join(make(random, long) for _ in range(count))


def _ranges(members: list[tuple[str, Any]]) -> list[tuple[int, int]]:
    """Return code points of a class, first and last: all of what it names, some of what it does not."""
    negated = members[0][0] in ("NEGATE", "NOT_LITERAL", "ANY")
    found: list[tuple[int, int]] = []
    for name, value in members:
        if name in ("LITERAL", "NOT_LITERAL"):
            found.append((value, value))
        elif name == "RANGE":
            found.append(value)
        elif name == "CATEGORY":
            found += [(ord(each), ord(each)) for each in _SOME if re.fullmatch(_CATEGORIES[str(value)], each)]
        elif name not in ("NEGATE", "ANY"):
            raise ValueError(name)
    if negated:
        found = [(ord(each), ord(each)) for each in _SOME if not any(low <= ord(each) <= high for low, high in found)]
    if not found:
        raise ValueError("class")
    return found


_CATEGORIES = {
    "CATEGORY_DIGIT": "[0-9]",
    "CATEGORY_NOT_DIGIT": "[^0-9]",
    "CATEGORY_WORD": "[A-Za-z0-9_]",
    "CATEGORY_NOT_WORD": "[^A-Za-z0-9_]",
    "CATEGORY_SPACE": r"[ \t\n\r\f\v]",
    "CATEGORY_NOT_SPACE": r"[^ \t\n\r\f\v]",
}
