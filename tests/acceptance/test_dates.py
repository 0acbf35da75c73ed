"""The clock of a run, and rules that are not in force yet or any more."""

from __future__ import annotations

import pytest
from catering import BAD_MENU, FILES, INSTRUMENT, MENU, RULE_ID, catering
from lending import loan, open_library
from neighbours import GOOD, settle
from wheels import outcome

COMING, GONE = "lending.loan.coming", "lending.loan.gone"


@pytest.fixture(autouse=True)
def _library(project):
    settle(project)
    open_library(project)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-01", "2026-05-01T12:00:00Z"),
        ("2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        ("2026-05-01T00:00:00+08:00", "2026-04-30T16:00:00Z"),
        ("2026-05-01T00:00:00.999-05:30", "2026-05-01T05:30:00Z"),
        ("0001-01-01", "0001-01-01T12:00:00Z"),
        ("9999-12-31", "9999-12-31T12:00:00Z"),
    ],
)
def test_the_clock_is_a_date_or_an_instant(project, text, instant):
    assert project.json(GOOD, "--as-of", text)["as_of"] == instant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-05-01T00:00:00", "has no time zone. Add Z or an offset such as +08:00."),
        ("2026-02-30", "is no date"),
        ("tomorrow", "is no date"),
        ("", "is no date"),
        ("9999-12-31T23:59:59-23:59", "is no date"),
    ],
)
def test_what_is_no_clock_is_a_mistake_of_usage(project, text, says):
    done = project.adjudge("check", GOOD, "--as-of", text)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: --as-of {text!r} {says}")


def test_without_one_it_is_now(project):
    early, late = (project.json(GOOD)["as_of"] for _ in range(2))
    assert early.endswith("Z")
    assert early <= late


def test_a_rule_that_comes_into_force_later_warns_and_names_the_date(project):
    project.write("x.loans.jsonl", loan(note="early"))
    done = project.adjudge("check", "x.loans.jsonl", "--as-of", "2026-05-01")
    assert done.returncode == 0
    assert "pending (high): coming does not hold\n" in done.stdout
    assert f"= rule: {COMING}: The rule coming holds\n" in done.stdout
    assert "2030-01-01" in done.stdout
    report = project.json("x.loans.jsonl", "--as-of", "2026-05-01")
    assert report["artifacts"][0]["verdict"] == "warn"
    assert outcome(report, "x.loans.jsonl", COMING) == "pending"
    assert project.json("x.loans.jsonl", "--as-of", "2026-05-01", "--fail-on", "warn")["summary"]["exit_code"] == 1


def test_a_rule_that_comes_later_and_would_not_deny_is_silent(project):
    project.write("x.loans.jsonl", loan())
    report = project.json("x.loans.jsonl", "--as-of", "2026-05-01", "--fail-on", "warn")
    assert report["summary"]["exit_code"] == 0
    assert outcome(report, "x.loans.jsonl", COMING) == "pending"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2029-12-31T23:59:59+08:00", "pending"),
        ("2030-01-01T00:00:00+08:00", "denied"),
        ("2029-12-31T15:59:59Z", "pending"),
        ("2029-12-31T16:00:00Z", "denied"),
        ("2029-12-31", "pending"),
        ("2030-01-01", "denied"),
    ],
)
def test_a_rule_begins_at_midnight_in_the_zone_of_its_law(project, as_of, expected):
    project.write("x.loans.jsonl", loan(note="early"))
    report = project.json("x.loans.jsonl", "--as-of", as_of)
    assert outcome(report, "x.loans.jsonl", COMING) == expected
    assert report["summary"]["exit_code"] == (1 if expected == "denied" else 0)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-06-30T23:59:59+08:00", "denied"),
        ("2026-07-01T00:00:00+08:00", "not_applicable"),
        ("2026-06-30T15:59:59Z", "denied"),
        ("2026-06-30T16:00:00Z", "not_applicable"),
        ("2026-06-30", "denied"),
        ("2040-01-01", "not_applicable"),
    ],
)
def test_the_last_day_of_a_rule_counts_whole(project, as_of, expected):
    project.write("x.loans.jsonl", loan(note="stale"))
    report = project.json("x.loans.jsonl", "--as-of", as_of)
    assert outcome(report, "x.loans.jsonl", GONE) == expected
    assert report["summary"]["exit_code"] == (1 if expected == "denied" else 0)


REPLACES = 'replaces: {instrument: old-code, since: "2026-01-01", clauses: [{old: "70", new: "7"}]}\n'
OLD_CODE = (
    FILES[INSTRUMENT]
    .replace("catering-kitchen-code", "old-code")
    .replace("Kitchen code", "Old code")
    .replace("厨房规范", "旧规范")
    .replace('"7"', '"70"')
    .replace("kind: recommended_standard", "kind: law")
)


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        ("2026-01-01", "Kitchen code, 7 [catering-kitchen-code#7]"),
        ("2025-12-31", "Old code, article 70 [catering-kitchen-code#7]"),
    ],
)
def test_before_an_instrument_took_anothers_place_the_other_is_cited(project, as_of, says):
    changes = {INSTRUMENT: FILES[INSTRUMENT] + REPLACES, "instruments/old-code/data.yaml": OLD_CODE}
    project.plugin("catering", catering(changes))
    project.write(MENU, BAD_MENU)
    assert f"= clause: {says}\n" in project.adjudge("check", MENU, "--as-of", as_of).stdout
    (clause,) = project.json(MENU, "--as-of", as_of)["rules"][RULE_ID]["basis"]
    assert f"{clause['title']['en']}, " in says
    assert clause["ref"] == "catering-kitchen-code#7"
