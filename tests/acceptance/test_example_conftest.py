"""The example of policies for conftest: judged as they are, and imported; what is kept of the import is what it makes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from console import Reader
from told import ROOT

POLICIES, PLUGIN = (ROOT / "examples" / name for name in ("conftest", "plugin-k8s"))
PAGES = ("docs/conftest.md", "docs/import.md", "examples/conftest/README.md")
_NOT_KEPT = shutil.ignore_patterns("__pycache__", ".*_cache", ".tox", ".venv", "dist")


def reader_of(folder: Path, tmp_path: Path, opa: str) -> Reader:
    """Return somebody with a copy of a folder."""
    home = tmp_path / folder.name
    shutil.copytree(folder, home, ignore=_NOT_KEPT)
    return Reader(folder=home, site=tmp_path / "site", engine="auto", opa=opa)


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, by path."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("page", PAGES)
def test_what_pages_say_of_the_policies_is_so(page: str, tmp_path: Path, opa_binary: str) -> None:
    reader = reader_of(POLICIES, tmp_path, opa_binary)
    assert reader.follow((ROOT / page).read_text(encoding="utf-8")) >= 1


def test_the_plugin_is_what_the_import_makes(tmp_path: Path, opa_binary: str) -> None:
    reader = reader_of(POLICIES, tmp_path, opa_binary)
    (line,) = {
        each.removeprefix("$ ")
        for page in PAGES
        for each in (ROOT / page).read_text(encoding="utf-8").splitlines()
        if each.startswith("$ adjudge import ")
    }
    made = reader.run(line)
    assert made.returncode == 0, made.stdout + made.stderr
    kept = reader_of(PLUGIN, tmp_path, opa_binary).folder
    assert files_below(kept) == files_below(reader.folder / "adjudge-k8s")


def test_the_plugin_does_what_its_readme_says_and_finds_what_the_policies_find(tmp_path: Path, opa_binary: str) -> None:
    reader = reader_of(PLUGIN, tmp_path, opa_binary)
    reader.install()
    assert reader.follow((reader.folder / "README.md").read_text(encoding="utf-8"), editable=True) >= 5
    shutil.copytree(POLICIES / "deploy", reader.folder / "deploy")
    done = reader.run("adjudge check deploy --as-of 2026-12-15", editable=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(
        r"^deny: 4 artifacts \(2 denied\), \d+ rules passed, 7 denied, 1 warned, ", done.stdout, re.MULTILINE
    )


def test_the_readme_names_every_file_of_the_policies() -> None:
    page = (POLICIES / "README.md").read_text(encoding="utf-8")
    named = {name for row in page.splitlines() if row.startswith("| `") for name in row.split("`")[1::2]}
    ends = ("README.md", "_test.rego")
    files = [each for each in files_below(POLICIES) if not each.endswith(ends) and not each.startswith("deploy/")]
    assert [each for each in sorted(files) if each not in named] == []
