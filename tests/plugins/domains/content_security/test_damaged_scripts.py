"""Scripts of each format, damaged: read or refused, never another exception, in bounded time. ``tox -e fuzz`` takes many."""

from __future__ import annotations

import json
import time
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import jsonschema_rs
import pytest
from damage import Damage, damaged, damages
from hypothesis import given
from hypothesis import strategies as st
from samples import share
from scripts import cell, docx, paragraph, read, xlsx

from adjudge import ReadError

SECONDS = 10
"""Far more than any of them takes; what does not end takes for ever."""
SCHEMA = jsonschema_rs.Draft202012Validator(
    json.loads(files("adjudge.schemas").joinpath("content_security/script.json").read_text("utf-8"))
)
ASS = """[Script Info]
ScriptType: v4.00+
PlayResX: 384

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour
Style: Default,Arial,16,&Hffffff

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}雨{\\i0}伞店\\Nforbidden
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a comment
Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}b
"""
TTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling">\n'
    '<head><styling><style xml:id="s" tts:color="white"/></styling></head>\n<body><div>\n'
    '<p begin="1s" end="2s" style="s">雨&amp;伞<br/>店</p>\n'
    '<p begin="00:00:03.000" dur="1.5s"><span tts:display="none">a</span>forbidden</p></div></body></tt>\n'
)
ROWS = '<row r="1">' + cell("A1", "雨伞店") + '<c r="B1"><v>7.5</v></c><c r="C1" t="b"><v>1</v></c></row>'
WHOLE = {
    "a.ass": ASS.encode(),
    "a.script.docx": docx(paragraph("雨伞", "店") + "<w:tbl><w:tr><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>"),
    "a.script.txt": "雨伞店\n\nforbidden\r\nb\n".encode(),
    "a.script.xlsx": xlsx({"Lines": ROWS, "其他": f'<row r="2">{cell("AB2", "b")}</row>'}),
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>雨伞</i>店\nforbidden\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n".encode(),
    "a.ttml": TTML.encode(),
    "a.vtt": (
        "WEBVTT - a\n\nNOTE why\n\nSTYLE\n::cue { color: red }\n\nid\n00:01.000 --> 00:02.000 align:start\n"
        "<v A>雨&amp;伞</v>店\n\n00:03.000 --> 00:04.000\nb\n"
    ).encode(),
}


def read_or_refused(data: bytes, name: str) -> None:
    began = time.process_time()
    try:
        value = read(data, name).value
        if value["cues"]:  # the schema's own business: a script without any is judged, and denied
            SCHEMA.validate(value)
    except ReadError as error:
        assert error.message
        assert error.hint
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", sorted(WHOLE))
@share(0.5)
@given(damage=damages())
def test_a_damaged_script_is_read_or_refused(name: str, damage: list[Damage]) -> None:
    read_or_refused(damaged(WHOLE[name], damage), name)


@pytest.mark.parametrize("name", ["a.script.docx", "a.script.xlsx"])
@share(0.5)
@given(damage=damages(), which=st.floats(0, 1, exclude_max=True))
def test_an_office_file_with_a_damaged_part_is_read_or_refused(name: str, damage: list[Damage], which: float) -> None:
    packed = BytesIO()
    with ZipFile(BytesIO(WHOLE[name])) as package, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        parts = package.namelist()
        hit = parts[int(which * len(parts))]
        for part in parts:
            data = package.read(part)
            target.writestr(part, damaged(data, damage) if part == hit else data)
    read_or_refused(packed.getvalue(), name)
