"""EBML as it is written: elements, their sizes, and what is void."""

from __future__ import annotations

import zlib


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
