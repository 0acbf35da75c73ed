"""MP4, M4A and QuickTime: keys and items, freeform items, user data, XMP, and a bare box AIGC."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.id3 import tag_size
from ..containers.isobmff import DEEPEST, INSIDE, XMP, IsoBox, boxes, keys_in, version_size
from ..containers.text import decoded, fourcc
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import CUT, TagEntry, is_label
from .id3 import id3_entries
from .xmp import xmp_entries

_UTF8, _UTF16, _IMAGES = 1, 2, (13, 14, 27)


def iso_entries(window: MediaWindow, start: int = 0) -> Iterator[TagEntry]:
    """Yield what a file of boxes says: keys and items, freeform items, user data, XMP, and a bare box AIGC."""
    for box in boxes(window, start, window.size):
        yield from _box(window, box, 0)


def _box(window: MediaWindow, box: IsoBox, depth: int) -> Iterator[TagEntry]:
    if depth > DEEPEST:
        raise window.broken(box.begin, box.way)
    if box.name == b"cmov":  # compressed: players unpack it, and a label in it would be overlooked
        raise window.broken(box.begin, box.way)
    if box.name == b"meta":
        yield from _meta(window, box, depth)
    elif box.name in INSIDE:
        for inner in boxes(window, box.begin, box.end, box.way):
            yield from _box(window, inner, depth + 1)
    elif box.name == b"uuid":
        yield from _uuid(window, box)
    elif box.name == b"XMP_":
        yield from xmp_entries(window, box.begin, box.size, box.way)
    elif box.name == b"ID32" and tag_size(window, box.begin + 6):
        yield from id3_entries(window, box.begin + 6, f"{box.way}/ID3v2")
    elif is_label(fourcc(box.name)):
        yield _bare(window, box)
    elif box.name[:1] == b"\xa9":
        yield from _international(window, box)


def _uuid(window: MediaWindow, box: IsoBox) -> Iterator[TagEntry]:
    kind = window.exact(box.begin, 16, box.way)
    if kind == XMP:
        yield from xmp_entries(window, box.begin + 16, box.size - 16, f"{box.way}/XMP")


def _bare(window: MediaWindow, box: IsoBox) -> TagEntry:
    """Return a box that is a label itself; QuickTime's user data have a length and a language before the text."""
    data, skipped = window.text(box.begin, box.size, box.way), 0
    if len(data) > 4 and int.from_bytes(data[:2], "big") == len(data) - 4:  # those two
        data, skipped = data[4:], 4
    return TagEntry(box.way, fourcc(box.name), box.begin + skipped, len(data), decoded(data))


def _international(window: MediaWindow, box: IsoBox) -> Iterator[TagEntry]:
    """Yield QuickTime's user data text, as far as it is one."""
    if 4 < box.size <= MOST_TEXT:
        data = window.peek(box.begin, min(box.size, CUT * 4))
        size = int.from_bytes(data[:2], "big")
        if size <= box.size - 4:
            text = data[4 : 4 + size].decode(errors="replace")
            yield TagEntry(box.way, fourcc(box.name), box.begin + 4, size, text)


def _meta(window: MediaWindow, box: IsoBox, depth: int) -> Iterator[TagEntry]:
    """Yield what a meta box says; with four bytes before its boxes in MP4, without in QuickTime."""
    keys: list[str] = []
    inside = window.few(boxes(window, box.begin + version_size(window, box), box.end, box.way), box.begin, box.way)
    for inner in inside:
        if inner.name == b"keys":
            found = window.few(keys_in(window, inner), inner.begin, inner.way)
            keys = [key.name[:CUT].decode(errors="replace") for key in found]
    for inner in inside:
        if inner.name == b"ilst":
            for item in boxes(window, inner.begin, inner.end, inner.way):
                yield from _item(window, item, keys)
        elif inner.name != b"keys":
            yield from _box(window, inner, depth + 1)


def _item(window: MediaWindow, item: IsoBox, keys: list[str]) -> Iterator[TagEntry]:
    """Yield the values of an item; its name is its own, that of a key, or that of a freeform item."""
    inside = window.few(boxes(window, item.begin, item.end, item.way), item.begin, item.way)
    name = item_name(window, item, inside, keys)
    is_keyed = item.name != b"----" and 0 < int.from_bytes(item.name, "big") <= len(keys)
    way = item.way.rpartition("/")[0] if is_keyed else item.way
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


def item_name(window: MediaWindow, item: IsoBox, inside: list[IsoBox], keys: list[str]) -> str:
    """Return the name of an item: its own, that of a key, or that which a freeform item has ``inside``."""
    index = int.from_bytes(item.name, "big")
    name = keys[index - 1] if 0 < index <= len(keys) else fourcc(item.name)
    for inner in inside:
        if inner.name == b"name" and inner.size >= 4:
            name = window.peek(inner.begin + 4, min(inner.size - 4, CUT)).decode(errors="replace")
    return name
