"""Look at a media file through a small window, part by part: bounded in memory and in steps, whatever its sizes say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

from adjudge import ReadError
from adjudge.lib.opening import RefusedFileError, open_regular
from adjudge.lib.system import reason
from adjudge.lib.words import say

T = TypeVar("T")
_BLOCK = 1 << 14
_MOST_STEPS = 1_000_000
"""Parts that are looked at: an hour of sound in the smallest parts of any format has fewer."""
MOST_TEXT = 1 << 18
"""Bytes of a label; a real one has some hundreds."""
MOST_PART = 64 << 20
"""Bytes of one part (a tag, a `moov`, a header) that are held in memory."""
_MOST_HELD = 512 << 20
"""Bytes that are held of one file in parts of more than a block: a hostile one may have very many of those."""
_MOST_CHILDREN = 10_000
"""Parts of a part that are kept at once."""


class MediaBytes(Protocol):
    """Bytes by their offsets; ``path`` is what errors call them."""

    @property
    def path(self) -> str:
        """What errors call it."""

    @property
    def size(self) -> int:
        """Bytes of it."""

    def read(self, offset: int, size: int, /) -> bytes:
        """Return these bytes as far as they are there."""


class OpenedMedia:
    """A file that is open already, and whose user closes it; ``size`` is that of its opening."""

    path = ""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.size = os.fstat(descriptor).st_size

    def read(self, offset: int, size: int, /) -> bytes:
        """Return these bytes as far as they are there."""
        pieces = []
        while size > 0 and (piece := os.pread(self.descriptor, size, offset)):
            pieces.append(piece)
            offset, size = offset + len(piece), size - len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


@contextmanager
def opened_media(real: str) -> Iterator[OpenedMedia]:
    """Yield a file at a real path, and close it. Raises ReadError."""
    try:
        descriptor = open_regular(real, follow=False)
    except RefusedFileError as error:
        raise ReadError(error.words) from error
    except OSError as error:
        raise ReadError(say("file.unreadable_path", why=reason(error))) from error
    try:
        yield OpenedMedia(descriptor)
    finally:
        os.close(descriptor)


class MediaWindow:
    """A file of which some bytes are at hand. Everything that does not fit is a ReadError that names the part."""

    def __init__(self, source: MediaBytes) -> None:
        self.source = source
        self.size = source.size
        self._from = 0
        self._block = b""
        self._steps = 0
        self._held = 0

    def anew(self) -> MediaWindow:
        """Return a window at the same file, for another walk."""
        return MediaWindow(self.source)

    def step(self, parts: int = 1) -> None:
        """Count parts. Raises ReadError for more of them than a media file has."""
        self._steps += parts
        if self._steps > _MOST_STEPS:
            raise self._error(say("media.parts", most=_MOST_STEPS))

    def exact(self, offset: int, size: int, box: str) -> bytes:
        """Return exactly ``size`` bytes. Raises ReadError where the file ends before, and for more than are held."""
        self.fit(offset, size, box)
        self._held += size if size > _BLOCK else 0
        if size > MOST_PART or self._held > _MOST_HELD:
            raise self.too_big(offset, box)
        found = self.peek(offset, size)
        if len(found) < size:
            raise self.cut(offset, size, box)
        return found

    def peek(self, offset: int, size: int) -> bytes:
        """Return what there is of ``size`` bytes."""
        if size > _BLOCK:
            return self.source.read(offset, size)
        if not self._from <= offset <= offset + size <= self._from + len(self._block):
            self._from, self._block = offset, self.source.read(offset, _BLOCK)
        at = offset - self._from
        return self._block[at : at + size]

    def number(self, offset: int, size: int, box: str) -> int:
        """Return a number that is stored with its greatest byte first."""
        return int.from_bytes(self.exact(offset, size, box), "big")

    def fit(self, offset: int, size: int, box: str) -> None:
        """Raise ReadError where a part says that it has more bytes than the file."""
        if offset < 0 or offset + size > self.size:
            raise self.cut(max(offset, 0), size, box)

    def few(self, parts: Iterable[T], offset: int, box: str) -> list[T]:
        """Return parts as a list. Raises ReadError for more than are kept."""
        found = list(islice(parts, _MOST_CHILDREN + 1))
        if len(found) > _MOST_CHILDREN:
            raise self.broken(offset, box)
        return found

    def text(self, offset: int, size: int, box: str, most: int = MOST_TEXT) -> bytes:
        """Return the bytes of a value. Raises ReadError for one that is no label by its size."""
        if size > most:
            raise self._error(say("media.long", box=box, offset=offset, size=size, most=most))
        return self.exact(offset, size, box)

    def cut(self, offset: int, size: int, box: str) -> ReadError:
        """Return the error of a part that the file does not hold."""
        return self._error(say("media.cut", box=box, offset=offset, size=size, all=self.size))

    def broken(self, offset: int, box: str) -> ReadError:
        """Return the error of a part that is not as its format says."""
        return self._error(say("media.broken", box=box, offset=offset))

    def too_big(self, offset: int, box: str, most: int = MOST_PART) -> ReadError:
        """Return the error of a part that is more than anybody needs, or than its container can say."""
        return self._error(say("media.big", box=box, offset=offset, most=most >> 20))

    def _error(self, words: object) -> ReadError:
        return ReadError(words, file=self.source.path or None)  # type: ignore[arg-type]
