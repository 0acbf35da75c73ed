"""Every example gives the same report on every engine, byte for byte."""

from __future__ import annotations

import os
import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest
from wheels import command

ROOT = Path(__file__).resolve().parents[2]


def adjudge(*arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    return subprocess.run(
        [*command(), *arguments], cwd=ROOT, env=own, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.mark.parametrize("as_of", ["2025-01-01", "2026-12-15", "2090-01-01", "2100-06-01"])
@pytest.mark.parametrize("example", ["launch", "broken"])
def test_an_example_gives_the_same_report_on_every_engine(same_report, example, as_of):
    assert same_report(adjudge, f"examples/{example}", as_of=as_of)


def test_native_is_one_of_the_engines():
    installed = [each.metadata["Name"] for each in distributions(name="adjudge-opa")]
    if not installed and os.environ.get("CI", "").lower() not in {"1", "true"}:
        pytest.skip("adjudge-opa is not installed: `pip install ./extras/adjudge-opa`, which needs Go")
    assert installed == ["adjudge-opa"]
