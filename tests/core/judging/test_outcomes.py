"""From what rules said to outcomes and the verdict."""

from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime
from typing import Any

import pytest

from adjudge.engine import Answer
from adjudge.judging.outcomes import Outcomes, applied, verdict_of, without
from adjudge.lib.documents import Place
from adjudge.lib.errors import EngineError, PolicyError
from adjudge.lib.problems import problem_of
from adjudge.lib.rego.rule import Effective, Rule, Words
from adjudge.lib.rego.standing import standing
from adjudge.model import Outcome, Verdict

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULE = Rule(
    id="catering.menu.a",
    domain="catering",
    kind="catering.menu",
    severity="high",
    words={
        "en": Words(title="A", messages={"": "{dish} is 100 % bare"}),
        "zh": Words(title="甲", messages={"": "{dish} 未注明"}),
    },
    heads=frozenset({"applies", "deny", "warn"}),
    file="a.rego",
    line=1,
    plugin="catering",
    basis=("kitchen-code#7",),
)
SILENT = {"applies": [True], "deny": [[]], "warn": [[]]}


def locate(steps: tuple[str | int, ...]) -> Place:
    return Place(line=len(steps) + 1, column=1)


def utc(_instrument: str) -> str:
    return "UTC"


def judged(said: Any, rule: Rule = RULE, *, jurisdictions: frozenset[str] = frozenset()) -> Outcome:
    outcomes_of = Outcomes(rules=[rule], as_of=NOW, zone_of=utc)
    answer = Answer(rules={} if said is None else {rule.id: said})
    (outcome,) = outcomes_of.outcomes(answer, locate, jurisdictions)
    return outcome


