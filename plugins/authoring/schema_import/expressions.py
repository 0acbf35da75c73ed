"""Regular expressions of ECMA-262, as public schemas write them, in the words that every reader of a schema reads alike.

JSON Schema searches a pattern, so what is found anywhere is written here with what may stand before and after it, between
``^`` and ``$``. ``\\d`` and ``\\w`` are ASCII in ECMA-262 and are written out. A look-ahead at the beginning is a pattern of
its own. What no reader here has (look-behind, back-references, ``\\b``) cannot be said.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ANY = r"[\s\S]*"
_DIGITS, _WORD = "0-9", "A-Za-z0-9_"
_SETS = {"d": _DIGITS, "w": _WORD, "D": "\\x00-/:-\U0010ffff", "W": "\\x00-/:-@\\[-\\^`{-\U0010ffff"}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_SPECIAL = frozenset("\\^$.*+?()[]{}|")
_ONE = re.compile(r"[^\\]|\\(?:x..|u....|.)|\[.*\]", re.DOTALL)
"""A piece that is one character, or one of a class."""
_COUNT = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_NAMED = re.compile(r"\(\?<[A-Za-z_$][A-Za-z0-9_$]*>")


class InexpressibleError(Exception):
    """A piece of an expression that not every reader of a schema has."""

    def __init__(self, piece: str) -> None:
        super().__init__(piece)
        self.piece = piece


class _Ahead(NamedTuple):
    """A look-ahead: what must come here, or must not."""

    wanted: bool
    branches: list[list[str | _Ahead]]


class CommonExpression(NamedTuple):
    """An expression in common words: what is to be found, and what must not be.

    ``wanted`` are patterns of which a text has each; there is none where any text will do.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


def in_common_words(pattern: str) -> CommonExpression:
    """Return what a pattern of ECMA-262 that is searched for means. Raises InexpressibleError."""
    branches = _ExpressionReader(pattern).whole()
    wanted: list[str] = []
    unwanted: list[str] = []
    if len(branches) == 1 and branches[0][:1] == ["^"]:
        rest = branches[0][1:]
        while rest and isinstance(rest[0], _Ahead):
            ahead = rest.pop(0)
            assert isinstance(ahead, _Ahead)
            found = _anchored([["^", *_texts(branch)] for branch in ahead.branches])
            (wanted if ahead.wanted else unwanted).append(found or f"^{ANY}$")
        branches = [["^", *rest]]
    whole = _anchored([_texts(branch) for branch in branches])
    return CommonExpression((*((whole,) if whole else ()), *wanted), tuple(unwanted))


def _texts(branch: list[str | _Ahead]) -> list[str]:
    for piece in branch:
        if isinstance(piece, _Ahead):
            raise InexpressibleError("(?=" if piece.wanted else "(?!")
    return [piece for piece in branch if isinstance(piece, str)]


def _anchored(branches: list[list[str]]) -> str:
    """Return branches as one pattern of whole texts; an empty one where any text has what is searched for."""
    first = branches[0]
    if len(branches) == len(first) == 1 and first[0] not in ("^", "$") and _ONE.fullmatch(first[0]):
        return first[0]
    ends = []
    for pieces in branches:
        body = pieces
        begins, closes = body[:1] == ["^"], body[-1:] == ["$"]
        while body[:1] == ["^"]:
            body = body[1:]
        while body[-1:] == ["$"]:
            body = body[:-1]
        if body in ([], [".*"], [ANY]) and not (begins and closes):
            return ""  # found in any text
        ends.append((begins, "".join(body), closes))
    if len(ends) > 1 and len({(begins, closes) for begins, _, closes in ends}) == 1:
        ends = [(ends[0][0], f"(?:{'|'.join(body for _, body, _ in ends)})", ends[0][2])]
    return "|".join(f"^{'' if begins else ANY}{body}{'' if closes else ANY}$" for begins, body, closes in ends)


