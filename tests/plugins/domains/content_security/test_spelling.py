"""A keyword is found however it is spelled, unless a parameter says otherwise; a word that only resembles it is not."""

import json
import sys
import time
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import letter_tables
import pytest
import yaml
from growing import growth
from hypothesis import given
from hypothesis import strategies as st

from adjudge import ReadError
from adjudge.plugins.domains.content_security import tables
from adjudge.plugins.domains.content_security.keywords import Entry, Hit, Library
from adjudge.plugins.domains.content_security.steps import DEFAULT, SpellingSteps

PARAMS = yaml.safe_load(files("adjudge.policies").joinpath("content_security/data.yaml").read_text("utf-8"))["params"]


def find(terms: list[str], *cues: list[str] | str, allowed: tuple[str, ...] = (), **steps: bool) -> list[Hit]:
    entries = [Entry(term=term, category="I1", line=line) for line, term in enumerate(terms, 2)]
    library = Library(
        entries=entries, sha256="", updated="", sample=False, allowed=allowed, steps=replace(DEFAULT, **steps)
    )
    return library.find([[cue] if isinstance(cue, str) else cue for cue in cues])


def places(*arguments: object, **options: object) -> list[tuple[str, int, str]]:
    return [(hit.entry.term, hit.offset, hit.found) for hit in find(*arguments, **options)]


DISGUISES = [
    ("ignore_case", "umbrella", "an UmbrELLA", 3, "UmbrELLA"),
    ("ignore_width", "umbrella", "an ｕｍｂｒｅｌｌａ", 3, "ｕｍｂｒｅｌｌａ"),
    ("ignore_width", "umbrella", "an ⓤⓜⓑⓡⓔⓛⓛⓐ", 3, "ⓤⓜⓑⓡⓔⓛⓛⓐ"),
    ("ignore_accents", "umbrella", "an ümbrellá", 3, "ümbrellá"),
    ("ignore_traditional", "雨伞店", "那家雨傘店", 2, "雨傘店"),
    ("ignore_traditional", "雨傘店", "那家雨伞店", 2, "雨伞店"),
    ("ignore_traditional", "苧", "那薴", 1, "薴"),
    ("ignore_digit_shapes", "no 12", "no ①②", 0, "no ①②"),
    ("ignore_digit_shapes", "no 12", "no ⑫", 0, "no ⑫"),
    ("ignore_digit_shapes", "no 12", "no ➊➁", 0, "no ➊➁"),
    ("ignore_digit_shapes", "no 12", "no ١٢", 0, "no ١٢"),
    ("ignore_digit_shapes", "no 12", "no ⒈⑵", 0, "no ⒈⑵"),
    ("ignore_symbols", "雨伞店", "那家雨*伞*店", 2, "雨*伞*店"),
    ("ignore_symbols", "雨伞店", "那家雨☂️伞店", 2, "雨☂️伞店"),
    ("ignore_symbols", "雨伞店", "那家雨。伞。店", 2, "雨。伞。店"),
    ("ignore_symbols", "雨伞店", "那家雨·伞|店", 2, "雨·伞|店"),
    ("ignore_symbols", "雨伞", "那把雨_伞", 2, "雨_伞"),
    ("ignore_symbols", "umbrella", "an um-brel~la!", 3, "um-brel~la"),
    ("ignore_symbols", "umbrella", "an u.m.b.r.e.l.l.a.", 3, "u.m.b.r.e.l.l.a"),
    ("ignore_symbols", "8642", "in 8*6*4*2", 3, "8*6*4*2"),
    ("ignore_repeats", "雨伞店", "那家雨雨伞伞伞店店", 3, "雨伞伞伞店"),
    ("ignore_repeats", "umbrella", "an ummmbrellaaa", 3, "ummmbrellaaa"),
    ("ignore_repeats", "妈妈伞店", "那家妈妈妈伞伞店", 3, "妈妈伞伞店"),
    ("ignore_repeats", "雨伞店", "那家雨*伞*伞*店", 2, "雨*伞*伞*店"),
    ("ignore_look_alikes", "paper", "on рареr", 3, "рареr"),
    ("ignore_look_alikes", "ham", "some НАМ", 5, "НАМ"),
    ("ignore_look_alikes", "ham", "some ʜᴀᴍ", 5, "ʜᴀᴍ"),
    ("ignore_look_alikes", "ham", "some 🅗🅰🅼", 5, "🅗🅰🅼"),
    ("ignore_look_alikes", "ham", "some 🇭🇦🇲", 5, "🇭🇦🇲"),
    ("ignore_look_alikes", "bit", "a bіt", 2, "bіt"),
    ("ignore_look_alikes", "abc", "αbс", 0, "αbс"),
]


