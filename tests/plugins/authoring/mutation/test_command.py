"""`adjudge mutate`: what survives, what is told of it, what may pass, and how it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from catering import RULE, SCHEMA, catering
from desk import Desk
from jsonschema import Draft202012Validator
from tested_kitchen import FAILING, Kitchen

from adjudge.lib.installed import own_schema
from adjudge.lib.wording import wording
from adjudge.plugins.authoring.mutation.noticing import FATES

pytestmark = pytest.mark.slow  # each starts processes

LIST = "tests/mutation.yaml"
STRONG = """package catering.menu.allergens_test

import data.catering.lib.dishes
import data.catering.menu.allergens

test_declared_allergens_pass if {
	count(allergens.deny) == 0 with input as _menu({"name": "Soup", "allergens": []})
}

test_absent_allergens_are_denied if {
	found := allergens.deny with input as _menu({"name": "Soup"})
	found == {{"path": ["dishes", 0], "dish": "Soup"}}
}

test_it_applies_to_more_than_the_fewest_dishes if {
	allergens.applies with input as {"facts": {"dishes": 1}}
	not allergens.applies with input as {"facts": {"dishes": 0}}
}

_menu(dish) := {"document": {"dishes": [dish]}}
"""


def run(kitchen: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kitchen.adjudge("mutate", "catering", "--engine", "embedded", "--jobs", "2", *arguments)


def report(kitchen: Desk, *arguments: str) -> Any:
    """Give the JSON report, which fits its schema."""
    found = json.loads(run(kitchen, "-o", "json", *arguments).stdout)
    assert list(Draft202012Validator(own_schema("mutation")).iter_errors(found)) == []
    return found


# --- what survives ----------------------------------------------------------------------------------------------------


def test_a_rule_that_is_wholly_tested_scores_a_hundred(kitchen: Kitchen) -> None:
    kitchen.tests(STRONG)
    done = run(kitchen)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("score: 100.0 % (")


def test_a_change_that_no_test_notices_is_told_with_its_place_and_its_diff(kitchen: Kitchen) -> None:
    done = run(kitchen)
    assert done.returncode == 1
    assert (
        "allergens.rego:24 (comparison)\n"
        "  -applies if input.facts.dishes > data.catering.params.fewest_dishes\n"
        "  +applies if input.facts.dishes >= data.catering.params.fewest_dishes\n"
    ) in done.stdout
    assert "未发现：" in run(kitchen, "--lang", "zh").stdout


def test_the_same_on_an_opa(kitchen: Kitchen, opa_binary: str) -> None:
    kitchen.tests(STRONG)
    done = kitchen.adjudge(
        "mutate", "catering", "--engine", "opa", "--jobs", "1", "--limit", "4", env={"ADJUDGE_OPA": opa_binary}
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_examples_notice_what_no_test_in_rego_does(kitchen: Kitchen) -> None:
    before = report(kitchen)["summary"]
    kitchen.example("catering.menu.allergens/denied/absent.yaml", "dishes:\n- {name: Soup}\n")
    after = report(kitchen)
    assert after["summary"]["survived"] < before["survived"]
    assert "catering.menu.allergens: denied/absent.yaml" in {each["by"] for each in after["changes"]}


def test_a_field_that_neither_rule_nor_schema_misses_survives(kitchen: Kitchen) -> None:
    noted = ('"recipe": {', '"note": {"type": "string"}, "recipe": {')
    kitchen.plugin("catering", catering({SCHEMA: noted}))
    kitchen.tests(STRONG)
    kitchen.example("allergens/allowed/full.yaml", "dishes:\n- {name: Soup, allergens: [celery], note: Hot}\n")
    kitchen.example("allergens/allowed/few.json", '{"dishes": [{"name": "Soup", "allergens": []}]}')
    found = report(kitchen)
    assert [(each["field"], each["result"]) for each in found["fields"]] == [
        ("/dishes", "noticed"),
        ("/dishes/*/allergens", "noticed"),
        ("/dishes/*/name", "noticed"),
        ("/dishes/*/note", "survived"),
    ]
    done = run(kitchen)
    assert done.returncode == 1
    assert (
        "survived: tests/examples/allergens/allowed/full.yaml: /dishes/0/note (field left out)\n"
        "  neither a rule nor the schema of catering.menu misses it\n"
    ) in done.stdout


def test_a_policy_to_which_no_test_leads_is_told_as_such(kitchen: Kitchen) -> None:
    kitchen.tests("package catering.other_test\n\ntest_nothing if true\n", "policies/catering/other_test.rego")
    kitchen.tests("package catering.menu.allergens_test\n\ntest_nothing if true\n")
    assert "  no test leads to this policy\n" in run(kitchen).stdout


def test_what_an_engine_refuses_counts_nowhere(kitchen: Kitchen) -> None:
    begin = 'deny contains {"path": ["dishes", i], "dish": dish.name} if {\n\tsome i, dish in input.document.dishes\n'
    walks = 'deny contains {"path": path, "dish": dish.name} if {\n\twalk(input.document, [path, dish])\n'
    kitchen.plugin("catering", catering({RULE: (begin, walks)}))
    kitchen.tests(STRONG)
    found = report(kitchen)
    (refused,) = [each for each in found["changes"] if each["result"] == "refused"]
    assert (refused["before"], refused["after"]) == ("walk(input.document, [path, dish])", "true")
    assert (found["summary"]["refused"], found["summary"]["score"]) == (1, 100.0)


def test_every_change_is_told_on_demand_with_what_noticed_it(kitchen: Kitchen) -> None:
    kitchen.tests(STRONG)
    told = run(kitchen, "-v").stdout
    assert "  -    not dishes.complete(dish)\n  +    true\n" in told
    assert "  catering.menu.allergens_test.test_absent_allergens_are_denied\n" in told


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_a_sample_is_the_same_for_the_same_seed(kitchen: Kitchen) -> None:
    first, second, other = (report(kitchen, "--limit", "5", "--seed", seed) for seed in ("1", "1", "2"))
    assert first == second
    assert first["changes"] != other["changes"]
    assert (first["summary"]["tried"], first["summary"]["all"] > 5) == (5, True)
    assert "a sample: 5 of " in run(kitchen, "--limit", "5").stdout


def test_a_threshold_bounds_what_may_survive(kitchen: Kitchen) -> None:
    assert [run(kitchen, "--threshold", each).returncode for each in ("10", "99")] == [0, 1]


def test_a_file_and_a_folder_are_changed_alone(kitchen: Kitchen) -> None:
    for path in (kitchen.policies / "catering" / "lib", kitchen.policies / "catering/lib/dishes/dishes.rego"):
        done = kitchen.adjudge("mutate", str(path), "--engine", "embedded", "-o", "json")
        assert {each["policy"] for each in json.loads(done.stdout)["changes"]} == {"catering/lib/dishes/dishes.rego"}


def test_a_folder_of_local_rules_is_changed_as_a_package_is(tmp_path: Path) -> None:
    desk = Desk.make(tmp_path)
    desk.write("adjudge.toml", 'rules = ["house/policy/"]\n')
    assert desk.adjudge("new", "rule", "policy.dubbing.project.named").returncode == 0
    done = desk.adjudge("mutate", "house/policy", "--engine", "embedded", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("score: 100.0 % (")


# --- what may pass ----------------------------------------------------------------------------------------------------


def reviewed(kitchen: Kitchen, reason: str = "It is only a kitchen.") -> str:
    """Give the list of all that survives, each with a reason."""
    return run(kitchen, "-o", "reviewed").stdout.replace("TODO", reason)


def test_reviewed_changes_may_survive(kitchen: Kitchen) -> None:
    kitchen.write(LIST, reviewed(kitchen))
    done = run(kitchen)
    assert (done.returncode, done.stderr) == (0, "")
    assert " 0 reviewed" not in done.stdout
    assert "  It is only a kitchen.\n" in run(kitchen, "-v").stdout


def test_an_entry_that_nothing_needs_any_more_is_an_error(kitchen: Kitchen) -> None:
    kitchen.write(LIST, reviewed(kitchen))
    kitchen.tests(STRONG)
    done = run(kitchen)
    assert done.returncode == 2
    assert f"error: {LIST}:2: the change is noticed by now. Delete the entry." in done.stderr
    entry = {"file": "catering/lib/dishes/dishes.rego", "before": "a", "after": "b", "reason": "None."}
    field = {"kind": "catering.menu", "field": "/none", "reason": "None."}
    kitchen.write(LIST, yaml.safe_dump({"changes": [entry], "fields": [field]}))
    done = run(kitchen)
    assert (done.returncode, done.stderr.count("no such change is made any more")) == (2, 2)


def test_an_entry_about_what_is_not_looked_at_is_left_alone(kitchen: Kitchen) -> None:
    entry = {"file": "bakery/bread.rego", "before": "a", "after": "b", "reason": "None."}
    kitchen.write(LIST, yaml.safe_dump({"changes": [entry]}))
    assert run(kitchen, "--threshold", "0").returncode == 0


ENTRY = {"file": "x", "before": "a", "after": "b", "reason": "It is so."}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- a\n", "this is no list of reviewed changes"),
        ("changes: {}\n", "this is no list of reviewed changes"),
        ("chnages: []\n", "this is no list of reviewed changes"),
        ("{", "YAML"),
        (yaml.safe_dump({"changes": [{**ENTRY, "reason": "TODO"}]}), "the reason is no sentence"),
        (yaml.safe_dump({"changes": [{"file": "x"}]}), "an entry has exactly file, before, after, reason, each a text"),
        (yaml.safe_dump({"changes": [ENTRY, ENTRY]}, default_flow_style=None), "the same entry stands at line"),
    ],
)
def test_a_list_that_is_wrong_is_exit_2_with_its_place(content: str, said: str, kitchen: Kitchen) -> None:
    kitchen.write(LIST, content)
    done = run(kitchen)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert f"error: {LIST}" in done.stderr


def test_a_list_that_is_named_must_be_there(kitchen: Kitchen) -> None:
    done = run(kitchen, "--reviewed", "nowhere.yaml")
    assert done.returncode == 2
    assert "nowhere.yaml: the list of reviewed changes cannot be read: " in done.stderr


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_tests_that_fail_as_the_rule_stands_are_exit_3(kitchen: Kitchen) -> None:
    kitchen.tests(FAILING)
    done = run(kitchen)
    assert (done.returncode, done.stdout) == (3, "")
    assert "failed: catering.menu.allergens_test.test_absent_allergens_are_denied\n" in done.stderr
    assert "1 tests do not pass as the policies stand" in done.stderr


def test_a_policy_without_tests_is_exit_3(kitchen: Kitchen) -> None:
    kitchen.tests("").unlink()
    assert "there are no tests at catering" in run(kitchen).stderr


def test_where_no_change_counts_nothing_has_passed(kitchen: Kitchen) -> None:
    kitchen.plugin("catering", catering({RULE: None}))
    kitchen.tests("package catering.lib.other_test\n\ntest_x if true\n")
    lists = reviewed(kitchen)
    kitchen.write(LIST, lists)
    done = run(kitchen)
    assert done.returncode == 3
    assert "no change counts: all were reviewed or refused" in done.stderr


def test_a_broken_plugin_is_exit_3(kitchen: Kitchen) -> None:
    kitchen.plugin("catering", catering({RULE: ("applies if", "aplies if (")}))
    assert run(kitchen).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["empty"], 3, "there are no policies at empty"),
        (["cattering"], 2, "there is neither a path nor a domain or plugin cattering. Known: "),
        (["catering", "-o", "sarif"], 2, "there is no report sarif. Known: text, json, reviewed."),
        (["catering", "--limit", "0"], 2, "--limit"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_asks_for_nothing_that_is_there_never_passes(
    arguments: list[str], code: int, said: str, kitchen: Kitchen
) -> None:
    (kitchen.root / "empty").mkdir()
    done = kitchen.adjudge("mutate", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_what_an_engine_refuses_is_told_on_demand(kitchen: Kitchen) -> None:
    begin = 'deny contains {"path": ["dishes", i], "dish": dish.name} if {\n\tsome i, dish in input.document.dishes\n'
    walks = 'deny contains {"path": path, "dish": dish.name} if {\n\twalk(input.document, [path, dish])\n'
    kitchen.plugin("catering", catering({RULE: (begin, walks)}))
    kitchen.tests(STRONG)
    assert "refused by the engine: " in run(kitchen, "-v").stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_fate_of_a_change_has_words_of_its_own(language: str) -> None:
    words = wording(language)
    assert len({words.of("mutate", fate) for fate in FATES}) == len(FATES)
