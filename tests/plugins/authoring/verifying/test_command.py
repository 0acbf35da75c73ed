"""`adjudge verify-plugin`: what a plugin has to keep, what is told where it does not, and how it ends."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from catering import PLUGIN, RULE, SCHEMA
from jsonschema import Draft202012Validator
from tested_kitchen import FAILING, Kitchen

from adjudge.lib.installed import own_schema

ZH = "schemas/catering/zh.yaml"


def run(kitchen: Kitchen, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return kitchen.adjudge(
        "verify-plugin", "catering", "--as-of", "2026-06-01", "--documents", "40", *arguments, **more
    )


def only(kitchen: Kitchen, check: str, *arguments: str) -> Any:
    """Give the outcome of one check, of a report that fits its schema, with the exit code."""
    done = run(kitchen, "--only", check, "-o", "json", *arguments)
    found = json.loads(done.stdout)
    assert list(Draft202012Validator(own_schema("verification")).iter_errors(found)) == []
    (outcome,) = found["checks"]
    assert outcome["check"] == check
    return outcome | {"code": done.returncode, "told": [each["message"]["en"] for each in outcome["faults"]]}


def changed(kitchen: Kitchen, path: str, old: str, new: str) -> None:
    file = kitchen.site / "adjudge_catering" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# --- what passes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", ["deterministic", "documents", "limits", "lint", "loads", "schemas", "tests"])
def test_a_sound_plugin_passes(kitchen: Kitchen, check: str) -> None:
    found = only(kitchen, check)
    assert (found["result"], found["faults"], found["unasked"], found["code"]) == ("passed", [], [], 0), found["told"]
    assert found["asked"] > 0


def test_engines_that_agree_pass(kitchen: Kitchen, opa_binary: str) -> None:
    kitchen.example("allergens/allowed/today.catering.yaml")
    done = run(kitchen, "--only", "engines", env={"ADJUDGE_OPA": opa_binary})
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("passed: engines (files on both engines: ")


# --- what fails -------------------------------------------------------------------------------------------------------


def test_a_plugin_that_leans_on_another_one_does_not_load_alone(kitchen: Kitchen) -> None:
    changed(kitchen, RULE, "catering-kitchen-code#7", "pipl#15")
    found = only(kitchen, "loads")
    assert (found["result"], found["code"]) == ("failed", 1)
    assert "pipl" in found["told"][0]


def test_a_hook_that_trips_over_a_sound_document_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, PLUGIN, 'path=dish["recipe"]', 'path=dish["recipe"][9999]')
    found = only(kitchen, "documents")
    assert (found["result"], found["code"]) == ("failed", 1)
    assert any("IndexError" in each for each in found["told"])
    assert {str(each["file"]).partition(":")[0] for each in found["faults"][:50]} == {"catering.menu"}


def test_a_rule_that_fails_on_a_sound_document_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, RULE, "not dishes.complete(dish)", "to_number(dish.name) > 7")
    found = only(kitchen, "documents")
    assert found["result"] == "failed"
    assert any(each.startswith("the rule catering.menu.allergens fails: ") for each in found["told"])


def test_a_reader_that_trips_over_a_hostile_file_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, PLUGIN, 'raise ReadError("this is no slip")', "raise NotImplementedError")
    found = only(kitchen, "documents")
    assert found["result"] == "failed"
    assert any("NotImplementedError" in each for each in found["told"])


def test_a_report_that_depends_on_the_process_is_a_fault(kitchen: Kitchen) -> None:
    fact = 'int(__import__("os").environ["PYTHONHASHSEED"]) - 1'
    changed(kitchen, PLUGIN, 'len(artifact.document["dishes"])', fact)
    found = only(kitchen, "deterministic")
    assert (found["result"], found["code"]) == ("failed", 1)
    assert found["told"][0].startswith("the second report is another one: ")


def test_a_document_that_takes_too_much_is_a_fault(kitchen: Kitchen) -> None:
    found = only(kitchen, "limits", "--mebibytes", "1")
    assert (found["result"], found["code"]) == ("failed", 1)
    assert found["told"][0].endswith("more than 1")


def test_texts_in_one_language_beside_others_in_two_are_a_fault(kitchen: Kitchen) -> None:
    found = only(kitchen, "languages")
    assert found["told"] == [
        "this text is not in zh, which other texts have: Menu",
        "this text is not in zh, which other texts have: Facts of a menu",
        *[each for each in found["told"] if "Menu" not in each and "Facts" not in each],
    ]
    changed(kitchen, PLUGIN, ', "zh": "餐饮"', "")
    assert "the domain catering has no title in zh, which other texts have" in only(kitchen, "languages")["told"]


def test_texts_in_english_alone_pass(kitchen: Kitchen) -> None:
    rule = (kitchen.site / "adjudge_catering" / RULE).read_text("utf-8")
    begin, end = rule.index("#   zh:"), rule.index("package catering")
    changed(kitchen, RULE, rule[begin:end], "")
    assert only(kitchen, "languages")["result"] == "passed"


def test_a_rule_without_description_and_a_package_without_readme_are_faults(kitchen: Kitchen) -> None:
    changed(kitchen, RULE, "# description: A guest can see what each dish contains.\n", "")
    found = only(kitchen, "documentation")
    assert found["told"] == ["the rule has no description", "the distribution adjudge-catering has no README"]
    assert found["faults"][0]["file"] == "catering/menu/allergens/allergens.rego"


def test_a_test_that_fails_and_no_test_at_all_are_faults(kitchen: Kitchen) -> None:
    file = kitchen.tests(FAILING)
    assert only(kitchen, "tests")["told"][0].startswith(
        "catering.menu.allergens_test.test_absent_allergens_are_denied does not pass."
    )
    file.unlink()
    assert only(kitchen, "tests")["told"] == ["it has no tests"]


def test_what_lint_denies_is_a_fault_with_its_line(kitchen: Kitchen) -> None:
    changed(kitchen, RULE, '"dish": dish.name', '"dish": dish.nme')
    found = only(kitchen, "lint")
    assert found["result"] == "failed"
    assert found["faults"][0]["line"] == 26


# --- what could not be asked ------------------------------------------------------------------------------------------


def test_without_an_opa_engines_are_not_asked_and_that_is_no_pass(kitchen: Kitchen) -> None:
    done = run(kitchen, "--only", "engines", env={"PATH": "", "ADJUDGE_OPA": ""})
    assert done.returncode == 3
    assert done.stdout.splitlines()[0] == "not asked in full: engines (files on both engines: 0)"
    assert "opa" in done.stdout.splitlines()[1]
    left_out = run(kitchen, "--only", "lint", env={"PATH": ""})
    assert left_out.returncode == 0
    assert "left out: engines" in left_out.stdout


def test_a_schema_that_nothing_satisfies_is_not_asked(kitchen: Kitchen) -> None:
    changed(kitchen, SCHEMA, '"minItems": 1,', '"minItems": 3, "maxItems": 2,')
    found = only(kitchen, "documents")
    assert (found["result"], found["code"]) == ("not_run", 3), found["told"]
    assert found["unasked"][0]["en"] == "no document that satisfies the schema of catering.menu could be made"


# --- reports and options ----------------------------------------------------------------------------------------------


def test_the_badge_says_how_many_checks_of_all_hold(kitchen: Kitchen) -> None:
    passing = json.loads(run(kitchen, "--only", "tests", "--only", "lint", "-o", "badge").stdout)
    assert passing == {"schemaVersion": 1, "label": "adjudge", "message": "2 of 10 checks", "color": "green"}
    kitchen.tests(FAILING)
    assert json.loads(run(kitchen, "--only", "tests", "-o", "badge").stdout)["color"] == "red"
    unasked = json.loads(run(kitchen, "--only", "engines", "-o", "badge", env={"PATH": ""}).stdout)
    assert (unasked["message"], unasked["color"]) == ("not verified", "lightgrey")


def test_a_report_goes_into_a_file_and_is_said_in_chinese(kitchen: Kitchen) -> None:
    done = run(kitchen, "--only", "tests", "-o", "badge=badge.json", "--lang", "zh")
    assert "通过：测试（测试：2）" in done.stdout
    assert json.loads((kitchen.root / "badge.json").read_text("utf-8"))["message"] == "10 项中通过 1 项"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("catering", "--only", "lint", "--ignore", "lint"), "no check is left"),
        (("catering", "--only", "nothing"), "there is no check nothing. Known: loads, schemas"),
        (("catering", "-o", "sarif"), "sarif"),
        (("kettering",), "kettering"),
        (("house",), "house is a folder of rules, no plugin with a name"),
    ],
    ids=["none left", "no such check", "no such report", "no such plugin", "a folder of rules"],
)
def test_what_cannot_be_asked_for_is_refused(kitchen: Kitchen, arguments: tuple[str, ...], told: str) -> None:
    kitchen.write("house/schemas/menu.json", '{"type": "object"}')
    kitchen.write("house/menu/tidy/tidy.rego", (kitchen.site / "adjudge_catering" / RULE).read_text("utf-8"))
    done = kitchen.adjudge("verify-plugin", *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr
