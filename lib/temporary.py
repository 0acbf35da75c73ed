"""What a run writes before it is whole: folders and files that whoever is killed leaves behind, and the next one sweeps.

The owner of one holds a lock on it as long as it lives, whatever becomes of it; the name says what it is of. So the one who
makes the next of that name removes those that nobody holds any more: of its own user alone, and never through a link.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .descent import remove_tree

_RANDOM = 8
_NO_LOCKS = frozenset((errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL))
"""Of a file system that has none: nobody gets one there, so nothing is swept either."""
_TRIES = 100


class Temporary:
    """A folder that only this user may enter, or an empty file; ``path`` is where. Raises OSError where it cannot be made.

    It lies in the folder ``parent``, else where the system has its temporary files, and is called ``prefix``, a random
    part, and ``suffix``.
    """

    def __init__(self, prefix: str, suffix: str = "", *, parent: Path | None = None, is_folder: bool = True) -> None:
        if parent is None:
            from tempfile import gettempdir

            parent = Path(gettempdir())
        sweep(prefix, suffix, parent=parent)
        self._is_folder = is_folder
        for _ in range(_TRIES):
            self.path = parent / f"{prefix}{os.urandom(_RANDOM).hex()}{suffix}"
            if is_folder:
                self.path.mkdir(0o700)
            else:
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666))
            try:
                self._lock = _locked(self.path)
            except (BlockingIOError, FileNotFoundError):  # somebody sweeps it, before it was held
                continue
            except BaseException:
                self._delete()
                raise
            return
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def remove(self) -> None:
        """Remove it with all that is in it, as far as that is possible. May be called twice."""
        self._delete()
        self.release()

    def keep_as(self, path: Path) -> None:
        """Give it another name, in the place of what has it. Raises OSError."""
        self.path.replace(path)
        self.release()

    def release(self) -> None:
        """Hold it no more."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError):
                os.close(lock)

    def _delete(self) -> None:
        if self._is_folder:
            with suppress(OSError):
                remove_tree(str(self.path))
        else:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def sweep(prefix: str, suffix: str = "", *, parent: Path) -> None:
    """Remove what was made with that name in the folder ``parent`` and that nobody holds any more; tell of no failure."""
    if not hasattr(os, "O_NOFOLLOW"):
        return
    named = re.compile(re.escape(prefix) + f"[0-9a-f]{{{2 * _RANDOM}}}" + re.escape(suffix))
    with suppress(OSError):  # a folder that may only be written to
        for name in [entry.name for entry in os.scandir(parent) if named.fullmatch(entry.name)]:
            with suppress(OSError), _orphaned(parent / name) as is_folder:
                if is_folder:
                    remove_tree(str(parent / name))  # which follows no link
                else:
                    (parent / name).unlink()


@contextmanager
def _orphaned(path: Path) -> Iterator[bool]:
    """Hold what is of this user and nobody holds, and yield whether it is a folder. Raises OSError where it is not."""
    lock = _locked(path, is_own=False)
    if lock is None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    try:
        there = os.fstat(lock)
        is_folder = stat.S_ISDIR(there.st_mode)
        if there.st_uid != os.geteuid() or not (is_folder or stat.S_ISREG(there.st_mode)):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        yield is_folder
    finally:
        os.close(lock)


def _locked(path: Path, *, is_own: bool = True) -> int | None:
    """Return what holds a file or folder; None where the system has no such locks.

    Raises BlockingIOError where somebody else holds it, FileNotFoundError where it is not there any more.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    lock = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(lock), os.lstat(path)):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    except BaseException as error:
        os.close(lock)
        if is_own and isinstance(error, OSError) and error.errno in _NO_LOCKS:
            return None
        raise
    return lock