# --- outcomes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (SILENT, "passed"),
        ({**SILENT, "deny": [[{"dish": "Soup"}]]}, "denied"),
        ({**SILENT, "warn": [[{"dish": "Soup"}]]}, "warned"),
        ({**SILENT, "deny": [[{"dish": "Soup"}]], "warn": [[{"dish": "Soup"}]]}, "denied"),
        ({"applies": [], "deny": [[]], "warn": [[]]}, "not_applicable"),
        ({"applies": [False], "deny": [], "warn": []}, "not_applicable"),
    ],
)
def test_what_a_rule_says_gives_its_outcome(said, outcome):
    assert judged(said).outcome == outcome


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (None, "the engine gave no answer for this rule"),
        (EngineError("it died"), "it died"),
        ({**SILENT, "applies": ["yes"]}, "`applies` is no boolean"),
        ({**SILENT, "applies": [True, True]}, "`applies` is no boolean"),
        ({"deny": [[]], "warn": [[]]}, "`applies` is no boolean"),
        ({**SILENT, "deny": []}, "`deny` is undefined or no set"),
        ({**SILENT, "deny": [{}]}, "`deny` is undefined or no set"),
        ({"applies": [True], "deny": [[]]}, "`warn` is undefined or no set"),
        ({**SILENT, "deny": [[7]]}, "a finding is an object or a string, not 7"),
        ({**SILENT, "deny": [[["x" * 99]]]}, "…"),
        ({**SILENT, "deny": [[{"path": "a"}]]}, "`path` of a finding is an array"),
        ({**SILENT, "deny": [[{"path": [True]}]]}, "`path` of a finding is an array"),
        ({**SILENT, "deny": [[{"path": [1.5]}]]}, "`path` of a finding is an array"),
        ({**SILENT, "deny": [[{"msg": 7}]]}, "`msg` of a finding is a string, not 7"),
        ({**SILENT, "deny": [[{"code": 7}]]}, "`code` of a finding is a string, not 7"),
        ({**SILENT, "deny": [[{"guest": "Ann"}]]}, "the message of the rule needs 'dish', which a finding lacks"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_an_error_of_its_rule(said, note):
    outcome = judged(said)
    assert (outcome.outcome, outcome.findings) == ("error", ())
    assert note in outcome.note["en"]


def test_a_rule_that_did_not_load_is_an_error_whatever_the_engine_says():
    outcomes_of = Outcomes(rules=[RULE], as_of=NOW, zone_of=utc, broken={RULE.id: PolicyError("it does not parse")})
    (outcome,) = outcomes_of.outcomes(Answer(rules={RULE.id: SILENT}), locate, frozenset())
    assert (outcome.outcome, outcome.note["en"]) == ("error", "it does not parse")


def test_a_head_that_the_rule_does_not_have_is_not_asked_for():
    bare = RULE._replace(heads=frozenset({"deny"}))
    assert judged({"deny": [[]]}, bare).outcome == "passed"


def test_clean_answers_are_remembered_and_others_are_located_anew():
    outcomes_of = Outcomes(rules=[RULE], as_of=NOW, zone_of=utc)
    clean, dirty = (Answer(rules={RULE.id: {**SILENT, "deny": [found]}}) for found in ([], [{"dish": "Soup"}]))
    assert outcomes_of.outcomes(clean, locate, frozenset()) is outcomes_of.outcomes(clean, locate, frozenset())
    first = outcomes_of.outcomes(dirty, locate, frozenset())
    second = outcomes_of.outcomes(dirty, lambda _steps: Place(line=99, column=1), frozenset())
    assert [first[0].findings[0].place.line, second[0].findings[0].place.line] == [1, 99]


@pytest.mark.parametrize(
    ("own", "documents", "outcome"),
    [
        ((), {"CN"}, "passed"),
        (("CN",), set(), "passed"),
        (("CN", "DE"), {"DE", "FR"}, "passed"),
        (("CN",), {"DE"}, "not_applicable"),
    ],
)
def test_a_rule_applies_where_it_is_law(own, documents, outcome):
    assert judged(SILENT, RULE._replace(jurisdictions=own), jurisdictions=frozenset(documents)).outcome == outcome


# --- findings -------------------------------------------------------------------------------------------------------


def test_a_finding_speaks_both_languages_and_keeps_its_details():
    (finding,) = judged(
        {**SILENT, "deny": [[{"path": ["dishes", 0], "dish": "Soup", "guests": [1, {"b": 2}]}]]}
    ).findings
    assert finding.message == {"en": "Soup is 100 % bare", "zh": "Soup 未注明"}
    assert finding.details == {"dish": "Soup", "guests": [1, {"b": 2}]}
    assert (finding.path, finding.place.line, finding.level, finding.severity) == (("dishes", 0), 3, "deny", "high")


def test_values_that_are_no_strings_are_written_as_json():
    (finding,) = judged({**SILENT, "deny": [[{"dish": {"b": [True, None], "a": "汤"}}]]}).findings
    assert finding.message["en"] == '{"a":"汤","b":[true,null]} is 100 % bare'


def test_a_string_and_an_object_with_msg_are_allowed():
    outcome = judged({**SILENT, "deny": [["It is cold", {"msg": "It is old", "path": ["dishes"]}]]})
    assert [finding.message for finding in outcome.findings] == [
        {"en": "It is cold", "zh": "It is cold"},
        {"en": "It is old", "zh": "It is old"},
    ]
    assert outcome.findings[1].details == {}


def test_each_code_has_its_own_message():
    words = {
        "en": Words(title="A", messages={"late": "too late", "early": "too early"}),
        "zh": Words(title="甲", messages={"late": "太晚"}),
    }
    rule = RULE._replace(words=words)
    found = judged({**SILENT, "deny": [[{"code": "late"}, {"code": "early"}]]}, rule).findings
    assert [(finding.code, finding.message) for finding in found] == [
        ("early", {"en": "too early", "zh": "too early"}),
        ("late", {"en": "too late", "zh": "太晚"}),
    ]
    assert (
        "has the code never, for which METADATA has no message"
        in judged({**SILENT, "deny": [[{"code": "never"}]]}, rule).note["en"]
    )
    assert "METADATA has no message for a finding without code" in judged({**SILENT, "deny": [[{}]]}, rule).note["en"]


def test_findings_come_in_the_order_of_their_places():
    found = judged({**SILENT, "deny": [[{"dish": "b", "path": [1]}, {"dish": "b"}, {"dish": "a"}]]}).findings
    assert [(finding.place.line, finding.details["dish"]) for finding in found] == [(1, "a"), (1, "b"), (2, "b")]


# --- in force -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effective", "as_of", "expected"),
    [
        ({}, "2026-03-01T12:00:00+00:00", "in_force"),
        ({"since": "2026-03-01"}, "2026-02-28T15:59:59+00:00", "pending"),
        ({"since": "2026-03-01"}, "2026-02-28T16:00:00+00:00", "in_force"),
        ({"since": "2026-03-01"}, "2025-01-01T00:00:00+00:00", "pending"),
        ({"since": "2026-03-01T00:00:00Z"}, "2026-02-28T23:59:59+00:00", "pending"),
        ({"since": "2026-03-01T00:00:00+09:00"}, "2026-02-28T15:00:00+00:00", "in_force"),
        ({"to": "2026-03-01"}, "2026-03-01T15:59:59+00:00", "in_force"),
        ({"to": "2026-03-01"}, "2026-03-01T16:00:00+00:00", "ended"),
        ({"to": "2026-03-01"}, "2030-01-01T00:00:00+00:00", "ended"),
        ({"to": "9999-12-31"}, "2026-03-01T00:00:00+00:00", "in_force"),
        ({"since": "0001-01-01"}, "2026-03-01T00:00:00+00:00", "in_force"),
    ],
)
def test_days_are_whole_in_the_zone_of_the_first_instrument(effective, as_of, expected):
    rule = RULE._replace(effective=Effective(**effective))
    assert standing(rule, datetime.fromisoformat(as_of), lambda _: "Asia/Shanghai") == expected


