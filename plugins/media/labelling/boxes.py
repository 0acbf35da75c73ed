"""Boxes of MP4 and QuickTime in memory: a tree that can be changed, and is written anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..containers.isobmff import DEEPEST, INSIDE, IsoBox, MetaKey, boxes, keys_in, version_size
from ..containers.window import MOST_PART, MediaWindow

_PARTED = INSIDE | {b"stbl", b"meta", b"ilst"}


@dataclass
class BoxNode:
    """A box in memory; ``place`` is where it was in the file, None of a new one.

    A container has ``children`` between its ``data``, such as the version of `meta`, and ``tail``. ``keys`` are those of a box
    of keys.
    """

    kind: bytes
    place: IsoBox | None = None
    data: bytes = b""
    children: list[BoxNode] | None = None
    keys: list[MetaKey] = field(default_factory=list)
    tail: bytes = b""

    @property
    def at(self) -> int:
        """Where its body began in the file, 0 of a new one."""
        return 0 if self.place is None else self.place.begin

    def encode(self) -> bytes:
        """Return what is stored."""
        body = self.data + b"".join(child.encode() for child in self.children or ()) + self.tail
        if self.kind == b"keys":
            names = (struct.pack(">I", len(key.name) + 8) + key.space + key.name for key in self.keys)
            body = self.data + struct.pack(">I", len(self.keys)) + b"".join(names)
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


def read_box(window: MediaWindow, box: IsoBox, depth: int = 0) -> BoxNode:
    """Return a box of a file as a tree. Raises ReadError."""
    if box.size > MOST_PART:
        raise window.too_big(box.at, box.way)
    if depth > DEEPEST:
        raise window.broken(box.begin, box.way)
    if box.name == b"keys":
        return BoxNode(box.name, box, window.peek(box.begin, 4), keys=list(keys_in(window, box)))
    if box.name not in _PARTED:
        return BoxNode(box.name, box, window.exact(box.begin, box.size, box.way))
    data = window.peek(box.begin, version_size(window, box)) if box.name == b"meta" else b""
    found = window.few(boxes(window, box.begin + len(data), box.end, box.way), box.begin, box.way)
    children = [read_box(window, each, depth + 1) for each in found]
    end = found[-1].end if found else box.begin + len(data)
    return BoxNode(box.name, box, data, children, tail=window.exact(end, box.end - end, box.way))
