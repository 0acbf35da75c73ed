"""A code that METADATA describes on its own has its words, its severity and its dates, on every engine alike."""

from __future__ import annotations

import json

import pytest
from wheels import Project

RULE = """# METADATA
# title: Every dish can be served
# schemas:
#   - input.document: schema.policy.menu
# custom:
#   severity: high
#   message: {unnamed: "a dish has no name"}
#   remediation: Mend the menu.
#   zh: {title: 每道菜均可上桌, message: {unnamed: 有一道菜没有名称}, remediation: 请修改菜单。}
package policy.menu.served

deny contains {"code": "unnamed", "path": ["dishes", i, "name"]} if {
	some i, dish in input.document.dishes
	dish.name == ""
}

# METADATA
# title: Every dish has a price
# custom:
#   code: unpriced
#   severity: low
#   message: "{dish} has no price"
#   effective: {from: "2020-01-01", to: "2030-12-31"}
#   zh: {title: 每道菜均有价格, message: "{dish} 没有价格"}
deny contains {"code": "unpriced", "path": ["dishes", i], "dish": dish.name} if {
	some i, dish in input.document.dishes
	object.get(dish, "price", 0) == 0
}

# METADATA
# title: No dish has more than 3 g of salt
# custom:
#   code: salty
#   severity: critical
#   effective: {from: "2030-01-01"}
#   message: "{dish} has too much salt"
#   zh: {title: 每道菜的盐不超过 3 克, message: "{dish} 的盐过多"}
deny contains {"code": "salty", "path": ["dishes", i, "salt"], "dish": dish.name} if {
	some i, dish in input.document.dishes
	dish.salt > 3
}
"""
DISH = {
    "type": "object",
    "required": ["name", "salt"],
    "properties": {"name": {"type": "string"}, "salt": {"type": "number"}},
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Menu",
    "type": "object",
    "required": ["dishes"],
    "properties": {"dishes": {"type": "array", "items": DISH}},
}


@pytest.fixture
def kitchen(project: Project) -> Project:
    """A project with the rule, and three menus: one without price, one with too much salt, one with both."""
    project.write("policy/menu/served/served.rego", RULE)
    project.write("policy/schemas/menu.json", json.dumps(SCHEMA))
    project.write("adjudge.toml", 'rules = ["policy/"]\n[kinds]\n"*.menu.yaml" = "policy.menu"\n')
    project.write("both.menu.yaml", "dishes:\n  - {name: soup, salt: 5}\n")
    project.write("price.menu.yaml", "dishes:\n  - {name: soup, salt: 1}\n")
    project.write("salt.menu.yaml", "dishes:\n  - {name: soup, salt: 5, price: 3}\n")
    return project


@pytest.mark.parametrize(
    ("as_of", "outcomes", "found"),
    [
        (
            "2029-12-31",
            ["denied", "denied", "pending"],
            [["low", "critical 2030-01-01"], ["low"], ["critical 2030-01-01"]],
        ),
        ("2030-06-01", ["denied", "denied", "denied"], [["low", "critical"], ["low"], ["critical"]]),
        ("2031-01-01", ["denied", "passed", "denied"], [["critical"], [], ["critical"]]),
    ],
)
def test_each_code_has_its_own_days_and_severity_on_every_engine(kitchen, same_report, as_of, outcomes, found):
    report = json.loads(same_report(kitchen.adjudge, ".", as_of=as_of))
    said = [artifact["outcomes"][0] for artifact in report["artifacts"]]
    assert [each["outcome"] for each in said] == outcomes
    told = [[f"{one['severity']} {one.get('in_force_from', '')}".strip() for one in each["findings"]] for each in said]
    assert told == found
    codes = report["rules"]["policy.menu.served"]["codes"]
    assert {code: each["severity"] for code, each in codes.items()} == {"unpriced": "low", "salty": "critical"}
    assert codes["salty"]["title"]["zh"] == "每道菜的盐不超过 3 克"
    assert codes["salty"]["remediation"]["en"] == "Mend the menu."
