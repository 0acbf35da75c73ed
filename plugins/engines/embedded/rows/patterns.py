"""Patterns: as much of regular expressions and globs as both engines match alike, written so that they do.

OPA's classes are ASCII: ``\\d`` is no full-width digit. The engine's are Unicode, so they are written out for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .outside import OutsideError

_MOST = 1000
_LAST = 0x10FFFF
_SURROGATES = (0xD800, 0xDFFF)
_CLASSES = {
    "d": [(0x30, 0x39)],
    "w": [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
    "s": [(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)],
}
_CONTROL = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "a": 7}
_ANCHORS = {"b": r"(?-u:\b)", "A": r"\A", "z": r"\z"}
_SPECIAL = frozenset(r"\.+*?()|[]{}^$")
# Letters without case, where ignoring case is the same in any version of Unicode.
_CASELESS = ((0x80, 0xA9), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF))


class _Piece(NamedTuple):
    """A part of a pattern as the engine needs it, the shortest text that it matches, and how often it is repeated."""

    text: str
    shortest: int
    times: int = 1


def pattern(value: object) -> object:
    """Return a pattern as the engine needs it."""
    return _read(value).text if isinstance(value, str) else value


def separator(value: object) -> object:
    """Return a pattern that does not match nothing: there, the engines divide differently."""
    if not isinstance(value, str):
        return value
    found = _read(value)
    if not found.shortest:
        raise OutsideError
    return found.text


def plain(value: object) -> object:
    """Let through what replaces a match, unless it asks for groups."""
    if isinstance(value, str) and "$" in value:
        raise OutsideError
    return value


@lru_cache(maxsize=256)
def _read(text: str) -> _Piece:
    if len(text) > _MOST:
        raise OutsideError
    try:
        return _Pattern(text).whole()
    except (IndexError, RecursionError):
        raise OutsideError from None


class _Pattern:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._names: set[str] = set()
        self._ignores_case = False
        self._depth = 0

    def whole(self) -> _Piece:
        flags = re.match(r"\(\?([ims]+)\)", self._text)
        front = ""
        if flags is not None:
            self._at = flags.end()
            self._ignores_case = "i" in flags[1]
            front = flags.group()
        found = self._alternatives()
        if self._at != len(self._text):
            raise OutsideError
        return found._replace(text=front + found.text)

    def _alternatives(self) -> _Piece:
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        return _Piece(
            "|".join(each.text for each in found),
            min(each.shortest for each in found),
            max(each.times for each in found),
        )

    def _sequence(self) -> _Piece:
        found: list[_Piece] = []
        while self._next() not in ("", "|", ")"):
            found.append(self._repeated())
        return _Piece(
            "".join(each.text for each in found),
            sum(each.shortest for each in found),
            max((each.times for each in found), default=1),
        )

    def _repeated(self) -> _Piece:
        begin = self._at
        atom = self._atom()
        sign = re.compile(r"[*+?]|\{([0-9]{1,4})(,?)([0-9]{0,4})\}").match(self._text, self._at)
        if sign is None:
            return atom
        if self._text[begin] in "^$" or self._text[begin : begin + 2] in (r"\b", r"\A", r"\z"):
            raise OutsideError
        self._at = sign.end()
        least, most = (int(sign[1]), int(sign[3] or sign[1])) if sign[1] else (int(sign[0] == "+"), 1)
        lazy = self._next() == "?"
        self._at += lazy
        if self._next() in ("*", "+", "?", "{") or least > most or (sign[3] and not sign[2]):
            raise OutsideError
        times = atom.times * max(most, 1)
        if times > _MOST:
            raise OutsideError
        return _Piece(atom.text + sign.group() + "?" * lazy, atom.shortest * least, times)

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._text[self._at - 1]

    def _atom(self) -> _Piece:
        letter = self._take()
        if letter == "(":
            return self._group()
        if letter == "[":
            return _Piece(self._class(), 1)
        if letter == ".":
            return _Piece(".", 1)
        if letter in "^$":
            return _Piece(letter, 0)
        if letter == "\\":
            return self._escape()
        if letter in _SPECIAL:
            raise OutsideError
        return _Piece(self._literal(ord(letter)), 1)

    def _group(self) -> _Piece:
        self._depth += 1
        opening = "("
        outside = self._ignores_case
        if self._next() == "?":
            found = re.compile(r"\?(?:P<([A-Za-z_][A-Za-z0-9_]*)>|([ims]*):)").match(self._text, self._at)
            if found is None or found[1] in self._names:
                raise OutsideError
            self._at = found.end()
            if found[1]:
                self._names.add(found[1])
            else:
                opening = f"(?{found[2]}:"
                self._ignores_case = outside or "i" in found[2]
        inside = self._alternatives()
        if self._take() != ")" or self._depth > 20:  # noqa: PLR2004
            raise OutsideError
        self._ignores_case = outside
        self._depth -= 1
        return inside._replace(text=f"{opening}{inside.text})")

    def _escape(self) -> _Piece:
        letter = self._take()
        if letter in _ANCHORS:
            return _Piece(_ANCHORS[letter], 0)
        if letter.lower() in _CLASSES:
            return _Piece(self._written(_CLASSES[letter.lower()], negated=letter.isupper()), 1)
        return _Piece(self._literal(self._code(letter)), 1)

    def _code(self, letter: str) -> int:
        """Return the letter that an escape stands for; ``letter`` is the one after the backslash."""
        if letter in _CONTROL:
            return _CONTROL[letter]
        if letter == "x":
            found = re.compile(r"([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\}").match(self._text, self._at)
            if found is None:
                raise OutsideError
            self._at = found.end()
            code = int(found[1] or found[2], 16)
            if code > _LAST or _SURROGATES[0] <= code <= _SURROGATES[1]:
                raise OutsideError
            return code
        if letter.isascii() and not letter.isalnum() and letter.isprintable() and letter not in " _":
            return ord(letter)
        raise OutsideError

    def _literal(self, code: int) -> str:
        self._check_case([(code, code)])
        letter = chr(code)
        return letter if letter.isascii() and letter.isalnum() else f"\\x{{{code:X}}}"

    # --- classes ----------------------------------------------------------------------------------------------------

    def _class(self) -> str:
        negated = self._next() == "^"
        self._at += negated
        ranges: list[tuple[int, int]] = []
        is_first = True
        while self._next() != "]" or is_first:
            if self._next() == "]" or self._text.startswith(("[:", "[.", "[="), self._at):
                raise OutsideError
            is_first = False
            ranges += self._item()
        self._at += 1
        return self._written(ranges, negated=negated)

    def _item(self) -> list[tuple[int, int]]:
        letter = self._take()
        if letter == "\\" and self._next().lower() in _CLASSES:
            kind = self._take()
            if self._next() == "-" and self._text[self._at + 1] != "]":
                raise OutsideError
            return _CLASSES[kind] if kind.islower() else self._others(_CLASSES[kind.lower()])
        low = self._code(self._take()) if letter == "\\" else ord(letter)
        if letter == "-" and self._next() != "]" and self._text[self._at - 2] not in "[^":
            raise OutsideError
        if self._next() != "-" or self._text[self._at + 1] == "]":
            return [(low, low)]
        self._at += 1
        letter = self._take()
        if letter == "[" or (letter == "\\" and self._next().lower() in _CLASSES):
            raise OutsideError
        high = self._code(self._take()) if letter == "\\" else ord(letter)
        if high < low or (low <= _SURROGATES[1] and high >= _SURROGATES[0]):
            raise OutsideError
        return [(low, high)]

    def _others(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if self._ignores_case:
            raise OutsideError
        found, begin = [], 0
        for low, high in [*sorted(ranges), _SURROGATES, (_LAST + 1, _LAST + 1)]:
            if begin < low:
                found.append((begin, low - 1))
            begin = max(begin, high + 1)
        return found

    def _written(self, ranges: list[tuple[int, int]], *, negated: bool) -> str:
        self._check_case(ranges)
        if negated and self._ignores_case and any(high > 0x7F for _, high in ranges):  # noqa: PLR2004
            raise OutsideError
        inside = "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges)
        return f"[{'^' * negated}{inside}]"

    def _check_case(self, ranges: list[tuple[int, int]]) -> None:
        """See that letters whose case is ignored are ASCII, or have none."""
        if not self._ignores_case:
            return
        for low, high in ranges:
            if high > 0x7F and not any(first <= low and high <= last for first, last in _CASELESS):  # noqa: PLR2004
                raise OutsideError


# --- globs ----------------------------------------------------------------------------------------------------------


def globbed(value: str, delimiters: list[str] | None, text: str) -> bool:
    """Match a glob of letters, ``*`` and ``**``; null is for no delimiters at all, an empty array for the dot."""
    if not isinstance(value, str) or not isinstance(text, str) or not isinstance(delimiters, list | None):
        raise TypeError("no text, or no array")
    between = ["."] if delimiters == [] else delimiters or []
    if not all(isinstance(each, str) for each in between):
        raise TypeError("no texts")
    if not all(len(each) == 1 and each.isascii() for each in between):
        raise OutsideError
    return _glob(value, "".join(sorted(between))).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _glob(value: str, delimiters: str) -> re.Pattern[str]:
    if re.search(r"[?\[\]{}\\!,]|\*\*\*", value) or len(value) > _MOST or value.count("*") > 8:  # noqa: PLR2004
        raise OutsideError
    other = f"[^{re.escape(delimiters)}]*" if delimiters else ".*"
    parts = re.split(r"(\*\*?)", value)
    return re.compile("".join(".*" if each == "**" else other if each == "*" else re.escape(each) for each in parts), re.S)
