"""Samples of the kinds of change that CONTRIBUTING.md tells how to make: what a commit touches, and a tree that has it.

``tests/data/changes/<name>.yaml`` is one commit. ``is`` fills the ``<placeholders>`` of paths and texts; ``new`` are files;
``edited`` says of files that are there which text comes ``before`` or ``after`` which passage; ``written`` are the pages
that ``adjudge reference docs/reference`` writes anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "data" / "changes"
NAMES = ("rule", "kind", "domain", "report", "reader", "engine", "command", "language")
PACKAGE = {
    "core": "",
    "lib": "lib",
    "plugins": "plugins",
    "policies": "policies",
    "schemas": "schemas",
    "locale": "locale",
}


@dataclass(frozen=True)
class Change:
    """One sample. Its parts are filled in; ``names`` are what the placeholders stand for."""

    name: str
    names: Mapping[str, str]
    new: Mapping[str, str]
    edited: Mapping[str, list[Mapping[str, str]]]
    written: tuple[str, ...]

    @property
    def touched(self) -> set[str]:
        """The files of the commit."""
        return {*self.new, *self.edited, *self.written}

    def filled(self, pattern: str) -> str:
        """Return a pattern with its placeholders filled in."""
        return re.sub(r"<(\w+)>", lambda found: self.names.get(found[1], found[0]), pattern)

    def make(self, tree: Path) -> None:
        """Make the change in a tree, but for the pages that are written."""
        for path, text in self.new.items():
            file = tree / path
            assert not file.exists(), f"{self.name}: {path} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        for path, edits in self.edited.items():
            text = (tree / path).read_text(encoding="utf-8")
            for edit in edits:
                anchor = edit.get("before") or edit["after"]
                assert anchor in text, f"{self.name}: {path} has no {anchor!r} (any more): change the sample"
                whole = f"{edit['text']}{anchor}" if "before" in edit else f"{anchor}{edit['text']}"
                text = text.replace(anchor, whole, 1)
            (tree / path).write_text(text, encoding="utf-8")


def change(name: str) -> Change:
    """Return a sample."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    names = data["is"]

    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"<(\w+)>", lambda found: names.get(found[1], found[0]), value)
        if isinstance(value, list):
            return [filled(each) for each in value]
        if isinstance(value, dict):
            return {filled(key): filled(each) for key, each in value.items()}
        return value

    edited = {path: edits if isinstance(edits, list) else [edits] for path, edits in filled(data["edited"]).items()}
    return Change(name, names, filled(data["new"]), edited, tuple(filled(data.get("written", []))))


def copied(tree: Path) -> Path:
    """Copy the parts of the checkout that changes touch into a folder."""
    for part in (*PACKAGE, "docs", "examples/launch", "examples/broken", "tests/plugins", "tests/helpers"):
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"), symlinks=True)
    for file in ("CHANGELOG.md", "pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / file, tree / file)
    return tree


def installed(tree: Path, site: Path) -> Path:
    """Lay the package of a tree out in a folder for ``PYTHONPATH``, with the entry points of its pyproject.toml."""
    import tomllib

    package = site / "adjudge"
    package.mkdir(parents=True)
    for folder, target in PACKAGE.items():
        for source in (tree / folder).iterdir() if not target else (tree / folder,):
            (package / (target if target else source.name)).symlink_to(source, target_is_directory=source.is_dir())
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = site / "adjudge-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: adjudge\nVersion: 0.1.0\n", encoding="utf-8")
    points = "".join(f"{name} = {value}\n" for name, value in project["entry-points"]["adjudge"].items())
    (info / "entry_points.txt").write_text(f"[adjudge]\n{points}", encoding="utf-8")
    return site
