"""The example of a third-party package about a law, which also has rules for the projects of ``dubbing``: used as its README says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from console import Reader
from told import ROOT

EXAMPLE = ROOT / "examples" / "plugin-eu"
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def reader(tmp_path: Path, opa_binary: str) -> Reader:
    """Somebody with a copy of the example, installed."""
    folder = tmp_path / "plugin"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", ".*", "dist"))
    made = Reader(folder=folder, site=tmp_path / "site", engine="embedded", opa=opa_binary)
    made.install()
    return made


def test_the_readme_does_what_it_says(reader: Reader) -> None:
    assert reader.follow(README, editable=True) >= 7


def test_its_own_tests_in_python_pass(reader: Reader) -> None:
    done = reader.run("pytest -q -p no:cacheprovider tests/test_disclosures.py", editable=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_opa_says_the_same_of_its_rules(reader: Reader) -> None:
    done = reader.run("adjudge test --engine opa", editable=True)
    assert done.returncode == 0, done.stdout + done.stderr
    done = reader.run("opa fmt --fail --list src/adjudge_euai/policies")
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_readme_names_every_file_of_the_package() -> None:
    cells = [row.split("|")[1] for row in README.split("\n") if row.startswith("| `")]
    named = [name.removeprefix("…/") for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    files = [file.relative_to(EXAMPLE).as_posix() for file in EXAMPLE.rglob("*") if file.is_file()]
    mine = [each for each in files if "__pycache__" not in each and not each.startswith((".", "dist", "README"))]
    assert [file for file in mine if not any(name in file for name in named)] == []
