"""A keyword is found where it stands, however it is written; what is another word is not."""

import time

import pytest
from growing import growth
from hypothesis import assume, given
from hypothesis import strategies as st

from adjudge import ReadError
from adjudge.plugins.domains.content_security.keywords import LIMIT, Entry, Library, fold
from adjudge.plugins.domains.content_security.lanes import orders


def library(*terms: str, category: str = "I1") -> Library:
    entries = [Entry(term=term, category=category, line=line) for line, term in enumerate(terms, 2)]
    return Library(entries=entries, sha256="0" * 64, updated="2026-11-23T00:00:00Z", sample=False)


def hits(terms: list[str], *cues: list[str]) -> list[tuple[str, int, int, int]]:
    return [(hit.entry.term, hit.cue, hit.text, hit.offset) for hit in library(*terms).find(cues)]


@pytest.mark.parametrize(
    "text",
    [
        "雨伞店",
        "雨 伞 店",
        "雨\u200b伞\u2060店",
        "雨\u00ad伞\ufe0f店",
        "雨<i>伞</i>店",
        "雨<c.red.big>伞</c>店",
        "雨<00:00:01.000>伞店",
        "{\\an8}雨{\\b1}伞{\\b0}店",
        "&#38632;伞&#x5e97;",
        "雨&zwnj;伞&ZeroWidthSpace;店",
        "<ruby>雨<rt>yu</rt>伞<rt>san</rt>店</ruby>",
        "雨\u0336伞\u0301店",
        "雨\u3099伞\u093c店",
        "1 <3 雨<b>伞</b>店 >",
        "雨伞店<",
        "<b 雨伞店",
        "<v 雨伞店>",
        "雨伞店\u202e",
        "雨\u3164伞\U000e0020店",
        "雨<br>伞<br/>店",
        "雨{hello}伞{}店",
        "雨{y:i}{P:1}伞店",
        "雨{\\a{b}伞店",
        "雨{a{b}伞店",
        "{雨伞店}",
        "雨{hello<b>}伞</b>店",
        "{雨<i>伞</i>店}",
        "{y}{雨{\\b1}伞店}",
        "雨\\N伞\\n店",
        "雨\\h伞{x}\\N店",
        "雨\\N{\\b1}伞<i>店</i>",
        "雨\u2800伞\U0001d159店",
        "雨\U00016fe4伞\U00013441\U00013442店",
        "雨\u2061伞\U0001bca0\U000e0fff店",
    ],
)
def test_noise_does_not_hide_a_keyword(text):
    assert [term for term, *_ in hits(["雨伞店"], [text])] == ["雨伞店"]


@pytest.mark.parametrize(
    "text", ["ＵＭＢＲＥＬＬＡ", "Umbrella", "ûmbrellâ", "𝐮𝐦𝐛𝐫𝐞𝐥𝐥𝐚", "ⓤⓜⓑⓡⓔⓛⓛⓐ", "u m b r e l l a"]
)
def test_width_case_and_accents_are_folded(text):
    assert hits(["umbrella"], [text]) == [("umbrella", 0, 0, 0)]


def test_a_keyword_is_found_across_the_lines_of_a_cue():
    assert hits(["雨伞店"], ["前面雨伞", "店"]) == [("雨伞店", 0, 0, 2)]
    assert hits(["rain coat"], ["the rain", "coat"]) == [("rain coat", 0, 0, 4)]


def test_a_keyword_is_found_across_cues():
    assert hits(["雨伞店"], ["雨"], [], ["<i>伞</i>"], ["店"]) == [("雨伞店", 0, 0, 0)]


def _cue(start: int, end: int, *text: str) -> dict[str, object]:
    return {"start": start, "end": end, "text": list(text)}


def _found(terms: list[str], *cues: dict[str, object]) -> list[tuple[str, int]]:
    hits = library(*terms).find([cue["text"] for cue in cues], orders(cues))
    return [(hit.entry.term, hit.cue) for hit in hits]


def test_a_keyword_is_found_across_cues_that_are_out_of_order_in_the_file():
    assert _found(["雨伞店"], _cue(3000, 4000, "伞店"), _cue(1000, 3000, "雨")) == [("雨伞店", 1)]


def test_a_keyword_is_found_across_cues_with_another_language_in_turn():
    cues = [
        _cue(1000, 2000, "他说雨"),
        _cue(1000, 2000, "He said rain"),
        _cue(2000, 3000, "伞店"),
        _cue(2000, 3000, "coat"),
    ]
    assert _found(["雨伞店", "rain coat"], *cues) == [("雨伞店", 0), ("rain coat", 1)]


def test_cues_that_simply_follow_each_other_are_read_once():
    assert orders([_cue(0, 1, "a"), _cue(1, 2, "b"), _cue(5, 9, "c")]) == []
    assert orders([_cue(5, 9, "c"), _cue(0, 1, "a")]) == [[1, 0]]
    assert orders([_cue(0, 9, "c"), _cue(1, 2, "a"), _cue(2, 3, "b")]) == [[0], [1, 2]]


