"""What no first-party rule checks is written down with its reason, and nothing else is."""

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

LIST = Path(__file__).resolve().parents[3] / "docs" / "coverage.yaml"


@cache
def uncovered() -> set[str]:
    """Return the clauses that an artifact could show and no first-party rule cites, as a basis names them."""
    catalogue = Catalogue(registry=load())
    catalogue.open_all()
    assert catalogue.problems() == []
    instruments = [found for name in catalogue.instruments.ids if (found := catalogue.instruments.get(name))]
    return {
        clause.basis(each.instrument)
        for each in cover(instruments, catalogue.rules().values(), datetime.now(UTC))
        for clause in each.clauses
        if clause.status == "uncovered"
    }


def entries() -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return written


def listed() -> list[str]:
    return [clause for entry in entries() for clause in entry["clauses"]]


def test_every_clause_that_no_rule_checks_has_its_reason() -> None:
    assert sorted(uncovered() - set(listed())) == [], "write a rule that cites it, or the reason why there is none"


def test_no_clause_has_a_reason_that_rules_check_or_that_asks_for_nothing() -> None:
    assert sorted(set(listed()) - uncovered()) == [], f"take it out of {LIST.name}"


def test_a_clause_has_one_reason() -> None:
    assert [clause for clause, times in Counter(listed()).items() if times > 1] == []
    assert all(entry.keys() == {"reason", "clauses"} and len(entry["reason"]) > 20 for entry in entries())
