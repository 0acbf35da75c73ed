"""Vorbis comments, as FLAC, Ogg Vorbis and Opus have them: a vendor, and entries `NAME=value`; and the blocks of FLAC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .window import MediaWindow

COMMENT, PADDING = 4, 1


class FlacBlock(NamedTuple):
    """``at`` is where its head begins, ``size`` the bytes of its body, ``end`` where the next one begins."""

    kind: int
    at: int
    size: int

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self.at + 4

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.at + 4 + self.size


def blocks(window: MediaWindow, start: int) -> Iterator[FlacBlock]:
    """Yield the blocks of metadata of a FLAC that begins at ``start``. Raises ReadError."""
    at, is_last = start + 4, False
    while not is_last:
        window.step()
        head = window.exact(at, 4, "FLAC")
        is_last, block = bool(head[0] & 0x80), FlacBlock(head[0] & 0x7F, at, int.from_bytes(head[1:], "big"))
        window.fit(block.body, block.size, "FLAC")
        yield block
        at = block.end


class VorbisComments(NamedTuple):
    """``entries`` are stored as they are, each with where it is among the bytes; ``rest`` is what follows them."""

    vendor: bytes
    entries: tuple[tuple[int, bytes], ...]
    rest: bytes


def read_comments(window: MediaWindow, data: bytes, place: Callable[[int], int], box: str) -> VorbisComments:
    """Return the comments that bytes begin with; ``place`` says where one of them is in the file. Raises ReadError."""

    def part(at: int) -> bytes:
        size = int.from_bytes(data[at : at + 4], "little")
        if at + 4 + size > len(data):
            raise window.broken(place(min(at, max(len(data) - 1, 0))), box)
        return data[at + 4 : at + 4 + size]

    vendor = part(0)
    at = 4 + len(vendor)
    if at + 4 > len(data):
        raise window.broken(place(max(len(data) - 1, 0)), box)
    count, at = int.from_bytes(data[at : at + 4], "little"), at + 4
    entries = []
    for _ in range(count):
        window.step()
        entries.append((at + 4, part(at)))
        at = entries[-1][0] + len(entries[-1][1])
    return VorbisComments(vendor, tuple(entries), data[at:])