@pytest.mark.parametrize(("step", "term", "text", "offset", "found"), DISGUISES)
def test_a_difference_that_does_not_count_hides_no_keyword(step, term, text, offset, found):
    assert (term, offset, found) in places([term], text)


@pytest.mark.parametrize(("step", "term", "text", "offset", "found"), DISGUISES)
def test_each_difference_counts_where_its_parameter_says_so(step, term, text, offset, found):
    assert (term, offset, found) not in places([term], text, **{step: False})


@pytest.mark.parametrize("step", [name for name in SpellingSteps.__slots__ if name.startswith("ignore_")])
def test_a_keyword_that_is_written_as_in_the_library_is_found_whatever_the_parameters(step):
    terms = ["雨伞店", "Umbrella", "no 12", "雨傘", "é①", "C++"]
    for term in terms:
        assert [hit.entry.term for hit in find([term], f"，{term}。", **{step: False})] == [term]


def test_without_any_step_only_what_is_written_alike_is_found():
    off = {name: False for name in SpellingSteps.__slots__ if name.startswith("ignore_")}
    assert [hit.found for hit in find(["Paper"], "paper PAPER Paper pаper Pa-per Paaaper ｐaper", **off)] == ["Paper"]


NEAR_MISSES = [
    ("雨伞", "外面下雨。伞坏了"),
    ("雨伞", "他喜欢下雨，伞也不带"),
    ("雨伞店", "下雨。伞店开门"),
    ("雨伞店", "他说“雨”伞店"),
    ("雨伞店", "买雨伞，店在哪"),
    ("雨伞店", "雨伞\n\n。店"),
    ("妈妈店", "那家妈店"),
    ("妈妈", "我妈来了"),
    ("哈哈哈", "哈哈"),
    ("god", "so good"),
    ("good", "my god"),
    ("good", "gooods"),
    ("coat", "the cooat"),
    ("xi", "Louis XIII"),
    ("ah", "aaah"),
    ("ham", "hamster"),
    ("ham", "hham"),
    ("sel", "see eel"),
    ("well", "we'll see"),
    ("ab", "a/b"),
    ("ab", "a+b = c"),
    ("32", "it is 3-2"),
    ("32", "3:2"),
    ("1230", "at 12:30"),
    ("1230", "12-30"),
    ("110", "1110"),
    ("10", "1100"),
    ("10", "lO"),
    ("lo", "10"),
    ("rn", "m"),
    ("C++", "a c here"),
    ("C++", "the C class"),
    ("A.B", "ab"),
    ("雨·伞", "雨伞"),
    ("cop", "Все говорят: сор из избы"),
    ("ham", "Скажи нам правду, друг"),
    ("12", "第一二章"),
    ("雨伞店", "yusandian"),
    ("雨伞店", "宇散殿"),
    ("干", "十"),
    ("雨伞", "雨具"),
]


@pytest.mark.parametrize(("term", "text"), NEAR_MISSES)
def test_what_only_resembles_a_keyword_is_none(term, text):
    assert places([term], text) == []


def test_a_word_of_another_alphabet_is_read_as_it_looks_only_where_nobody_writes_that_language():
    russian = "Скажи нам, друг: кто живёт за рекой и зачем он ушёл?"
    assert places(["cop"], f"{russian} сор") == []
    assert places(["cop"], "the сор is here") == [("cop", 4, "сор")]
    assert places(["cop"], f"{russian} сoр") == [("cop", 53, "сoр")], "one of its letters is Latin"


def test_a_keyword_of_another_alphabet_is_still_found_as_it_is():
    assert places(["нам"], "НАМ и нам") == [("нам", 0, "НАМ"), ("нам", 6, "нам")]
    assert places(["pаper"], "a pаper") == [("pаper", 2, "pаper")], "a library may mix them"


def test_a_keyword_with_symbols_is_found_with_these_alone():
    assert places(["C++"], "learn C++ now") == [("C++", 6, "C++")]
    assert places(["雨·伞"], "雨·伞", "雨 · 伞") == [("雨·伞", 0, "雨·伞"), ("雨·伞", 0, "雨 · 伞")]


def test_chinese_digits_are_digits_only_where_that_is_asked_for():
    assert places(["no 15"], "no 一五，no 壹伍，no 壹拾伍") == []
    assert [found for *_, found in places(["no 15"], "no 一五，no 壹伍", read_chinese_digits=True)] == [
        "no 一五",
        "no 壹伍",
    ]
    assert places(["5"], "十五五", read_chinese_digits=True) == [], "a digit beside a digit is another number"