class _ExpressionReader:
    """Reads an expression from left to right, and writes each piece as all read it."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def whole(self) -> list[list[str | _Ahead]]:
        """Return the alternatives. Raises InexpressibleError."""
        branches = self._branches()
        if self.at < len(self.pattern):
            raise InexpressibleError(self.pattern[self.at])
        return branches

    def _branches(self) -> list[list[str | _Ahead]]:
        branches: list[list[str | _Ahead]] = [[]]
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            if self._take("|"):
                branches.append([])
            else:
                branches[-1].append(self._term())
        return branches

    def _take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _term(self) -> str | _Ahead:
        if self.pattern[self.at] in "^$":
            self.at += 1
            if self._quantifier():
                raise InexpressibleError(self.pattern[self.at - 2 : self.at])
            return self.pattern[self.at - 1]
        for mark, wanted in (("(?=", True), ("(?!", False)):
            if self._take(mark):
                branches = self._closed(self._branches())
                if self._quantifier():
                    raise InexpressibleError(mark)
                return _Ahead(wanted, branches)
        atom = self._atom()
        return atom + self._quantifier()

    def _closed(self, branches: list[list[str | _Ahead]]) -> list[list[str | _Ahead]]:
        if not self._take(")"):
            raise InexpressibleError("(")
        return branches

    def _quantifier(self) -> str:
        count = _COUNT.match(self.pattern, self.at)
        if count:
            found = count[0]
        elif self.pattern[self.at : self.at + 1] in ("*", "+", "?"):
            found = self.pattern[self.at]
        else:
            return ""
        self.at += len(found)
        self._take("?")  # how much is taken first makes no difference to whether it is found
        if self.pattern[self.at : self.at + 1] in ("*", "+", "?") or _COUNT.match(self.pattern, self.at):
            raise InexpressibleError(self.pattern[self.at - len(found) : self.at + 1])
        return found

    def _atom(self) -> str:
        char = self.pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char in "*+?" or _COUNT.match(self.pattern, self.at):
            raise InexpressibleError(char)
        if char == "\\":
            return self._escape()
        self.at += 1
        return char if char == "." else _literal(char)

    def _group(self) -> str:
        named = _NAMED.match(self.pattern, self.at)
        if named:
            self.at += len(named[0])
        elif not self._take("(?:"):
            if self.pattern.startswith("(?", self.at):
                raise InexpressibleError(self.pattern[self.at : self.at + 4])
            self.at += 1
        branches = self._closed(self._branches())
        return f"(?:{'|'.join(''.join(_texts(branch)) for branch in branches)})"

    def _escape(self) -> str:
        letter = self.pattern[self.at + 1 : self.at + 2]
        if letter in ("d", "w"):
            self.at += 2
            return f"[{_SETS[letter]}]"
        if letter in ("D", "W"):
            self.at += 2
            return f"[^{_SETS[letter.lower()]}]"
        if letter in ("s", "S"):
            self.at += 2
            return f"\\{letter}"
        return _literal(self._char())

    def _char(self) -> str:
        """Read one character, written as itself or as an escape."""
        if not self._take("\\"):
            self.at += 1
            return self.pattern[self.at - 1]
        letter = self.pattern[self.at : self.at + 1]
        code = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}").match(self.pattern, self.at)
        if code:
            self.at += len(code[0])
            number = int(code[1] or code[2] or code[3], 16)
            if 0xD800 <= number < 0xDC00:
                low = re.compile(r"\\u([dD][c-fC-F][0-9A-Fa-f]{2})").match(self.pattern, self.at)
                if low:
                    self.at += len(low[0])
                    number = 0x10000 + ((number - 0xD800) << 10) + int(low[1], 16) - 0xDC00
            if 0xD800 <= number < 0xE000 or number > 0x10FFFF:
                raise InexpressibleError(f"\\{code[0]}")
            return chr(number)
        control = re.compile(r"c([A-Za-z])").match(self.pattern, self.at)
        if control:
            self.at += 2
            return chr(ord(control[1]) % 32)
        if letter == "0" and self.pattern[self.at + 1 : self.at + 2].isdigit():
            raise InexpressibleError("\\0")
        if letter in _CONTROLS:
            self.at += 1
            return _CONTROLS[letter]
        if not letter or letter.isalnum():
            raise InexpressibleError(f"\\{letter}")
        self.at += 1
        return letter

    def _class(self) -> str:
        self.at += 1
        negated = self._take("^")
        parts: list[str] = []
        while not self._take("]"):
            if self.at >= len(self.pattern):
                raise InexpressibleError("[")
            parts.append(self._part())
        inside = "".join(part for index, part in enumerate(parts) if part not in parts[:index])
        if not inside:
            return r"[\s\S]" if negated else r"[^\s\S]"
        return f"[{'^' if negated else ''}{inside}]"

    def _part(self) -> str:
        """Read a character, a range or a set within a class."""
        first = self._member()
        if len(first) == 1 and self.pattern.startswith("-", self.at) and not self.pattern.startswith("-]", self.at):
            before = self.at
            self.at += 1
            last = self._member()
            if len(last) == 1:
                if first > last:
                    raise InexpressibleError(f"{first}-{last}")
                return f"{_member(first)}-{_member(last)}"
            self.at = before
        return _member(first) if len(first) == 1 else first

    def _member(self) -> str:
        """Return one character, or the text of a set."""
        if self.at >= len(self.pattern):
            raise InexpressibleError("[")
        if self.pattern[self.at] == "\\":
            letter = self.pattern[self.at + 1 : self.at + 2]
            if letter in _SETS:
                self.at += 2
                return _SETS[letter]
            if letter in ("s", "S"):
                self.at += 2
                return f"\\{letter}"
            if letter == "b":
                self.at += 2
                return "\b"
        return self._char()


def _literal(char: str) -> str:
    return f"\\{char}" if char in _SPECIAL else _shown(char)


def _member(char: str) -> str:
    return f"\\{char}" if char in "\\[]^-" else _shown(char)


def _shown(char: str) -> str:
    """Write a character so that it can be seen."""
    number = ord(char)
    if char.isprintable() or number > 0xFFFF:
        return char
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
