"""TTML is read with the place of every character, or refused with the place that is wrong."""

import pytest
from growing import growth
from hypothesis import example, given
from hypothesis import strategies as st
from scripts import found, read, refusal, source

from adjudge import Document, Place, ReadError
from adjudge.plugins.domains.content_security.ttml import read_ttml

SPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:o="urn:other"'
)


def file(body: str, root: str = "", head: str = "") -> str:
    return f"<tt {SPACES} {root}>\n<head>{head}</head>\n<body>\n<div>\n{body}\n</div></body></tt>"


def cues(body: str, root: str = "", head: str = "") -> list[tuple[int, int | None, list[str]]]:
    return [(cue["start"], cue.get("end"), cue["text"]) for cue in read(file(body, root, head), "a.ttml").value["cues"]]


def test_each_p_is_a_cue_whose_lines_end_at_br():
    body = '<p xml:id="c1" begin="00:00:01.000" end="00:00:02.5">一<span>二</span><br/>&lt;three&#33;</p>'
    document = read(file(body), "a.ttml")
    assert document.value == {
        "format": "ttml",
        "cues": [
            {
                "id": "c1",
                "line": 5,
                "text": ["一二", "<three!"],
                "places": [[[0, 5, 54], [1, 5, 61]], [[0, 5, 74], [1, 5, 78]]],
                "start": 1000,
                "end": 2500,
            }
        ],
    }
    assert document.locate(("cues", 0, "text", 1, 6)) == Place(line=5, column=83)
    assert document.locate(("cues", 0)) == Place(line=5, column=1)


def test_line_breaks_of_the_file_are_spaces():
    body = '<p begin="1s" end="2s">for\r\n  bidden</p>'
    assert cues(body) == [(1000, 2000, ["for   bidden"])]
    assert found(read(file(body), "a.ttml"), "bidden") == [("bidden", 6, 3)]


