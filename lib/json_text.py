"""JSON as reports write it: on one line, safe to look at, readable for every parser, the same bytes for the same data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .words import say

if TYPE_CHECKING:
    from .documents import Json

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
# What JSON lets stand as it is although it acts on a terminal, ends a line for some tools, or turns the text around.
_ACTIVE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(value: Json, *, indent: int | None = None) -> str:
    """Return ``value`` as JSON, on one line without ``indent``, that is safe to print and that every parser reads.

    Lone surrogates, in names of files that are no UTF-8, become the text ``\\udcff``: JSON has no character for them.
    """
    text = _encode(value) if indent is None else json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    if text.isprintable():
        return text
    text = _ACTIVE.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return _SURROGATE.sub(lambda match: f"\\\\u{ord(match[0]):04x}", text)


def given(members: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is None."""
    return {name: value for name, value in members.items() if value is not None}


def ordered(value: Json) -> Json:
    """Return the same data with keys in order: engines differ in the order of an object's keys."""
    if isinstance(value, Mapping):
        return {name: ordered(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [ordered(item) for item in value]
    return value


# --- numbers --------------------------------------------------------------------------------------------------------

_LOWEST, _BEYOND = -(2**63), 2**64


def _integer(text: str) -> int | float:
    number = int(text)
    return number if _LOWEST <= number < _BEYOND else _finite(text)


def _number(text: str) -> int | float:
    number = _finite(text)
    return int(number) if number.is_integer() and _LOWEST <= number < _BEYOND else number


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(say("read.beyond_float", text=text[:20]))
    return number


def _constant(text: str) -> float:
    raise ValueError(say("read.no_json", text=text))


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_number, parse_constant=_constant)


def decode(text: str) -> Json:
    """Read an engine's JSON so that equal numbers are equal values on every engine.

    One engine writes 1.0 as 1 and integers beyond 64 bits as floats, another keeps them: here a number without a
    fraction is an int as long as it fits into 64 bits, and a float beyond. Raises ValueError for what is no JSON.
    """
    return _DECODER.decode(text)
