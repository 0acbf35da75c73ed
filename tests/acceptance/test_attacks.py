"""Attempts to get a denied artifact through, or to make a rule vanish in silence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from catering import BAD_MENU, FILES, GOOD_MENU, MENU, PARAMS_SCHEMA, PLUGIN, RULE, RULE_ID, SCHEMA, catering
from lending import book, open_library
from wheels import Project, outcome, problems

TEXT = FILES[RULE]
HEAD = TEXT[: TEXT.index("import data")]
DENIAL = 'deny contains {"path": ["dishes"], "dish": "soup"} if '
HARMLESS = TEXT.replace("menu.allergens", "menu.other").replace("not dishes.complete(dish)", "false")
OTHER = {"policies/catering/menu/other/other.rego": HARMLESS}


def judged(project: Project, changes: dict[str, Any], menu: str = BAD_MENU) -> dict[str, Any]:
    """Judge a menu with a rule that lets everything pass beside the one that is under attack."""
    project.plugin("catering", catering({**OTHER, **changes}))
    project.write(MENU, menu)
    return project.json()


def says(report: dict[str, Any]) -> str:
    return "; ".join(problem["message"] for problem in problems(report))


# --- rules that vanish ----------------------------------------------------------------------------------------------

SCOPE = {"policies/catering/lib/scope/scope.rego": "package catering.lib.scope\n\napplies := true\n\nyes := true\n"}


@pytest.mark.parametrize(
    "body",
    [
        f"applies(menu) if is_object(menu)\n\n{DENIAL}applies(input.document)\n",
        f"import data.catering.lib.scope.applies\n\n{DENIAL}applies\n",
        f"import data.catering.lib.scope.applies\n\n{DENIAL}\n\tapplies\n",
        f"import data.catering.lib.scope.yes as applies\n\n{DENIAL}applies\n",
        f"{DENIAL}some applies in [1]\n",
    ],
)
def test_what_is_called_applies_but_is_no_rule_cannot_make_its_rule_silent(project, body):
    report = judged(project, {RULE: HEAD + body, **SCOPE})
    assert report["summary"]["exit_code"] == 3
    assert re.search("`applies` is (not defined as a rule|a function) here", says(report))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("policies/catering/menu/late_test/late_test.rego", TEXT.replace("menu.allergens", "menu.late_test")),
        ("policies/catering/menu/late/late.REGO", TEXT.replace("menu.allergens", "menu.late")),
        ("policies/catering/menu/late.er/late.er.rego", TEXT.replace("menu.allergens", "menu.late.er")),
        (RULE, TEXT.replace("package catering.menu.allergens", 'package catering.menu.allergens["late"]')),
    ],
)
def test_a_policy_that_would_be_passed_over_is_refused(project, path, text):
    report = judged(project, {path: text})
    assert report["summary"]["exit_code"] == 3
    assert [problem["file"] for problem in report["problems"]] == [path.removeprefix("policies/")]


def test_a_folder_with_underscores_is_a_folder_like_others(project):
    name = "__late"
    report = judged(
        project, {f"policies/catering/menu/{name}/{name}.rego": TEXT.replace("menu.allergens", f"menu.{name}")}
    )
    assert outcome(report, MENU, f"catering.menu.{name}") == "denied"


@pytest.mark.parametrize("where", ["cn", '"CN "', '"CN,SG"', '""', "[SG, cn]", "[]", "[7]", "null", "中国", "{CN: 1}"])
def test_a_place_that_is_no_country_code_has_the_law_of_every_country(project, where):
    schema = json.loads(FILES[SCHEMA])
    schema["properties"]["where"] = {}
    changes = {
        PLUGIN: ('files=("*.catering.yaml",)', 'files=("*.catering.yaml",), jurisdictions="/where"'),
        SCHEMA: json.dumps(schema),
        RULE: ("#   severity: high\n", "#   severity: high\n#   jurisdictions: [CN]\n"),
    }
    assert outcome(judged(project, changes, f"{BAD_MENU}where: {where}\n"), MENU, RULE_ID) == "denied"


# --- hooks that change what is judged -------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", ["adjudge_facts", "adjudge_relates"])
def test_a_hook_cannot_change_the_document_that_rules_see(project, hook):
    change = (
        f"def {hook}(artifact):\n",
        f'def {hook}(artifact):\n    artifact.document["dishes"][0]["allergens"] = []\n',
    )
    assert outcome(judged(project, {PLUGIN: change}), MENU, RULE_ID) == "denied"


@pytest.mark.parametrize(
    "value",
    [
        '{"dishes": [{"name": "\\ud800"}]}',
        '{"dishes": [{"name": float("nan")}]}',
        '{"dishes": 2**70}',
        "deep()",
        '{"dishes": [{"name": "x"}], 1: 2, "1": 3}',
        '{"dishes": {7}}',
    ],
)
def test_a_reader_of_a_plugin_gives_no_more_than_the_cores(project, value, opa_binary):
    reader = f"""    from adjudge import Document, Place

    def deep():
        value = []
        for _ in range(200):
            value = [value]
        return value

    place = Place(line=1, column=1)
    return [Document(value={value}, locate=lambda steps: place, sha256=source.sha256, size=source.size)]"""
    source = FILES[PLUGIN].replace("    raise NotImplementedError", reader)
    source = source.replace('files=("*.catering.yaml",)', 'files=("*.catering.yaml", "*.cateringslip")')
    project.plugin("catering", catering({PLUGIN: source}))
    project.write("a.cateringslip", "")
    project.write(MENU, BAD_MENU)
    report = project.json("--engine", "opa", "--opa", opa_binary)
    assert [problem["plugin"] for problem in problems(report)] == ["catering"]
    assert "gave a document that is no JSON" in says(report)
    assert outcome(report, MENU, RULE_ID) == "denied", "the others keep their verdict"


# --- the command line and the configuration -------------------------------------------------------------------------


def test_a_kind_that_is_forced_on_a_file_is_not_forced_on_what_it_names(project):
    open_library(project)
    project.write("first.yaml", book("second.book.yaml", evidence=("receipt.txt",)))
    project.write("second.book.yaml", book())
    project.write("receipt.txt", "paid")
    report = project.json("first.yaml", "--kind", "lending.book")
    assert {said["file"]: said["verdict"] for said in report["artifacts"]} == {
        "second.book.yaml": "pass",
        "first.yaml": "pass",
    }


def test_a_document_is_judged_once_although_its_neighbour_gets_its_kind_later(project):
    open_library(project)
    project.write("a.yaml", "kind: lending.book\ntitle: A\n---\ntitle: B\n")
    project.write("b.book.yaml", book("a.yaml"))
    report = project.json()
    assert sorted(said["path"] for said in report["artifacts"]) == ["a.yaml#1", "a.yaml#2", "b.book.yaml"]


@pytest.mark.parametrize(
    "text", ['exclude = ["[z-a]"]\n', 'exclude = ["[]"]\n', '[kinds]\n"[z-a].yaml" = "lending.book"\n']
)
def test_a_pattern_that_cannot_be_read_is_a_mistake_of_usage(project, text):
    open_library(project)
    project.write("adjudge.toml", text)
    done = project.adjudge("check")
    assert done.returncode == 2
    assert "the path pattern" in done.stderr


def test_a_configuration_that_leads_nowhere_is_not_taken_for_none(project):
    open_library(project)
    project.write("a.book.yaml", book())
    (project.root / "adjudge.toml").symlink_to("strict.toml")
    assert project.adjudge("check").returncode == 2
    project.write("strict.toml", '[required_plugins]\nnobody = ""\n')
    assert "required plugin nobody" in project.adjudge("check").stderr


def test_a_configuration_that_is_a_link_is_relative_to_the_link(project):
    open_library(project)
    project.write("a.book.yaml", book())
    shared = project.root.parent / "shared.toml"
    shared.write_text('fail_on = "warn"\n', encoding="utf-8")
    (project.root / "adjudge.toml").symlink_to(shared)
    assert [said["file"] for said in project.json()["artifacts"]] == ["a.book.yaml"]


def test_a_bound_of_law_that_is_misspelt_is_not_taken_for_none(project):
    schema = json.loads(FILES[PARAMS_SCHEMA])
    schema["properties"]["fewest_dishes"]["x-adjudge-leagl"] = {"clause": "csl#23", "maximum": 5}
    report = judged(project, {PARAMS_SCHEMA: json.dumps(schema)}, GOOD_MENU)
    assert report["summary"]["exit_code"] == 3
    assert "x-adjudge-leagl" in says(report)


def test_a_report_that_fails_leaves_what_a_link_led_to(project):
    failing = FILES[PLUGIN].replace('self.stream.write(f"{self.count} counted\\n")', 'self.stream.write("half"); 1 / 0')
    project.plugin("catering", catering({PLUGIN: failing}))
    project.write(MENU, GOOD_MENU)
    before = project.write("last.txt", "whole")
    (project.root / "link.txt").symlink_to(before)
    assert project.adjudge("check", "-o", "catering_count=link.txt").returncode == 3
    assert before.read_text(encoding="utf-8") == "whole"
    assert sorted(file.name for file in project.root.iterdir()) == ["last.txt", "link.txt", MENU]
