"""Go up and down the folders below an open one, with one of them open at a time.

No link is followed, no path gets too long for the system, and how deep they lie in each other costs neither descriptors
nor the interpreter's stack: whoever wrote the tree may have made ten thousand.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from .opening import flags_of

FOLDER = flags_of("O_RDONLY", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC")


class Descent:
    """Where one stands below a folder: ``at`` is the descriptor of the folder, ``steps`` the way to it.

    It begins in the folder of the descriptor ``top``, which stays open and its caller's.
    """

    def __init__(self, top: int) -> None:
        self.at = os.dup(top)
        self.steps: list[str] = []
        self._above: list[tuple[int, int]] = []

    def __enter__(self) -> Descent:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self.at)

    def enter(self, name: str, *, make: bool = False) -> None:
        """Go into a folder; ``make`` it where there is none. Raises OSError, also where a link is in its place."""
        if make:
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=self.at)
        below = os.open(name, FOLDER, dir_fd=self.at)
        self._above.append(_identity(self.at))
        self.steps.append(name)
        self._stand(below)

    def leave(self) -> None:
        """Go back to the folder above. Raises OSError where the folder was moved to another one meanwhile."""
        above = os.open("..", FOLDER, dir_fd=self.at)
        if _identity(above) != self._above[-1]:
            os.close(above)
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        self._above.pop()
        self.steps.pop()
        self._stand(above)

    def go(self, steps: Sequence[str], *, make: bool = False) -> None:
        """Go to a folder by the shortest way. Raises as :meth:`enter` and :meth:`leave`."""
        shared = 0
        for mine, wanted in zip(self.steps, steps, strict=False):
            if mine != wanted:
                break
            shared += 1
        while len(self.steps) > shared:
            self.leave()
        for step in steps[shared:]:
            self.enter(step, make=make)

    def _stand(self, folder: int) -> None:
        os.close(self.at)
        self.at = folder


def every_folder(top: int, enters: Callable[[Sequence[str]], bool]) -> Iterator[tuple[Descent, list[os.DirEntry[str]]]]:
    """Yield each folder at and below an open one, with what is no folder in it, by name; those above come first.

    ``enters`` says of the way to a folder whether it is wanted. Raises OSError.
    """
    with Descent(top) as way:
        others: list[os.DirEntry[str]] = []
        waiting = [_folders(way, others)]
        yield way, others
        while waiting:
            if not waiting[-1]:
                waiting.pop()
                if waiting:
                    way.leave()
                continue
            name = waiting[-1].pop()
            if enters((*way.steps, name)):
                way.enter(name)
                others = []
                waiting.append(_folders(way, others))
                yield way, others


def remove_tree(path: str) -> None:
    """Remove a folder and all below it. Raises OSError."""
    if os.rmdir not in os.supports_dir_fd:  # Windows opens no folder
        from shutil import rmtree

        rmtree(path)
        return
    top = os.open(path, FOLDER)
    try:
        with Descent(top) as way:
            waiting = [_emptied(way)]
            while True:
                if waiting[-1]:
                    way.enter(waiting[-1][-1])
                    waiting.append(_emptied(way))
                    continue
                waiting.pop()
                if not waiting:
                    break
                way.leave()
                os.rmdir(waiting[-1].pop(), dir_fd=way.at)
    finally:
        os.close(top)
    os.rmdir(path)  # noqa: PTH106  # like those below it


def _folders(way: Descent, others: list[os.DirEntry[str]]) -> list[str]:
    """Return the names of folders, the first last, and note what is none."""
    found = []
    with os.scandir(way.at) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode):
                found.append(entry.name)
            else:
                others.append(entry)
    return found[::-1]


def _emptied(way: Descent) -> list[str]:
    """Remove what is no folder, and return the names of folders."""
    others: list[os.DirEntry[str]] = []
    found = _folders(way, others)
    for entry in others:
        os.unlink(entry.name, dir_fd=way.at)
    return found


def _identity(folder: int) -> tuple[int, int]:
    found = os.fstat(folder)
    return found.st_dev, found.st_ino
