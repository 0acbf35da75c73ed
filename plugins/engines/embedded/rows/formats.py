"""Texts made of values, and values of texts: sprintf and JSON."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from .document import Spelling
from .outside import OutsideError

_VERB = re.compile(r"%0?\d{0,2}d|%[vsq%]")
_ANY_VERB = re.compile(r"%[^a-zA-Z%]*[a-zA-Z%]?")
_NULL, _BOOLEAN, _NUMBER, _TEXT, _ARRAY, _OBJECT, _SET = range(7)
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
_MARKUP = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
_LONE = re.compile(r"\\u[dD][89a-fA-F]")
_LEVELS = 100
_DIGITS = 15
_TINY, _HUGE = 1e-4, 1e16
_LOWEST, _BEYOND = -(2**63), 2**63


def other_verb(template: str) -> str | None:
    """Return the first verb that is not proven: a width of a billion would end the process, 0.125 as %.2f differs."""
    verbs = (verb.group() for verb in _ANY_VERB.finditer(template))
    return next((verb for verb in verbs if _VERB.fullmatch(verb) is None), None)


def sprintf(document: Spelling, template: str, values: list[Any]) -> str:
    """Write values; each comes as a pair, the first of which tells whether it is a set."""
    if other_verb(template) is not None:
        raise OutsideError
    left = iter(values)

    def write(verb: re.Match[str]) -> str:
        if verb.group() == "%%":
            return "%"
        mark, value = next(left)
        value = _Several(value) if mark else value
        return _verb(document, verb.group(), value)

    try:
        written = _VERB.sub(write, template)
    except StopIteration:
        raise OutsideError from None
    if list(left):
        raise OutsideError
    return written


def sprintf_all(document: Spelling, template: str, values: list[Any]) -> str:
    """Write the values of an array that is no literal."""
    if not isinstance(values, list):
        raise TypeError("no array")
    return sprintf(document, template, [("", value) for value in values])


class _Several(list[Any]):
    """The elements of a set, whether they can be hashed or not."""


def _verb(document: Spelling, verb: str, value: object) -> str:
    if verb.endswith("d"):
        if type(value) is not int or document.rewritten:
            raise OutsideError
        return verb % _in_reach(value)
    if isinstance(value, str):
        return _quoted(value) if verb == "%q" else value
    if verb == "%q" or (verb == "%s" and type(value) in (int, float)):
        raise OutsideError
    if type(value) is int:
        return str(_in_reach(value))
    return _decimal(value) if type(value) is float else _shown(document, value)


def _decimal(value: float) -> str:
    """Write a fraction where Go and Python do it alike."""
    if not _TINY <= abs(value) < _HUGE:
        raise OutsideError
    return repr(value)


def _in_reach(value: int) -> int:
    if not _LOWEST <= value < _BEYOND:
        raise OutsideError
    return value


def _shown(document: Spelling, value: object) -> str:
    """Write a value as OPA does inside of a collection."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int | float) and not document.rewritten:
        return str(_in_reach(value)) if isinstance(value, int) else _decimal(value)
    if isinstance(value, _Several | set | frozenset):
        members = sorted(value, key=_order)
        return f"{{{', '.join(_shown(document, each) for each in members)}}}" if members else "set()"
    if isinstance(value, list):
        return f"[{', '.join(_shown(document, each) for each in value)}]"
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=_order_of_pair)
        return f"{{{', '.join(f'{_shown(document, key)}: {_shown(document, each)}' for key, each in pairs)}}}"
    raise OutsideError


def _order_of_pair(pair: tuple[object, object]) -> tuple[Any, ...]:
    return _order(pair[0])


def _order(value: object) -> tuple[Any, ...]:
    """Return what puts values into OPA's order."""
    if value is None:
        return (_NULL,)
    if isinstance(value, bool):
        return _BOOLEAN, value
    if isinstance(value, int | float):
        return _NUMBER, value
    if isinstance(value, str):
        return _TEXT, value
    if isinstance(value, _Several | set | frozenset):
        return _SET, tuple(sorted(map(_order, value)))
    if isinstance(value, dict):
        return _OBJECT, tuple(sorted((_order(key), _order(each)) for key, each in value.items()))
    if isinstance(value, list):
        return _ARRAY, tuple(map(_order, value))
    raise OutsideError


def _quoted(text: str) -> str:
    """Quote as Go does."""
    return f'"{"".join(map(_letter, text))}"'


@cache
def printed() -> re.Pattern[str]:
    """Return letters that are printed as they are by all versions of Unicode; of others, Go and Python may differ."""
    return re.compile(
        "[ -~\u00a1-\u00ac\u00ae-\u0377\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u052f\u1e00-\u1f15\u2010-\u2027"
        "\u2030-\u205e\u20a0-\u20c0\u2100-\u218b\u2190-\u2426\u2500-\u2bf9\u3001-\u303f\u3041-\u3096\u3099-\u30ff"
        "\u3400-\u9ffc\uac00-\ud7a3\uff01-\uffbe\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6d7"
        "\U0001f910-\U0001f9ff]"
    )


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter < " " or letter == "\x7f":
        return f"\\x{ord(letter):02x}"
    if printed().match(letter) and letter.isprintable():
        return letter
    raise OutsideError


# --- JSON -----------------------------------------------------------------------------------------------------------


def marshal(document: Spelling, value: object) -> str:
    """Write JSON as Go does: no spaces, keys in order, and nothing that a browser may take for markup."""
    return json.dumps(_plain(document, value), ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(
        _MARKUP
    )


def _plain(document: Spelling, value: object) -> object:
    if type(value) is int and not document.rewritten:
        return _in_reach(value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, set | frozenset):
        return [_plain(document, each) for each in sorted(value, key=_order)]
    if isinstance(value, list):
        return [_plain(document, each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(document, each) for key, each in value.items()}
    raise OutsideError


def unmarshalled(text: object) -> object:
    """Let through JSON with numbers that are written as they would be written again, and what is no JSON."""
    if not isinstance(text, str):
        return text
    try:
        value = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_number)
    except OutsideError:
        raise
    except (ValueError, RecursionError):
        value = None
    if _LONE.search(text) or _levels(text) > _LEVELS or isinstance(value, _Odd):
        raise OutsideError
    return text


class _Odd:
    """A number that is none of JSON's."""


def _number(text: str) -> float:
    if not re.fullmatch(r"-?(?:[0-9]{1,18}|[0-9]+\.[0-9]*[1-9])", text) or text == "-0":
        raise OutsideError
    if "." in text and len(text.lstrip("-0.").replace(".", "")) > _DIGITS:
        raise OutsideError
    return float(text)


def _levels(text: str) -> int:
    return text.count("[") + text.count("{")
