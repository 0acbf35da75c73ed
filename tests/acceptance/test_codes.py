"""What people read of a code that METADATA describes on its own: reports, `explain`, `rules`, the horizon."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from catering import INSTRUMENT, catering
from desk import Desk
from serving import members_of

RULE = (Path(__file__).parents[1] / "parity" / "test_codes.py").read_text("utf-8").split('"""')[3]
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Menu",
    "type": "object",
    "required": ["dishes"],
    "properties": {"dishes": {"type": "array"}},
}
DAY = ("--as-of", "2029-12-20")
CLAUSES = 'clauses:\n  - number: "8"\n    checkable: true\n    summary: {en: Dishes have names., zh: 菜品应有名称。}'
NAMED = """# METADATA
# title: A menu can be read
# schemas:
#   - input.document: schema.catering.menu
# custom: {severity: low}
package catering.menu.named

# METADATA
# title: A dish has a name
# custom: {code: unnamed, basis: [catering-kitchen-code#8], message: a dish has no name}
deny contains {"code": "unnamed", "path": ["dishes", i]} if {
	some i, dish in input.document.dishes
	dish.name == ""
}
"""


@pytest.fixture
def kitchen(tmp_path: Path) -> Desk:
    project = Desk.make(tmp_path)
    project.write("policy/menu/served/served.rego", RULE)
    project.write("policy/schemas/menu.json", json.dumps(SCHEMA))
    project.write("adjudge.toml", 'rules = ["policy/"]\n[kinds]\n"*.menu.yaml" = "policy.menu"\n')
    project.write("a.menu.yaml", "dishes:\n  - {name: soup, salt: 5}\n")
    return project


def test_the_text_report_tells_each_code_apart(kitchen):
    told = kitchen.adjudge("check", "a.menu.yaml", *DAY)
    assert told.returncode == 1
    assert "denied (low): soup has no price\n" in told.stdout
    assert "rule: policy.menu.served [unpriced]: Every dish has a price\n" in told.stdout
    assert "pending (critical): soup has too much salt\n" in told.stdout
    assert "= in force from 2030-01-01\n" in told.stdout


def test_quietly_only_what_denies_is_told(kitchen):
    told = kitchen.adjudge("check", "a.menu.yaml", "-q", *DAY).stdout
    assert "[unpriced]" in told
    assert "[salty]" not in told


@pytest.mark.parametrize("report", ["github", "html", "junit", "markdown"])
def test_each_report_for_people_has_the_titles_and_the_day(kitchen, report):
    kitchen.adjudge("check", "a.menu.yaml", *DAY, "-o", f"{report}=report")
    text = (kitchen.root / "report").read_text("utf-8")
    for said in ("Every dish has a price", "No dish has more than 3 g of salt", "2030-01-01"):
        assert said in text


def test_sarif_has_the_level_of_each_code_and_the_gravest_of_the_rule(kitchen):
    kitchen.adjudge("check", "a.menu.yaml", *DAY, "-o", "sarif=report")
    (run,) = json.loads((kitchen.root / "report").read_text("utf-8"))["runs"]
    told = {
        each["properties"]["code"]: (each["ruleId"], each["level"], each["properties"]["severity"])
        for each in run["results"]
    }
    assert told == {
        "unpriced": ("policy.menu.served", "error", "low"),
        "salty": ("policy.menu.served", "note", "critical"),
    }
    assert {each["properties"]["title"] for each in run["results"]} == {
        "Every dish has a price",
        "No dish has more than 3 g of salt",
    }
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["properties"]["security-severity"], list(rule["properties"]["codes"])) == (
        "9.5",
        ["unpriced", "salty"],
    )


def test_explain_and_rules_show_the_codes(kitchen):
    told = kitchen.adjudge("explain", "policy.menu.served", "--lang", "zh").stdout
    assert "[salty]：每道菜的盐不超过 3 克\n" in told
    assert "自 2030-01-01 起" in told
    assert "  [salty]           critical          No dish has more" in kitchen.adjudge("rules", "policy.*").stdout
    data = json.loads(kitchen.adjudge("rules", "policy.*", "--json").stdout)
    assert data[0]["codes"]["salty"]["effective"]["from"] == "2030-01-01"


