"""Texts by language: what is said, what a stranger may bring, and what a file of a language may lack."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import pytest

from adjudge.lib import words
from adjudge.lib.errors import JudgeError, Told
from adjudge.lib.problems import Problem, problem_of
from adjudge.lib.words import languages, said, say, texts

pytestmark = pytest.mark.odd_words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages, of which nothing has been read yet."""
    caches = (words.section, words.languages, words._source)
    monkeypatch.setattr(words, "folder", lambda: tmp_path)
    for each in caches:
        each.cache_clear()
    yield tmp_path
    words.broken.clear()
    for each in caches:
        each.cache_clear()


@pytest.mark.parametrize("odd", [5, None, b"x", {}, {"en": 5}, {"en": ["a"]}, {1: "x", "en": "y"}, ["a"]])
def test_what_is_no_text_is_refused_where_it_is_given(odd: object) -> None:
    with pytest.raises(TypeError, match="neither a text nor texts by language"):
        texts(odd)  # type: ignore[arg-type]


def test_a_mapping_of_any_sort_is_kept_as_it_was_and_can_be_a_key() -> None:
    brought = OrderedDict(en="no", zh="不")
    error = JudgeError(brought)
    problem = problem_of(error)
    brought["en"] = "yes"
    assert (str(error), error.told("zh"), problem.message) == ("no", "不", "no")
    assert len({problem, problem_of(JudgeError({"en": "no", "zh": "不"}))}) == 1


def test_texts_without_english_are_said_in_what_there_is() -> None:
    assert (said({"zh": "不"}, "en"), str(JudgeError({"zh": "不"}))) == ("不", "不")


def test_an_empty_next_step_is_none() -> None:
    assert (JudgeError("no", hint="").hint, Problem("no", hint="").hint) == (None, None)
    assert (JudgeError("no", hint="").next, Problem("no", hint="").next) == (None, None)


def test_what_is_told_is_equal_where_it_says_the_same_and_keeps_no_error() -> None:
    one, other = (Told(JudgeError("no", file="a", hint="Mend it.")) for _ in range(2))
    assert (one == other, len({one, other}), str(one)) == (True, 1, "a: no. Mend it.")
    assert not any(isinstance(each, BaseException) for each in one._of)


@pytest.mark.parametrize("hole", ["{y}", "{x.y}", "{x[a]}", "{x:q}", "{", "{x!z}"])
def test_a_placeholder_that_nothing_fills_is_said_in_english(folder: Path, hole: str) -> None:
    (folder / "en.yaml").write_text('odd:\n  one: "english {x}"\n', "utf-8")
    (folder / "fr.yaml").write_text(f'odd:\n  one: "{hole}"\n', "utf-8")
    assert say("odd.one", x="a")["fr"] == "english a"


def test_a_code_without_words_shows_what_it_is_about(folder: Path) -> None:
    (folder / "en.yaml").write_text("{}\n", "utf-8")
    assert str(say("odd.one", why=Told(JudgeError("no")), n=2)) == "odd.one no 2"


def test_a_language_without_marks_has_those_of_english(folder: Path) -> None:
    (folder / "en.yaml").write_text('language:\n  stop: "."\n  space: " "\n  open: " ("\n', "utf-8")
    (folder / "fr.yaml").write_text('odd:\n  one: "rien"\n', "utf-8")
    assert JudgeError(say("odd.one"), hint="Mend it.").told("fr") == "rien. Mend it."


def test_only_a_file_named_like_a_language_is_one(folder: Path) -> None:
    for name in ("en.yaml", "zh-Hant.yaml", "README.yaml", ".hidden.yaml", ".yaml", "fr.yml"):
        (folder / name).write_text("{}\n", "utf-8")
    assert languages() == ("en", "zh-Hant")


def test_no_space_stands_between_two_chinese_characters_and_one_does_beside_a_name() -> None:
    of_all = say("schema.required", at=say("schema.root"), key="x", expected="")
    of_one = say("schema.required", at="scope", key="x", expected="")
    assert (of_all["zh"], of_one["zh"]) == ("文档缺少键 x", "scope 缺少键 x")
    assert of_all["en"] == "the document lacks the key x"


def test_the_spaces_of_what_is_quoted_stay() -> None:
    assert say("schema.required", at="甲 乙", key="丙 丁", expected="")["zh"] == "甲 乙缺少键丙 丁"
