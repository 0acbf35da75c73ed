"""Where a path really leads, at a cost that grows with its length and no faster.

``os.path.realpath`` looks at each folder of a path by its whole path, so a path of a thousand folders costs a million
steps in the system, and to walk down it a thousand times as many. Linux knows the answer of what it has opened.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

_OPEN = getattr(os, "O_PATH", None)
_KNOWN = "/proc/self/fd"


def real_below(root: str, path: str) -> str | None:
    """Return the real path of ``path`` (relative to ``root``, a real path), None when it leaves the root or has none.

    What is not there has the place where it would be.
    """
    asked = posixpath.join(root, path)
    real = _opened(asked) or _below_its_folder(asked) or _resolved(asked)
    if real is None or is_below(real, root):
        return real
    if _opened(root) == root:
        return None
    real = _resolved(asked)  # the system calls the root by another name
    return real if real is not None and is_below(real, root) else None


def is_below(path: str, root: str) -> bool:
    """Return whether a real path is that of ``root``, or lies below it."""
    return path == root or path.startswith(root if root.endswith("/") else f"{root}/")


def _opened(path: str) -> str | None:
    """Return the real path of what is there, as the system knows it; None where nothing is, or it does not say."""
    if _OPEN is None:
        return None
    try:
        descriptor = os.open(path, _OPEN | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        known = os.readlink(f"{_KNOWN}/{descriptor}")  # noqa: PTH115  # no path of ours
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return known if known.startswith("/") and not known.endswith(" (deleted)") else None


def _below_its_folder(path: str) -> str | None:
    """Return the place of what is not there, in a folder that is."""
    folder, _, name = path.rpartition("/")
    if name in ("", ".", ".."):
        return None
    try:
        os.lstat(path)
        return None  # a link that leads nowhere, or what may not be opened
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        return None
    known = _opened(folder) if folder else "/"
    return None if known is None else posixpath.join(known, name)


def _resolved(path: str) -> str | None:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError, RecursionError):  # a NUL; links that lead on and on
        return None


def lies_in(file: Path, root: Path) -> bool:
    """Return whether whoever writes the tree of ``root`` could write a file, by its own place or by a link to it."""
    lexical = Path(os.path.abspath(file))  # noqa: PTH100  # a link in the tree is as good as the file itself
    return Path(os.path.realpath(file)).is_relative_to(root) or lexical.is_relative_to(root)
