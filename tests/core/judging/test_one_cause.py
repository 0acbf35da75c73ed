"""One cause, one finding: what follows from an artifact that could not be judged is told once, and counts as ever.

The plugin is a stranger's, and does nothing for it: teams name the cards of their members.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from desk import Desk

_INIT = """
from adjudge import Domain, Kind, Reference, hookimpl


@hookimpl
def adjudge_domains():
    kinds = tuple(Kind(name=f"club.{name}", files=(f"*.{name}.yaml",)) for name in ("team", "card"))
    package = "adjudge_club"
    yield Domain(
        name="club", title={"en": "Club"}, kinds=kinds, policies=f"{package}.policies", schemas=f"{package}.schemas"
    )


@hookimpl
def adjudge_relates(artifact):
    if artifact.kind == "club.team":
        for i, member in enumerate(artifact.document["members"]):
            for key in ("card", "second"):
                if key in member:
                    yield Reference(pointer=f"/members/{i}/{key}", path=member[key], kind="club.card")
"""

_CARDS = """
_cards[i] contains entry if {
	some i, _ in input.document.members
	some entry in input.related
	entry.pointer == sprintf("/members/%d/card", [i])
}
"""
_RULES: Mapping[str, tuple[str, str]] = {
    "team.carded": (
        "{none: the card of a member is not to be seen, named: a member has no name}",
        'deny contains {"code": "none", "path": ["members", i]} if {\n'
        "\tsome i, _ in input.document.members\n\tnot _seen[i]\n}\n\n"
        'deny contains {"code": "named", "path": ["members", i]} if {\n'
        '\tsome i, member in input.document.members\n\tmember.name == ""\n}\n\n'
        "_seen[i] if {\n\tsome i, cards in _cards\n\tsome card in cards\n\tcard.document.holder\n}\n" + _CARDS,
    ),
    "team.passing": (
        "a card does not pass",
        'deny contains {"path": ["members", i, "card"]} if {\n'
        '\tsome i, cards in _cards\n\tsome card in cards\n\tnot card.verdict in {"pass", "warn"}\n}\n' + _CARDS,
    ),
    "team.small": (
        "a card is larger than 4 bytes",
        'warn contains {"path": ["members", i, "card"]} if {\n'
        "\tsome i, cards in _cards\n\tsome card in cards\n\tcard.size > 4\n}\n" + _CARDS,
    ),
    "card.held": ("nobody holds the card", 'deny contains {"path": ["holder"]} if input.document.holder == ""'),
}
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "team": {
        "type": "object",
        "additionalProperties": False,
        "required": ["members"],
        "properties": {
            "members": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {name: {"type": "string"} for name in ("name", "card", "second")},
                },
            }
        },
    },
    "card": {
        "type": "object",
        "additionalProperties": False,
        "required": ["holder"],
        "properties": {"holder": {"type": "string"}, "day": {"type": "string"}},
    },
}


def club() -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"adjudge_club/__init__.py": _INIT}
    for name, (message, body) in _RULES.items():
        kind, _, rule = name.partition(".")
        files[f"adjudge_club/policies/club/{kind}/{rule}/{rule}.rego"] = (
            f"# METADATA\n# scope: package\n# title: The rule {rule} holds\n# schemas:\n"
            f"#   - input.document: schema.club.{kind}\n# custom:\n#   severity: high\n"
            f"#   message: {message}\n#   remediation: Mend it.\npackage club.{kind}.{rule}\n\n{body}"
        )
    for name, schema in _SCHEMAS.items():
        files[f"adjudge_club/schemas/club/{name}.json"] = json.dumps(schema)
    return files


@pytest.fixture
def desk(project: Desk) -> Desk:
    project.plugin("club", club())
    project.write("good.card.yaml", "holder: Lin\n")
    return project


def team(desk: Desk, *members: str) -> None:
    desk.write("a.team.yaml", "members:\n" + "".join(f"  - {{{member}}}\n" for member in members))


def marked(report: Mapping[str, Any]) -> set[tuple[str, str | None, str | None]]:
    """Give rule, code and what it depends on, of each finding about the team."""
    return {
        (outcome["rule"], finding["code"], (finding.get("depends_on") or {}).get("path"))
        for artifact in report["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
        if artifact["path"] == "a.team.yaml"
    }


BROKEN = {
    "breaks its schema": ("holder: 7\n", "schema", "which breaks its schema"),
    "cannot be read": ("holder: [\n", "error", "which could not be judged"),
    "is ambiguous": ("holder: 012\n", "error", "which could not be judged"),
}


@pytest.mark.parametrize(("text", "why", "words"), BROKEN.values(), ids=BROKEN)
def test_what_follows_from_an_artifact_that_could_not_be_judged_is_one_finding(desk, text, why, words):
    desk.write("bad.card.yaml", text)
    team(desk, "name: Lin, card: bad.card.yaml")
    shown = desk.adjudge("check", "a.team.yaml")
    assert shown.returncode == (1 if why == "schema" else 3)
    assert shown.stdout.count("denied (high): depends on bad.card.yaml") == 1
    assert f"denied (high): depends on bad.card.yaml, {words}\n  --> a.team.yaml:2:17\n" in shown.stdout
    assert "= fix: Mend bad.card.yaml first.\n" in shown.stdout
    assert "= rules: club.team.carded [none], club.team.passing\n" in shown.stdout
    assert "not to be seen" not in shown.stdout
    report = desk.json("a.team.yaml")
    assert report["artifacts"][-1]["verdict"] == "deny"
    assert marked(report) == {
        ("club.team.carded", "none", "bad.card.yaml"),
        ("club.team.passing", None, "bad.card.yaml"),
        ("club.team.small", None, None),
    }
    found = [finding for outcome in report["artifacts"][-1]["outcomes"] for finding in outcome["findings"]]
    assert {finding["depends_on"]["because"] for finding in found if "depends_on" in finding} == {why}


def test_a_finding_with_a_cause_of_its_own_is_never_folded_even_at_the_same_place(desk):
    desk.write("bad.card.yaml", "holder: 7\n")
    team(desk, 'name: "", card: bad.card.yaml')
    shown = desk.adjudge("check", "a.team.yaml").stdout
    assert "denied (high): a member has no name\n" in shown
    assert "warned (high): a card is larger than 4 bytes\n" in shown
    assert "= rules: club.team.carded [none], club.team.passing\n" in shown
    assert ("club.team.carded", "named", None) in marked(desk.json("a.team.yaml"))


def test_where_something_else_in_the_item_could_be_judged_or_is_missing_a_finding_about_it_is_shown(desk):
    desk.write("bad.card.yaml", "holder: 7\n")
    for second in ("good.card.yaml", "gone.card.yaml"):
        team(desk, f"name: Lin, card: bad.card.yaml, second: {second}")
        assert marked(desk.json("a.team.yaml")) == {
            ("club.team.carded", "none", None),
            ("club.team.passing", None, "bad.card.yaml"),
            ("club.team.small", None, None),
        }


def test_what_follows_from_a_card_that_is_missing_or_only_denied_is_no_consequence(desk):
    desk.write("denied.card.yaml", 'holder: ""\n')
    team(desk, "name: Lin, card: denied.card.yaml", "name: Mo, card: gone.card.yaml", "name: Wu, card: good.card.yaml")
    assert {each[2] for each in marked(desk.json("a.team.yaml"))} == {None}


def test_of_several_artifacts_in_a_file_one_that_could_be_judged_may_be_the_cause(desk):
    desk.write("two.card.yaml", 'holder: 7\n---\nholder: ""\n')
    team(desk, "name: Lin, card: two.card.yaml")
    assert {each[2] for each in marked(desk.json("a.team.yaml"))} == {None}
    desk.write("two.card.yaml", "holder: 7\n---\nholder: 8\n")
    assert ("club.team.passing", None, "two.card.yaml#1") in marked(desk.json("a.team.yaml"))


def test_with_v_each_finding_is_shown_and_quiet_and_chinese_reports_fold_as_well(desk):
    desk.write("bad.card.yaml", "holder: 7\n")
    team(desk, "name: Lin, card: bad.card.yaml")
    whole = desk.adjudge("check", "a.team.yaml", "-v").stdout
    assert "denied (high): the card of a member is not to be seen\n" in whole
    assert "denied (high): a card does not pass\n" in whole
    assert whole.count("= depends on bad.card.yaml, which breaks its schema\n") == 2
    quiet = desk.adjudge("check", "a.team.yaml", "-q").stdout.splitlines()
    assert quiet[1] == "a.team.yaml:2:17: denied: depends on bad.card.yaml, which breaks its schema"
    assert len(quiet) == 3
    chinese = desk.adjudge("check", "a.team.yaml", "--lang", "zh").stdout
    assert "不通过（高）：取决于 bad.card.yaml，而该文件不符合其模式\n" in chinese
    assert "= 整改：请先修正 bad.card.yaml。\n" in chinese


def test_a_selection_is_not_blamed_where_nothing_could_be_judged(desk):
    desk.write("bad.card.yaml", "holder: [\n")
    shown = desk.adjudge("check", "bad.card.yaml", "-q", "--select", "club.card.held")
    assert shown.returncode == 3
    assert "selection" not in shown.stdout
    desk.write("denied.card.yaml", 'holder: ""\n')
    assert (
        "the selection leaves no rule" in desk.adjudge("check", "good.card.yaml", "--select", "club.team.small").stdout
    )
