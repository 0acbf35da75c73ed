"""EBML, as Matroska and WebM are made of: elements by their places, and elements to be written."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from .window import PARTS, MediaWindow, cut_off, malformed, too_many

VOID, CRC = 0xEC, 0xBF
UNKNOWN = -1
"""The size of an element that ends where one of its own level, or of one above, begins."""


class EbmlElement(NamedTuple):
    """``body`` is where its content begins, ``size`` the bytes of it; ``end`` is where the next one begins."""

    id: int
    at: int
    body: int
    size: int
    end: int


def element_at(file: MediaWindow, at: int, limit: int, what: str) -> EbmlElement:
    """Return the element at an offset, which ends at ``limit`` at the latest. Raises ReadError."""
    head = file.peek(at, 12)
    width = _width(head[:1], 4)
    if not width:
        raise malformed(what, at)
    size_width = _width(head[width : width + 1], 8)
    if not size_width or len(head) < width + size_width:
        raise malformed(what, at)
    number = int.from_bytes(head[width : width + size_width], "big") & ((1 << 7 * size_width) - 1)
    body = at + width + size_width
    is_unknown = number == (1 << 7 * size_width) - 1
    if not is_unknown and body + number > limit:
        raise cut_off(what, at)
    size = UNKNOWN if is_unknown else number
    return EbmlElement(int.from_bytes(head[:width], "big"), at, body, size, limit if is_unknown else body + number)


def children(file: MediaWindow, at: int, limit: int, what: str) -> Iterator[EbmlElement]:
    """Yield the elements between two offsets. Raises ReadError."""
    for _ in range(PARTS):
        if at >= limit:
            return
        each = element_at(file, at, limit, what)
        yield each
        at = each.end
    raise too_many(what, at)


def element(id_: int, body: bytes, *, width: int = 0) -> bytes:
    """Return an element to be written; its size takes ``width`` bytes, or as many as it needs."""
    return id_bytes(id_) + size_bytes(len(body), width) + body


def size_bytes(size: int, width: int = 0) -> bytes:
    """Return a size as it is written, in ``width`` bytes; the number of all ones means that it is unknown."""
    width = width or next(each for each in range(1, 9) if size < (1 << 7 * each) - 1)
    return (size | 1 << 7 * width).to_bytes(width, "big")


def fits(size: int, width: int) -> bool:
    """Return whether a size can be written in so many bytes."""
    return size < (1 << 7 * width) - 1


def id_bytes(id_: int) -> bytes:
    """Return an id as it is written."""
    return id_.to_bytes((id_.bit_length() + 7) // 8, "big")


def void(size: int) -> bytes:
    """Return an element of nothing that takes so many bytes, two at least; nothing for none."""
    if size == 0:
        return b""
    width = 1 if size < 10 else 8
    return b"\xec" + size_bytes(size - 1 - width, width) + bytes(size - 1 - width)


def with_checksum(body: bytes) -> bytes:
    """Return the content of a master element with its checksum in front."""
    return b"\xbf\x84" + zlib.crc32(body).to_bytes(4, "little") + body


def _width(first: bytes, most: int) -> int:
    """Return how many bytes a number takes that begins with this one; 0 where it is none."""
    if not first or not first[0]:
        return 0
    width = 9 - first[0].bit_length()
    return width if width <= most else 0
