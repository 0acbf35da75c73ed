"""Why a path in a document cannot be followed, and where an absolute one leads all the same."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from .files import Tree
from .words import Texts, say


def misplaced(tree: Tree, file: str, path: str) -> tuple[Texts, str | None]:
    """Return what is wrong with a path that ``file`` names, and the file that is meant, relative to the root.

    An absolute path inside the root means a file, but only on this machine; one that leaves the root means none.
    """
    real = tree.resolve(path) if path.startswith("/") and "\0" not in path else None
    if real is None:
        return say("relate.outside", path=path), None
    meant = _in_the_root(tree, path, real)
    relative = posixpath.relpath(meant, posixpath.dirname(file) or ".")
    return say("relate.absolute", path=path, relative=relative), meant


def _in_the_root(tree: Tree, path: str, real: Path) -> str:
    """Return a path inside the root as it is written, where that is possible: a link keeps its own name."""
    folder = Path(os.path.realpath(posixpath.dirname(path)))
    named = folder / posixpath.basename(path)
    return (named if named.is_relative_to(tree.root) else real).relative_to(tree.root).as_posix()
