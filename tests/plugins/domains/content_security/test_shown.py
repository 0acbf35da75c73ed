"""A keyword is found however players show it: in each reading, at its place in the file."""

import pytest
from growing import growth
from scripts import found, read

from adjudge.plugins.domains.content_security.shown import readings


def srt(*cues: str, seconds: float = 1) -> str:
    def stamp(at: float) -> str:
        return f"00:{int(at) // 60:02}:{int(at) % 60:02},{round(at * 1000) % 1000:03}"

    return "\n".join(f"{stamp(i * seconds)} --> {stamp((i + 1) * seconds)}\n{text}\n" for i, text in enumerate(cues))


def timed(*cues: tuple[int, int, str], form: str = "srt") -> str:
    head, dot = ("", ",") if form == "srt" else ("WEBVTT\n\n", ".")
    return head + "\n".join(f"00:00:{a:02}{dot}000 --> 00:00:{b:02}{dot}000\n{text}\n" for a, b, text in cues)


def test_two_languages_in_the_lines_of_each_cue_are_read_apart():
    text = srt("他说禁\nHe said a for", "词样本\nbidden word")
    assert found(read(text, "a.srt"), "禁词样本", "forbidden") == [("禁词样本", 2, 3), ("forbidden", 3, 11)]


def test_two_languages_that_change_places_are_read_apart():
    text = timed((0, 1, "他说禁词"), (0, 1, "He said a for"), (1, 2, "bidden"), (1, 2, "样本"))
    assert {term for term, *_ in found(read(text, "a.srt"), "禁词样本", "forbidden")} == {"禁词样本", "forbidden"}


@pytest.mark.parametrize(("one", "other"), [("禁词样本", "きんし"), ("한국말로", "禁词样本"), ("запрет", "禁词样本")])
def test_languages_are_told_by_their_letters(one, other):
    text = srt(f"{one[:2]}\n{other[:2]}", f"{one[2:]}\n{other[2:]}")
    assert {term for term, *_ in found(read(text, "a.srt"), one, other)} == {one, other}


def test_two_languages_in_the_same_letters_are_read_by_their_lines():
    text = srt("we say for\non dit inter", "bidden\ndiction")
    assert found(read(text, "a.srt"), "forbidden", "interdiction") == [("forbidden", 2, 8), ("interdiction", 3, 8)]


def test_a_cue_that_only_flashes_up_hides_nothing():
    text = "00:00:00,000 --> 00:00:01,000\n禁\n\n00:00:01,000 --> 00:00:01,040\n甲\n\n00:00:01,040 --> 00:00:02,000\n词样本\n"
    assert found(read(text, "a.srt"), "禁词样本") == [("禁词样本", 2, 1)]


def test_the_later_of_two_cues_at_once_stands_above_and_is_read_first():
    assert found(read(timed((0, 1, "词样本"), (0, 1, "说禁")), "a.srt"), "禁词样本") == [("禁词样本", 5, 2)]


def test_text_of_no_size_hides_nothing():
    assert found(read(srt('for<font color="red" size="0">x</font>bidden'), "a.srt"), "forbidden") == [
        ("forbidden", 2, 1)
    ]


STYLES = [
    "font-size: 0",
    "visibility:hidden",
    "opacity:0.0",
    "color: transparent",
    "color:rgba(0,0,0,0)",
    "color:#ffffff00",
]


@pytest.mark.parametrize("style", STYLES)
def test_what_a_style_sheet_may_hide_is_read_with_and_without(style):
    text = f"WEBVTT\n\nSTYLE\n::cue(.a) {{ {style} }}\n\n00:01.000 --> 00:02.000\nfor<c.a>x<i>y</i></c>bidden <b>secret</b>\n"
    assert found(read(text, "a.vtt"), "forbidden", "secret") == [("forbidden", 7, 1), ("secret", 7, 32)]


def test_a_style_sheet_that_hides_nothing_sets_nothing_aside():
    text = (
        "WEBVTT\n\nSTYLE\n::cue(.a) { color: red; font-size: 0.9em }\n\n00:01.000 --> 00:02.000\nfor<c.a>x</c>bidden\n"
    )
    assert found(read(text, "a.vtt"), "forbidden") == []


def test_a_script_of_one_language_is_read_once():
    assert len(list(readings(read(srt("一二", "三 OK", "♪"), "a.srt").value["cues"]))) == 1
    assert len(list(readings(read(srt("one", "two"), "a.srt").value["cues"]))) == 1


@pytest.mark.parametrize("noise", ['<font size="0">', "<font size=0>x</font>", "<font ", "<font size=0 ", "<font size"])
def test_hostile_tags_cost_linear_time(noise):
    assert growth(lambda count: found(read(srt(noise * count), "a.srt"), "雨伞店"), 4_000, 40_000) < 4
