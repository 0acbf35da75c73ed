"""Scripts as offices exchange them: plain text, Word documents and workbooks, read whole or refused."""

import json
import struct
import sys
import time
from datetime import date, datetime
from datetime import time as clock
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripts import S, W, cell, docx, found, package, paragraph, read, refusal, source, xlsx

from adjudge import Document, Place, ReadError
from adjudge.plugins.domains.content_security.docx import read_docx
from adjudge.plugins.domains.content_security.package import MOST_BYTES
from adjudge.plugins.domains.content_security.sheets import shown

SCHEMA = json.loads(files("adjudge.schemas").joinpath("content_security/script.json").read_text("utf-8"))


def cues(data: bytes | str, name: str) -> list[tuple[str | None, int, list[str]]]:
    document = read(data, name)
    jsonschema_rs.Draft202012Validator(SCHEMA).validate(document.value)
    return [(cue.get("id"), cue["line"], cue["text"]) for cue in document.value["cues"]]


# --- plain text


def test_each_paragraph_of_a_text_is_a_cue():
    assert cues("一\r\n二\r\n \t\n\nthree\u2028x\n", "a.script.txt") == [
        (None, 1, ["一", "二"]),
        (None, 5, ["three\u2028x"]),
    ]
    assert read("", "a.script.txt").value["cues"] == []


def test_a_keyword_in_a_text_is_found_at_its_place():
    document = read("a\n\n他说禁\n词样本", "a.script.txt")
    assert found(document, "禁词样本") == [("禁词样本", 3, 3)]
    assert document.locate(("cues", 1)) == Place(line=3, column=1)


def test_a_text_in_another_encoding_is_refused():
    assert refusal("禁词样本，他说".encode("gbk"), "a.script.txt").line == 1


# --- Word


def test_each_paragraph_of_a_document_is_a_cue_and_tables_are_read_row_by_row():
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("1", "一")) + "</w:tr>"
    assert cues(docx(paragraph("甲") + "<w:p/>" + f"<w:tbl>{row}{row}</w:tbl>" + paragraph("乙")), "a.script.docx") == [
        (None, 1, ["甲"]),
        ("T1R1C1", 3, ["1"]),
        ("T1R1C2", 4, ["一"]),
        ("T1R2C1", 5, ["1"]),
        ("T1R2C2", 6, ["一"]),
        (None, 7, ["乙"]),
    ]


def test_a_keyword_is_found_down_a_column():
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(str(i))}</w:tc><w:tc>{paragraph(t)}</w:tc></w:tr>"
        for i, t in enumerate(("说禁", "词样本"))
    )
    assert found(read(docx(f"<w:tbl>{rows}</w:tbl>"), "a.script.docx"), "禁词样本") == [("禁词样本", 2, 2)]


