"""A domain with several mistakes: each is told of in one run, and each costs its kind and no other."""

from __future__ import annotations

import json

import pytest
from catering import BAD_MENU, FACTS_SCHEMA, FILES, HELPER, PLUGIN, RULE, RULE_ID, SCHEMA, catering
from wheels import outcome

KINDS = ("order", "recipe", "stock")


def rule(kind: str, name: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return a rule of a kind, as the one of ``catering.menu`` but for its changes."""
    text = FILES[RULE].replace("menu.allergens", f"{kind}.{name}").replace("catering.menu", f"catering.{kind}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {f"policies/catering/{kind}/{name}/{name}.rego": text}


def kinds() -> dict[str, str]:
    """Return a catering with three more kinds, each with a sound rule."""
    declared = "".join(f'Kind(name="catering.{kind}", files=("*.{kind}.yaml",)), ' for kind in KINDS)
    files = {PLUGIN: FILES[PLUGIN].replace("kinds=(", f"kinds=({declared}")}
    for kind in KINDS:
        files |= rule(kind, "sound")
        files[f"schemas/catering/{kind}.json"] = FILES[SCHEMA].replace("catering.menu", f"catering.{kind}")
        files[f"schemas/catering/{kind}_facts.json"] = FILES[FACTS_SCHEMA]
    return files


BROKEN = {
    **rule("order", "graded", ("severity: high", "severity: grave")),
    **rule("order", "rooted", ("deny contains", "deny_root contains")),
    **rule("recipe", "misspelt", ("input.document.dishes", "input.document.dish")),
    **rule("recipe", "borrowed", ("dishes.complete(dish)", "data.bakery.lib.dishes.complete(dish)")),
    **rule("stock", "renamed", ("severity: high", "severity: high\n#   formerly: [bakery.menu.allergens]")),
}
WRONG = {
    "catering.order.graded": {"policy.metadata"},
    "catering.order.rooted": {"policy.no_heads", "policy.unasked"},
    "catering.recipe.misspelt": {"policy.input"},
    "catering.recipe.borrowed": {"policy.exports_nothing"},
    "catering.stock.renamed": {"policy.formerly_elsewhere"},
}


def told(problems: list[dict[str, object]]) -> dict[object, set[object]]:
    found: dict[object, set[object]] = {}
    for problem in problems:
        assert problem["plugin"] == "catering"
        assert problem["line"]
        found.setdefault(problem["rule"], set()).add(problem["code"])
    return found


@pytest.fixture
def kitchen(project):
    project.plugins(bakery=catering(domain="bakery"), catering=catering({**kinds(), **BROKEN}))
    for kind in ("bakery", "catering", *KINDS):
        project.write(f"menu.{kind}.yaml", BAD_MENU)
    return project


def test_all_are_told_in_one_run_and_each_costs_its_own_kind(kitchen, engine):
    report = kitchen.json(*engine)
    assert report["summary"]["exit_code"] == 3
    assert told(report["problems"]) == WRONG
    verdicts = {said["file"]: said["verdict"] for said in report["artifacts"]}
    sound = {"menu.bakery.yaml": "deny", "menu.catering.yaml": "deny"}
    assert verdicts == {**sound, **{f"menu.{kind}.yaml": "error" for kind in KINDS}}
    assert outcome(report, "menu.catering.yaml", RULE_ID) == "denied"
    for kind in KINDS:
        assert outcome(report, f"menu.{kind}.yaml", f"catering.{kind}.sound") == "denied", "what is sound is judged"


def test_a_kind_of_which_a_rule_is_broken_never_passes(kitchen):
    kitchen.write("menu.order.yaml", "dishes:\n- {name: Celery soup, allergens: [celery]}\n")
    report = kitchen.json("menu.order.yaml")
    assert told(report["problems"]) == {rule: codes for rule, codes in WRONG.items() if ".order." in rule}
    (said,) = report["artifacts"]
    assert (report["summary"]["exit_code"], said["verdict"]) == (3, "error")
    assert [each["outcome"] for each in said["outcomes"]] == ["passed"]


def test_kinds_that_are_whole_are_judged_as_if_nothing_had_happened(kitchen):
    report = kitchen.json("menu.catering.yaml")
    assert (report["problems"], report["summary"]["exit_code"]) == ([], 1)


@pytest.mark.parametrize("command", ["plugins", "rules"])
def test_listings_name_them_all_and_show_the_sound_ones(kitchen, command):
    for language, words in (("en", "looks like a decision"), ("zh", "看似判定结论")):
        done = kitchen.adjudge(command, "--lang", language)
        assert done.returncode == 3
        for rule_id in WRONG:
            assert rule_id in done.stderr
        assert words in done.stderr
    listed = kitchen.adjudge(command, "--json").stdout
    assert "catering.order.sound" in listed if command == "rules" else json.loads(listed)["plugins"]


def test_a_helper_that_is_broken_costs_the_kinds_that_reach_it(project):
    alone = rule(
        "order", "alone", ("import data.catering.lib.dishes\n", ""), ("dishes.complete(dish)", "dish.allergens")
    )
    files = {path: text for path, text in kinds().items() if "/order/sound/" not in path}
    helper = FILES[HELPER] + '\nlooked_up := http.send({"url": "http://127.0.0.1"})\n'
    project.plugins(catering=catering({**files, **alone, HELPER: helper}))
    for kind in ("catering", *KINDS):
        project.write(f"menu.{kind}.yaml", BAD_MENU)
    report = project.json()
    assert [problem["code"] for problem in report["problems"]] == ["policy.impure"]
    verdicts = {said["file"]: said["verdict"] for said in report["artifacts"]}
    assert verdicts == {
        "menu.order.yaml": "deny",
        **{f"menu.{kind}.yaml": "error" for kind in ("catering", "recipe", "stock")},
    }


def test_a_rule_that_lies_in_no_kinds_folder_costs_them_all(project):
    project.plugins(catering=catering({**kinds(), "policies/catering/stray.rego": "package catering\n", **BROKEN}))
    project.write("menu.catering.yaml", BAD_MENU)
    report = project.json()
    assert [problem["code"] for problem in report["problems"]] == ["policy.misplaced"]
    assert [said["verdict"] for said in report["artifacts"]] == ["error"]
    done = project.adjudge("plugins")
    assert done.returncode == 3
    assert all(rule_id in done.stderr for rule_id in WRONG), "the others are told of too"


def test_a_stranger_does_not_meet_a_gate_by_calling_its_rule_as_anothers_was_called(project):
    former = ("severity: high", "severity: high\n#   formerly: [bakery.menu.gone]")
    project.write("../gate.toml", 'environment = "production"\nrules = ["bakery.menu.gone"]\n[plugins.bakery]\n')
    for changes in ({}, {RULE: former}):
        project.plugins(bakery=catering(domain="bakery"), catering=catering(changes))
        project.write("menu.bakery.yaml", "dishes:\n- {name: Celery soup, allergens: [celery]}\n")
        done = project.adjudge("check", "--gate", "../gate.toml")
        assert (done.returncode, done.stdout) == (2, "")
        assert "asks for rules 'bakery.menu.gone', and there are none" in done.stderr
