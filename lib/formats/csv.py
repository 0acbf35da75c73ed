"""CSV (RFC 4180): a header, then one record on each row; every value is a text cell.

A header ``a.b`` nests. An empty cell is an absent key, so a row of empty cells is ``{}``; blank lines are no records.
Cells get types from their kind's schema later (:mod:`adjudge.lib.formats.cells`).
"""

from __future__ import annotations

import csv
import re
from array import array
from codecs import getincrementaldecoder
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from typing import Any

from ..documents import Document, Json, Place, Source, Steps
from ..errors import ReadError
from ..system import foreign
from ..words import Texts, say
from .limits import EMPTY, MAX_DEPTH, NO_RECORDS, TOO_DEEP, Refusal, decode, duplicate, quoted
from .text import Text

_CELL = r'(?:"(?:[^"]|"")*+"|[^",\r\n]*+)'
_cell = re.compile(_CELL).match
_is_record = re.compile(rf"{_CELL}(?:,{_CELL})*+").fullmatch
# What people type for quotes.
_WIDE_QUOTES = ("“", "”", "＂", "「")
_CHUNK = 1 << 20
_SAID: dict[str, Texts] = {
    "unexpected end of data": say("read.csv.end"),
    "',' expected after '\"'": say("read.csv.comma"),
}
"""What the standard library says, in our words."""

_SIGNS = {"\t": say("read.csv_a_tab")}

Header = list[tuple[str, ...]]


class _Columns:
    """Which column has which steps; the first column of each group of them too."""

    __slots__ = ("first", "header", "names")

    def __init__(self, header: Header, names: list[str]) -> None:
        self.header = header
        self.names = names if all(len(steps) == 1 for steps in header) else None
        self.first: dict[Steps, int] | None = None

    def find(self, steps: Steps) -> int | None:
        """Return the number of the column of ``steps``, from 0, or the first of their group or of what is above them."""
        if self.first is None:
            self.first = {}
            for number, names in enumerate(self.header):
                for end in range(1, len(names) + 1):
                    self.first.setdefault(names[:end], number)
        return next(
            (found for end in range(len(steps), 0, -1) if (found := self.first.get(steps[:end])) is not None), None
        )


def read_csv(source: Source) -> Iterator[Document | ReadError]:
    """Read CSV, lazily: each row after the header is a record, numbered from 1, with the line that it starts on.

    A record's ``sha256`` and ``size`` are those of its lines without the last terminator. A row that is no CSV, or
    has more or fewer cells than the header, is an error of its own. Raises ReadError where the file is no UTF-8 text,
    the header cannot be used or no record follows it.
    """
    _check_text(source)
    rows = _Rows(source)
    header_line, cells, raw = next(rows, (1, [], ""))
    _check_separator(Text(source.path, raw, header_line))
    if isinstance(cells, ReadError):
        raise cells
    if not cells:
        raise ReadError(EMPTY.words, file=source.path, line=1, column=1)
    columns = _Columns(_header(Text(source.path, raw, header_line), cells), cells)
    header, names = columns.header, columns.names
    count = 0
    for count, (line, row, raw) in enumerate(rows, 1):
        if isinstance(row, ReadError):
            yield row
            continue
        if len(row) != len(header):
            wrong = say("read.cells", cells=len(row), names=len(header))
            yield Text(source.path, raw, line).error(0, Refusal(wrong))
            continue
        own = raw.encode()
        yield Document(
            value={name: cell for name, cell in zip(names, row, strict=True) if cell} if names else _nest(header, row),
            locate=_Places(Text(source.path, raw, line), columns),
            line=line,
            number=count,
            cells=True,
            sha256=sha256(own).hexdigest(),
            size=len(own),
        )
    if not count:
        raise ReadError(NO_RECORDS.words, file=source.path, line=header_line, column=1)


def _check_separator(header: Text) -> None:
    """Refuse what spreadsheets write with another separator, or about theirs. Raises ReadError, at the sign."""
    if said := re.match(r'"?sep=(.?)', header.text, re.IGNORECASE):
        raise header.error(0, Refusal(say("read.csv_sep", line=quoted(said[0].strip('"')))))
    bare = re.sub(r'"(?:[^"]|"")*+"', lambda found: "x" * len(found[0]), header.text)
    # The full-width signs are what people type.
    other = re.search("[;\t，；|]", bare)
    if other and "," not in bare:
        raise header.error(
            other.start(), Refusal(say("read.csv_separator", sign=_SIGNS.get(other[0], f"`{other[0]}`")))
        )


