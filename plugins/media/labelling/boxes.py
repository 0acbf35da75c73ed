"""Boxes of MP4 and QuickTime: those of a file by their places, and those of `moov` as a tree that can be changed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .window import MediaWindow, cut_off, malformed, too_big, too_many

_CONTAINERS = frozenset(
    (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta", b"ilst", b"moof", b"traf", b"mfra")
)
_DEPTH = 12
_TOP = 400_000
_BOXES = 500_000


class TopBox(NamedTuple):
    """A box at the top of a file: ``head`` bytes of head, ``size`` bytes in all."""

    kind: bytes
    at: int
    head: int
    size: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.at + self.size


def top(file: MediaWindow) -> Iterator[TopBox]:
    """Yield the boxes at the top of a file. Raises ReadError for one that is not all there."""
    at = 0
    for _ in range(_TOP):
        if at >= file.size:
            return
        head = file.peek(at, 16)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        width = 8
        if size == 1 and len(head) == 16:
            size, width = int.from_bytes(head[8:16], "big"), 16
        elif size == 0 and len(head) >= 8:
            size = file.size - at
        if len(kind) < 4:
            if not head.strip(b"\0"):  # a few zeros at the end
                return
            raise cut_off("MP4", at)
        if size < width:
            raise malformed("MP4", at)
        if at + size > file.size:
            raise cut_off(name_of(kind), at)
        yield TopBox(kind, at, width, size)
        at += size
    raise too_many("MP4", at)


@dataclass
class BoxNode:
    """A box in memory; ``at`` is where its body began in the file, 0 of a new one.

    A container has ``children`` between its ``data``, such as the version of `meta`, and ``tail``.
    """

    kind: bytes
    at: int = 0
    data: bytes = b""
    children: list[BoxNode] | None = None
    tail: bytes = field(default=b"")

    def encode(self) -> bytes:
        """Return what is stored."""
        body = self.data + b"".join(child.encode() for child in self.children or ()) + self.tail
        if len(body) + 8 > 0xFFFFFFFF:
            raise too_big(name_of(self.kind), self.at)
        return struct.pack(">I", len(body) + 8) + self.kind + body

    def of(self, kind: bytes) -> list[BoxNode]:
        """Return the children of a kind."""
        return [child for child in self.children or () if child.kind == kind]

    def first(self, kind: bytes) -> BoxNode | None:
        """Return the first child of a kind."""
        return next(iter(self.of(kind)), None)

    def walk(self) -> Iterator[BoxNode]:
        """Yield it and all below it."""
        yield self
        for child in self.children or ():
            yield from child.walk()


def read_box(file: MediaWindow, place: TopBox) -> BoxNode:
    """Return a box at the top of a file as a tree. Raises ReadError."""
    body = file.read(place.at + place.head, place.size - place.head, name_of(place.kind))
    count = [0]
    return _box(place.kind, body, place.at + place.head, 0, count)


def children_of(data: bytes, at: int) -> tuple[list[tuple[bytes, int, bytes]], bytes]:
    """Return the boxes in these bytes, each with kind, offset and content of its body, and what is left. Raises ReadError."""
    found, place = [], 0
    while len(data) - place >= 8:
        size, kind = struct.unpack_from(">I4s", data, place)
        head = 8
        if size == 1 and len(data) - place >= 16:
            size, head = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        if size == 0 and not data[place:].strip(b"\0"):
            break
        if size < head or place + size > len(data):
            raise malformed(name_of(kind), at + place)
        found.append((kind, at + place + head, data[place + head : place + size]))
        place += size
    return found, data[place:]


def name_of(kind: bytes) -> str:
    """Return the name of a kind as people know it."""
    text = kind.decode("latin-1")
    return text if text.isprintable() and text.isascii() else "MP4"


def _box(kind: bytes, body: bytes, at: int, depth: int, count: list[int]) -> BoxNode:
    count[0] += 1
    if count[0] > _BOXES or depth > _DEPTH:
        raise malformed(name_of(kind), at)
    if kind not in _CONTAINERS:
        return BoxNode(kind, at, body)
    data = b""
    if kind == b"meta" and body[4:8] != b"hdlr":  # in QuickTime it has no version
        data = body[:4]
    parts, tail = children_of(body[len(data) :], at + len(data))
    children = [_box(name, content, place, depth + 1, count) for name, place, content in parts]
    return BoxNode(kind, at, data, children, tail)
