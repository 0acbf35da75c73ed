"""Subtitles are read with the place of everything in them, or refused with the line that is wrong."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adjudge import Document, Place, ReadError, Source
from adjudge.plugins.domains.content_security.subtitles import read_srt, read_webvtt

SRT = "1\n00:00:01,000 --> 00:00:02,500\n第一行\n second\n\n2\n00:00:03.000 --> 100:00:04,000\n三\n"
VTT = (
    "WEBVTT - a title\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\n\nNOTE a comment\nof two lines\n\nSTYLE\n::cue {}\n\n"
    "REGION\nid:a\n\nintro\n00:01.000 --> 00:02.500 align:start line:50%\n<v Ann>one\ntwo\n\n"
    "00:00:03.000 --> 00:00:04.000\nthree"
)


def read(text: str | bytes, name: str = "a.srt") -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    source = Source(path=name, real=Path(name), data=data, sha256=sha256(data).hexdigest())
    (document,) = (read_srt if name.endswith(".srt") else read_webvtt)(source)
    return document


def refusal(text: str | bytes, name: str = "a.srt") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(text, name)
    assert caught.value.file == name
    assert caught.value.hint
    assert caught.value.hint.endswith(".")
    return caught.value


def test_srt_gives_cues_in_milliseconds():
    document = read(SRT)
    assert document.value == {
        "format": "srt",
        "cues": [
            {"id": "1", "line": 3, "start": 1000, "end": 2500, "text": ["第一行", " second"]},
            {"id": "2", "line": 8, "start": 3000, "end": 360_004_000, "text": ["三"]},
        ],
    }
    assert document.sha256 == sha256(SRT.encode()).hexdigest()
    assert document.size == len(SRT.encode())


def test_webvtt_gives_cues_without_comments_styles_and_regions():
    assert read(VTT, "a.vtt").value == {
        "format": "webvtt",
        "cues": [
            {"id": "intro", "line": 15, "start": 1000, "end": 2500, "text": ["<v Ann>one", "two"]},
            {"line": 19, "start": 3000, "end": 4000, "text": ["three"]},
        ],
    }


@pytest.mark.parametrize(
    ("steps", "line", "column"),
    [
        ((), 1, 1),
        (("format",), 1, 1),
        (("cues",), 1, 1),
        (("cues", 1), 6, 1),
        (("cues", 1, "id"), 6, 1),
        (("cues", 1, "start"), 7, 1),
        (("cues", 1, "end"), 7, 18),
        (("cues", 0, "text"), 3, 1),
        (("cues", 0, "text", 1), 4, 1),
        (("cues", 0, "text", 1, 3), 4, 4),
        (("cues", 0, "text", 1, 99), 4, 1),
        (("cues", 0, "text", 9), 3, 1),
        (("cues", 0, "text", 0, 2, "x"), 3, 1),
        (("cues", 0, "nothing"), 1, 1),
        (("cues", 9), 1, 1),
        (("cues", "x"), 1, 1),
        (("nothing", 1), 1, 1),
    ],
)
def test_every_place_can_be_found(steps, line, column):
    assert read(SRT).locate(steps) == Place(line=line, column=column)


def test_times_of_webvtt_are_found_with_and_without_hours():
    document = read(VTT, "a.vtt")
    assert document.locate(("cues", 0, "start")) == Place(line=14, column=1)
    assert document.locate(("cues", 0, "end")) == Place(line=14, column=15)
    assert document.locate(("cues", 1, "end")) == Place(line=18, column=18)


def test_a_file_without_cues_is_left_to_the_schema():
    assert read("").value == {"format": "srt", "cues": []}
    assert read("WEBVTT", "a.vtt").value == {"format": "webvtt", "cues": []}
    assert read("").locate(("cues",)) == Place(line=1, column=1)


def test_a_byte_order_mark_is_no_text():
    assert read(b"\xef\xbb\xbf" + SRT.encode()).value == read(SRT).value
    assert read(b"\xef\xbb\xbf" + VTT.encode(), "a.vtt").value == read(VTT, "a.vtt").value


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_other_systems(end):
    document = read(SRT.replace("\n", end))
    assert document.value == read(SRT).value
    assert document.locate(("cues", 1, "text", 0)) == Place(line=8, column=1)


def test_separators_that_players_show_inside_a_line_do_not_end_it():
    (cue,) = read("1\n00:00:01,000 --> 00:00:02,000\na\u2028b\x85c\x0bd\n").value["cues"]
    assert cue["text"] == ["a\u2028b\x85c\x0bd"]


def test_a_cue_without_text_a_number_or_a_gap_in_time_is_a_cue():
    cues = read("00:00:01,000 --> 00:00:01,000\n\n00:00:00,500 --> 00:00:09,000 X1:1 X2:2\nover\n").value["cues"]
    assert [(cue["start"], cue["text"]) for cue in cues] == [(1000, []), (500, ["over"])]


def test_lines_of_white_space_are_empty_in_srt_and_text_in_webvtt():
    assert len(read("1\n00:00:01,000 --> 00:00:02,000\na\n \t\n2\n00:00:03,000 --> 00:00:04,000\nb").value["cues"]) == 2
    (cue,) = read("WEBVTT\n\n00:01.000 --> 00:02.000\na\n \nb", "a.vtt").value["cues"]
    assert cue["text"] == ["a", " ", "b"]


@pytest.mark.parametrize("blank", ["          ", " \t", "\u3000", "\xa0\n \n"])
def test_a_block_of_white_space_shows_nothing_and_is_nothing(blank):
    webvtt = f"WEBVTT\n\nNOTE x\n\n{blank}\n\n1\n00:07.960 --> 00:09.480\nhello\n\n{blank}\n"
    (cue,) = read(webvtt, "a.vtt").value["cues"]
    assert (cue["line"], cue["text"]) == (webvtt[: webvtt.index("hello")].count("\n") + 1, ["hello"])
    (cue,) = read(f"{blank}\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n{blank}\n").value["cues"]
    assert cue["text"] == ["a"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n", 5, "inside the text of a cue"),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n", 5, "belongs to no cue"),
        ("one\n00:00:01,000 --> 00:00:02,000\na\n", 1, "belongs to no cue"),
        ("1\n\n00:00:01,000 --> 00:00:02,000\na\n", 1, "belongs to no cue"),
        ("1\n00:00:01,00 --> 00:00:02,000\na\n", 2, "cannot be read"),
        ("1\n00:60:01,000 --> 00:00:02,000\na\n", 2, "cannot be read"),
        ("1\n00:00:01,000 -> 00:00:02,000\na\n", 2, "`->` stands between the times"),
        ("00:00:01,000 —> 00:00:02,000\na\n", 1, "`—>` stands between the times"),
        ("1\n00:00:01,000 → 00:00:02,000\na\n", 2, "`→` stands between the times"),
        ("1\n00:00:01,000 --> 00:00:02,000 note\na\n", 2, '"note" behind the times of the cue is no setting'),
        ("1\n00:00:01,000 --> 00:00:02,0000\na\n", 2, "cannot be read"),
        ("1\n00:00:01,000 --> 00:00:02,000 hidden words\na\n", 2, '"hidden words" behind the times'),
        ("1\n00:00:٠١,000 --> 00:00:02,000\na\n", 2, "cannot be read"),
        ("1\n00:00:02,000 --> 00:00:01,999\na\n", 2, "ends before it starts"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n", 1, "WebVTT, not SubRip"),
        ("1\n00:00:01,000 --> 00:00:02,000\na\0b\n", 3, "NUL"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\xc4\xe3\xba\xc3\n", 3, "the text looks like GBK, not UTF-8"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\xff\n", 3, "is not UTF-8"),
        (SRT.encode("utf-16"), 1, "the text is UTF-16, not UTF-8"),
        (SRT.encode("utf-16-le"), 1, "the text looks like UTF-16, not UTF-8"),
        (SRT.encode("utf-16-be"), 1, "the text looks like UTF-16, not UTF-8"),
        ("just some prose", 1, "belongs to no cue"),
    ],
)
def test_srt_that_players_read_differently_is_refused(text, line, message):
    error = refusal(text)
    assert error.line == line
    assert message in error.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "begins with WEBVTT"),
        ("WEBVTTX\n", 1, "begins with WEBVTT"),
        (SRT, 1, "begins with WEBVTT"),
        ("WEBVTT\n00:01.000 --> 00:02.000\na\n", 2, "no cue"),
        ("WEBVTT\n\nNOTE\n00:01.000 --> 00:02.000\nshown by browsers\n", 4, "no cue"),
        ("WEBVTT\n\nSTYLE\n::cue {}\n00:01.000 --> 00:02.000\na\n", 5, "no cue"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nSTYLE\n::cue {}\n", 6, "belongs to no cue"),
        ("WEBVTT\n\nlost words\n", 3, "belongs to no cue"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\na\n", 3, "cannot be read"),
        ("WEBVTT\n\n1:00:01.000 --> 1:00:02.000\na\n", 3, "cannot be read"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 align: start\na\n", 3, '"align: start" behind the times'),
        ("WEBVTT\n\n1\n00:01.000 -> 00:02.000\na\n", 4, "`->` stands between the times"),
        (VTT.encode("utf-16"), 1, "the text is UTF-16, not UTF-8"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n你好，世界\n".encode("gbk"), 4, "the text looks like GBK, not UTF-8"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na --> b\n", 4, "inside the text"),
    ],
)
def test_webvtt_that_players_read_differently_is_refused(text, line, message):
    error = refusal(text, "a.vtt")
    assert error.line == line
    assert message in error.message


LINE = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), min_size=1).filter(
    lambda line: line.strip(" \t") and "-->" not in line
)
CUE = st.tuples(st.integers(0, 35_000_000_000), st.integers(0, 9_999), st.lists(LINE, max_size=3))


def stamp(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


@given(cues=st.lists(CUE, max_size=4), end=st.sampled_from(["\n", "\r\n", "\r"]), name=st.sampled_from(["srt", "vtt"]))
def test_what_was_written_is_what_is_read(cues, end, name):
    point = "," if name == "srt" else "."
    lines = ["WEBVTT", ""] if name == "vtt" else []
    for start, length, text in cues:
        lines += [f"{stamp(start, point)} --> {stamp(start + length, point)}", *text, ""]
    document = read(end.join(lines), f"a.{name}")
    assert [(c["start"], c["end"] - c["start"], c["text"]) for c in document.value["cues"]] == cues
    for index, (_, _, text) in enumerate(cues):
        for number, written in enumerate(text):
            at = document.locate(("cues", index, "text", number, len(written) - 1))
            assert lines[at.line - 1] == written
            assert at.column == len(written)


@given(st.binary(), st.sampled_from(["a.srt", "a.vtt"]))
@example(b"WEBVTT\n\nNOTE -->", "a.vtt")
@example(b"1\n-->", "a.srt")
def test_any_bytes_are_read_or_refused(data, name):
    try:
        document = read(data, name)
    except ReadError:
        return
    assert set(document.value) == {"format", "cues"}
