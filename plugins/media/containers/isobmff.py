"""MP4, M4A and QuickTime: boxes in boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .text import fourcc
from .window import MediaWindow

XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""How a box `uuid` begins that holds XMP."""
INSIDE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"udta", b"edts", b"dinf", b"mfra"))
"""Boxes that have nothing but boxes in them, where a label may be among these."""
DEEPEST = 16


class IsoBox(NamedTuple):
    """``at`` is where its head begins; ``begin`` and ``size`` are of what is in it."""

    name: bytes
    at: int
    begin: int
    size: int
    way: str

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.begin + self.size


def boxes(window: MediaWindow, at: int, end: int, way: str = "") -> Iterator[IsoBox]:
    """Yield the boxes of a stretch. Raises ReadError where one is cut off."""
    while at < end:
        window.step()
        head = window.peek(at, min(16, end - at))
        if len(head) < 8:  # a box has no less
            if head.strip(b"\0"):
                raise window.broken(at, way or "file")
            return
        size, name, inner = int.from_bytes(head[:4], "big"), head[4:8], 8
        box = f"{way}/{fourcc(name).strip()}" if way else fourcc(name).strip()
        if size == 1:
            size, inner = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            if way and name == b"\0\0\0\0":
                return  # the zero that ends QuickTime's user data
            size = end - at
        if size < inner:
            raise window.broken(at, box)
        if at + size > end:
            raise window.cut(at, size, box)
        yield IsoBox(name, at, at + inner, size - inner, box)
        at += size


def version_size(window: MediaWindow, meta: IsoBox) -> int:
    """Return the bytes before the boxes of a `meta`: four in MP4, none in QuickTime."""
    return 0 if window.peek(meta.begin + 4, 4) == b"hdlr" else min(4, meta.size)


class MetaKey(NamedTuple):
    """A name in `keys`, and its name space."""

    space: bytes
    name: bytes


def keys_in(window: MediaWindow, box: IsoBox) -> Iterator[MetaKey]:
    """Yield the names that items are numbered by. Raises ReadError."""
    if box.size < 8:  # version and number
        raise window.broken(box.begin, box.way)
    at = box.begin + 8
    for _ in range(window.number(box.begin + 4, 4, box.way)):
        window.step()
        if at + 8 > box.end:
            raise window.cut(at, 8, box.way)
        size = window.number(at, 4, box.way)
        if size < 8 or at + size > box.end:  # size and name space
            raise window.broken(at, box.way)
        yield MetaKey(window.peek(at + 4, 4), window.peek(at + 8, size - 8))
        at += size
