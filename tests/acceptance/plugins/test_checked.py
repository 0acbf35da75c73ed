"""`adjudge plugins` finds before anything is judged what `adjudge check` would find only in front of an artifact."""

from __future__ import annotations

import pytest
from catering import BAD_MENU, INSTRUMENT, MENU, PLUGIN, RULE, catering, open_kitchen
from wheels import outcome

FILE = "catering/menu/allergens/allergens.rego"
BODY = "not dishes.complete(dish)"
BASIS = "basis: [catering-kitchen-code#7]"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({RULE: (BODY, "not not dish")}, f"{FILE}:"),
        ({RULE: (BODY, "not is_arrray(dish)")}, "is_arrray is an unknown function"),
        ({RULE: (BODY, 'crypto.sha256(dish.name) == ""')}, "the embedded engine lacks the builtin crypto.sha256"),
        ({RULE: (BODY, "not input.document.dish")}, "input.document.dish cannot be there"),
        ({RULE: (BASIS, "basis: [kitchen-code#7]")}, "the rule cites kitchen-code#7, and there is no instrument"),
        ({RULE: (BASIS, "basis: [catering-kitchen-code#8]")}, "there is no clause 8 in catering-kitchen-code"),
        (
            {PLUGIN: ("adjudge_catering.instruments", "adjudge_catering.laws")},
            "the package adjudge_catering.laws cannot",
        ),
        ({INSTRUMENT: ("zone: UTC\n", "")}, "the file is no instrument"),
        ({RULE: ("severity: high", "severity: high\n#   binding: false")}, "its METADATA says that it binds nobody"),
    ],
)
def test_what_would_not_judge_is_named(project, changes, says):
    project.plugin("bakery", catering(domain="bakery"))
    project.plugin("catering", catering(changes))
    done = project.adjudge("plugins")
    assert done.returncode == 3
    errors = done.stderr.splitlines()
    assert any(says in line and "plugin catering)" in line for line in errors)
    assert not any("bakery" in line for line in errors)


def test_what_would_judge_is_passed(project, engine):
    project.plugin("catering", catering())
    done = project.adjudge("plugins", *engine)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_policy_for_opa_only_is_passed_with_opa(project, opa_binary):
    project.plugin("catering", catering({RULE: (BODY, 'crypto.sha256(dish.name) == ""')}))
    done = project.adjudge("plugins", "--engine", "opa", "--opa", opa_binary)
    assert (done.stderr, done.returncode) == ("", 0)


def test_instruments_that_cannot_be_opened_cost_the_other_plugins_nothing(project):
    open_kitchen(project, {PLUGIN: ("adjudge_catering.instruments", "adjudge_catering.laws")})
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"
    assert outcome(report, MENU, "catering.menu.allergens") == "denied"
    (problem,) = report["problems"]
    assert (problem["plugin"], problem["message"].split(":")[0]) == (
        "catering",
        "the package adjudge_catering.laws cannot be opened",
    )


@pytest.mark.parametrize("code", ["5", '["missing"]', "null"])
def test_a_code_that_is_no_text_is_an_error_of_its_rule(project, engine, code):
    project.plugin("catering", catering({RULE: ('"dish": dish.name', f'"dish": dish.name, "code": {code}')}))
    project.write(MENU, BAD_MENU)
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    (artifact,) = report["artifacts"]
    (said,) = artifact["outcomes"]
    assert (said["outcome"], "problem" in artifact) == ("error", False)
    assert "`code` of a finding is a string" in said["note"]


def test_a_domain_of_nothing_but_rules_for_others_needs_no_schemas(project):
    house = {
        "adjudge_house/__init__.py": (
            "from adjudge import Domain, hookimpl\n\n\n@hookimpl\ndef adjudge_domains():\n"
            "    yield Domain(name='house', title={'en': 'House'}, policies='adjudge_house.policies',\n"
            "                 extends=('catering.menu',))\n"
        ),
        "adjudge_house/policies/house/catering/menu/named/named.rego": (
            "# METADATA\n# title: No dish is called Surprise\n# schemas:\n#   - input.document: schema.catering.menu\n"
            '# custom: {severity: low, message: "{dish}"}\npackage house.catering.menu.named\n\n'
            'warn contains {"dish": dish.name} if {\n\tsome dish in input.document.dishes\n\tdish.name == "Surprise"\n}\n'
        ),
    }
    project.plugin("catering", catering())
    project.plugin("house", house)
    project.write(MENU, "dishes:\n- {name: Surprise, allergens: []}\n")
    assert outcome(project.json(), MENU, "house.catering.menu.named") == "warned"
    assert project.adjudge("plugins").returncode == 0
