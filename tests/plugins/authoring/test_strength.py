"""A rule denies on a duty in force whose text was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from installed_rules import installed, policies, rules

from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.rule import Rule, Words
from adjudge.plugins.authoring.lint.strength import measured, strength

UNNUMBERED = {"identity.account.organisation_fields", "identity.service.network_id_equal"}
"""Rules whose duty was read in agreeing quotations of an article whose number is not known, so they cite the whole."""


def test_every_first_party_denial_stands_on_a_duty_in_force_whose_text_was_read():
    found = [finding for rule in rules() for finding in strength(rule, installed().instruments)]
    assert [str(finding) for finding in found if finding.rule not in UNNUMBERED] == []
    assert {finding.rule for finding in found} == UNNUMBERED, "a rule is no longer weak: take it out of UNNUMBERED"


def test_no_first_party_rule_denies_by_a_number_that_no_law_sets():
    catalogue = installed()
    found = [
        each for rule in rules() for each in measured(rule, policies(catalogue, rule.domain), catalogue.instruments)
    ]
    assert [str(finding) for finding in found] == []


def test_rules_that_only_warn_are_the_ones_whose_binding_is_false():
    assert len([rule for rule in rules() if not rule.binding]) > 20


CLAUSES: list[dict[str, Any]] = [
    {"number": "1", "summary": {"en": "A duty."}, "checkable": True},
    {"number": "2", "summary": {"en": "A duty that was read."}, "checkable": True, "read": "full"},
    {"number": "3", "summary": {"en": "A duty that was not."}, "checkable": True, "read": "secondary"},
]


def instruments(folder: Path) -> Instruments:
    """Give one instrument of each sort, with the same clauses."""
    sorts = {
        "law": ("law", "full", "2021-11-01"),
        "hearsay": ("law", "secondary", "2021-11-01"),
        "bill": ("law", "full", None),
        "standard": ("recommended_standard", "full", "2021-11-01"),
        "guide": ("technical_document", "full", "2021-11-01"),
        "judgement": ("judicial_document", "full", "2021-11-01"),
    }
    for name, (kind, read, effective) in sorts.items():
        (folder / name).mkdir()
        data = {
            **{key: {"en": "Words."} for key in ("title", "issuer", "summary")},
            **{"id": name, "kind": kind, "read": read, "effective": effective, "issued": None, "number": None},
            **{"zone": "Asia/Shanghai", "url": "https://example.org", "clauses": CLAUSES, "succession": []},
        }
        (folder / name / "data.yaml").write_text(yaml.safe_dump(data), "utf-8")
    return Instruments({name: folder / name / "data.yaml" for name in sorts}, lambda data, _name: yaml.safe_load(data))


def told(folder: Path, *basis: str, heads: tuple[str, ...] = ("deny",), binding: bool = True) -> list[str]:
    rule = Rule(
        id="a.b.c",
        domain="a",
        kind="a.b",
        severity="low",
        words={"en": Words("T")},
        heads=frozenset(heads),
        file="a/b/c/c.rego",
        line=1,
        plugin="x",
        basis=basis,
        binding=binding,
    )
    return [str(each.words) for each in strength(rule, instruments(folder))]


@pytest.mark.parametrize(
    "basis",
    [("law#1",), ("law",), ("hearsay#2",), ("guide#1", "law#2"), ("hearsay#1", "judgement#2", "law#1"), ()],
    ids=str,
)
def test_a_denial_may_stand_on_one_duty_that_was_read(basis: tuple[str, ...], tmp_path: Path):
    assert told(tmp_path, *basis) == []


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        ("law#3", "its text was not read"),
        ("hearsay#1", "its text was not read"),
        ("hearsay", "its text was not read"),
        ("bill#1", "not in force"),
        ("standard#2", "it binds nobody"),
        ("guide#2", "it binds nobody"),
        ("judgement#2", "an interpretation"),
        ("law#9", "it does not exist"),
        ("nothing#1", "it does not exist"),
    ],
)
def test_a_denial_on_less_is_told_with_why(basis: str, why: str, tmp_path: Path):
    (words,) = told(tmp_path, basis)
    assert f"({basis}: {why})" in words


def test_all_that_is_cited_is_named(tmp_path: Path):
    (words,) = told(tmp_path, "standard#1", "hearsay#3")
    assert "standard#1: it binds nobody; hearsay#3: its text was not read" in words


def test_a_warning_may_stand_on_anything(tmp_path: Path):
    assert told(tmp_path, "guide#1", heads=("warn", "applies"), binding=False) == []


def test_a_denial_of_a_rule_that_binds_nobody_is_told(tmp_path: Path):
    assert told(tmp_path, "law#1", binding=False) == ["denies, although binding is false"]


@pytest.mark.parametrize("clause", [None, "gbt-45654-2025#4.3", "no-law#1"], ids=str)
def test_a_denial_by_a_number_that_no_law_sets_is_told(clause: str | None):
    """The number of a first-party rule, as if it were our own choice, or a voluntary standard's."""
    (rule,) = (each for each in rules() if each.id == "identity.service.log_retention")
    ours = policies(installed(), rule.domain)
    chosen = ours._replace(params={"properties": {"log_retention_months": {"x-adjudge-clause": clause}}})
    duty = ours._replace(params={"properties": {"log_retention_months": {"x-adjudge-clause": "csl#23"}}})
    (told,) = measured(rule, chosen, installed().instruments)
    assert (told.rule, "log_retention_months, a number that no law sets" in str(told)) == (rule.id, True)
    assert list(measured(rule, duty, installed().instruments)) == []
