"""ASS and SSA are read with the place of every character, or refused with the line that is wrong."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scripts import found, read, refusal, source

from adjudge import Document, Place, ReadError
from adjudge.plugins.domains.content_security.ass import ass_comments, read_ass

FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
HEAD = f"[Script Info]\n; made by hand\nTitle: a\n\n[V4+ Styles]\nFormat: Name, Fontsize, PrimaryColour, ScaleX\n\
Style: Default,20,&H00FFFFFF,100\nStyle: Clear,20,&HFF000000,100\nStyle: Thin,20,&H0,0\n\n[Events]\n{FORMAT}\n"
LINES = HEAD.count("\n")


def event(text: str, start: str = "0:00:01.00", end: str = "0:00:02.50", kind: str = "Dialogue") -> str:
    return f"{kind}: 0,{start},{end},Default,,0,0,0,,{text}\n"


COLUMN = len(event("").rstrip("\n")) + 1
"""Where the text of an event begins."""


def test_each_dialogue_is_a_cue_with_its_text_as_it_was_written():
    document = read(
        HEAD + event("{\\i1}一, 二\\N three") + event("no", kind="Comment") + event("四", "1:00:00.05", "10:00:00.00"),
        "a.ass",
    )
    assert document.value["format"] == "ass"
    assert document.value["cues"][1]["places"] == [[[0, LINES + 3, COLUMN + 1]]]  # 10:00:00.00 is longer
    assert [(cue["line"], cue["text"], cue["start"], cue["end"]) for cue in document.value["cues"]] == [
        (LINES + 1, ["{\\i1}一, 二\\N three"], 1000, 2500),
        (LINES + 3, ["四"], 3_600_050, 36_000_000),
    ]


def test_ssa_has_other_fields_in_another_order():
    text = "[Script Info]\n[Events]\nFormat: Marked, End, Start, Text\nDialogue: Marked=0,0:00:02.00,0:00:01.00,a,b\n"
    (cue,) = read(text, "a.ssa").value["cues"]
    assert (cue["start"], cue["end"], cue["text"]) == (1000, 2000, ["a,b"])
    assert read(text, "a.ssa").locate(("cues", 0, "text", 0, 2)) == Place(line=4, column=44)


def test_places_are_found():
    document = read(HEAD + event("ab") + event("c"), "a.ass")
    assert document.locate(("cues", 1, "text", 0, 0)) == Place(line=LINES + 2, column=COLUMN)
    assert document.locate(("cues", 0, "text", 0, 1)) == Place(line=LINES + 1, column=COLUMN + 1)
    for steps in (("cues", 0), ("cues", 0, "start"), ("cues", 0, "text", 9), ("cues",), ("cues", "x")):
        assert document.locate(steps) == Place(line=LINES + 1, column=1)
    assert document.locate(("cues", 9)) == Place(line=LINES + 1, column=1)
    assert document.locate(()) == Place(line=1, column=1)


@pytest.mark.parametrize(
    "text",
    [
        "for{}bidden",
        "for{a comment}bidden",
        "{\\k20}for{\\k30}bid{\\kf10}den",
        "for\\Nbidden",
        "for\\hbidden",
        "for{\\p1}m 0 0 l 10 0 10 10{\\p0}bidden",
        "for{\\p2\\bord0}m 0 0 b 1 1 2 2 3 3{\\p0\\pos(1,1)}bidden",
        "for{\\fscx0}xx{\\fscx100}bidden",
        "for{\\alpha&HFF&}xx{\\alpha&H00&}bidden",
        "for{\\1a&HFF&}xx{\\1a&H00&}bidden",
        "for{\\rClear}xx{\\r}bidden",
        "for{\\rThin}xx{\\rDefault}bidden",
    ],
)
def test_a_keyword_is_found_as_players_show_it(text):
    assert found(read(HEAD + event(text), "a.ass"), "forbidden") == [
        ("forbidden", LINES + 1, COLUMN + text.index("for"))
    ]


def test_what_is_hidden_is_searched_too():
    text = "a{\\fscx0}for{\\b1}bidden{\\fscx100}b"
    assert found(read(HEAD + event(text), "a.ass"), "forbidden")


@pytest.mark.parametrize("drawn", ["禁词样本", "m 0 0 forbidden", "forbidden"])
def test_text_in_the_place_of_a_drawing_is_text(drawn):
    assert found(read(HEAD + event(f"{{\\p1}}{drawn}{{\\p0}}"), "a.ass"), "forbidden", "禁词样本")


def test_a_drawing_is_no_text():
    document = read(HEAD + event("{\\p1}m 0 0 l 8964 1{\\p0}"), "a.ass")
    assert found(document, "8964", "m") == []


def test_syllables_of_their_own_are_read_where_they_are_put():
    """Typesetters make an event of each syllable, and put it where it belongs."""
    syllables = [("{\\pos(300,50)}bid", 1), ("{\\move(400,50,0,0)}den", 2), ("{\\pos(200,50)}for", 3)]
    text = HEAD + "".join(event(one) for one, _ in syllables)
    assert found(read(text, "a.ass"), "forbidden") == [("forbidden", LINES + 3, COLUMN + 14)]


def test_an_event_that_stands_above_another_is_read_before_it():
    assert found(read(HEAD + event("词样本") + event("禁"), "a.ass"), "禁词样本") == [("禁词样本", LINES + 2, COLUMN)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + "Dialogue: garbage\n", LINES + 1, "the event has 1 fields, its Format 10"),
        (HEAD + event("a").replace("0:00:01.00", "0:00:01.0"), LINES + 1, "the times of the cue cannot be read"),
        (HEAD + event("a").replace("0:00:01.00", "0:00:01.000"), LINES + 1, "the times of the cue cannot be read"),
        (HEAD + event("a", "0:00:03.00"), LINES + 1, "the cue ends before it starts"),
        (HEAD + event("a", "0:00:03.00", kind="Comment"), LINES + 1, "the cue ends before it starts"),
        (HEAD + "and more\n", LINES + 1, '"and more" is no event'),
        ("[Script Info]\n[Events]\n" + event("a"), 3, "an event without a Format before it"),
        (
            "[Events]\nFormat: Text, Start, End\n",
            2,
            "the Format of the events has no Start, End or Text, or Text is not its last field",
        ),
        ("[Script Info]\n" + event("a"), 2, "an event outside [Events], or text before the first section"),
        (HEAD + "[Fonts]\n  dialogue :0,0\n", LINES + 2, "an event outside [Events], or text before the first section"),
        ("hello\n" + HEAD, 1, "an event outside [Events], or text before the first section"),
    ],
)
def test_what_players_read_differently_is_refused(text, line, message):
    error = refusal(text, "a.ass")
    assert (error.line, error.message) == (line, message)


def test_fonts_pictures_and_sounds_are_no_text():
    text = (
        HEAD
        + event("a", kind="Picture")
        + event("b")
        + "[Fonts]\nfontname: a.ttf\nM'forbidden\n[Aegisub Extradata]\nData: 1\n"
    )
    assert [cue["text"] for cue in read(text, "a.ass").value["cues"]] == [["b"]]


def test_comments_are_about_the_next_dialogue():
    text = HEAD + event("waive", kind="Comment") + event("x")
    last = list(ass_comments(source(text, "a.ass")))[-1]
    assert (last.line, last.text, last.first, last.last) == (LINES + 1, "waive", LINES + 2, LINES + 2)


@given(st.lists(st.text("ab禁{}\\pNrk0178 .,&Hm", max_size=20), min_size=1, max_size=4))
def test_every_character_that_is_kept_is_where_it_is_said_to_be(texts):
    written = HEAD + "".join(event(text) for text in texts)
    lines = written.split("\n")
    for cue in read(written, "a.ass").value["cues"]:
        for text, runs in zip(cue["text"], cue["places"], strict=True):
            ends = [run[0] for run in runs[1:]] + [len(text)] * bool(runs)
            for (begin, line, column), end in zip(runs, ends, strict=True):
                assert lines[line - 1][column - 1 : column - 1 + end - begin] == text[begin:end]


@given(st.text("[]Events:Dialogue,0.;{}\\p\r\n\t !Format", max_size=200) | st.binary(max_size=200))
@example("[Events]\n" + FORMAT)
def test_any_text_is_read_or_refused(text):
    try:
        (document,) = read_ass(source(text, "a.ass"))
    except ReadError as error:
        assert error.line is not None
    else:
        assert isinstance(document, Document)