class TestAllowed:
    def test_a_longer_word_frees_the_keyword_in_it_and_only_there(self):
        assert places(["伞"], "雨伞店里有伞", allowed=("雨伞店",)) == [("伞", 5, "伞")]

    def test_a_keyword_that_reaches_out_of_the_word_is_found(self):
        assert places(["店里"], "雨伞店里", allowed=("雨伞店",)) == [("店里", 2, "店里")]

    def test_a_keyword_longer_than_the_word_is_found(self):
        assert places(["雨伞店"], "雨伞店", allowed=("雨伞",)) == [("雨伞店", 0, "雨伞店")]

    def test_a_word_that_is_the_keyword_frees_nothing(self):
        assert places(["雨伞"], "雨伞", allowed=("雨伞",)) == [("雨伞", 0, "雨伞")]

    def test_the_longest_of_several_words_decides(self):
        assert places(["雨伞", "伞"], "雨伞店", allowed=("雨伞", "雨伞店", "伞")) == []

    @pytest.mark.parametrize("text", ["雨 伞店", "雨*伞店", "雨<i>伞</i>店", "雨\u200b伞店", "雨伞伞店", "雨\n伞店"])
    def test_a_word_that_is_not_written_as_it_is_frees_nothing(self, text):
        assert [term for term, *_ in places(["伞"], text.split("\n"), allowed=("雨伞店",))][:1] == ["伞"]

    @pytest.mark.parametrize("text", ["雨傘店", "<i>雨伞店</i>", "他说“雨伞店”"])
    def test_script_and_what_is_around_it_do_not_matter(self, text):
        assert places(["伞"], text, allowed=("雨伞店",)) == []

    def test_a_word_of_letters_stands_alone(self):
        assert places(["rain"], "a Rain Coat", allowed=("rain coat",)) == []
        assert places(["rain"], ["a rain", "coat"], allowed=("rain coat",)) == []
        assert places(["rain"], "a rain", "coat", allowed=("rain coat",)) == [("rain", 2, "rain")]
        assert places(["rain"], "a rain coats", allowed=("rain coat",)) == [("rain", 2, "rain")]

    def test_a_look_alike_of_the_word_frees_nothing(self):
        assert [term for term, *_ in places(["rain"], "rаin coat", allowed=("rain coat",))] == ["rain"]

    def test_the_parameter_turns_it_off(self):
        assert places(["伞"], "雨伞店", allowed=("雨伞店",), honour_allowed=False) == [("伞", 1, "伞")]


class TestPinyin:
    TERM = "雨伞店"

    @pytest.mark.parametrize(
        "text", ["yusandian", "yu san dian", "yǔsǎndiàn", "Yu-San-Dian", "yu伞店", "雨san店", "宇散殿"]
    )
    def test_a_keyword_is_found_in_pinyin(self, text):
        (hit,) = find([self.TERM], f"那家{text}。", read_pinyin=True)
        assert (hit.offset, hit.found) == (2, text)
        assert find([self.TERM], f"那家{text}。") == []

    def test_syllables_are_whole(self):
        assert find(["西安城"], "先城", read_pinyin=True) == []
        assert find([self.TERM], "yusandians", read_pinyin=True) == []

    def test_a_short_keyword_is_not_found_by_every_word_that_sounds_like_it(self):
        assert find(["雨伞"], "语散", read_pinyin=True) == []
        assert [hit.found for hit in find(["雨伞"], "yu散", read_pinyin=True)] == ["yu散"]
        assert find(["伞"], "san", read_pinyin=True) == []


def test_without_the_extra_pinyin_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypinyin", None)  # what Python itself does for a module that is not there
    with pytest.raises(ReadError, match="pypinyin is not installed") as caught:
        find(["雨伞店"], "雨", read_pinyin=True)
    assert "adjudge[pinyin]" in str(caught.value.hint)


def test_a_large_library_finds_the_same_in_its_first_script_and_in_later_ones():
    terms = [chr(0x4E00 + one) + chr(0x4E00 + other) + "词" for one in range(60) for other in range(60)] + ["伞"]
    entries = [Entry(term=term, category="I1", line=line) for line, term in enumerate(terms, 2)]
    library = Library(entries=entries, sha256="", updated="", sample=False)
    cues = [[f"{terms[number]}，{'*'.join(terms[number])}伞"] for number in range(0, 3_600, 40)]
    first, *later = [[(hit.entry.term, hit.cue, hit.offset) for hit in library.find(cues)] for _ in range(30)]
    places = {(cue, offset) for _, cue, offset in first}
    assert {(cue, offset) for cue in range(90) for offset in (0, 4)} <= places
    assert all(each == first for each in later)


