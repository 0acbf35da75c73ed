"""Scripts as bytes, read as a run reads them; Office files are put together from their parts."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from adjudge import Document, ReadError, Source
from adjudge.plugins.domains import content_security
from adjudge.plugins.domains.content_security.keywords import Entry, Library
from adjudge.plugins.domains.content_security.runs import place_of
from adjudge.plugins.domains.content_security.shown import readings

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def source(text: str | bytes, name: str) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source(path=name, real=Path(name), data=data, sha256=sha256(data).hexdigest())


def read(text: str | bytes, name: str) -> Document:
    """Read a script by the reader that its name asks for."""
    for reader in content_security.adjudge_readers():
        if name.endswith(tuple(pattern.lstrip("*") for pattern in (*reader.suffixes, *reader.files))):
            (document,) = reader.read(source(text, name))
            return document
    raise AssertionError(name)


def refusal(text: str | bytes, name: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(text, name)
    assert caught.value.file == name
    assert caught.value.hint
    return caught.value


def found(document: Document, *terms: str) -> list[tuple[str, int, int]]:
    """Search a document for keywords. Gives each with line and column in the file."""
    entries = [Entry(term=term, category="I1", line=number) for number, term in enumerate(terms, 2)]
    library = Library(entries=entries, sha256="0" * 64, updated="", sample=False)
    cues = document.value["cues"]
    hits = {hit for texts, orders in readings(cues) for hit in library.find(texts, orders)}
    placed = {(hit.entry.term, *place_of(cues[hit.cue], hit.text, hit.offset)) for hit in hits}
    for hit in hits:
        place = document.locate(("cues", hit.cue, "text", hit.text, hit.offset))
        assert (place.line, place.column) == place_of(cues[hit.cue], hit.text, hit.offset)
    return sorted(placed, key=lambda one: one[1:])


def package(parts: Mapping[str, str | bytes], main: str) -> bytes:
    packed = BytesIO()
    relation = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name, data in {"_rels/.rels": relations, **parts}.items():
            target.writestr(name, data)
    return packed.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """Put a Word document together; ``footnotes="…"`` is what stands in ``word/footnotes.xml``."""
    others = {f"word/{name}.xml": data for name, data in parts.items()}
    return package(
        {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **others}, "word/document.xml"
    )


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def xlsx(sheets: Mapping[str, str], **parts: str | bytes) -> bytes:
    """Put a workbook together of sheets, each the XML of its rows."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    return package(
        {
            "xl/workbook.xml": f'<workbook {S} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>',
            **{
                f"xl/worksheets/sheet{i}.xml": f"<worksheet {S}><sheetData>{sheets[name]}</sheetData></worksheet>"
                for i, name in enumerate(names, 1)
            },
            **{f"xl/{name}.xml": data for name, data in parts.items()},
        },
        "xl/workbook.xml",
    )


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