def test_days_of_a_rule_without_basis_are_those_of_utc():
    rule = RULE._replace(effective=Effective(since="2026-03-01"), basis=())
    assert standing(rule, datetime(2026, 2, 28, 23, 59, tzinfo=UTC), lambda _: "Asia/Shanghai") == "pending"
    assert standing(rule, datetime(2026, 3, 1, tzinfo=UTC), lambda _: "Asia/Shanghai") == "in_force"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_that_there_is_not_is_an_error_of_its_rule(zone):
    rule = RULE._replace(effective=Effective(since="2026-03-01"))
    outcomes_of = Outcomes(rules=[rule], as_of=NOW, zone_of=lambda _: zone)
    (outcome,) = outcomes_of.outcomes(Answer(rules={RULE.id: SILENT}), locate, frozenset())
    assert outcome.outcome == "error"
    assert f"there is no time zone {zone}" in outcome.note["en"]


def test_a_rule_of_tomorrow_is_pending_with_its_day_and_its_findings():
    rule = RULE._replace(effective=Effective(since="2027-01-01"))
    outcome = judged({**SILENT, "deny": [[{"dish": "Soup"}]]}, rule)
    assert (outcome.outcome, outcome.note, len(outcome.findings)) == ("pending", "2027-01-01", 1)


def test_a_rule_of_yesterday_does_not_apply():
    assert judged(SILENT, RULE._replace(effective=Effective(to="2025-01-01"))).outcome == "not_applicable"


# --- verdicts -------------------------------------------------------------------------------------------------------

FOUND = judged({**SILENT, "deny": [[{"dish": "Soup"}]]}).findings


def said(*names: str, findings: tuple = ()) -> list[Outcome]:
    return [Outcome(rule=f"r{number}", outcome=name, findings=findings) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ([], "pass"),
        (said("passed", "not_applicable"), "pass"),
        (said("waived", findings=FOUND), "pass"),
        (said("pending"), "pass"),
        (said("pending", findings=FOUND), "warn"),
        (said("warned", "passed"), "warn"),
        (said("warned", "denied", "warned"), "deny"),
        (said("denied", "error"), "error"),
    ],
)
def test_the_worst_outcome_is_the_verdict(outcomes, verdict):
    assert verdict_of(outcomes) == verdict


@pytest.mark.parametrize(
    ("outcomes", "any_applied"),
    [
        ([], False),
        (said("not_applicable", "not_evaluated"), False),
        (said("not_applicable", "passed"), True),
        (said("error"), True),
        (said("pending"), True),
    ],
)
def test_whether_any_rule_applied(outcomes, any_applied):
    assert applied(outcomes) is any_applied


def test_without_a_rule_the_verdict_follows_from_the_others():
    whole = Verdict(
        path="a", file="a", kind="k", sha256=None, size=None, verdict="deny", outcomes=tuple(said("denied", "warned"))
    )
    assert without(whole, frozenset()) is whole
    assert (without(whole, frozenset({"r0"})).verdict, len(without(whole, frozenset({"r0"})).outcomes)) == ("warn", 1)
    failed = whole._replace(problem=problem_of(EngineError("it died")), verdict="error")
    assert without(failed, frozenset({"r0", "r1"})).verdict == "error"


def test_an_error_as_data_keeps_everything():
    error = EngineError("it died", file="a", line=1, column=2, rule="r", plugin="p", hint="Run again.")
    problem = problem_of(error)
    assert (problem.message, *problem[1:6], problem.hint) == ("it died", "a", 1, 2, "r", "p", "Run again.")


def test_why_a_rule_failed_is_told_in_each_language():
    outcomes_of = Outcomes(rules=[RULE], as_of=NOW, zone_of=utc)
    (outcome,) = outcomes_of.outcomes(Answer(rules={}), locate, frozenset())
    assert outcome.outcome == "error"
    assert outcome.note["en"] == "the engine gave no answer for this rule"
    assert outcome.note["zh"] == "引擎没有就此规则给出回答"


def test_a_failed_rule_keeps_nothing_alive_of_what_was_judged():
    class Judged:
        """Stands for a document: what the frames of an error hold."""

    judged = Judged()
    gone = weakref.ref(judged)

    def finds(document: Judged) -> EngineError:
        try:
            raise KeyError(id(document))
        except KeyError as error:
            try:
                raise EngineError("it failed") from error
            except EngineError as failed:
                return failed

    outcomes_of = Outcomes(rules=[RULE], as_of=NOW, zone_of=utc)
    (outcome,) = outcomes_of.outcomes(Answer(rules={RULE.id: finds(judged)}), locate, frozenset())
    del judged
    gc.collect()
    assert (outcome.note["en"].startswith("it failed"), gone()) == (True, None)
