"""The recipes of CONTRIBUTING.md name the files that a commit touches, no more and no fewer.

tests/acceptance/test_contributing.py makes the changes and sees them work.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from changes import NAMES, ROOT, change

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_RECIPE = re.compile(r"^### An? ([a-z]+): (\d+) files\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
RECIPES = {name: (int(number), text) for name, number, text in _RECIPE.findall(PAGE)}
AT_MOST_LINES = 20

THERE = {
    "rule": {"domain": "identity", "kind": "service", "rule": "real_name", "failing": "service/studio.service.yaml"},
    "kind": {"domain": "filing", "kind": "provider", "rule": "notice", "passing": "service/studio.provider.yaml"},
    "domain": {"domain": "provenance", "kind": "corpus", "rule": "illegal_ratio", "passing": "data/voices.corpus.yaml"},
    "report": {"report": "gitlab"},
    "reader": {"domain": "content_security", "kind": "script", "format": "subtitles"},
    "engine": {"engine": "embedded"},
    "command": {"command": "coverage"},
    "language": {"language": "zh"},
}
"""What is there already and was made in this way; files of examples are left aside."""


def files(recipe: str) -> list[str]:
    """Return the files that the list of a recipe names: in it an item may name several, before the colon."""
    items = re.findall(r"^- (`.*?)(?=^- |^$)", RECIPES[recipe][1], re.MULTILINE | re.DOTALL)
    return [name for item in items for name in re.findall(r"`([^`]+)`", item.partition(": ")[0])]


def test_each_kind_of_change_has_a_recipe_in_this_order() -> None:
    assert tuple(RECIPES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_is_short_and_counts_its_files(name: str) -> None:
    number, text = RECIPES[name]
    assert len(files(name)) == len(set(files(name))) == number
    assert len(text.strip().splitlines()) <= AT_MOST_LINES


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_commit_touches_the_files_that_the_recipe_names(name: str) -> None:
    sample = change(name)
    assert {sample.filled(pattern) for pattern in files(name)} == sample.touched


@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_stands_in_the_files_that_the_recipe_names(name: str) -> None:
    absent = [
        path
        for pattern in files(name)
        if not pattern.startswith("examples/")
        for path in [re.sub(r"<(\w+)>", lambda found: THERE[name].get(found[1], found[0]), pattern)]
        if not exists(path)
    ]
    assert absent == []


def exists(path: str) -> bool:
    """Return whether a file is there; a module may have become a folder, and a test may be one of several."""
    file = ROOT / path
    if path.startswith("tests/"):
        return any(file.parent.glob("test_*.py"))
    return file.exists() or Path(f"{file.with_suffix('')}/__init__.py").exists()


def test_every_file_that_is_named_in_passing_is_there() -> None:
    prose = "".join(
        line for _, text in RECIPES.values() for line in text.splitlines(True) if not line.startswith("- `")
    )
    named = [each for each in re.findall(r"`([\w./-]+\.(?:py|md|yaml|json|toml))`", prose) if "/" in each]
    assert [each for each in named if not (ROOT / each).exists()] == []
