"""Read a script that is kept as a Word document (``*.script.docx``): each paragraph a cue, tables row by row.

All that some viewer sees is read: body, text boxes, notes, headers, footers and comments, inserted text, links and
content controls. Deleted, hidden and tiny text, ruby and field instructions are set aside: they are read both with what
is around them and apart. The line of a place is the paragraph, from 1 through all parts; ``id`` names its cell or part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adjudge import Document, Place, ReadError, Source
from adjudge.lib.formats.hostile_xml import parse, parser
from adjudge.lib.words import say

from .package import Package
from .runs import Runs, document

MOST_PARAGRAPHS = 200_000
_ASIDE = {"del", "moveFrom", "rt", "phoneticPr"}
_REFUSED = {"altChunk", "subDoc"}
_TEXT = {"t", "delText", "instrText"}
_LEFT_OUT = ("_rels/", "docProps/", "word/theme/", "word/settings", "word/styles", "word/fontTable", "word/webSettings")


@dataclass(kw_only=True, slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 0


@dataclass(kw_only=True, slots=True)
class _Paragraph:
    number: int
    runs: Runs = field(default_factory=Runs)
    length: int = 0
    hidden: bool = False


def read_docx(source: Source) -> Iterator[Document]:
    """Yield the one document of a Word file. Raises ReadError where it is broken, locked, or beyond its bounds."""
    package = Package(source)
    main = package.main
    others = sorted(each for each in package.names if each.lower().endswith(".xml") and each != main)
    reading = _DocxReading(source.path)
    for part in [main, *others]:
        if part == main or not part.startswith((*_LEFT_OUT, "[Content_Types]")):
            reading.begin(part, is_main=part == main)
            parse(source.path, package.read(part), reading, by=parser(), part=part)
    yield document(source, "docx", reading.cues, [Place(line=cue["line"], column=1) for cue in reading.cues])


class _DocxReading:
    """What expat tells of one part after the other, put together to cues."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.cues: list[dict[str, Any]] = []
        self._paragraphs = self._tables = 0

    def begin(self, part: str, *, is_main: bool) -> None:
        """Begin another part."""
        self._part = None if is_main else part
        self._open: list[_Paragraph] = []
        self._table: list[_Table] = []
        self._asides = 0
        self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        local = name.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local in _REFUSED:
            raise ReadError(say("domain.docx_embedded"), file=self.path)
        self._asides += local in _ASIDE
        match local:
            case "tbl":
                self._tables += 1
                self._table.append(_Table(number=self._tables))
            case "tr" if self._table:
                self._table[-1].row += 1
                self._table[-1].column = 0
            case "tc" if self._table:
                self._table[-1].column += 1
            case "p":
                self._paragraphs += 1
                if self._paragraphs > MOST_PARAGRAPHS:
                    raise ReadError(say("domain.docx_paragraphs", limit=MOST_PARAGRAPHS), file=self.path)
                self._open.append(_Paragraph(number=self._paragraphs))
            case _ if self._open:
                self._inside(self._open[-1], local, values)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = name.rpartition(" ")[2]
        self._asides -= local in _ASIDE
        if local in _TEXT:
            self._is_text = False
        elif local == "tbl":
            self._table.pop()
        elif local == "p" and self._open:
            self._close(self._open.pop())

    def text(self, text: str) -> None:
        """Take characters."""
        if self._is_text and self._open:
            self._add(text)

    def _inside(self, paragraph: _Paragraph, local: str, values: dict[str, str]) -> None:
        value = values.get("val", "")
        match local:
            case "t" | "delText" | "instrText":
                self._is_text = True
                if local == "instrText":
                    paragraph.hidden = True
            case "r":
                paragraph.hidden = False
            case "vanish" | "webHidden":
                paragraph.hidden = value not in {"0", "false", "off"}
            case "sz" if value in {"1", "2", "3", "4"}:
                paragraph.hidden = True
            case "color" if value.upper() == "FFFFFF":
                paragraph.hidden = True
            case "tab" | "ptab" if not value:  # with a value it is a tab stop
                self._add("\t")
            case "noBreakHyphen":
                self._add("-")
            case "sym":
                self._add(_symbol(values.get("char", "")))
            case "br" | "cr":
                paragraph.runs.end_line()

    def _add(self, text: str) -> None:
        paragraph = self._open[-1]
        column = paragraph.length + 1
        paragraph.runs.add(text, paragraph.number, column, aside=paragraph.hidden or self._asides > 0)
        paragraph.length += len(text)

    def _close(self, paragraph: _Paragraph) -> None:
        if not paragraph.runs:
            return
        where: dict[str, Any] = {}
        if self._table:
            table = self._table[-1]
            where = {"id": f"T{table.number}R{table.row}C{table.column}", "lane": f"T{table.number}C{table.column}"}
        elif self._part is not None:
            where = {"id": self._part, "lane": self._part}
        self.cues.append(where | paragraph.runs.fields(paragraph.number))


def _symbol(code: str) -> str:
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" or character == "\0" else character