def test_the_horizon_tells_when_a_code_comes_into_force(kitchen):
    told = json.loads(kitchen.adjudge("horizon", "a.menu.yaml", *DAY, "--days", "30", "--json").stdout)
    (failure,) = told["failures"]
    assert (failure["finding"]["code"], failure["before"], failure["reason"]) == ("salty", "pending", "rule_in_force")
    assert (failure["effective"], failure["title"]["en"]) == ("2030-01-01", "No dish has more than 3 g of salt")


def test_lint_sees_a_code_that_a_clause_builds_elsewhere(kitchen):
    text = RULE.replace(
        'deny contains {"code": "salty", "path": ["dishes", i, "salt"], "dish": dish.name} if {',
        'deny contains finding if {\n\tfinding := {"code": "sweet", "path": ["dishes", i], "dish": dish.name}',
    ).replace(
        'deny contains {"code": "unpriced", "path": ["dishes", i], "dish": dish.name} if {',
        'deny contains finding if {\n\tfinding := {"path": ["dishes", i], "dish": dish.name}',
    )
    kitchen.write("policy/menu/served/served.rego", text)
    told = kitchen.adjudge("lint", "policy").stdout
    assert "the METADATA above describes the code salty, and the finding says sweet" in told
    assert "the METADATA above describes the code unpriced, and the finding says none" in told


def test_what_is_waived_excuses_no_code_that_is_still_to_come(kitchen):
    done = kitchen.adjudge(
        *("waive", "a.menu.yaml", "--rule", "policy.menu.served", "--expires", "2030-03-01", "--reason", "no till yet"),
        *("--owner", "kitchen", "--approver", "board", *DAY),
    )
    assert done.returncode == 0, done.stderr
    report = kitchen.json("a.menu.yaml", *DAY)
    (said,) = [each for artifact in report["artifacts"] for each in artifact["outcomes"] if each["findings"]]
    assert (said["outcome"], report["summary"]["exit_code"]) == ("pending", 0)
    assert {each["code"]: "excuse" in each for each in said["findings"]} == {"salty": False, "unpriced": True}


def test_a_bundle_has_the_codes_of_its_rules_with_their_dates(kitchen, opa_binary):
    done = kitchen.adjudge("bundle", "--domain", "policy", "-o", "policy.tar.gz", "--opa", opa_binary)
    assert done.returncode == 0, done.stderr
    data = json.loads(members_of((kitchen.root / "policy.tar.gz").read_bytes())["data.json"])
    codes = data["adjudge"]["rules"]["policy.menu.served"]["codes"]
    assert {code: (each["severity"], each["effective"]["from"]) for code, each in codes.items()} == {
        "unpriced": ("low", "2020-01-01"),
        "salty": ("critical", "2030-01-01"),
    }


def test_a_clause_that_only_a_code_cites_is_covered_and_on_the_page_of_the_rule(tmp_path):
    desk = Desk.make(tmp_path)
    desk.plugin(
        "catering", catering({"policies/catering/menu/named/named.rego": NAMED, INSTRUMENT: ("clauses:", CLAUSES)})
    )
    done = desk.adjudge("coverage", "--json", "catering-kitchen-code")
    assert done.returncode == 0, done.stderr
    (law,) = json.loads(done.stdout)["instruments"]
    rules = {clause["number"]: [rule["id"] for rule in clause["rules"]] for clause in law["clauses"]}
    assert rules["8"] == ["catering.menu.named"]
    done = desk.adjudge("reference", "pages", "--domain", "catering")
    assert done.returncode == 0, done.stderr
    pages = "".join(file.read_text("utf-8") for file in (desk.root / "pages").rglob("*.md"))
    assert "`unnamed`" in pages
    assert "A dish has a name" in pages
