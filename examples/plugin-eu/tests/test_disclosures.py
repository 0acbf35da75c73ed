"""Real disclosures and dubs through the real command: what must pass passes, and what is wrong is found at its place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
DISCLOSURES = HERE.parent / "disclosures"
DUBS = HERE / "examples" / "euai.dubbing.project.voices_disclosed"


def judged(folder: Path, *names: str, as_of: str = "2026-12-15", problems: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the artifacts of adjudge's JSON report of files in a folder, which has these problems and no others."""
    command = [sys.executable, "-m", "adjudge", "check", "-o", "json", "--as-of", as_of, "--root", ".", *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert [each["message"] for each in report["problems"]] == [*problems]
    artifacts: list[dict[str, Any]] = report["artifacts"]
    return artifacts


def findings(artifact: dict[str, Any]) -> set[tuple[str, str | None, str, int]]:
    """Return the last part of the rule, code, level and line of each finding of the domain."""
    return {
        (outcome["rule"].rpartition(".")[2], finding.get("code"), finding["level"], finding["line"])
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
        if outcome["rule"].startswith("euai.")
    }


def test_who_tells_people_passes_and_each_defect_is_found_where_it_stands() -> None:
    broken, whole = judged(DISCLOSURES, "broken.disclosure.yaml", "voice.disclosure.yaml")
    assert (whole["verdict"], findings(whole)) == ("pass", set())
    assert broken["verdict"] == "deny"
    assert findings(broken) == {
        ("accessible", None, "warn", 42),
        ("clear_at_first", "hidden", "deny", 42),
        ("clear_at_first", "late", "deny", 28),
        ("deep_fake_disclosed", None, "deny", 35),
        ("interaction_told", "unexplained", "warn", 10),
        ("interaction_told", "untold", "deny", 8),
        ("output_marked", "undetected", "warn", 19),
        ("output_marked", "unmarked", "deny", 15),
        ("recognition_told", None, "deny", 24),
        ("text_disclosed", None, "deny", 39),
    }


@pytest.mark.parametrize(
    ("as_of", "outcome", "problems"),
    [
        ("2026-07-31", "pending", ["on 2026-07-31 no rule of what was judged is in force"]),
        ("2026-12-01", "warned", []),
    ],
)
def test_an_older_system_is_not_denied_before_its_day(as_of: str, outcome: str, problems: list[str]) -> None:
    (broken,) = judged(DISCLOSURES, "broken.disclosure.yaml", as_of=as_of, problems=problems)
    outcomes = {said["rule"]: said["outcome"] for said in broken["outcomes"]}
    assert outcomes["euai.disclosure.output_marked"] == outcome


def test_a_dub_is_judged_by_its_own_domain_and_by_this_one() -> None:
    (dub,) = judged(DUBS / "denied", "at-the-end.project.yaml")
    assert findings(dub) == {("voices_disclosed", "late", "deny", 24)}
    assert any(said["rule"].startswith("dubbing.project.") for said in dub["outcomes"])