@pytest.mark.parametrize(
    "runs",
    [
        ("for", "bidden"),
        ("for", '<w:ins w:id="1"><w:r><w:t>bidden</w:t></w:r></w:ins>'),
        ("for", '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>', "bidden"),
        ("for", '<w:moveFrom w:id="1"><w:r><w:t>x</w:t></w:r></w:moveFrom>', "bidden"),
        ("for", "<w:hyperlink><w:r><w:t>bidden</w:t></w:r></w:hyperlink>"),
        ("for", "<w:sdt><w:sdtContent><w:r><w:t>bidden</w:t></w:r></w:sdtContent></w:sdt>"),
        ("for", "<w:smartTag><w:r><w:t>bidden</w:t></w:r></w:smartTag>"),
        ("for", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", "bidden"),
        ("for", '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>x</w:t></w:r>', "bidden"),
        ("for", '<w:r><w:rPr><w:color w:val="ffffff"/></w:rPr><w:t>x</w:t></w:r>', "bidden"),
        ("for", "<w:r><w:br/><w:t>bidden</w:t></w:r>"),
        ("for", "<w:r><w:softHyphen/><w:t>bidden</w:t></w:r>"),
        ("for", "<w:r><w:instrText>PAGE</w:instrText></w:r>", "bidden"),
        (
            "<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>for</w:t></w:r></w:rubyBase></w:ruby>",
            "bidden",
        ),
        ("<w:r><w:t>for</w:t><w:sym w:char='0062'/><w:t>idden</w:t></w:r>",),
    ],
)
def test_a_keyword_is_found_as_an_office_shows_it(runs):
    assert [term for term, *_ in found(read(docx(paragraph(*runs)), "a.script.docx"), "forbidden")] == ["forbidden"]


def test_text_boxes_notes_comments_headers_and_deleted_text_are_searched():
    box = "<w:r><w:pict><w:txbxContent>" + paragraph("boxed") + "</w:txbxContent></w:pict></w:r>"
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    parts = {
        name: f"<w:x {W}>{paragraph(text)}</w:x>"
        for name, text in {"footnotes": "noted", "comments": "said", "header1": "above", "footer3": "below"}.items()
    }
    document = read(docx(paragraph("a", box, deleted), **parts), "a.script.docx")
    terms = ["boxed", "gone", "noted", "said", "above", "below"]
    assert {term for term, *_ in found(document, *terms)} == set(terms)
    assert [cue["id"] for cue in document.value["cues"] if "id" in cue] == [
        "word/comments.xml",
        "word/footer3.xml",
        "word/footnotes.xml",
        "word/header1.xml",
    ]


def test_a_main_part_of_another_name_is_read():
    data = package({"odd/main.xml": f"<w:document {W}>{paragraph('forbidden')}</w:document>"}, "/odd/main.xml")
    assert found(read(data, "a.script.docx"), "forbidden")


# --- workbooks


def test_each_cell_with_a_value_is_a_cue():
    rows = f'<row r="2">{cell("B2", "一")}<c r="C2"><v>7</v></c><c r="D2" t="b"><v>1</v></c></row><row r="4">{cell("AB4", "a b")}</row>'
    assert cues(xlsx({"Lines": rows, "其他": f'<row r="1">{cell("A1", "x")}</row>'}), "a.script.xlsx") == [
        ("Lines!B2", 2, ["一"]),
        ("Lines!C2", 2, ["7"]),
        ("Lines!D2", 2, ["TRUE"]),
        ("Lines!AB4", 4, ["a b"]),
        ("其他!A1", 1, ["x"]),
    ]


def test_a_keyword_is_found_in_a_cell_down_a_column_and_beside_the_cells():
    rows = "".join(
        f'<row r="{i}"><c r="A{i}"><v>{i}</v></c>{cell(f"B{i}", text)}</row>'
        for i, text in enumerate(("说禁", "词样本", "a"), 1)
    )
    comment = f"<comments {S}><commentList><comment><text><r><t>for</t></r><r><t>bidden</t></r></text></comment></commentList></comments>"
    document = read(xlsx({"Lines": rows}, comments1=comment), "a.script.xlsx")
    assert found(document, "禁词样本", "forbidden") == [("forbidden", 1, 1), ("禁词样本", 1, 2)]


def test_a_computed_number_is_read_and_computed_text_is_refused():
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
    assert cues(xlsx({"a": rows}), "a.script.xlsx") == [("a!A1", 1, ["2"])]
    for computed in (
        '<c r="A1" t="str"><f>"for"&amp;"bidden"</f><v>fine</v></c>',
        '<c r="A1"><f>B1</f></c>',
        '<c r="A1"><f>B1</f><v></v></c>',  # as openpyxl writes what it cannot compute
        '<c r="A1"><v>1</v></c><c r="A1"><f>B1</f><v/></c>',
    ):
        error = refusal(xlsx({"a": f'<row r="1">{computed}</row>'}), "a.script.xlsx")
        assert error.message.startswith("cell A1 of xl/worksheets/sheet1.xml is a formula that makes text")


def test_numbers_and_days_are_read_as_they_are_said():
    values = (7.0, 7.5, True, "a\r\nb", datetime(2026, 1, 2, 3), date(2026, 1, 2), clock(3, 4))
    assert [shown(value) for value in values] == [
        "7",
        "7.5",
        "TRUE",
        "a\nb",
        "2026-01-02 03:00:00",
        "2026-01-02",
        "03:04:00",
    ]


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read():
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c>{cell(f"B{i}", "一二三")}</row>' for i in range(1, 100_001))
    begin = time.process_time()
    assert len(cues_of := read(xlsx({"a": rows}), "a.script.xlsx").value["cues"]) == 200_000
    assert cues_of[-1]["id"] == "a!B100000"
    assert time.process_time() - begin < 30


@pytest.mark.slow
def test_more_cells_than_a_script_has_are_refused():
    columns = ("A", "B", "C", "D", "E")
    rows = "".join(
        f'<row r="{i}">{"".join(f"""<c r="{column}{i}"><v>1</v></c>""" for column in columns)}</row>'
        for i in range(1, 200_002)
    )
    assert refusal(xlsx({"a": rows}), "a.script.xlsx").message == "more than 1000000 cells in one script"


def test_a_cell_far_out_is_an_error_and_takes_no_memory():
    error = refusal(
        xlsx({"a": f'<row r="1">{cell("A1", "a")}</row><row r="1048576">{cell("XFD1048576", "b")}</row>'}),
        "a.script.xlsx",
    )
    assert error.message.startswith("the workbook cannot be read")


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    error = refusal(xlsx({"a": ""}), "a.script.xlsx")
    assert (error.message, error.hint) == (
        "XLSX needs python-calamine, which is not installed",
        "Run pip install 'adjudge[office]'.",
    )


# --- packages of liars


def bomb() -> bytes:
    return docx("", other=b"<a>" + b" " * (MOST_BYTES + 1))


def lying() -> bytes:
    """A part that says it is small: the size stands twice, in the part's head and in the directory."""
    data = bytearray(docx(paragraph("a" * 5000)))
    real = struct.pack("<L", ZipFile(BytesIO(data)).getinfo("word/document.xml").file_size)
    return bytes(data.replace(real, struct.pack("<L", 7)))


def twice() -> bytes:
    """Systems that do not tell case apart see two of one name."""
    return package({"word/document.xml": "<a/>", "word/Document.xml": "<b/>"}, "word/document.xml")


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/notes.bin" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
LIARS = {
    "no zip": (lambda: b"PK\3\4 and no more", "this is no Office file"),
    "nothing": (lambda: b"", "this is no Office file"),
    "bomb": (bomb, "unpacked, the file is bigger than 128 MiB"),
    "lying size": (lying, "word/document.xml: it cannot be unpacked"),
    "two of one name": (twice, "two parts of one name in the file"),
    "macros": (lambda: docx("", vbaProject=b"x"), "the file holds macros"),
    "no main part": (lambda: package({}, "word/document.xml"), "the package does not say which part is the document"),
    "doctype": (
        lambda: docx("", other='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "word/other.xml: a document type declaration",
    ),
    "broken": (lambda: docx("<w:p>"), "word/document.xml: the XML is broken: mismatched tag"),
    "deep": (lambda: docx("<w:p>" * 200), "word/document.xml: nested more than 100 levels deep"),
    "a part of another name": (
        lambda: package(
            {"[Content_Types].xml": TYPES, "word/document.xml": "<a/>", "word/notes.bin": ""}, "word/document.xml"
        ),
        "/word/notes.bin holds text, but is not named .xml",
    ),
    "another file": (lambda: docx("<w:altChunk/>"), "the document shows text of another file"),
    "many paragraphs": (lambda: docx("<w:p/>" * 200_001), "more than 200000 paragraphs in one script"),
    "many parts": (lambda: docx("", **{f"p{i}": b"" for i in range(10_001)}), "more than 10000 parts in the file"),
}


@pytest.mark.parametrize("name", LIARS)
def test_what_is_no_document_is_refused_in_bounded_time(name):
    make, message = LIARS[name]
    data = make()
    begin = time.process_time()
    assert refusal(data, "a.script.docx").message == message
    assert time.process_time() - begin < 10


def test_an_encrypted_part_is_refused():
    data = bytearray(docx(paragraph("a")))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    assert refusal(bytes(data), "a.script.docx").message == "the file is encrypted"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_broken_document_is_read_or_refused(data):
    whole = bytearray(docx(paragraph("一二三", "for")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))
    try:
        (document,) = read_docx(source(bytes(whole[: len(whole) - cut]), "a.script.docx"))
    except ReadError:
        pass
    else:
        assert isinstance(document, Document)
