"""What one file says of another: the README's commands, CI's script, the floors of the dependencies."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
MAIN_JOB = "python3 -m venv .venv && .venv/bin/pip install '.[media,c2pa]' && .venv/bin/adjudge check examples/launch"
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install tox && .venv/bin/tox"


def code_lines(name: str) -> list[str]:
    return [line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()]


def floors(requirements: list[str]) -> dict[str, Version]:
    parsed = [Requirement(each) for each in requirements]
    lowest = {each.name: [Version(s.version) for s in each.specifier if s.operator in {">=", "=="}] for each in parsed}
    return {name: version for name, (version,) in lowest.items()}


@pytest.mark.parametrize("command", [MAIN_JOB, TEST_COMMAND])
def test_the_readme_opens_with_the_two_commands(command):
    assert command in code_lines("README.md")[:30]


def test_ci_runs_the_readmes_test_command():
    assert TEST_COMMAND in code_lines(".ci/run")


def test_the_readmes_main_job_works_in_a_fresh_checkout(fresh_checkout_run):
    answer = fresh_checkout_run(MAIN_JOB)
    assert re.search(r"^pass: \d+ artifacts?, ", answer.stdout, re.M)


def test_the_minimum_environment_holds_the_lowest_version_of_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini", encoding="utf-8")
    pinned = tox["testenv:minimum"]["deps"].split()
    declared = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    assert floors(pinned) == floors(declared)