@pytest.mark.parametrize(
    ("begin", "end", "root", "times"),
    [
        ("00:00:01", "00:00:02:15", "", (1000, 2500)),
        ("00:00:01:05", "25f", 'ttp:frameRate="10"', (1500, 2500)),
        ("24f", "48f", 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', (1001, 2002)),
        ("00:00:00:01.1", "1s", 'ttp:frameRate="10" ttp:subFrameRate="2"', (150, 1000)),
        ("500t", "1000t", 'ttp:tickRate="1000"', (500, 1000)),
        ("1t", "2t", "", (1000, 2000)),
        ("1.5s", "2500ms", "", (1500, 2500)),
        ("0.5m", "0.01h", "", (30_000, 36_000)),
    ],
)
def test_times_are_clocks_offsets_frames_and_ticks(begin, end, root, times):
    assert cues(f'<p begin="{begin}" end="{end}">a</p>', root) == [(*times, ["a"])]


def test_times_are_nested():
    body = '<div begin="10s" end="14s"><p begin="1s" dur="2s">a</p><p begin="2s">b</p><p begin="3s" end="60s">c</p></div><p>d</p>'
    assert cues(body) == [(11000, 13000, ["a"]), (12000, 14000, ["b"]), (13000, 14000, ["c"]), (0, None, ["d"])]


def test_a_sequence_goes_on_where_the_one_before_ended():
    body = '<div begin="10s" timeContainer="seq"><p dur="1s">a</p><p begin="1s" dur="2s">b</p><p dur="1s">c</p></div>'
    assert cues(body) == [(10000, 11000, ["a"]), (12000, 14000, ["b"]), (14000, 15000, ["c"])]


def test_a_span_with_times_of_its_own_is_a_cue_of_its_own():
    body = '<p begin="10s" end="20s">for<span begin="5s">bid</span>den</p>'
    assert cues(body) == [(10000, 20000, ["for"]), (15000, 20000, ["bid"]), (10000, 20000, ["den"])]
    assert found(read(file(body), "a.ttml"), "forbidden") == [("forbidden", 5, 26)]


@pytest.mark.parametrize(
    "text",
    [
        "for<span>bid</span>den",
        "for<br/>bidden",
        "for<!-- > -->bidden",
        "for<![CDATA[bid]]>den",
        "for&#x62;idden",
        '<span tts:ruby="container"><span tts:ruby="base">for</span><span tts:ruby="text">x</span></span>bidden',
        'for<span tts:display="none">x</span>bidden',
        'for<span tts:visibility="hidden">x</span>bidden',
        'for<span tts:opacity="0">x</span>bidden',
        'for<span tts:color="#ffffff00">x</span>bidden',
        'for<span tts:fontSize="0px">x</span>bidden',
        'for<span style="s">x</span>bidden',
        'for<span style="other t"><span>x</span></span>bidden',
        "for<o:x>x</o:x>bidden",
        'for<metadata xmlns="http://www.w3.org/ns/ttml"><o:x>x</o:x></metadata>bidden',
    ],
)
def test_a_keyword_is_found_as_players_show_it(text):
    styles = '<styling><style xml:id="s" tts:display="none"/><style xml:id="t" style="s"/></styling>'
    document = read(file(f'<p begin="1s" end="2s">{text}</p>', head=styles), "a.ttml")
    assert found(document, "forbidden") == [("forbidden", 5, 24 + text.index("for"))]


def test_ruby_is_searched_by_itself():
    ruby = "".join(
        f'<span tts:ruby="base">{base}</span><span tts:ruby="text">{text}</span>'
        for base, text in (("甲", "for"), ("乙", "bidden"))
    )
    assert found(read(file(f"<p>{ruby}</p>"), "a.ttml"), "forbidden")


@pytest.mark.parametrize("space", ["2006/04/ttaf1", "2006/10/ttaf1"])
def test_older_namespaces_are_known(space):
    text = file('<p begin="1s">a</p>').replace("http://www.w3.org/ns/ttml", f"http://www.w3.org/{space}")
    assert len(read(text, "a.dfxp").value["cues"]) == 1


def test_what_stands_in_the_head_is_no_text():
    assert cues("<p>a</p>", head="<metadata><o:title>forbidden</o:title></metadata>") == [(0, None, ["a"])]


BOMB = '<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (BOMB + file("<p>&b;</p>"), 1, None, "a document type declaration"),
        (EXTERNAL + file("<p>&a;</p>"), 1, None, "a document type declaration"),
        (file("<p>禁词&nbsp;</p>"), 5, 6, "the XML is broken: undefined entity"),
        (file("<p>a"), 6, 3, "the XML is broken: mismatched tag"),
        ("", 1, 1, "the XML is broken: no element found"),
        (file('<p begin="1">a</p>'), 5, 1, "the times of the cue cannot be read"),
        (file('<p begin="wallclock(2026-01-01)">a</p>'), 5, 1, "the times of the cue cannot be read"),
        (file('<p begin="2s" end="1s">a</p>'), 5, 1, "the cue ends before it starts"),
        (file("stray"), 5, 1, '"stray" stands in no p'),
        (file('<p><image src="a.png"/></p>'), 5, 4, "subtitles as pictures, in which nobody searches for keywords"),
        (file('<p o:backgroundImage="#a"/>'), 5, 1, "subtitles as pictures, in which nobody searches for keywords"),
        ("<html/>", 1, 1, "the root element is no tt of TTML"),
        ("<tt/>", 1, 1, "the root element is no tt of TTML"),
        (file("", 'ttp:frameRate="0"'), 1, 1, '"0" is no rate of frames or ticks'),
        (file("", 'ttp:frameRateMultiplier="1"'), 1, 1, '"1" is no rate of frames or ticks'),
        ('<?xml version="1.0" encoding="GB18030"?>' + file("<p>a</p>"), 1, 1, "the XML says that it is GB18030"),
        (file("<span>" * 99), 5, None, "nested more than 100 levels deep"),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(text, line, column, message):
    error = refusal(text, "a.ttml")
    assert (error.line, error.message) == (line, message)
    assert column in (None, error.column)


@pytest.mark.parametrize("noise", ["a<br/>", '<span tts:display="none">b</span>', "&#98;", "\n", "<!---->"])
def test_a_long_paragraph_costs_linear_time(noise):
    assert growth(lambda count: found(read(file(f"<p>{noise * count}</p>"), "a.ttml"), "雨伞店"), 2_000, 20_000) < 4


@given(
    st.lists(
        st.sampled_from(
            ["a", "禁", "\U00020000", "&amp;", "&#x7981;", "<br/>", "<span>", "</span>", "\n", "<![CDATA[&]]>"]
        ),
        max_size=12,
    )
)
def test_every_character_is_where_it_is_said_to_be(parts):
    written = file(f"<p>{''.join(parts)}</p>")
    try:
        document = read(written, "a.ttml")
    except ReadError:
        return
    lines = written.split("\n")
    for cue in document.value["cues"]:
        for index, text in enumerate(cue["text"]):
            for offset, character in enumerate(text):
                place = document.locate(("cues", 0, "text", index, offset))
                at = lines[place.line - 1][place.column - 1 :]
                assert at.startswith((character, "&")) or (character == " " and not at)


@given(st.text('<>/="&;ptbrspan dur1s\n', max_size=100) | st.binary(max_size=100))
@example('<p begin="99999999999h">a</p>')
@example('<p dur="1s"/>')
def test_any_text_is_read_or_refused(text):
    body = text if isinstance(text, bytes) else text.encode()
    head, _, tail = file("@").encode().partition(b"@")
    try:
        (document,) = read_ttml(source(head + body + tail, "a.ttml"))
    except ReadError as error:
        assert error.line is not None
    else:
        assert isinstance(document, Document)
