"""TOML, parsed by the standard library; the places of its keys are found by a scanner of our own when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from math import isfinite

from ..documents import Document, Json, Place, Source, Steps
from ..errors import ReadError
from ..system import foreign
from ..words import Texts, say
from .limits import MAX_DEPTH, MAX_INTEGER, MIN_INTEGER, NOT_FINITE, TOO_BIG, TOO_DEEP, Refusal, decode
from .text import Text

_KEY = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_key = re.compile(_KEY).match
_space = re.compile(r"[ \t]*+").match
_trivia = re.compile(r"(?:[ \t\r\n]|#[^\n]*+)*+").match
_scalar = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|[^,\]}#\r\n]++",
    re.DOTALL,
).match
_said = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)\Z", re.DOTALL)

_SAID: dict[str, Texts] = {
    "Invalid value": say("read.toml.value"),
    "Invalid statement": say("read.toml.statement"),
    "Expected '=' after a key": say("read.toml.equals"),
    "Expected newline or end of document": say("read.toml.more"),
    "Cannot overwrite a value": say("read.toml.twice"),
    "Unclosed array": say("read.toml.array"),
    "Unclosed inline table": say("read.toml.table"),
    "Unterminated string": say("read.toml.string"),
    "Illegal character": say("read.toml.character"),
    "Unescaped '\\' in a string": say("read.toml.escape"),
    "Invalid initial character for a key": say("read.toml.key"),
}
"""How the standard library begins what it says, in our words."""

# The standard library's parser takes time that grows with the square of a dotted key's length.
_deep_key = re.compile(
    rf"(?:^|[{{,])[ \t]*+(?:\[[ \t]*+){{0,2}}(?:{_KEY}[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}", re.MULTILINE
).search
_long_integer = re.compile(r"[0-9][0-9_]{4000,}").search


def read_toml(source: Source) -> Document:
    """Read the one document of a TOML file; dates and times become RFC 3339 strings. Raises ReadError."""
    from tomllib import TOMLDecodeError, loads

    text = Text(source.path, decode(source.path, source.data))
    if deep := _deep_key(text.text):
        raise text.error(deep.start(), TOO_DEEP)
    places = TomlPlaces(text)
    try:
        value = loads(text.text)
    except RecursionError:
        raise text.error(0, TOO_DEEP) from None
    except TOMLDecodeError as error:
        raise _syntax(text, str(error)) from None
    except ValueError as error:  # the standard library lets some of its own through: long integers, 25 o'clock
        if long := _long_integer(text.text):
            raise text.error(long.start(), TOO_BIG) from None
        raise text.error(0, Refusal(say("read.toml", why=foreign(str(error))))) from None
    return Document(value=_plain(value, (), places), locate=places, sha256=source.sha256, size=source.size)


def _syntax(text: Text, message: str) -> ReadError:
    from .causes import in_lines

    said = _said.match(message)
    what = said[1] if said else message
    known = next((words for start, words in _SAID.items() if what.startswith(start)), None)
    why = known or foreign(f"{what[:1].lower()}{what[1:]}")
    offset = len(text.text)
    if said and said[2]:
        offset = sum(map(len, text.text.split("\n", int(said[2]) - 1)[:-1])) + int(said[2]) - 1 + int(said[3]) - 1
    cause = in_lines(text.text, offset, "=")
    if cause is not None:
        return text.error(*cause)
    error = text.error(offset, Refusal(say("read.toml", why=why)))
    if said and said[2]:
        error.line, error.column = int(said[2]), int(said[3])
    return error


def _plain(value: object, steps: Steps, places: TomlPlaces) -> Json:
    """Make ``value`` JSON-compatible. Raises ReadError, with the place, for what every reader refuses."""
    refusal = None
    match value:
        case dict() | list() if len(steps) >= MAX_DEPTH:
            refusal = TOO_DEEP
        case dict():
            return {key: _plain(item, (*steps, key), places) for key, item in value.items()}
        case list():
            return [_plain(item, (*steps, index), places) for index, item in enumerate(value)]
        case float() if not isfinite(value):
            refusal = NOT_FINITE
        case int() if not MIN_INTEGER <= value <= MAX_INTEGER:
            refusal = TOO_BIG
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
    if refusal is not None:
        place = places(steps)
        raise ReadError(refusal.words, file=places.text.path, line=place.line, column=place.column, hint=refusal.hint)
    return value


class TomlPlaces:
    """Where the keys of a valid TOML text are: ``TomlPlaces(text)(steps)``. The text is scanned when the first is asked."""

    __slots__ = ("_offsets", "_tables", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self._offsets: dict[Steps, int] | None = None
        self._tables: dict[Steps, int] = {}

    def __call__(self, steps: Steps) -> Place:
        """Return the place of the key, of the array's item, or of the nearest ancestor that exists."""
        if self._offsets is None:
            self._offsets = {(): 0}
            self._scan(self._offsets)
        while steps not in self._offsets:
            steps = steps[:-1]
        return self.text.place(self._offsets[steps])

    def _scan(self, offsets: dict[Steps, int]) -> None:
        text = self.text.text
        table: Steps = ()
        at = _end(_trivia, text, 0)
        while at < len(text):
            if text[at] == "[":
                brackets = 2 if text.startswith("[[", at) else 1
                parts, end = self._keys(at + brackets)
                table = self._header(offsets, parts, at if brackets == 2 else None)
                at = end + brackets
            else:
                at = self._pair(offsets, at, table)
            at = _end(_trivia, text, at)

    def _keys(self, at: int) -> tuple[list[tuple[str, int]], int]:
        """Return the parts of a dotted key with their offsets, and where what follows it begins."""
        text = self.text.text
        parts = []
        while True:
            at = _end(_space, text, at)
            end = _end(_key, text, at)
            parts.append((_unquoted(text[at:end]), at))
            end = _end(_space, text, end)
            if text[end] != ".":
                return parts, end
            at = end + 1

    def _header(self, offsets: dict[Steps, int], parts: list[tuple[str, int]], item_at: int | None) -> Steps:
        """Note a table's header and give its steps; ``item_at`` is where the header of an array's item begins."""
        table: Steps = ()
        for name, at in parts[:-1]:
            table = (*table, name)
            offsets.setdefault(table, at)
            if table in self._tables:
                table = (*table, self._tables[table])
        table = (*table, parts[-1][0])
        if item_at is None:
            offsets[table] = parts[-1][1]
            return table
        offsets.setdefault(table, parts[-1][1])
        index = self._tables[table] = self._tables.get(table, -1) + 1
        table = (*table, index)
        offsets[table] = item_at
        return table

    def _pair(self, offsets: dict[Steps, int], at: int, table: Steps) -> int:
        parts, at = self._keys(at)
        for name, key_at in parts:
            table = (*table, name)
            offsets.setdefault(table, key_at)
        return self._value(offsets, _end(_space, self.text.text, at + 1), table)

    def _value(self, offsets: dict[Steps, int], at: int, steps: Steps) -> int:
        """Note the places inside the value at ``at`` and give where it ends."""
        text = self.text.text
        if text[at] not in "[{":
            return _end(_scalar, text, at)
        is_array, index = text[at] == "[", 0
        at = _end(_trivia, text, at + 1)
        while text[at] not in "]}":
            if is_array:
                offsets[(*steps, index)] = at
                at = self._value(offsets, at, (*steps, index))
                index += 1
            else:
                at = self._pair(offsets, at, steps)
            at = _end(_trivia, text, at)
            if text[at] == ",":
                at = _end(_trivia, text, at + 1)
        return at + 1


def _end(match: Callable[[str, int], re.Match[str] | None], text: str, at: int) -> int:
    found = match(text, at)
    return found.end() if found else at


def _unquoted(raw: str) -> str:
    if raw[0] not in "\"'":
        return raw
    if "\\" not in raw:
        return raw[1:-1]
    from tomllib import loads

    key: str = loads(f"key = {raw}")["key"]
    return key
