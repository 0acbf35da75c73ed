"""What first-party rules check in part or not at all is written down with its reason, and nothing else is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.coverage.coverage import cover

LIST = Path(__file__).resolve().parents[3] / "policies" / "instruments" / "extent.yaml"


@cache
def clauses() -> dict[str, str]:
    """Return the status of each clause of the first-party instruments, as a basis names it."""
    catalogue = Catalogue(registry=load())
    catalogue.open_all()
    assert catalogue.problems() == []
    instruments = [found for name in catalogue.instruments.ids if (found := catalogue.instruments.get(name))]
    return {
        clause.basis(each.instrument): clause.status
        for each in cover(instruments, catalogue.rules().values(), datetime.now(UTC))
        for clause in each.clauses
    }


def uncovered() -> set[str]:
    return {basis for basis, status in clauses().items() if status == "uncovered"}


def entries() -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))["extents"]
    return written


def listed(how: str) -> set[str]:
    return {clause for entry in entries() if entry["how"] == how for clause in entry["clauses"]}


def test_every_clause_that_no_rule_checks_has_its_reason() -> None:
    assert sorted(uncovered() - listed("not")) == [], "write a rule that cites it, or the reason why there is none"


def test_no_clause_has_a_reason_that_rules_check_or_that_asks_for_nothing() -> None:
    assert sorted(listed("not") - uncovered()) == [], f"take it out of {LIST.name}"


def test_what_is_checked_in_part_is_checked() -> None:
    assert sorted(clause for clause in listed("in_part") if clauses().get(clause) != "covered") == []


def test_a_clause_has_one_reason_in_both_languages() -> None:
    named = Counter(clause for entry in entries() for clause in entry["clauses"])
    assert [clause for clause, times in named.items() if times > 1] == []
    assert [entry["clauses"] for entry in entries() if not {"en", "zh"} <= entry["because"].keys()] == []
