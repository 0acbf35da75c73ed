"""Paths as people read them: from where they stand, so that a terminal and an editor find the file."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from .errors import AdjudgeError, Told

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS: ContextVar[tuple[Path, ...]] = ContextVar("FOLDERS", default=())
"""To which the paths of errors may be relative: the root, and where configuration and gate lie."""


def told_here(error: AdjudgeError) -> Told:
    """Return an error with its path from where one stands; reports keep paths that are the same everywhere."""
    told, file = Told(error), error.file
    for folder in FOLDERS.get() if file is not None and not os.path.isabs(file) else ():  # noqa: PTH117  # a text
        if file is not None and os.path.lexists(folder / file):
            return told.in_file(from_here(folder / file))
    return told


def from_here(path: Path | str) -> str:
    """Return an absolute path relative to the working directory; itself where the two have nothing in common."""
    absolute = os.path.abspath(path)  # noqa: PTH100  # a link keeps its own name
    try:
        here = os.getcwd()  # noqa: PTH109  # a text is all that is needed
        if os.path.commonpath([here, absolute]) == os.sep != here:
            return absolute
        return os.path.relpath(absolute, here).replace(os.sep, "/")
    except (OSError, ValueError):  # the directory is gone, or on another drive
        return absolute


def showing(root: Path, is_file: Callable[[str], bool]) -> Callable[[str], str]:
    """Return what shows paths relative to the root from where one stands; what ``is_file`` does not know stays."""

    @cache
    def shown(path: str) -> str:
        file, mark, number = path.rpartition("#")
        if mark and number.isdecimal() and is_file(file):  # a record of it
            return f"{shown(file)}#{number}"
        return from_here(root / path) if is_file(path) else path

    return shown
