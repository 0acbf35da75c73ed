"""A rule for another domain's kind: in the open, under its own name, and never at the other's cost."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from catering import BAD_MENU, FILES, GOOD_MENU, PLUGIN, catering
from wheels import outcome

GUEST_RULE = "catering.bakery.menu.short"
PLACE = "policies/catering/bakery/menu/short/short.rego"
TEXT = """
# METADATA
# scope: package
# title: A menu is short
# schemas:
#   - input.document: schema.bakery.menu
# custom:
#   severity: low
#   message: "{count} dishes are too many"
package catering.bakery.menu.short

deny contains {"path": ["dishes"], "count": count(input.document.dishes)} if {
	count(input.document.dishes) > data.catering.params.fewest_dishes + 1
}
"""
LONG = GOOD_MENU + "- {name: Bread, allergens: [gluten]}\n"
EXTENDS = ("extends=()", 'extends=("bakery.menu",)')


def guests(**changes: object) -> dict[str, dict[str, str | bytes]]:
    """Return the bakery as it is, and a catering that has a rule for it."""
    files = catering({PLUGIN: EXTENDS, **changes})
    text = changes.get(PLACE, TEXT)
    if text is not None:
        files[f"adjudge_catering/{PLACE}"] = text
    return {"bakery": catering(domain="bakery"), "catering": files}


def test_it_is_judged_beside_the_kinds_own_rules(project, engine):
    project.plugins(**guests())
    project.write("long.bakery.yaml", LONG)
    project.write("short.bakery.yaml", BAD_MENU)
    report = project.json(*engine)
    assert (report["problems"], report["summary"]["exit_code"]) == ([], 1)
    assert outcome(report, "long.bakery.yaml", GUEST_RULE) == "denied"
    assert outcome(report, "long.bakery.yaml", "bakery.menu.allergens") == "passed"
    assert outcome(report, "short.bakery.yaml", GUEST_RULE) == "passed"
    assert outcome(report, "short.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_it_sees_its_own_domains_parameters_and_the_documents_facts(project, engine):
    project.plugins(**guests(**{PLACE: TEXT.replace("count(input.document.dishes) >", "input.facts.dishes >")}))
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 1\n")
    project.write("long.bakery.yaml", LONG)
    report = project.json(*engine)
    assert (report["problems"], outcome(report, "long.bakery.yaml", GUEST_RULE)) == ([], "passed")


def test_it_is_listed_by_rules_and_plugins(project):
    project.plugins(**guests())
    assert GUEST_RULE in project.adjudge("rules").stdout
    (said,) = json.loads(project.adjudge("rules", GUEST_RULE, "--json").stdout)
    assert (said["kind"], said["plugin"]) == ("bakery.menu", "catering")
    assert "extends bakery.menu" in project.adjudge("plugins").stdout


def test_it_is_silent_where_its_plugin_is_blocked(project):
    project.plugins(**guests())
    project.write("long.bakery.yaml", LONG)
    report = project.json("--disable-plugin", "catering")
    assert report["summary"]["decision"] == "pass"
    assert GUEST_RULE not in report["rules"]


def test_it_waits_where_the_other_domain_is_not_installed(project):
    project.plugin("catering", guests()["catering"])
    project.write("menu.catering.yaml", GOOD_MENU)
    assert project.json()["summary"]["decision"] == "pass"


def test_it_may_not_refer_to_the_domain_that_it_extends(project, engine):
    text = TEXT.replace("data.catering.params", "data.bakery.params")
    project.plugins(**guests(**{PLACE: text}))
    project.write("long.bakery.yaml", BAD_MENU)
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    assert any("data.bakery belongs to another domain" in problem["message"] for problem in report["problems"])


@pytest.mark.parametrize("broken", ["policies", "engine", "import"])
def test_a_guest_that_breaks_leaves_the_kinds_own_rules_standing(project, engine, broken):
    """The verdict is an error, since a rule is missing; but what the others found is still shown."""
    if broken == "policies":
        plugins = guests(**{PLACE: TEXT.replace("severity: ", "severity: very ")})
    elif broken == "engine":
        plugins = guests(**{PLACE: TEXT.replace("if {", "if {{")})
    else:
        plugins = guests(**{PLUGIN: FILES[PLUGIN].replace(*EXTENDS) + "\nraise RuntimeError('no licence')\n"})
    project.plugins(**plugins)
    project.write("long.bakery.yaml", BAD_MENU)
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, "long.bakery.yaml", "bakery.menu.allergens") == "denied"
    assert any(problem.get("plugin") == "catering" for problem in report["problems"])


def test_a_kind_that_the_other_domain_does_not_have_is_an_error(project):
    text = FILES[PLUGIN].replace("extends=()", 'extends=("bakery.dinner",)')
    project.plugins(bakery=catering(domain="bakery"), catering=catering({PLUGIN: text}))
    project.write("long.bakery.yaml", BAD_MENU)
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert "the domain catering extends bakery.dinner, which does not exist" in report["problems"][0]["message"]
    assert outcome(report, "long.bakery.yaml", "bakery.menu.allergens") == "denied"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("schema.bakery.menu", "schema.catering.menu", "the rule lies in the folder of bakery.menu"),
        ("package catering.bakery", "package bakery", "the package is bakery.menu.short, but the folder is catering"),
    ],
)
def test_its_place_and_its_metadata_say_the_same(project, old, new, says):
    project.plugins(**guests(**{PLACE: TEXT.replace(old, new)}))
    project.write("long.bakery.yaml", BAD_MENU)
    report = project.json()
    error = next(problem for problem in report["problems"] if says in problem["message"])
    assert (report["summary"]["exit_code"], error["plugin"]) == (3, "catering")
    assert error["file"] == "catering/bakery/menu/short/short.rego"


def test_a_rule_for_a_first_party_kind_judges_it_on_both_engines(project, engine):
    text = TEXT.replace("schema.bakery.menu", "schema.dubbing.project")
    text = text.replace("package catering.bakery.menu.short", "package catering.dubbing.project.short")
    body = 'deny contains {"path": ["voices"], "count": count(input.document.voices)}\n'
    changes = {
        PLUGIN: ("extends=()", 'extends=("dubbing.project",)'),
        "policies/catering/dubbing/project/short/short.rego": text[: text.index("deny contains")] + body,
    }
    project.plugin("catering", catering(changes))
    copytree(Path(__file__).resolve().parents[3] / "examples" / "launch", project.root, dirs_exist_ok=True)
    report = project.json("--select", "catering.*", *engine)
    said = [artifact for artifact in report["artifacts"] if artifact["kind"] == "dubbing.project"]
    assert said
    for artifact in said:
        assert outcome(report, artifact["file"], "catering.dubbing.project.short") == "denied"
