"""Run the tests again whenever a file at or below some paths changes.

Each time it is a process of its own: Python cannot forget what a plugin has done on import, and an edit of a plugin's code
counts as well. Files are looked at twice a second, which costs nothing for a folder of policies and works on every disk,
also where no change is announced; so no package is needed for it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from adjudge.lib.console import tell
from adjudge.lib.words import say

INTERVAL = 0.5
"""Seconds between two looks."""

_LEFT_OUT = frozenset({"__pycache__", "build", "dist", "node_modules"})


def watch(paths: Sequence[Path], arguments: Sequence[str]) -> int:
    """Run `adjudge` with the arguments but `--watch`, again after each change; return the last exit code when interrupted."""
    import subprocess

    command = [sys.executable, "-P", "-m", "adjudge", *(each for each in arguments if each != "--watch")]
    code = 0
    try:
        while True:
            before = seen(paths)
            sys.stdout.flush()
            code = subprocess.run(command, check=False, stdout=sys.stdout.fileno()).returncode  # noqa: S603  # ourselves
            tell(say("policy_test.watching"), err=True)
            while seen(paths) == before:
                time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return code if 0 <= code <= 3 else 3


def seen(paths: Sequence[Path]) -> Mapping[str, tuple[int, int]]:
    """Return time and size of each file at and below paths, without hidden ones, copies and virtual environments."""
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        for file in _files(path):
            try:
                status = file.stat()
            except OSError:  # it is gone meanwhile, which is a change
                continue
            found[os.fspath(file)] = status.st_mtime_ns, status.st_size
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, names, files in os.walk(path):
        here = Path(folder)
        names[:] = [
            name
            for name in names
            if not name.startswith(".") and name not in _LEFT_OUT and not (here / name / "pyvenv.cfg").exists()
        ]
        yield from (here / name for name in files if not name.startswith("."))
