"""The example of a third-party package: built, installed, and used as its README says, on both engines."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from console import Reader

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "plugin"
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")


@pytest.fixture(params=["embedded", "opa"])
def reader(request: pytest.FixtureRequest, tmp_path: Path, opa_binary: str) -> Reader:
    """Somebody with a copy of the example, installed."""
    folder = tmp_path / "plugin"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", ".*", "dist"))
    made = Reader(folder=folder, site=tmp_path / "site", engine=request.param, opa=opa_binary)
    made.install()
    return made


def test_the_readme_does_what_it_says(reader: Reader) -> None:
    assert reader.follow(README, editable=True) >= 10


def test_the_input_on_the_page_is_what_policies_see(reader: Reader) -> None:
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(\{\n  \"artifact\".*?)```", page, re.DOTALL)
    done = reader.run("adjudge inspect menus/lunch/lunch.menu.yaml --as-of 2026-12-01")
    assert json.loads(shown) == json.loads(done.stdout)


def test_a_rule_whose_day_has_not_come_is_pending(reader: Reader) -> None:
    done = reader.run("adjudge check menus/broken -o json --as-of 2014-12-12")
    (artifact,) = json.loads(done.stdout)["artifacts"]
    outcomes = {said["rule"]: said["outcome"] for said in artifact["outcomes"]}
    assert outcomes == {"catering.menu.allergens": "pending", "catering.menu.recipe_integrity": "denied"}


def test_its_policies_keep_to_opas_format(reader: Reader) -> None:
    done = reader.run("opa fmt --fail --list src/adjudge_catering/policies")
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_readme_names_every_file_of_the_package() -> None:
    cells = [row.split("|")[1] for row in README.split("\n") if row.startswith("| `")]
    named = [name.removeprefix("…/") for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    files = [file.relative_to(EXAMPLE).as_posix() for file in EXAMPLE.rglob("*") if file.is_file()]
    mine = [
        file
        for file in files
        if "__pycache__" not in file and not file.startswith((".", "dist")) and file != "README.md"
    ]
    assert [file for file in mine if not any(name in file for name in named)] == []
