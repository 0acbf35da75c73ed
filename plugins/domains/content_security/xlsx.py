"""Read a script that is kept in a workbook (``*.script.xlsx``): each cell with a value a cue, row by row, sheet by sheet.

python-calamine reads the cells, in a process of its own: a cell far out makes it take memory for all before it. What it
does not give, comments and text boxes, is read here. A formula that makes text is refused: what it shows depends on who
opens it. The line of a place is the row; ``id`` is the cell, as ``Sheet1!B7``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from adjudge import Document, Place, ReadError, Source
from adjudge.lib.contained import Contained, Failed
from adjudge.lib.formats.hostile_xml import parse, parser
from adjudge.lib.words import say

from .package import Package
from .runs import Runs, document

SECONDS, MEBIBYTES = 120, 1024
_SILENT = {"sst", "styleSheet", "workbook", "theme", "calcChain", "table", "Types", "Relationships"}


def read_xlsx(source: Source) -> Iterator[Document]:
    """Yield the one document of a workbook. Raises ReadError where it is broken or refused, or the extra is missing."""
    from importlib.util import find_spec

    if find_spec("python_calamine") is None:
        raise ReadError(say("domain.no_office"), file=source.path)
    package = Package(source)
    if not package.main.endswith(".xml"):
        raise package.wrong(say("domain.package_main"))
    parts = {name: package.read(name) for name in package.names if name.lower().endswith((".xml", ".rels"))}
    beside = list(_beside(source.path, parts))
    cues = [*_cells(source.path, _repacked(parts)), *beside]
    yield document(source, "xlsx", cues, [Place(line=cue["line"], column=1) for cue in cues])


def _cells(path: str, workbook: bytes) -> Iterator[dict[str, Any]]:
    reader = Contained(f"{__package__}.sheets:make", seconds=SECONDS, mebibytes=MEBIBYTES, told=lambda _: None)
    try:
        answer = reader.ask(workbook)
    finally:
        reader.close()
    if isinstance(answer, Failed):
        raise ReadError(say("domain.xlsx", why=answer.words), file=path)
    found = json.loads(answer)
    if "most" in found:
        raise ReadError(say("domain.xlsx_cells", limit=found["most"]), file=path)
    for sheet, row, column, value in found["cells"]:
        runs = Runs()
        for number, line in enumerate(value.split("\n")):
            if number:
                runs.end_line()
            runs.add(line, row, 1)
        if runs:
            letters = _letters(column)
            yield {"id": f"{sheet}!{letters}{row}", "lane": f"{sheet}!{letters}", **runs.fields(row)}


def _letters(column: int) -> str:
    """Return the name of a column, from 1: A, B … Z, AA."""
    found = ""
    while column:
        column, letter = divmod(column - 1, 26)
        found = chr(65 + letter) + found
    return found


def _repacked(parts: dict[str, bytes]) -> bytes:
    """Return a workbook of the parts as they were read here, so that another reader of zips sees no other ones."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(ZipInfo(name), data)
    return packed.getvalue()


def _beside(path: str, parts: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """Yield the text of comments and text boxes."""
    for name, data in sorted(parts.items()):
        if name.lower().endswith(".xml"):
            reading = _SheetPart(path, name)
            parse(path, data, reading, by=parser(), part=name)
            if reading.runs:
                yield {"id": name, "lane": name, **reading.runs.fields(1)}


class _SheetPart:
    """What expat tells of one part: the formulas of a sheet, and the text of what is no sheet."""

    def __init__(self, path: str, name: str) -> None:
        self.path, self.name = path, name
        self.runs = Runs()
        self._root = ""
        self._cell: dict[str, str] = {}
        self._has: set[str] = set()
        self._is_text = self._is_value = False
        self._column = 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        local = name.rpartition(" ")[2]
        self._root = self._root or local
        if self._root == "worksheet":
            if local == "c":
                self._cell, self._has = attributes, set()
            if local == "f":
                self._has.add("f")
            self._is_value = local == "v"
        elif self._root not in _SILENT:
            self._is_text = local in {"t", "text"}

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = name.rpartition(" ")[2]
        self._is_text = self._is_value = False
        # A number may be computed, as the number of a line often is.
        if self._root == "worksheet" and local == "c" and "f" in self._has:
            if "v" not in self._has or self._cell.get("t", "n") not in {"n", "b"}:
                raise ReadError(
                    say("domain.xlsx_formula", cell=self._cell.get("r", "?"), part=self.name), file=self.path
                )
        elif local in {"p", "text", "comment"} and self.runs and self._root != "worksheet":
            self.runs.end_line()

    def text(self, text: str) -> None:
        """Take characters."""
        if self._is_value and text.strip():
            self._has.add("v")
        elif self._is_text:
            self.runs.add(text, 1, self._column)
            self._column += len(text)
