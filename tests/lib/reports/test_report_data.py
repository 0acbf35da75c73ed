"""Problems and findings as JSON."""

from __future__ import annotations

from types import SimpleNamespace

from adjudge.lib.documents import Place
from adjudge.lib.errors import ReadError
from adjudge.lib.problems import Problem, problem_of
from adjudge.lib.report_data import finding_data, problem_data
from adjudge.lib.words import say


def test_a_problem_of_ours_has_its_code_and_its_words_in_every_language():
    assert problem_data(problem_of(ReadError(say("read.duplicate", key='"a"'), file="a.json", line=1))) == {
        "message": 'the key "a" is there twice',
        "file": "a.json",
        "line": 1,
        "hint": "Keep one of them.",
        "code": "read.duplicate",
        "translations": {"zh": {"message": '键 "a" 重复', "hint": "请只保留一个。"}},
    }


def test_a_problem_of_a_plugin_has_the_words_that_it_brings():
    assert problem_data(Problem("it died", hint="Run again.")) == {"message": "it died", "hint": "Run again."}
    assert problem_data(Problem({"en": "it died", "fr": "mort"}))["translations"] == {"fr": {"message": "mort"}}


def test_a_finding_has_its_message_in_every_language_english_first():
    finding = SimpleNamespace(
        code=None,
        level="deny",
        severity="high",
        place=Place(1, 1),
        path=[],
        message={"zh": "无", "fr": "nu", "en": "bare", "de": ""},
        details={},
        suppression=None,
        depends_on=None,
        related=(),
        since=None,
    )
    assert list(finding_data(finding)["message"].items()) == [("en", "bare"), ("fr", "nu"), ("zh", "无")]
