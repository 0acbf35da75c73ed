"""Real menus through the real command: what must pass passes, and what is wrong is found at its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MENUS = Path(__file__).resolve().parents[1] / "menus"


def judged(folder: str, *arguments: str) -> dict[str, Any]:
    """Return adjudge's JSON report of a folder of menus."""
    command = [sys.executable, "-m", "adjudge", "check", "-o", "json", "--as-of", "2026-12-01", *arguments, "."]
    done = subprocess.run(command, cwd=MENUS / folder, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["summary"]["exit_code"] == done.returncode
    assert report["problems"] == []
    return report


def findings(report: dict[str, Any]) -> set[tuple[str, str, str, int]]:
    """Return rule, code, level and line of each finding."""
    return {
        (outcome["rule"], finding["code"], finding["level"], finding["line"])
        for artifact in report["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
    }


def test_the_menu_of_a_careful_kitchen_passes() -> None:
    report = judged("lunch")
    assert report["summary"]["decision"] == "pass"
    assert findings(report) == set()


def test_each_defect_is_found_where_it_stands() -> None:
    report = judged("broken")
    assert report["summary"]["decision"] == "deny"
    assert findings(report) == {
        ("catering.menu.allergens", "undeclared", "deny", 7),
        ("catering.menu.allergens", "unlisted", "warn", 3),
        ("catering.menu.recipe_integrity", "altered", "deny", 6),
        ("catering.menu.recipe_integrity", "missing", "deny", 14),
    }


@pytest.mark.parametrize(("added", "decision"), [("", "pass"), ('"buckwheat", ', "pass"), (None, "deny")])
def test_allergens_may_be_added_and_those_of_the_law_stay(tmp_path: Path, added: str | None, decision: str) -> None:
    law = (
        '"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard", "sesame", '
        '"sulphites", "lupin"'
    )
    names = law if added is None else f'{added}{law}, "molluscs"'
    config = tmp_path / "adjudge.toml"
    config.write_text(f"[params.catering]\nallergens = [{names}]\n", encoding="utf-8")
    report = judged("lunch", "--config", str(config), "--root", ".")
    assert report["summary"]["decision"] == decision
    beyond = [found[0] for found in findings(report)]
    assert beyond == ([] if decision == "pass" else ["catering.params.legal"])
