"""RIFF, of which WAV and AVI are made: chunks of a name, a size and as many bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from .text import fourcc
from .window import MediaWindow

HEAD = 8
MAGIC = (b"RIFF", b"RF64", b"BW64")
_FAR = 1 << 12
"""Bytes behind the end in which a label is looked for that is no chunk."""
UNKNOWN = 0xFFFFFFFF
"""A size that is not known, or stands in `ds64`."""


class RiffChunk(NamedTuple):
    """``at`` is where its head begins, ``size`` the bytes of its body, ``end`` where the next one begins.

    ``is_open`` where no size says that: samples that were written into a pipe go on to the end.
    """

    name: bytes
    at: int
    size: int
    end: int
    way: str
    is_open: bool = False

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self.at + HEAD


def chunks(
    window: MediaWindow, at: int, end: int, way: str = "RIFF", sizes: dict[bytes, int] | None = None
) -> Iterator[RiffChunk]:
    """Yield the chunks between two offsets; ``sizes`` are those that `ds64` said, and says. Raises ReadError."""
    sizes = {} if sizes is None else sizes
    while at < end:
        window.step()
        head = window.peek(at, min(HEAD, end - at))
        if len(head) < HEAD:
            if head.strip(b"\0"):
                raise window.broken(at, way)
            return  # padding
        if not head.strip(b"\0"):
            at += HEAD  # empty space
            continue
        name, size, is_open = head[:4], int.from_bytes(head[4:], "little"), False
        if size == UNKNOWN and name in sizes:
            size = sizes[name]
        elif size == UNKNOWN and name == b"data":
            size, is_open = end - at - HEAD, True
        box = f"{way}/{fourcc(name).strip()}"
        if at + HEAD + size > end:
            raise window.cut(at + HEAD, size, box)
        chunk = RiffChunk(name, at, size, min(at + HEAD + size + size % 2, end), box, is_open)
        if name == b"ds64":
            sizes.update(_wide(window, chunk))
        yield chunk
        at = chunk.end


def behind(window: MediaWindow, at: int, sizes: dict[bytes, int] | None = None) -> Iterator[RiffChunk]:
    """Yield what stands behind the end of all, as far as it is chunks: what is none there, nobody reads.

    Raises ReadError for a label that is cut off.
    """
    while len(head := window.peek(at, HEAD)) == HEAD:
        window.step()
        end = at + HEAD + int.from_bytes(head[4:], "little")
        if end > window.size:
            if b"aigc" in window.peek(at, _FAR).lower():
                raise window.cut(at + HEAD, end - at - HEAD, f"RIFF/{fourcc(head[:4]).strip()}")
            return
        yield from chunks(window, at, end, sizes=sizes)
        at = end + end % 2


def list_kind(window: MediaWindow, chunk: RiffChunk) -> bytes:
    """Return what a list is one of; nothing of a chunk that is no list."""
    return window.exact(chunk.body, 4, chunk.way) if chunk.name == b"LIST" and chunk.size >= 4 else b""


def _wide(window: MediaWindow, chunk: RiffChunk) -> dict[bytes, int]:
    """Return the sizes of chunks that `ds64` says."""
    data = window.exact(chunk.body, chunk.size, chunk.way)
    many = int.from_bytes(data[24:28], "little")
    if len(data) < 16 or many * 12 > max(0, len(data) - 28):
        raise window.broken(chunk.at, chunk.way)
    listed = dict(struct.unpack_from("<4sQ", data, 28 + 12 * each) for each in range(many))
    return {**listed, b"data": int.from_bytes(data[8:16], "little")}
