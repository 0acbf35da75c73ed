"""Change a value of a TOML text, at the places that the reader's scanner knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..documents import Json, Steps
from ..formats.text import Text
from ..formats.toml import TomlPlaces
from ..words import say
from .changes import Change, Exchange, SpliceError, as_json

_trivia = re.compile(r"(?:[ \t\r\n]|#[^\n]*+)*+").match
_line = re.compile(r"[^\r\n]*").match
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z").match


def toml_pieces(text: str, changes: Sequence[Change]) -> Iterator[Exchange]:
    """Yield what to exchange. Raises SpliceError."""
    found = _Spans(text)
    return (_piece(text, found, change) for change in changes)


def _piece(text: str, found: _Spans, change: Change) -> Exchange:
    span = found.values.get(change.steps)
    if span is not None:
        start, end = span
        if text[start] in "[{" or text.startswith(('"""', "'''"), start):
            raise SpliceError(say("splice.no_scalar"))
        return Exchange(start, end, _literal(text[start], change.value))
    *above, last = change.steps
    if not isinstance(last, str):
        raise SpliceError(say("splice.nowhere"))
    pair = f"{last if _BARE(last) else as_json(last)} = {_toml(change.value)}"
    inline = found.values.get(tuple(above))
    if inline is not None and text[inline[0]] == "{":
        return _in_braces(text, inline, pair)
    if tuple(above) not in found.tables:
        raise SpliceError(say("splice.nowhere"))
    return _in_table(text, *found.tables[tuple(above)], pair)


def _literal(quote: str, value: Json) -> str:
    is_plain = isinstance(value, str) and value.isprintable() and "'" not in value
    return f"'{value}'" if quote == "'" and is_plain else _toml(value)


def _toml(value: Json) -> str:
    """Return a value as TOML on one line. Raises SpliceError for null, which TOML does not have."""
    match value:
        case None:
            raise SpliceError(say("splice.no_null"))
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return "{{{}}}".format(", ".join(f"{as_json(key)} = {_toml(each)}" for key, each in value.items()))
    return as_json(value).replace("\x7f", "\\u007f")


def _in_braces(text: str, span: tuple[int, int], pair: str) -> Exchange:
    inside = text[span[0] + 1 : span[1] - 1]
    at = span[0] + 1 + len(inside.rstrip(" \t"))
    return Exchange(at, at, f", {pair}" if inside.strip(" \t") else f" {pair} ")


def _in_table(text: str, last: int | None, end: int, pair: str) -> Exchange:
    """Return a line below the last pair of a table, indented as that is; without one, below its header."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    if last is None and not end:  # above all tables
        return Exchange(0, 0, f"{pair}{line_end}{line_end}")
    begin = text.rfind("\n", 0, last) + 1 if last is not None else 0
    indent = text[begin:last] if last is not None and not text[begin:last].strip(" \t") else ""
    rest = _line(text, end)
    at = rest.end() if rest else end
    return Exchange(at, at, f"{line_end}{indent}{pair}")


class _Spans(TomlPlaces):
    """Where values begin and end, and for each table where its last pair begins and that, or else its header, ends."""

    __slots__ = ("tables", "values")

    def __init__(self, text: str) -> None:
        super().__init__(Text("", text))
        self.values: dict[Steps, tuple[int, int]] = {}
        self.tables: dict[Steps, tuple[int | None, int]] = {(): (None, 0)}
        self._scan({(): 0})

    def _scan(self, offsets: dict[Steps, int]) -> None:
        text = self.text.text
        table: Steps = ()
        at = _after(text)
        while at < len(text):
            begin = at
            if text[at] == "[":
                brackets = 2 if text.startswith("[[", at) else 1
                parts, end = self._keys(at + brackets)
                table = self._header(offsets, parts, at if brackets == 2 else None)
                at = end + brackets
                self.tables[table] = (None, at)
            else:
                at = self._pair(offsets, at, table)
                self.tables[table] = (begin, at)
            at = _after(text, at)

    def _value(self, offsets: dict[Steps, int], at: int, steps: Steps) -> int:
        end = super()._value(offsets, at, steps)
        self.values[steps] = (at, at + len(self.text.text[at:end].rstrip(" \t")))
        return end


def _after(text: str, at: int = 0) -> int:
    found = _trivia(text, at)
    return found.end() if found else at