def test_many_cues_at_once_cost_no_square_of_the_time():
    begin = time.process_time()
    lanes_and_from_the_top = 100_000 + 1
    assert len(orders([_cue(0, 9, "a")] * 100_000)) == lanes_and_from_the_top
    assert time.process_time() - begin < 60


def test_what_no_player_shows_together_is_no_keyword():
    assert hits(["雨伞店"], ["雨[hello]伞店"]) == []
    assert hits(["雨伞店"], ["雨\\x伞店"]) == []


def test_a_letter_of_a_word_is_no_keyword():
    assert hits(["ham"], ["hamster, gotham; ham-let ham9"]) == [("ham", 0, 0, 17), ("ham", 0, 0, 25)]
    assert hits(["12"], ["123 a12 12"]) == [("12", 0, 0, 5), ("12", 0, 0, 8)]
    assert hits(["дом"], ["домик и дом"]) == [("дом", 0, 0, 8)]


def test_scripts_without_spaces_match_inside_a_sentence():
    assert hits(["がき", "คน"], ["このがきは", "สวยคนนี้"]) == [("がき", 0, 0, 2), ("คน", 0, 1, 3)]


def test_marks_that_make_another_letter_are_kept():
    assert hits(["かき"], ["がき"]) == []
    assert hits(["がき"], ["か\u3099き"]) == [("がき", 0, 0, 0)]


def test_markup_of_one_cue_cannot_swallow_the_next():
    assert hits(["雨伞店"], ["<b "], ["雨<i>伞</i>店"], [">"]) == [("雨伞店", 1, 0, 0)]


def test_a_place_counts_code_points():
    assert hits(["雨伞店"], ["😀\U00020bb7<i>a</i>", "😀 雨伞店"]) == [("雨伞店", 0, 1, 2)]


def test_overlapping_keywords_are_all_found_once():
    assert hits(["雨伞", "伞店", "雨伞店", "雨伞"], ["<i>雨伞店</i>"]) == [
        ("雨伞", 0, 0, 3),
        ("雨伞店", 0, 0, 3),
        ("伞店", 0, 0, 4),
    ]


def test_a_keyword_of_two_categories_gives_two_hits():
    entries = [Entry(term="伞", category=name, line=2) for name in ("I1", "U1", "I1")]
    found = Library(entries=entries, sha256="", updated="", sample=False).find([["伞"]])
    assert [hit.entry.category for hit in found] == ["I1", "U1"]


def test_a_keyword_is_found_across_the_windows_of_a_long_script():
    filler = "山" * 65_534
    assert hits(["雨伞店"], [filler + "雨伞店" + filler + "雨伞店"]) == [
        ("雨伞店", 0, 0, 65_534),
        ("雨伞店", 0, 0, 131_071),
    ]


def test_a_script_of_nothing_but_hits_is_refused():
    with pytest.raises(ReadError, match=f"more than {LIMIT} keyword hits"):
        hits(["伞"], ["伞" * (LIMIT + 1)])


@pytest.mark.parametrize(
    "noise", ["<", "{\\", "{", "{y:", "{}", "\\N", "{<", "<rt", "<rt>", "&", "&#", "</br", "\u0301"]
)
def test_hostile_markup_costs_linear_time(noise):
    assert growth(lambda count: hits(["雨伞店"], [noise * count]), 8_000, 80_000) < 4


FILLER = st.text("山水木火土 ，。“”", max_size=6)
TERM = st.text("雨伞店abxyz", min_size=2, max_size=6)
BETWEEN = st.sampled_from(
    [
        "",
        "",
        "\u200b",
        "\u00ad",
        "\u2060",
        "\ufeff",
        "\u0336",
        "\u0301",
        "\ufe0f",
        " ",
        "\u3000",
        "\n",
        None,
        "<i>",
        "</i>",
        "<c.loud>",
        "</c>",
        "<00:00:01.000>",
        "<rt>山</rt>",
        "{\\b1}",
        "&zwnj;",
        "&#173;",
    ]
)


def disguises(letter: str) -> list[str]:
    wide = [chr(ord(letter) + 0xFEE0), letter.upper(), f"{letter}\u0302"] if letter.isascii() else []
    return [letter, f"&#{ord(letter)};", f"&#x{ord(letter):x};", *wide]


@given(st.data())
def test_every_planted_keyword_is_found_at_its_place(data):
    term = data.draw(TERM)
    before = data.draw(st.lists(FILLER.map(lambda text: [text]), max_size=2))
    cues = [*before, [data.draw(FILLER)]]
    planted = (len(cues) - 1, len(cues[-1]) - 1, len(cues[-1][-1]))
    for number, letter in enumerate(term, 1):
        cues[-1][-1] += data.draw(st.sampled_from(disguises(letter)))
        match data.draw(BETWEEN) if number < len(term) else "":
            case None:
                cues.append([""])
            case "\n":
                cues[-1].append("")
            case noise:
                cues[-1][-1] += noise
    cues[-1][-1] += data.draw(FILLER)
    assert (term, *planted) in hits([term], *cues)


@given(st.text())
def test_folding_is_stable(text):
    assume(fold(text))
    assert fold(fold(text)) == fold(text)
