"""Why a rule could not be evaluated is told in the language of the report; in JSON, and for programs, in all."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from adjudge.lib.errors import EngineError, Told
from adjudge.lib.words import say

Run = Callable[..., str]
ENGLISH, CHINESE = "the engine gave no answer for this rule", "引擎没有就此规则给出回答"
SCHEMA = json.loads((files("adjudge.schemas") / "adjudge" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def failed(make: SimpleNamespace) -> list[object]:
    note = Told(EngineError(say("judge.no_answer")))
    return [make.verdict("a.project.yaml", "error", make.outcome("dubbing.project.hash", "error", note=note))]


@pytest.mark.parametrize("name", ["text", "markdown", "sarif", "junit", "github", "gitlab"])
def test_a_note_is_in_the_language_of_the_report(run: Run, failed: list[object], name: str) -> None:
    english, chinese = (run(name, failed, language=language) for language in ("en", "zh"))
    assert ENGLISH in english
    assert CHINESE not in english
    assert CHINESE in chinese
    assert ENGLISH not in chinese


def test_a_quiet_text_says_it_too(run: Run, failed: list[object]) -> None:
    assert CHINESE in run("text", failed, language="zh", verbosity=-1)


def test_a_page_has_a_note_in_both(run: Run, failed: list[object]) -> None:
    page = run("html", failed)
    assert ENGLISH in page
    assert CHINESE in page


def test_json_has_a_note_in_english_and_its_translations_beside_it(run: Run, failed: list[object]) -> None:
    report = json.loads(run("json", failed))
    Draft202012Validator(SCHEMA).validate(report)
    (outcome,) = report["artifacts"][0]["outcomes"]
    assert outcome["note"] == ENGLISH
    assert outcome["translations"] == {"zh": {"note": CHINESE}}


def test_a_note_that_is_one_text_has_no_translations(run: Run, make: SimpleNamespace) -> None:
    pending = make.outcome("dubbing.project.later", "pending", note="2027-03-01")
    report = json.loads(run("json", [make.verdict("a.project.yaml", "pass", pending)]))
    (outcome,) = report["artifacts"][0]["outcomes"]
    assert outcome["note"] == "2027-03-01"
    assert "translations" not in outcome
