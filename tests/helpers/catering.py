"""A good little plugin for tests to break: the domain ``catering``, its kind ``catering.menu``, one rule.

``catering(changes)`` gives the files of its wheel with one thing changed. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wheels import Project, outcome, problems

PACKAGE = "adjudge_catering"
PLUGIN = "__init__.py"
RULE = "policies/catering/menu/allergens/allergens.rego"
HELPER = "policies/catering/lib/dishes/dishes.rego"
DATA = "policies/catering/data.yaml"
SCHEMA = "schemas/catering/menu.json"
FACTS_SCHEMA = "schemas/catering/menu_facts.json"
PARAMS_SCHEMA = "schemas/catering/params.json"
INSTRUMENT = "instruments/catering-kitchen-code/data.yaml"
RULE_ID = "catering.menu.allergens"
MENU = "menu.catering.yaml"

GOOD_MENU = "dishes:\n- {name: Celery soup, allergens: [celery]}\n"
BAD_MENU = "dishes:\n- {name: Celery soup}\n"

FILES = {
    PLUGIN: """
from adjudge import Domain, Kind, Reader, Reference, hookimpl


@hookimpl
def adjudge_domains():
    yield Domain(
        name="catering",
        title={"en": "Catering", "zh": "餐饮"},
        kinds=(Kind(name="catering.menu", files=("*.catering.yaml",)),),
        policies="adjudge_catering.policies",
        schemas="adjudge_catering.schemas",
        extends=(),
    )


@hookimpl
def adjudge_instruments():
    return "adjudge_catering.instruments"


@hookimpl
def adjudge_readers():
    return [Reader(name="catering slips", suffixes=(".cateringslip",), read=read_slip)]


def read_slip(source):
    raise NotImplementedError


@hookimpl
def adjudge_relates(artifact):
    for i, dish in enumerate(artifact.document["dishes"]):
        if "recipe" in dish:
            yield Reference(pointer=f"/dishes/{i}/recipe", path=dish["recipe"])


@hookimpl
def adjudge_facts(artifact):
    return {"dishes": len(artifact.document["dishes"])}


@hookimpl
def adjudge_reporters():
    return {"catering_count": Count}


class Count:
    def __init__(self, stream, context):
        self.stream, self.count = stream, 0

    def verdict(self, verdict):
        self.count += 1

    def finish(self, summary):
        self.stream.write(f"{self.count} counted\\n")
""",
    RULE: """
# METADATA
# scope: package
# title: Every dish names its allergens
# description: A guest can see what each dish contains.
# schemas:
#   - input.document: schema.catering.menu
#   - input.facts: schema.catering.menu_facts
# custom:
#   severity: high
#   basis: [catering-kitchen-code#7]
#   collections: [release]
#   message: "{dish} does not name its allergens"
#   remediation: List the allergens, or an empty list.
#   zh:
#     title: 每道菜均注明过敏原
#     description: 客人可以看到每道菜的成分。
#     message: "{dish} 未注明过敏原"
#     remediation: 列出过敏原，没有则为空列表。
package catering.menu.allergens

import data.catering.lib.dishes

applies if input.facts.dishes > data.catering.params.fewest_dishes

deny contains {"path": ["dishes", i], "dish": dish.name} if {
	some i, dish in input.document.dishes
	not dishes.complete(dish)
}
""",
    HELPER: """
package catering.lib.dishes

complete(dish) if is_array(dish.allergens)
""",
    DATA: "params: {fewest_dishes: 0}\n",
    SCHEMA: """
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Menu",
  "type": "object",
  "required": ["dishes"],
  "additionalProperties": false,
  "properties": {
    "kind": {"const": "catering.menu"},
    "dishes": {
      "type": "array",
      "minItems": 1,
      "items": {
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
          "name": {"type": "string", "minLength": 1},
          "allergens": {"type": "array", "items": {"type": "string"}},
          "recipe": {"type": "string", "minLength": 1}
        }
      }
    }
  }
}
""",
    FACTS_SCHEMA: """
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Facts of a menu",
  "type": "object",
  "required": ["dishes"],
  "additionalProperties": false,
  "properties": {"dishes": {"type": "integer", "minimum": 0}}
}
""",
    PARAMS_SCHEMA: """
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Parameters of catering",
  "type": "object",
  "required": ["fewest_dishes"],
  "additionalProperties": false,
  "properties": {"fewest_dishes": {"title": "Fewest dishes", "type": "integer", "minimum": 0}}
}
""",
    INSTRUMENT: """
id: catering-kitchen-code
kind: recommended_standard
title: {en: Kitchen code, zh: 厨房规范}
issuer: {en: The kitchen, zh: 厨房}
number: null
issued: "2020-01-01"
effective: "2020-02-01"
zone: UTC
url: https://example.org/kitchen-code
read: full
summary: {en: How a kitchen works., zh: 规定厨房的运作。}
clauses:
  - number: "7"
    checkable: true
    summary: {en: Allergens are named., zh: 应注明过敏原。}
succession: []
""",
}

Change = str | bytes | tuple[str, str] | None


def catering(changes: Mapping[str, Change] | None = None, *, domain: str = "catering") -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel, those in ``changes`` changed.

    A change is a whole new text, ``(old, new)`` for a passage that is there exactly once, or None: no such file. With
    another ``domain`` everything is called after it, so that several can be installed.
    """
    files: dict[str, str | bytes] = dict(FILES)
    for path, change in (changes or {}).items():
        if change is None:
            del files[path]
        elif isinstance(change, tuple):
            old, new = change
            text = FILES[path]
            assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
            files[path] = text.replace(old, new)
        else:
            files[path] = change
    return {
        f"{PACKAGE}/{path}".replace("catering", domain): (
            content.replace("catering", domain) if isinstance(content, str) else content
        )
        for path, content in files.items()
    }


def open_kitchen(project: Project, changes: Mapping[str, Change] | None = None) -> None:
    """Install ``catering`` with its changes, beside ``bakery``, which is sound, and a menu of each."""
    project.plugins(bakery=catering(domain="bakery"), catering=catering(changes))
    project.write("menu.bakery.yaml", BAD_MENU)
    project.write(MENU, BAD_MENU)


def refused(
    project: Project, *arguments: str, says: str, file: str | None = None, line: int | None = None
) -> dict[str, Any]:
    """Judge the open kitchen, see that catering alone suffers, and give the one error that says so.

    The run could not judge everything (exit 3); the error names the plugin, the place and the next step; the bakery's
    menu is denied for the rule that it breaks, as if nothing had happened; the catering menu does not pass.
    """
    report = project.json(*arguments)
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"
    verdicts = {said["file"]: said["verdict"] for said in report["artifacts"]}
    assert verdicts.pop(MENU, "error") == "error"
    assert verdicts == {"menu.bakery.yaml": "deny"}
    found = [problem for problem in problems(report) if says in problem["message"]]
    assert found, [problem["message"] for problem in problems(report)]
    error = found[0]
    assert error.get("plugin") == "catering"
    assert (error.get("file"), error.get("line")) == (file, line)
    assert error["hint"].endswith((".", "?"))
    return error
