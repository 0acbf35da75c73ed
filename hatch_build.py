"""Hatchling build hook: give editable installs a real package directory (.dev/<package>)."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DevTree(BuildHookInterface[Any]):
    """Lay the wheel's source mapping out as links, so one plain .pth entry serves every tool."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the links of an editable install; other builds read the folders themselves."""
        if version != "editable":
            return
        root = Path(self.root)
        mapping = self.build_config.target_config["sources"]
        for source, target in sorted(mapping.items(), key=lambda item: PurePosixPath(item[1]).parts):
            link_tree(root / source, root / ".dev" / target, top="/" not in target)


def link_tree(source: Path, target: Path, *, top: bool) -> None:
    """Link ``target`` to ``source``; a package that others lie in (``top``) is a folder of links to each child."""
    if not top:
        link_to(source, target)
        return
    target.mkdir(parents=True, exist_ok=True)
    children = [child for child in source.iterdir() if child.name != "__pycache__" and has_files(child)]
    known = {child.name for child in children}
    for stale in target.iterdir():
        if stale.is_symlink() and (not stale.exists() or (stale.name not in known and leads_into(stale, source))):
            stale.unlink()
    for child in children:
        link_to(child, target / child.name)


def has_files(path: Path) -> bool:
    """Return whether there is more than caches: a folder that a move left behind would be a package without a file."""
    if not path.is_dir():
        return True
    return any(each.is_file() and "__pycache__" not in each.parts for each in path.rglob("*"))


def leads_into(link: Path, folder: Path) -> bool:
    """Return whether a link leads to a child of a folder."""
    return link.resolve().parent == folder.resolve()


def link_to(source: Path, link: Path) -> None:
    """Make ``link`` lead to ``source``, by a relative path: a copied checkout must not lead back to the original."""
    leads_to = os.path.relpath(source, link.parent)
    if link.is_symlink():
        if str(link.readlink()) == leads_to:
            return
        link.unlink()
    link.symlink_to(leads_to, target_is_directory=source.is_dir())
