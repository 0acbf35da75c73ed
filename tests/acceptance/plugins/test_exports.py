"""A rule for another domain's kind that reads what its owner exports, by the installed command, alike on every engine."""

from __future__ import annotations

import json

from catering import BAD_MENU, GOOD_MENU, PLUGIN, catering
from serving import members_of
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

import data.bakery.lib.dishes
import data.bakery.params

deny contains {"path": ["dishes"], "count": count(told)} if {
	told := [dish | some dish in input.document.dishes; dishes.complete(dish)]
	count(told) > params.fewest_dishes + 1
}
"""
LONG = GOOD_MENU + "- {name: Bread, allergens: [gluten]}\n"
EXPORTS = 'exports=("params", "lib.dishes")'


def plugins(text: str = TEXT, exports: str = EXPORTS) -> dict[str, dict[str, str | bytes]]:
    """Return a bakery that exports something, and a catering that has a rule for its menus."""
    guest = catering({PLUGIN: ("extends=()", 'extends=("bakery.menu",)')})
    guest[f"adjudge_catering/{PLACE}"] = text
    return {"bakery": catering({PLUGIN: ("extends=()", exports)}, domain="bakery"), "catering": guest}


def test_the_rule_follows_the_owners_parameters_on_every_engine(project, engine):
    project.plugins(**plugins())
    project.write("long.bakery.yaml", LONG)
    report = project.json(*engine)
    assert (report["problems"], outcome(report, "long.bakery.yaml", GUEST_RULE)) == ([], "denied")
    project.write("adjudge.toml", "[params.bakery]\nfewest_dishes = 1\n")
    report = project.json(*engine)
    assert (report["problems"], outcome(report, "long.bakery.yaml", GUEST_RULE)) == ([], "passed")


def test_a_rule_that_only_opa_decides_takes_what_it_reads_along(project, opa_binary):
    aside = TEXT.replace("count(told) >", 'crypto.md5(input.document.dishes[0].name) != ""\n\tcount(told) >')
    project.plugins(**plugins(aside))
    project.write("long.bakery.yaml", LONG)
    for fewest, said in ((0, "denied"), (1, "passed")):
        project.write("adjudge.toml", f"[params.bakery]\nfewest_dishes = {fewest}\n")
        report = project.json("--opa", opa_binary)
        assert (report["problems"], outcome(report, "long.bakery.yaml", GUEST_RULE)) == ([], said)


def test_what_is_not_exported_is_an_error_on_every_engine(project, engine):
    project.plugins(**plugins(exports='exports=("params",)'))
    project.write("long.bakery.yaml", BAD_MENU)
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    problem = report["problems"][0]
    assert problem["message"] == "data.bakery.lib.dishes belongs to another domain, which does not export it"
    assert problem["hint"] == "bakery exports params."
    assert outcome(report, "long.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_lists_explanations_and_bundles_say_it(project, opa_binary):
    project.plugins(**plugins())
    project.write("adjudge.toml", "[params.bakery]\nfewest_dishes = 1\n")
    project.write("long.bakery.yaml", LONG)
    assert "exports params, lib.dishes" in project.adjudge("plugins").stdout
    listed = json.loads(project.adjudge("plugins", "--json").stdout)
    (bakery,) = [domain for each in listed["plugins"] for domain in each["domains"] if domain["name"] == "bakery"]
    assert bakery["exports"] == ["params", "lib.dishes"]
    assert "bakery.fewest_dishes = 1" in project.adjudge("explain", GUEST_RULE).stdout
    done = project.adjudge("bundle", "--domain", "bakery", "-o", "bakery.tar.gz", "--opa", opa_binary)
    assert done.returncode == 0, done.stderr
    assert json.loads(members_of((project.root / "bakery.tar.gz").read_bytes())["data.json"])["bakery"]["params"] == {
        "fewest_dishes": 1
    }
