"""A file that is too big to be read whole: hashed once, then read in pieces, as long as it stays the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from .errors import AdjudgeError, ReadError
from .opening import MOST, RefusedFileError, open_regular
from .system import reason
from .words import say

FileState: TypeAlias = tuple[int, ...]
"""What tells one file, as it is now, from another, and from itself as it was."""


def state_of(descriptor: int) -> FileState:
    """Return the state of an open file. A change within the same tick of the file system's clock is not seen by it."""
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Pieces:
    """One file of any size. ``path`` is relative to the root, with ``/``; ``real`` is where it lies, for a library that
    opens files itself. ``content`` is what stands in for the file, which is then nowhere; else None.

    ``sha256`` and ``size`` are of the whole file, as it was in ``state``; once that has changed, everything is a ReadError.
    """

    path: str
    real: Path
    sha256: str
    size: int
    state: FileState = ()
    content: bytes | None = None
    _made: list[tuple[Any, AdjudgeError | None]] = field(default_factory=list)

    def read(self, offset: int, size: int) -> bytes:
        """Return ``size`` bytes from ``offset``, fewer where the file ends. Raises ReadError for more than 64 MiB at once."""
        size = max(0, min(size, self.size - offset))
        if size > MOST:
            raise ReadError(say("file.too_big", limit=MOST >> 20), file=self.path)
        if self.content is not None:
            return self.content[offset : offset + size]
        found = bytearray()
        with self._opened() as descriptor:
            os.lseek(descriptor, offset, os.SEEK_SET)
            while len(found) < size and (piece := os.read(descriptor, size - len(found))):
                found += piece
        return bytes(found)

    def check(self) -> None:
        """Raise ReadError where the file is no longer what it was when it was hashed."""
        if self.content is None:
            with self._opened():
                pass

    def once(self, make: Callable[[Pieces], Any]) -> Any:
        """Return what is made of it, made when it is first asked for: whatever names a file asks for it again."""
        self.check()
        if not self._made:
            try:
                self._made.append((make(self), None))
            except AdjudgeError as error:
                self._made.append((None, error))
            self.check()  # what opened it by its name may have seen another
        made, failed = self._made[0]
        if failed is not None:
            raise failed
        return made

    @property
    def failed(self) -> AdjudgeError | None:
        """Why nothing could be made of it; None where something was, and where nobody has tried."""
        return self._made[0][1] if self._made else None

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            descriptor = open_regular(self.real, follow=False)
            try:
                if state_of(descriptor) != self.state:
                    raise ReadError(say("read.changed"), file=self.path)
                yield descriptor
            finally:
                os.close(descriptor)
        except RefusedFileError as error:
            raise ReadError(error.words, file=self.path) from error
        except OSError as error:
            raise ReadError(say("file.unreadable", why=reason(error)), file=self.path) from error
