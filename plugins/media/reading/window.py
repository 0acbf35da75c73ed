"""Look at a media file through a small window, part by part: bounded in memory and in steps, whatever its sizes say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from adjudge import ReadError
from adjudge.lib.pieces import Pieces
from adjudge.lib.words import say

T = TypeVar("T")
_BLOCK = 1 << 14
_MOST_STEPS = 1_000_000
"""Parts that are looked at: an hour of sound in the smallest parts of any format has fewer."""
MOST_TEXT = 1 << 18
"""Bytes of a label; a real one has some hundreds."""
_MOST_CHILDREN = 10_000
"""Parts of a part that are kept at once."""


class Window:
    """A file of which some bytes are at hand. Everything that does not fit is a ReadError that names the part."""

    def __init__(self, source: Pieces) -> None:
        self.source = source
        self.size = source.size
        self._from = 0
        self._block = b""
        self._steps = 0

    def step(self, parts: int = 1) -> None:
        """Count parts. Raises ReadError for more of them than a media file has."""
        self._steps += parts
        if self._steps > _MOST_STEPS:
            raise ReadError(say("media.parts", most=_MOST_STEPS), file=self.source.path)

    def exact(self, offset: int, size: int, box: str) -> bytes:
        """Return exactly ``size`` bytes. Raises ReadError where the file ends before."""
        self.fit(offset, size, box)
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

    def fit(self, offset: int, size: int, box: str) -> None:
        """Raise ReadError where a part says that it has more bytes than the file."""
        if offset + size > self.size:
            raise self.cut(offset, size, box)

    def cut(self, offset: int, size: int, box: str) -> ReadError:
        """Return the error of a part that the file does not hold."""
        return ReadError(say("media.cut", box=box, offset=offset, size=size, all=self.size), file=self.source.path)

    def broken(self, offset: int, box: str) -> ReadError:
        """Return the error of a part that is not as its format says."""
        return ReadError(say("media.broken", box=box, offset=offset), file=self.source.path)

    def few(self, parts: Iterable[T], offset: int, box: str) -> list[T]:
        """Return parts as a list. Raises ReadError for more than are kept."""
        found = list(islice(parts, _MOST_CHILDREN + 1))
        if len(found) > _MOST_CHILDREN:
            raise self.broken(offset, box)
        return found

    def text(self, offset: int, size: int, box: str, most: int = MOST_TEXT) -> bytes:
        """Return the bytes of a value. Raises ReadError for one that is no label by its size."""
        if size > most:
            raise ReadError(say("media.long", box=box, offset=offset, size=size, most=most), file=self.source.path)
        return self.exact(offset, size, box)