def _check_text(source: Source) -> None:
    """Check the encoding in pieces, so that a big file needn't be in memory twice. Raises ReadError."""
    decoder = getincrementaldecoder("utf-8")()
    view = memoryview(source.data)
    try:
        for start in range(0, len(view), _CHUNK):
            decoder.decode(view[start : start + _CHUNK], final=start + _CHUNK >= len(view))
        bad = b"\0" in source.data
    except UnicodeDecodeError:
        bad = True
    if bad:
        decode(source.path, source.data)


class _Rows:
    """The rows of a CSV text that are not blank: first line, cells or the error, and the text without terminator."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.lines = TextIOWrapper(BytesIO(source.data), encoding="utf-8-sig", newline="")
        self.taken: list[str] = []
        self.reader = csv.reader(self._each_line(), strict=True)

    def _each_line(self) -> Iterator[str]:
        take = self.taken.append
        for line in self.lines:
            take(line)
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[str] | ReadError, str]]:
        return self

    def __next__(self) -> tuple[int, list[str] | ReadError, str]:
        row: list[str] | ReadError = []
        while not row:
            self.taken.clear()
            line = self.reader.line_num + 1
            try:
                row = next(self.reader)
            except csv.Error as error:
                row = ReadError(_wrong(str(error)), file=self.path, line=line, column=1)
        raw = "".join(self.taken).rstrip("\r\n")
        if '"' in raw and not isinstance(row, ReadError) and not _is_record(raw):
            row = ReadError(say("read.stray_quote"), file=self.path, line=line, column=1)
        return line, row, raw


def _wrong(said: str) -> Texts:
    limit = csv.field_size_limit()
    if said == f"field larger than field limit ({limit})":
        return say("read.long_cell", limit=limit, most=f"{limit:,}")
    return say("read.csv", why=_SAID[said] if said in _SAID else foreign(said))


def _header(text: Text, names: list[str]) -> Header:
    """Take the header apart. Raises ReadError for names that are empty, doubled, too deep, or a value and a group."""
    columns = list(_starts(text.text))
    header: Header = []
    known: set[tuple[str, ...]] = set()
    groups: dict[tuple[str, ...], str] = {}
    for name, column in zip(names, columns, strict=True):
        if name.startswith(_WIDE_QUOTES):
            from .causes import full_width

            if cause := full_width(name):
                raise text.error(column, cause)
        steps = tuple(name.split("."))
        if not all(steps):
            what = say("read.column_part", name=quoted(name)) if name else say("read.column_unnamed")
            raise text.error(column, Refusal(what))
        if steps in known:
            raise text.error(column, duplicate(name))
        if len(steps) > MAX_DEPTH:
            raise text.error(column, TOO_DEEP)
        header.append(steps)
        known.add(steps)
        groups.update({steps[:end]: name for end in range(1, len(steps))})
    for steps, column in zip(header, columns, strict=True):
        if steps in groups:
            both = say("read.column_both", name=quoted(".".join(steps)), other=quoted(groups[steps]))
            raise text.error(column, Refusal(both))
    return header


def _nest(header: Header, row: list[str]) -> dict[str, Json]:
    value: dict[str, Any] = {}
    for steps, cell in zip(header, row, strict=True):
        if cell:
            box = value
            for step in steps[:-1]:
                box = box.setdefault(step, {})
            box[steps[-1]] = cell
    return value


def _starts(raw: str) -> Iterator[int]:
    """Return the offset of each cell of a record."""
    at = 0
    while at <= len(raw):
        yield at
        at = _cell(raw, at).end() + 1  # type: ignore[union-attr]  # it matches the empty text, too


class _Places:
    """The places of a record: of a cell, also of an empty one; of a group's first cell; else of the record.

    Its cells are looked for when the first place is asked for, once.
    """

    __slots__ = ("_columns", "_offsets", "_text")

    def __init__(self, text: Text, columns: _Columns) -> None:
        self._text = text
        self._columns = columns
        self._offsets: array[int] | None = None

    def __call__(self, steps: Steps) -> Place:
        number = self._columns.find(steps)
        if number is None:
            return self._text.place(0)
        if self._offsets is None:
            self._offsets = array("Q", _starts(self._text.text))
        return self._text.place(self._offsets[number] if number < len(self._offsets) else 0)
