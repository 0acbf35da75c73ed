"""Texts: case, search, versions."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .outside import OutsideError

# Letters that got another case in Unicode 16; Go, and so OPA, has Unicode 15.
_NEWER = frozenset("\u019b\u0264\u1c89\u1c8a\ua7cb\ua7cc\ua7cd\ua7da\ua7db\ua7dc") | frozenset(
    map(chr, range(0x10D50, 0x10D86))
)
_VERSION = re.compile(
    r"(?:0|[1-9][0-9]{0,17})(?:\.(?:0|[1-9][0-9]{0,17})){2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?"
)
_NO_VERSION = re.compile(r"[^vV0-9]|\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def lower(text: str) -> str:
    """Map each letter by itself, as OPA does: no final sigma, and `İ` is one letter."""
    lowered = text.lower()
    return lowered if lowered == text or text.isascii() else _mapped(text, str.lower)


def upper(text: str) -> str:
    """Map each letter by itself, as OPA does: `ß` stays."""
    uppered = text.upper()
    return uppered if uppered == text or text.isascii() else _mapped(text, str.upper)


def _mapped(text: object, case: object) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return "".join(map(_LOWER if case is str.lower else _UPPER, text))


class _Letters(dict[str, str]):
    """One letter for each letter."""

    def __init__(self, case: object) -> None:
        super().__init__({"İ": "i"} if case is str.lower else {})
        self._lower = case is str.lower

    def __missing__(self, letter: str) -> str:
        mapped = letter.lower() if self._lower else letter.upper()
        if len(mapped) > 1:  # a ligature stays; a Greek letter with iota has a title form
            mapped = letter.title()
        if len(mapped) > 1 or letter in _NEWER:
            mapped = letter
        if len(self) < 4096:
            self[letter] = mapped
        return mapped


_LOWER = _Letters(str.lower).__getitem__
_UPPER = _Letters(str.upper).__getitem__


def text(value: object) -> object:
    """Let through a text; of all else OPA says something, and the engine nothing."""
    if not isinstance(value, str):
        raise OutsideError
    return value


def filled(text: object) -> object:
    """Let through what is searched for, unless it is empty."""
    if text == "":
        raise OutsideError
    return text


def occurrences(text: str, part: str) -> int:
    """Count what does not overlap; the engine counts `11` four times in `11111`."""
    if not isinstance(text, str) or not isinstance(part, str):
        raise TypeError("no text")
    return text.count(part)


def replace_n(pairs: dict[str, str], text: str) -> str:
    """Replace in one go. OPA takes the first of several keys that begin alike: there must be none."""
    if not isinstance(pairs, dict) or not isinstance(text, str):
        raise TypeError("no object, or no text")
    if not {*map(type, pairs), *map(type, pairs.values())} <= {str}:
        raise TypeError("no texts")
    any_key = _any_of(tuple(pairs))
    return any_key.sub(lambda found: pairs[found.group()], text) if pairs else text


@lru_cache(maxsize=64)
def _any_of(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of many texts. Rules replace by few tables, each of a hundred keys, again and again."""
    ordered = sorted(keys)
    if "" in keys or any(after.startswith(before) for before, after in pairwise(ordered)):
        raise OutsideError
    return re.compile("|".join(map(re.escape, ordered)))


def version(text: object) -> object:
    """Let through a version, and what is none for anyone."""
    if not isinstance(text, str) or not (_VERSION.fullmatch(text) or _NO_VERSION.match(text)):
        raise OutsideError
    return text


def base64(text: object) -> object:
    """Let through what is encoded as it would be encoded again, and what cannot be decoded at all."""
    if isinstance(text, str) and _BASE64.fullmatch(text):
        from base64 import b64decode, b64encode

        try:
            raw = b64decode(text, validate=True)
            raw.decode()
        except ValueError:
            raise OutsideError from None
        if b64encode(raw).decode() != text:
            raise OutsideError
    return text
