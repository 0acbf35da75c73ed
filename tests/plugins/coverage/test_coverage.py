"""A clause is covered by the rules that cite it; else it says why it is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from adjudge.lib.instruments import Instrument, Instruments
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.rego.rule import Rule, Words
from adjudge.plugins.coverage.coverage import Covered, cover
from adjudge.plugins.coverage.extents import Extent

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXT = {"en": "Words.", "zh": "文字。"}
CLAUSES = [
    {"number": "4", "summary": TEXT, "checkable": True},
    {"number": "5", "summary": TEXT, "checkable": True},
    {"number": "6", "summary": TEXT, "checkable": False},
]
LIMIT = {"name": "rest", "minimum": 8, "unit": "hours"}


def rule(name: str, *basis: str, binding: bool = True) -> Rule:
    return Rule(
        id=f"catering.menu.{name}",
        domain="catering",
        kind="catering.menu",
        severity="high",
        words={"en": Words(title="Title", description="", messages={}, remediation="")},
        heads=frozenset({"deny"}),
        file=f"catering/menu/{name}/{name}.rego",
        line=9,
        plugin="catering",
        basis=basis,
        binding=binding,
    )


def library(folder: Path, **laws: dict[str, Any]) -> Instruments:
    """Write instruments, each with what it differs in, and give them."""
    files = {}
    for name, changes in laws.items():
        law = {
            "id": name,
            "kind": "law",
            "title": TEXT,
            "issuer": TEXT,
            "number": None,
            "issued": None,
            "effective": "2021-01-01",
            "zone": "Asia/Shanghai",
            "url": "https://example.org/law",
            "read": "full",
            "summary": TEXT,
            "clauses": CLAUSES,
            "succession": [],
        }
        files[name] = folder / f"{name}.yaml"
        files[name].write_text(yaml.safe_dump({**law, **changes}, allow_unicode=True), encoding="utf-8")
    return Instruments(files, lambda data, _name: yaml.safe_load(data))


def read(library: Instruments) -> list[Instrument]:
    return [instrument for name in library.ids if (instrument := library.get(name))]


def statuses(covered: Covered) -> dict[str, str]:
    return {clause.basis(covered.instrument): clause.status for clause in covered.clauses}


def test_a_clause_that_a_rule_cites_is_covered(tmp_path: Path) -> None:
    rules = [rule("two", "code#4", "code#6"), rule("one", "other#5", "code#4")]
    (covered,) = cover(read(library(tmp_path, code={})), rules, NOW)
    assert statuses(covered) == {"code#4": "covered", "code#5": "uncovered", "code#6": "covered"}
    assert [each.id for each in covered.clauses[0].rules] == ["catering.menu.one", "catering.menu.two"]
    assert [covered.count(status) for status in ("covered", "uncovered", "not_checkable", "replaced")] == [2, 1, 0, 0]


def test_a_clause_that_a_rule_cites_twice_has_it_once(tmp_path: Path) -> None:
    (covered,) = cover(read(library(tmp_path, code={})), [rule("one", "code#4", "code#4")], NOW)
    assert len(covered.clauses[0].rules) == 1


def test_a_clause_that_no_artifact_can_show_is_not_left_uncovered(tmp_path: Path) -> None:
    (covered,) = cover(read(library(tmp_path, code={})), [], NOW)
    assert statuses(covered) == {"code#4": "uncovered", "code#5": "uncovered", "code#6": "not_checkable"}


def test_a_rule_that_cites_the_instrument_covers_none_of_its_clauses(tmp_path: Path) -> None:
    (covered,) = cover(read(library(tmp_path, code={})), [rule("one", "code")], NOW)
    assert statuses(covered)["code"] == "covered"
    assert statuses(covered)["code#4"] == "uncovered"


@pytest.mark.parametrize("changes", [{"clauses": []}, {"limits": [LIMIT]}], ids=["no clauses", "numbers without one"])
def test_what_asks_for_something_only_as_a_whole_is_uncovered_until_it_is_cited(tmp_path: Path, changes: Any) -> None:
    instruments = read(library(tmp_path, code=changes))
    (left,) = cover(instruments, [], NOW)
    (cited,) = cover(instruments, [rule("one", "code")], NOW)
    assert (statuses(left)["code"], statuses(cited)["code"]) == ("uncovered", "covered")


def test_an_instrument_that_is_replaced_asks_for_nothing_from_that_day_on(tmp_path: Path) -> None:
    replaces = {"instrument": "code", "since": "2026-01-01", "clauses": []}
    instruments = read(library(tmp_path, code={}, newer={"replaces": replaces}))
    before, _ = cover(instruments, [], datetime.fromisoformat("2025-12-31T23:59:59+08:00"))
    after, _ = cover(instruments, [rule("one", "code#5")], datetime.fromisoformat("2026-01-01T00:00:00+08:00"))
    assert (before.replaced_by, after.replaced_by) == (None, "newer")
    assert statuses(before) == {"code#4": "uncovered", "code#5": "uncovered", "code#6": "not_checkable"}
    assert statuses(after) == {"code#4": "replaced", "code#5": "covered", "code#6": "replaced"}


def test_a_rule_that_cites_what_is_not_there_is_named(tmp_path: Path) -> None:
    rules = [rule("sound", "code", "code#4"), rule("lost", "code#9", "lost#1")]
    errors = list(unfounded(rules, library(tmp_path, code={})))
    assert [error.message for error in errors] == [
        "the rule cites code#9, and there is no clause 9 in code",
        "the rule cites lost#1, and there is no instrument lost",
    ]
    assert {(error.rule, error.plugin) for error in errors} == {("catering.menu.lost", "catering")}


def test_a_rule_that_cites_a_broken_instrument_is_named(tmp_path: Path) -> None:
    (error,) = unfounded([rule("one", "code#4")], library(tmp_path, code={"read": "skimmed"}))
    assert error.file == "code/data.yaml"
    assert error.plugin == "catering"


def test_how_far_rules_go_is_what_they_see_and_what_is_said_of_the_clause(tmp_path: Path) -> None:
    clauses = [{"number": n, "summary": TEXT, "checkable": True} for n in ("1", "2", "3", "4", "5", "6")]
    rules = [rule("seen", "code#1", "code#2"), rule("believed", "code#1", "code#3", "code#4")]
    part, none = Extent("in_part", TEXT), Extent("not", TEXT)
    (covered,) = cover(
        read(library(tmp_path, code={"clauses": clauses})),
        rules,
        NOW,
        extents={"code#2": part, "code#4": part, "code#5": none},
        declared=lambda each: each.id.endswith("believed"),
    )
    assert [(clause.number, clause.reach, clause.because) for clause in covered.clauses] == [
        ("1", "whole", None),
        ("2", "in_part", TEXT),
        ("3", "declaration", None),
        ("4", "declaration_in_part", TEXT),
        ("5", None, TEXT),
        ("6", None, None),
    ]


def test_that_no_rule_checks_a_clause_is_not_said_where_one_does(tmp_path: Path) -> None:
    (covered,) = cover(
        read(library(tmp_path, code={})), [rule("one", "code#4")], NOW, extents={"code#4": Extent("not", TEXT)}
    )
    assert (covered.clauses[0].reach, covered.clauses[0].because) == ("whole", None)
