"""`adjudge coverage`: the clauses of the laws, with the rules that check them."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import jsonschema
import pytest
from catering import INSTRUMENT, RULE, RULE_ID, catering

SCHEMA = json.loads((files("adjudge.schemas") / "adjudge" / "coverage.json").read_text(encoding="utf-8"))
LAW = "catering-kitchen-code"


@pytest.fixture
def kitchen(project):
    """A project with a law of its own: one rule checks its article 7."""
    project.plugin("catering", catering())
    return project


def ask(project, *arguments: str) -> dict:
    done = project.adjudge("coverage", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(report)
    return report


def test_every_instrument_is_shown_with_its_clauses(kitchen):
    report = ask(kitchen)
    shown = {each["id"]: each for each in report["instruments"]}
    assert list(shown) == sorted(shown)
    assert {"csl", "pipl", "gb-45438-2025", LAW} <= set(shown)
    clauses = [clause for each in shown.values() for clause in each["clauses"]]
    assert all(each["clauses"] for each in shown.values())
    counted = {name: count for name, count in report["summary"].items() if name != "reach"}
    assert counted == {status: sum(clause["status"] == status for clause in clauses) for status in counted}
    reached = report["summary"]["reach"]
    assert reached == {reach: sum(clause["reach"] == reach for clause in clauses) for reach in reached}
    assert sum(reached.values()) == counted["covered"]
    assert all(bool(clause["rules"]) == (clause["status"] == "covered") for clause in clauses)


def test_a_clause_names_the_rules_that_check_it(kitchen):
    (law,) = ask(kitchen, LAW)["instruments"]
    (clause,) = [clause for clause in law["clauses"] if clause["number"] == "7"]
    assert clause["status"] == "covered"
    assert clause["rules"] == [{"id": RULE_ID, "severity": "high", "binding": True}]


def test_a_clause_that_no_rule_checks_any_more_is_uncovered(project):
    project.plugin("catering", catering({RULE: ("#   basis: [catering-kitchen-code#7]\n", "")}))
    (law,) = ask(project, LAW)["instruments"]
    assert [clause["status"] for clause in law["clauses"] if clause["number"] == "7"] == ["uncovered"]


def test_what_is_replaced_says_by_what(kitchen):
    old, new = ask(kitchen, "tc260-003", "gbt-45654-2025")["instruments"][::-1]
    assert (old["id"], old["replaced_by"]) == ("tc260-003", "gbt-45654-2025")
    assert (new["id"], new["replaced_by"]) == ("gbt-45654-2025", None)
    uncited = {clause["status"] for clause in old["clauses"] if not clause["rules"]}
    assert uncited == {"replaced"}


def test_the_text_shows_the_clause_its_status_and_its_rules(kitchen):
    shown = kitchen.adjudge("coverage", LAW).stdout.splitlines()
    assert shown[0].startswith(f"{LAW}  Kitchen code")
    assert any(line.startswith("  7  by declaration only") for line in shown)
    assert any(f"- {RULE_ID} (" in line for line in shown)
    assert shown[-1].startswith("0 checked, 0 checked in part, 1 by declaration only, ")


def test_it_speaks_chinese(kitchen):
    shown = kitchen.adjudge("coverage", "content-ecology", "--lang", "zh").stdout
    assert "网络信息内容生态治理规定（依据二手资料）" in shown
    assert "  6  已检查" in shown
    assert re.search("content_security.script.undesirable_terms（[^（]+）（仅警告）\n", shown)


@pytest.mark.parametrize(("lang", "title"), [("en", "# Coverage"), ("zh", "# 法律法规和标准的覆盖情况")])
def test_the_markdown_has_a_table_for_each_instrument(kitchen, lang, title):
    shown = kitchen.adjudge("coverage", "--markdown", "--lang", lang, LAW, "csl").stdout
    assert shown.startswith(title)
    headings = [line for line in shown.splitlines() if line.startswith("## ")]
    assert [heading.split("`")[1] for heading in headings] == [LAW, "csl"]
    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}
    assert any(f"`{RULE_ID}`" in row and row.startswith("| 7 |") for row in rows)


def test_a_summary_stays_one_cell_of_the_table_and_one_line(project):
    summary = ("{en: Allergens are named., ", '{en: "Allergens are\\n\\n| named.", ')
    project.plugin("catering", catering({INSTRUMENT: summary}))
    assert "| Allergens are \\| named. |" in project.adjudge("coverage", "--markdown", LAW).stdout
    assert "  7  by declaration only  Allergens are | named.\n" in project.adjudge("coverage", LAW).stdout


def test_an_instrument_that_nobody_brings_is_a_mistake_of_usage(kitchen):
    done = kitchen.adjudge("coverage", "csll")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: there is no instrument csll. Did you mean csl?\n"


def test_two_forms_at_once_are_a_mistake_of_usage(kitchen):
    done = kitchen.adjudge("coverage", "--json", "--markdown")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: --json and --markdown exclude each other")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({INSTRUMENT: ('number: "7"', 'number: "8"')}, "there is no clause 7 in catering-kitchen-code"),
        ({INSTRUMENT: ("read: full", "read: skimmed")}, "the file is no instrument"),
    ],
    ids=["a clause that is not there", "a broken instrument"],
)
def test_what_is_broken_is_told_once_and_the_rest_is_shown(project, change, says):
    project.plugin("catering", catering(change))
    done = project.adjudge("coverage", "--json")
    assert done.returncode == 3
    assert done.stderr.count(says) == 1
    assert "csl" in [each["id"] for each in json.loads(done.stdout)["instruments"]]
