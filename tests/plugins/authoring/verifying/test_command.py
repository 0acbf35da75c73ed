"""`adjudge verify-plugin`: what a plugin has to keep, what is told where it does not, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest
from catering import FILES, PACKAGE, PLUGIN, RULE, SCHEMA, catering
from jsonschema import Draft202012Validator
from tested_kitchen import FAILING, Kitchen

from adjudge.lib.installed import own_schema
from adjudge.lib.wording import wording
from adjudge.lib.words import say
from adjudge.plugins.authoring.verifying.reports import text
from adjudge.plugins.authoring.verifying.results import CHECKS, CheckOutcome, Fault, Verification

pytestmark = pytest.mark.slow  # each starts processes

ZH = "schemas/catering/zh.yaml"


def run(kitchen: Kitchen, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    sparing = ["--as-of", "2026-06-01", "--documents", "40"]
    patient = [] if "--seconds" in arguments else ["--seconds", "300"]
    return kitchen.adjudge("verify-plugin", "catering", *sparing, *patient, *arguments, **more)


def only(kitchen: Kitchen, check: str, *arguments: str, **more: Any) -> Any:
    """Give the outcome of one check, of a report that fits its schema, with the exit code."""
    done = run(kitchen, "--only", check, "-o", "json", *arguments, **more)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert list(Draft202012Validator(own_schema("verification")).iter_errors(found)) == []
    (outcome,) = found["checks"]
    assert outcome["check"] == check
    return outcome | {"code": done.returncode, "told": [each["message"]["en"] for each in outcome["faults"]]}


def changed(kitchen: Kitchen, path: str, old: str, new: str) -> None:
    file = kitchen.site / "adjudge_catering" / path
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new), "utf-8")


COUNT = 'len(artifact.document["dishes"])'
"""What a hook of the plugin says of a menu."""


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


def test_rules_that_are_others_from_load_to_load_are_a_fault(kitchen: Kitchen) -> None:
    files = {path: str(content) for path, content in FILES.items() if path.startswith("policies/")}
    files[RULE] = files[RULE].replace("severity: high", "severity: low")
    for path, content in files.items():
        file = kitchen.site / PACKAGE / path.replace("policies/", "others/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    changed(kitchen, PLUGIN, "from adjudge import", "import itertools\n\nfrom adjudge import")
    changed(
        kitchen,
        PLUGIN,
        "@hookimpl\ndef adjudge_domains",
        "loads = itertools.count()\n\n\n@hookimpl\ndef adjudge_domains",
    )
    folder = '("adjudge_catering.policies", "adjudge_catering.others")[next(loads) % 2]'
    changed(kitchen, PLUGIN, '"adjudge_catering.policies"', folder)
    told = "the rule catering.menu.allergens is not the same alone and beside the plugins of adjudge"
    assert only(kitchen, "loads")["told"] == [told]


def test_a_plugin_without_rules_is_a_fault(kitchen: Kitchen) -> None:
    (kitchen.site / PACKAGE / RULE).unlink()
    assert only(kitchen, "loads")["told"] == ["it has no rule"]


def test_a_pattern_that_validators_read_differently_is_a_fault(kitchen: Kitchen) -> None:
    changed(
        kitchen, SCHEMA, '"minLength": 1},\n          "allergens"', '"pattern": "^\\\\W+$"},\n          "allergens"'
    )
    found = only(kitchen, "schemas")
    assert found["told"][0] == "jsonschema refuses the document, and what judges takes it"
    assert found["faults"][0]["file"].startswith("catering.menu: drawn-")


def test_engines_that_say_something_else_are_a_fault(kitchen: Kitchen, opa_binary: str) -> None:
    changed(kitchen, PLUGIN, "from adjudge import", "import itertools\n\nfrom adjudge import")
    changed(
        kitchen, PLUGIN, "@hookimpl\ndef adjudge_facts", "asked = itertools.count(1)\n\n\n@hookimpl\ndef adjudge_facts"
    )
    changed(kitchen, PLUGIN, COUNT, "next(asked)")
    changed(kitchen, RULE, '"dish": dish.name', '"dish": sprintf("%d", [input.facts.dishes])')
    found = only(kitchen, "engines", env={"ADJUDGE_OPA": opa_binary})
    assert found["code"] == 1
    assert found["told"][0].startswith("embedded says deny (catering.menu.allergens denied ")


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
    changed(kitchen, PLUGIN, 'suffixes=(".cateringslip",)', 'suffixes=(".cateringslip", ".menuslip")')
    found = only(kitchen, "documents")
    assert found["result"] == "failed"
    assert "NotImplementedError" in found["told"][0]
    assert re.fullmatch(r"and \d+ more", found["told"][-1])


def test_a_report_that_depends_on_the_process_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, PLUGIN, COUNT, 'int(__import__("os").environ["PYTHONHASHSEED"]) - 1')
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


def test_a_rule_that_lacks_a_text_in_its_second_language_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, RULE, "#     remediation: 列出过敏原，没有则为空列表。\n", "")
    assert "the remediation of the rule is not in zh, which other texts have" in only(kitchen, "languages")["told"]


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


def test_a_reference_that_cannot_be_written_is_a_fault(kitchen: Kitchen) -> None:
    changed(kitchen, SCHEMA, '"minItems": 1', '"minItms": 1')
    assert only(kitchen, "documentation")["told"][0].startswith("the reference cannot be written: ")


@pytest.mark.parametrize(
    ("hook", "check", "told"),
    [
        ('__import__("os")._exit(7)', "deterministic", "catering.menu: there was no report: "),
        ('__import__("os")._exit(7)', "limits", "judging a document of # bytes ended without a report"),
        ('__import__("time").sleep(600)', "deterministic", "catering.menu: judging took longer than # seconds"),
        ('__import__("time").sleep(600)', "limits", "a document of # bytes took longer than # seconds"),
    ],
    ids=["ends, twice", "ends, large", "hangs, twice", "hangs, large"],
)
def test_a_hook_that_ends_the_process_or_hangs_is_no_pass(kitchen: Kitchen, hook: str, check: str, told: str) -> None:
    changed(kitchen, PLUGIN, COUNT, hook)
    found = only(kitchen, check, *(["--seconds", "1"] if "sleep" in hook else []))
    said = [*found["told"], *(each["en"] for each in found["unasked"])]
    assert [re.sub(r"[0-9]+", "#", each) for each in said] == [told]
    assert found["code"] == (3 if check == "deterministic" else 1)


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


def test_a_kind_that_opa_alone_judges_is_not_compared(kitchen: Kitchen, opa_binary: str) -> None:
    changed(kitchen, RULE, "not dishes.complete(dish)", "not dishes.complete(dish)\n\tnot uuid.parse(dish.name)")
    found = only(kitchen, "engines", env={"ADJUDGE_OPA": opa_binary})
    assert (found["result"], found["code"], found["told"]) == ("not_run", 3, [])
    assert [each["en"] for each in found["unasked"]] == [
        "the two engines decide nothing of catering.menu that could be compared"
    ]


def test_a_schema_that_is_refused_is_not_asked(kitchen: Kitchen) -> None:
    changed(kitchen, SCHEMA, '"minItems": 1', '"minItms": 1')
    found = only(kitchen, "documents")
    assert (found["result"], found["code"]) == ("not_run", 3), found["told"]
    assert found["unasked"][0]["en"] == "the schema of catering.menu cannot be relied on"


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


def test_each_check_has_words_for_people() -> None:
    outcomes = {name: CheckOutcome(7, (Fault(say("verifying.no_tests"), "x.rego", 3),)) for name in CHECKS}
    lines = text(Verification("catering", "adjudge-catering", "1.0", outcomes, ()), wording("en")).splitlines()
    assert [line.partition(" (")[0] for line in lines[:-1:2]] == [f"failed: {name}" for name in CHECKS]
    assert all(line.endswith(": 7)") for line in lines[:-1:2])
    assert set(lines[1::2]) == {"  x.rego:3: it has no tests"}


def test_a_folder_with_two_plugins_is_not_one(kitchen: Kitchen) -> None:
    kitchen.plugin("bakery", catering(domain="bakery"))
    done = kitchen.adjudge("verify-plugin", str(kitchen.site))
    assert (done.returncode, "has several plugins: bakery, catering" in done.stderr) == (2, True), done.stderr


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