def test_a_place_is_that_of_the_first_character_in_the_source():
    hits = find(["雨伞店", "umbrella"], ["𠮷<b>雨</b>", "&#20254;*店"], "x Ｕ\u0301m-brella")
    assert [(hit.cue, hit.text, hit.offset, hit.found) for hit in hits] == [
        (0, 0, 4, "雨</b> &#20254;*店"),
        (1, 0, 2, "Ｕ\u0301m-brella"),
    ]


def test_a_hit_across_cues_shows_the_end_of_one_and_the_beginning_of_the_other():
    (hit,) = find(["雨伞店"], "那家雨", ["伞店 开"])
    assert hit.found == "雨 伞店"


def test_what_was_found_is_cut_where_it_is_long():
    (hit,) = find(["雨伞店"], "雨" + "*" * 10_000 + "伞店")
    assert hit.found == "雨" + "*" * 99 + "…"


def test_the_parameters_are_the_steps():
    assert SpellingSteps.of(PARAMS) == DEFAULT
    assert {f"keywords_{name}" for name in SpellingSteps.__slots__} <= PARAMS.keys()
    schema = json.loads(files("adjudge.schemas").joinpath("content_security/params.json").read_text("utf-8"))
    for name in SpellingSteps.__slots__:
        assert schema["properties"][f"keywords_{name}"]["type"] == "boolean"


@pytest.mark.parametrize("name", letter_tables.TABLES)
def test_a_table_is_what_its_script_makes(name):
    shipped = (letter_tables.FOLDER / name).read_text("utf-8")
    assert shipped == letter_tables.written(name, letter_tables.TABLES[name]())


def test_tables_map_each_character_once_and_for_all():
    assert len(tables.simplified()) > 3_700
    for table in (tables.simplified(), tables.look_alikes()):
        assert all(len(one) == len(other) == 1 and other not in table for one, other in table.items())
    assert not any(one.isascii() for one in tables.look_alikes())


HOSTILE = ["a", "伞", "\u0301", "*", "。", "雨雨", "а", "①", "🅰", "\u200b", "a*", "雨。", " ", "\ufdfa"]


@pytest.mark.parametrize("noise", HOSTILE)
def test_hostile_text_costs_linear_time(noise):
    assert growth(lambda count: find(["雨伞店", "umbrella", "aab", "妈妈店"], "雨" + noise * count), 8_000, 80_000) < 4


@pytest.mark.slow
@pytest.mark.parametrize("noise", ["a", "伞", "\u0301"])
def test_a_megabyte_of_one_character_is_searched(noise):
    begin = time.process_time()
    find(["雨伞店", "aab", "伞伞伞店"], noise * (1 << 20))
    assert time.process_time() - begin < 60


LETTERS = st.text("雨伞店傘妈ab1c ，*\u0301а", max_size=12)


@given(LETTERS, st.sampled_from(["雨伞", "ab", "妈妈", "1", "abc", "雨伞店"]))
def test_every_place_begins_and_ends_with_what_was_found(text, term):
    for hit in find([term], text):
        assert text[hit.offset :].startswith(hit.found.split(" ")[0])
        assert hit.found


@given(LETTERS, st.sampled_from([name for name in SpellingSteps.__slots__ if name.startswith("ignore_")]))
def test_a_step_that_is_off_finds_no_more(text, step):
    terms = ["雨伞", "ab", "妈妈", "雨傘店", "abc"]
    every = {(hit.entry.term, hit.offset) for hit in find(terms, text)}
    fewer = {(hit.entry.term, hit.offset) for hit in find(terms, text, **{step: False})}
    spelled = {term.replace("傘", "伞") for term, _ in every}
    assert {term.replace("傘", "伞") for term, _ in fewer} <= spelled


def test_categories_of_the_keywords_come_in_their_order():
    entries = [Entry(term=term, category=category, line=2) for term, category in (("雨伞", "I1"), ("雨傘", "U1"))]
    hits = Library(entries=entries, sha256="", updated="", sample=False).find([["雨*伞"]])
    assert [(hit.entry.term, hit.entry.category) for hit in hits] == [("雨伞", "I1"), ("雨傘", "U1")]
    assert all(one.offset == other.offset for one, other in pairwise(hits))
