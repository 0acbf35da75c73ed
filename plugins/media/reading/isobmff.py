"""MP4, M4A and QuickTime: boxes in boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .entries import CUT, TagEntry, decoded, fourcc, is_label
from .id3 import id3_entries, id3_size
from .window import MOST_TEXT, Window
from .xmp import xmp_entries

_INSIDE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"udta", b"edts", b"dinf", b"mfra"))
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_DEEPEST = 16
_UTF8, _UTF16, _IMAGES = 1, 2, (13, 14, 27)


class _IsoBox(NamedTuple):
    name: bytes
    begin: int
    size: int
    way: str

    @property
    def end(self) -> int:
        return self.begin + self.size


def boxes(window: Window, at: int, end: int, way: str = "") -> Iterator[_IsoBox]:
    """Yield the boxes of a stretch; ``begin`` and ``size`` are of what is in them. Raises ReadError where one is cut off."""
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
        elif size == 0 and way:
            if not head.strip(b"\0") or name == b"\0\0\0\0":
                return  # the zero that ends QuickTime's user data
            size = end - at
        elif size == 0:
            size = end - at
        if size < inner:
            raise window.broken(at, box)
        if at + size > end:
            raise window.cut(at, size, box)
        yield _IsoBox(name, at + inner, size - inner, box)
        at += size


def iso_entries(window: Window, start: int = 0) -> Iterator[TagEntry]:
    """Yield what a file of boxes says: keys and items, freeform items, user data, XMP, and a bare box AIGC."""
    for box in boxes(window, start, window.size):
        yield from _box(window, box, 0)


def _box(window: Window, box: _IsoBox, depth: int) -> Iterator[TagEntry]:
    if depth > _DEEPEST:
        raise window.broken(box.begin, box.way)
    if box.name == b"cmov":  # compressed: players unpack it, and a label in it would be overlooked
        raise window.broken(box.begin, box.way)
    if box.name == b"meta":
        yield from _meta(window, box, depth)
    elif box.name in _INSIDE:
        for inner in boxes(window, box.begin, box.end, box.way):
            yield from _box(window, inner, depth + 1)
    elif box.name == b"uuid":
        yield from _uuid(window, box)
    elif box.name == b"XMP_":
        yield from xmp_entries(window, box.begin, box.size, box.way)
    elif box.name == b"ID32" and id3_size(window, box.begin + 6):
        yield from id3_entries(window, box.begin + 6, f"{box.way}/ID3v2")
    elif is_label(fourcc(box.name)):
        yield _bare(window, box)
    elif box.name[:1] == b"\xa9":
        yield from _international(window, box)


def _uuid(window: Window, box: _IsoBox) -> Iterator[TagEntry]:
    kind = window.exact(box.begin, 16, box.way)
    if kind == _XMP:
        yield from xmp_entries(window, box.begin + 16, box.size - 16, f"{box.way}/XMP")


def _bare(window: Window, box: _IsoBox) -> TagEntry:
    """Return a box that is a label itself; QuickTime's user data have a length and a language before the text."""
    data, skipped = window.text(box.begin, box.size, box.way), 0
    if len(data) > 4 and int.from_bytes(data[:2], "big") == len(data) - 4:  # those two
        data, skipped = data[4:], 4
    return TagEntry(box.way, fourcc(box.name), box.begin + skipped, len(data), decoded(data))


def _international(window: Window, box: _IsoBox) -> Iterator[TagEntry]:
    """Yield QuickTime's user data text, as far as it is one."""
    if 4 < box.size <= MOST_TEXT:
        data = window.peek(box.begin, min(box.size, CUT * 4))
        size = int.from_bytes(data[:2], "big")
        if size <= box.size - 4:
            text = data[4 : 4 + size].decode(errors="replace")
            yield TagEntry(box.way, fourcc(box.name), box.begin + 4, size, text)


# --- meta ---------------------------------------------------------------------------------------------------------------


def _meta(window: Window, box: _IsoBox, depth: int) -> Iterator[TagEntry]:
    """Yield what a meta box says; with four bytes before its boxes in MP4, without in QuickTime."""
    version = 0 if window.peek(box.begin + 4, 4) == b"hdlr" else 4
    if box.size < version:
        return
    keys: list[str] = []
    inside = window.few(boxes(window, box.begin + version, box.end, box.way), box.begin, box.way)
    for inner in inside:
        if inner.name == b"keys":
            keys = window.few(_keys(window, inner), inner.begin, inner.way)
    for inner in inside:
        if inner.name == b"ilst":
            for item in boxes(window, inner.begin, inner.end, inner.way):
                yield from _item(window, item, keys)
        elif inner.name != b"keys":
            yield from _box(window, inner, depth + 1)


def _keys(window: Window, box: _IsoBox) -> Iterator[str]:
    if box.size < 8:  # version and number
        raise window.broken(box.begin, box.way)
    at = box.begin + 8
    for _ in range(int.from_bytes(window.exact(box.begin + 4, 4, box.way), "big")):
        window.step()
        if at + 8 > box.end:
            raise window.cut(at, 8, box.way)
        size = int.from_bytes(window.exact(at, 4, box.way), "big")
        if size < 8 or at + size > box.end:  # size and name space
            raise window.broken(at, box.way)
        yield window.peek(at + 8, min(size - 8, CUT)).decode(errors="replace")
        at += size


def _item(window: Window, item: _IsoBox, keys: list[str]) -> Iterator[TagEntry]:
    """Yield the values of an item; its name is its own, that of a key, or that of a freeform item."""
    index = int.from_bytes(item.name, "big")
    name = keys[index - 1] if 0 < index <= len(keys) else fourcc(item.name)
    way = item.way if item.name == b"----" or not 0 < index <= len(keys) else item.way.rpartition("/")[0]
    inside = window.few(boxes(window, item.begin, item.end, item.way), item.begin, item.way)
    for inner in inside:
        if inner.name == b"name" and inner.size >= 4:
            name = window.peek(inner.begin + 4, min(inner.size - 4, CUT)).decode(errors="replace")
    values = [inner for inner in inside if inner.name == b"data"]
    if not values and is_label(name):
        yield TagEntry(way, name, item.begin, item.size, "" if not item.size else None)
    for inner in values:
        if inner.size < 8:  # type and language
            raise window.broken(inner.begin, inner.way)
        kind = int.from_bytes(window.exact(inner.begin, 4, inner.way), "big") & 0xFFFFFF
        begin, size = inner.begin + 8, inner.size - 8
        if is_label(name):
            data = window.text(begin, size, way)
            yield TagEntry(way, name, begin, size, decoded(data, "utf-16-be" if kind == _UTF16 else "utf-8"))
        elif kind in (_UTF8, _UTF16) and kind not in _IMAGES:
            data = window.peek(begin, min(size, CUT * 4))
            text = data.decode("utf-16-be" if kind == _UTF16 else "utf-8", "replace")
            yield TagEntry(way, name, begin, size, text)
