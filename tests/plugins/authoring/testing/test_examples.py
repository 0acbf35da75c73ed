"""Folders `tests/examples/<rule>/{allowed,denied}/` are cases by themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from catering import RULE, catering
from tested_kitchen import Kitchen

ID = "catering.menu.allergens"
BAD = "dishes:\n- {name: Soup}\n"


def ran(kitchen: Kitchen, *arguments: str) -> dict[str, tuple[str, Any]]:
    """Give what came of each example, and why."""
    done = kitchen.adjudge("test", "--engine", "embedded", "-o", "json", *arguments)
    tests = json.loads(done.stdout)["tests"]
    return {each["id"]: (each["result"], (each["message"] or {}).get("en")) for each in tests}


def test_a_file_is_a_case_and_so_is_a_folder_of_files_that_belong_together(kitchen: Kitchen) -> None:
    kitchen.example(f"{ID}/allowed/soup.yaml")
    kitchen.example(
        f"{ID}/allowed/with-recipe/day.catering.yaml", "dishes:\n- {name: Soup, allergens: [], recipe: r.txt}\n"
    )
    kitchen.example(f"{ID}/allowed/with-recipe/r.txt", "Boil it.")
    kitchen.example(f"{ID}/denied/soup.yaml", BAD)
    assert ran(kitchen) == {
        f"{ID}: allowed/soup.yaml": ("passed", None),
        f"{ID}: allowed/with-recipe": ("passed", None),
        f"{ID}: denied/soup.yaml": ("passed", None),
    }
    assert kitchen.adjudge("test", "--engine", "embedded").returncode == 0


def test_one_case_can_be_named(kitchen: Kitchen) -> None:
    kitchen.example(f"{ID}/allowed/soup.yaml")
    kitchen.example(f"{ID}/denied/soup.yaml", BAD)
    assert list(ran(kitchen, f"tests/examples/{ID}/denied/soup.yaml")) == [f"{ID}: denied/soup.yaml"]
    assert list(ran(kitchen, f"tests/examples/{ID}")) == [f"{ID}: allowed/soup.yaml", f"{ID}: denied/soup.yaml"]


def test_all_examples_are_judged_by_one_engine(kitchen: Kitchen, opa_binary: str) -> None:
    for name in ("allowed/a.yaml", "allowed/b.yaml", "allowed/c.yaml"):
        kitchen.example(f"{ID}/{name}")
    opa, starts = kitchen.root / "opa", kitchen.root / "starts"
    opa.write_text(f'#!/bin/sh\ncase "$1" in run) echo >> "{starts}";; esac\nexec "{opa_binary}" "$@"\n', "utf-8")
    opa.chmod(0o755)
    done = kitchen.adjudge("test", "tests", "--engine", "opa", env={"ADJUDGE_OPA": str(opa)})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 passed, ")
    assert starts.read_text("utf-8") == "\n"


CASES = {
    "a rule that fails": ("allowed/x.yaml", None, ("error", f"{ID} fails on it: ")),
    "a schema that is broken": (
        "denied/x.yaml",
        "dishes: 3\n",
        ("error", "it breaks its schema, so no rule judges it: "),
    ),
    "an example that cannot be read": ("denied/x.yaml", "dishes: [", ("error", "not valid YAML")),
    "nothing is found": (
        "denied/x.yaml",
        "dishes:\n- {name: S, allergens: []}\n",
        ("failed", f"{ID} finds nothing in it"),
    ),
    "something is found": ("allowed/x.yaml", BAD, ("failed", f"{ID} finds: Soup does not name its allergens")),
    "the rule does not apply": ("allowed/x.yaml", BAD, ("failed", f"{ID} does not apply to it")),
    "the rule is not in force": ("denied/x.yaml", BAD, ("error", f"{ID} is not in force yet")),
}
CHANGES = {
    "a rule that fails": ("not dishes.complete(dish)", 'to_number("x") == 1'),
    "the rule does not apply": ("input.facts.dishes > data.catering.params.fewest_dishes", "input.facts.dishes > 5"),
    "the rule is not in force": ("#   severity: high", '#   severity: high\n#   effective: {from: "2999-01-01"}'),
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_does_not_prove_its_rule_says_why(name: str, kitchen: Kitchen) -> None:
    path, text, (result, why) = CASES[name]
    if name in CHANGES:
        kitchen.plugin("catering", catering({RULE: CHANGES[name]}))
    if text is None:
        kitchen.example(f"{ID}/{path}")
    else:
        kitchen.example(f"{ID}/{path}", text)
    ((found, said),) = ran(kitchen).values()
    assert found == result
    assert said.startswith(why)
    told = kitchen.adjudge("test", "--engine", "embedded", "--lang", "zh")
    assert told.returncode == (1 if result == "failed" else 3)
    assert why not in told.stdout


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        (["catering.menu.alergens/allowed/x.yaml"], "there is no rule catering.menu.alergens"),
        ([f"{ID}/deny/x.yaml"], "deny is neither `allowed` nor `denied`"),
        ([f"{ID}/allowed/.keep"], "the folder has no examples"),
        (["minor_guardian/allowed/x.yaml"], "minor_guardian is the end of "),
    ],
    ids=["rule", "side", "empty", "short name"],
)
def test_a_folder_that_proves_nothing_is_an_error(paths: list[str], why: str, kitchen: Kitchen) -> None:
    for path in paths:
        kitchen.example(path)
    found = ran(kitchen)
    assert any(result == "error" and said.startswith(why) for result, said in found.values()), found
    assert kitchen.adjudge("test", "--engine", "embedded", "--lang", "zh").returncode == 3


def test_a_folder_may_have_the_end_of_a_rules_id_for_its_name(kitchen: Kitchen) -> None:
    kitchen.example("allergens/denied/x.yaml", BAD)
    assert ran(kitchen) == {"allergens: denied/x.yaml": ("passed", None)}
