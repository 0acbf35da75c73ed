"""Change a cell of a CSV text: one that is there, or an empty one of a column that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..words import say
from .changes import Change, Exchange, SpliceError

_cell = re.compile(r'(?:"(?:[^"]|"")*+"|[^",\r\n]*+)').match
_SPECIAL = re.compile('[",\r\n]').search


def csv_pieces(text: str, changes: Sequence[Change]) -> Iterator[Exchange]:
    """Yield what to exchange. Raises SpliceError where a record has no such column."""
    rows = _rows(text)
    header = next(rows, [])
    names = [tuple(text[slice(*span)].strip('"').replace('""', '"').split(".")) for span in header]
    wanted = {change.number for change in changes}
    found = {number: row for number, row in enumerate(rows, 1) if number in wanted and len(row) == len(names)}
    for change in changes:
        if change.steps not in names or change.number not in found:
            raise SpliceError(say("splice.nowhere"))
        start, end = found[change.number][names.index(tuple(map(str, change.steps)))]
        cell = change.cell
        if text[start:end].startswith('"') or _SPECIAL(cell) or cell != cell.strip():
            cell = '"{}"'.format(cell.replace('"', '""'))
        yield Exchange(start, end, cell)


def _rows(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield where the cells of each row begin and end; blank lines are no rows."""
    at = 0
    while at < len(text):
        row = []
        while True:
            found = _cell(text, at)
            end = found.end() if found else at
            row.append((at, end))
            at = end + 1
            if text[end : end + 1] != ",":
                break
        if row != [(row[0][0], row[0][0])]:
            yield row
        if text[at - 1 : at + 1] == "\r\n":
            at += 1
