"""Rules that fail on some record, on both engines: only that rule on that record is an error."""

from __future__ import annotations

import time

import pytest
from lending import loan, open_library
from neighbours import settle, undisturbed

FAILING = "lending.loan.dated"
MANY, GUILTY = 2000, 1234


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The options of each engine in turn."""
    if request.param == "embedded":
        return ("--engine", "embedded")
    return ("--engine", "opa", "--opa", request.getfixturevalue("opa_binary"))


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)
    open_library(project)


def outcomes(artifact) -> dict[str, str]:
    return {said["rule"].rpartition(".")[2]: said["outcome"] for said in artifact["outcomes"]}


def test_a_rule_that_fails_on_one_record_of_two_thousand_costs_only_that_record_its_verdict(project, engine):
    lines = [loan(number) for number in range(1, MANY + 1)]
    lines[0] = loan(1, days=31)
    lines[GUILTY - 1] = loan(GUILTY, due="never", note="torn")
    project.write("all.loans.jsonl", "".join(lines))
    report = project.json(*engine)
    said = undisturbed(report)
    assert report["summary"]["exit_code"] == 3
    assert report["problems"] == []
    assert len(said) == MANY
    guilty = said.pop(f"all.loans.jsonl#{GUILTY}")
    assert (guilty["verdict"], guilty["line"]) == ("error", GUILTY)
    assert outcomes(guilty)["dated"] == "error"
    assert (outcomes(guilty)["renamed"], outcomes(guilty)["short"]) == ("denied", "passed")
    (failed,) = (outcome for outcome in guilty["outcomes"] if outcome["outcome"] == "error")
    assert "time.parse_rfc3339_ns" in failed["note"]
    assert said.pop("all.loans.jsonl#1")["verdict"] == "deny"
    assert {artifact["verdict"] for artifact in said.values()} == {"pass"}


def test_a_failing_record_costs_less_than_the_run_itself(project, engine):
    took = {}
    for name, due in (("sound", "2026-02-01T00:00:00Z"), ("failing", "never")):
        lines = [loan(number) for number in range(1, 4 * MANY)]
        project.write("all.loans.jsonl", "".join([*lines, loan(4 * MANY, due=due)]))
        took[name] = min(timed(project, engine) for _ in range(2))
    assert took["failing"] < 2 * took["sound"]


def timed(project, engine) -> float:
    start = time.monotonic()
    project.adjudge("check", "-q", *engine)
    return time.monotonic() - start


def test_a_denied_and_an_erring_rule_of_one_artifact_are_both_shown(project, engine):
    project.write("x.loans.jsonl", loan(days=31, due="never"))
    done = project.adjudge("check", *engine)
    assert done.returncode == 3
    assert "error: x.loans.jsonl#1 (lending.loan)" in done.stdout
    assert "denied (high): short does not hold\n  --> x.loans.jsonl:1:18\n" in done.stdout
    assert "= rule: lending.loan.dated: The rule dated holds" in done.stdout
    assert "1 failed with an error" in done.stdout.splitlines()[-1]


def test_every_record_may_fail(project, engine):
    project.write("all.loans.jsonl", "".join(loan(number, due="never") for number in range(1, 401)))
    report = project.json(*engine)
    said = undisturbed(report)
    assert {artifact["verdict"] for artifact in said.values()} == {"error"}
    assert {outcomes(artifact)["short"] for artifact in said.values()} == {"passed"}


def test_engines_tell_the_same_of_the_same_failure(project, opa_binary):
    project.write("x.loans.jsonl", loan(1, due="never") + loan(2, days=31) + loan(3, note="damp"))
    embedded, opa = (
        project.json("--as-of", "2026-05-01", "--engine", name, "--opa", opa_binary) for name in ("embedded", "opa")
    )
    assert (embedded.pop("engine"), opa.pop("engine")) == ("embedded", "opa")
    assert embedded == opa


def test_an_error_is_not_hidden_by_a_selection_of_other_rules_of_which_none_is_wrong(project):
    """Selection filters outcomes: whoever asks for one rule only is told of that one."""
    project.write("x.loans.jsonl", loan(due="never"))
    assert project.json("x.loans.jsonl", "--select", FAILING)["summary"]["exit_code"] == 3
    assert project.json("x.loans.jsonl", "--select", "lending.loan.short")["summary"]["exit_code"] == 0
