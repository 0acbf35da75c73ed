"""MP4, M4A and QuickTime: the label in `moov/udta/meta`, by its key; what lies behind `moov` moves where it must.

Then every offset that counts from the beginning of the file moves with it: of chunks (`stco`, `co64`), of fragments (`tfhd`,
`tfra`), of what helps to decrypt (`saio`), of what comes first in a stream (`sidx`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ..containers.isobmff import XMP, IsoBox, boxes
from ..containers.text import fourcc
from ..containers.window import MediaWindow
from ..reading.entries import is_label
from . import itemlist, xmp
from .boxes import BoxNode, read_box
from .splicing import SpliceEdit, SplicePlan, no_room

_ROOM = 1 << 20
"""Bytes of a `free` box behind `moov` that are looked at as room."""
_FREE = (b"free", b"skip", b"wide")
_WIDEST = 0xFFFFFFFF
_MOST_BOXES = 400_000
"""At the top of a file."""


class _Shift(NamedTuple):
    """What begins at ``start`` or behind it moves ``by`` so many bytes."""

    start: int
    by: int

    def of(self, place: int) -> int:
        return place + self.by if place >= self.start else place


def plan_mp4(window: MediaWindow, label: str) -> SplicePlan:
    """Return how an MP4, an M4A or a QuickTime file gets its label. Raises ReadError."""
    found = list(islice(boxes(window, 0, window.size), _MOST_BOXES))
    movies = [each for each in found if each.name == b"moov"]
    if len(movies) != 1 or len(found) == _MOST_BOXES:
        raise window.broken(movies[1].at if len(movies) > 1 else 0, "moov")
    place = movies[0]
    moov = read_box(window, place)
    if moov.first(b"cmov") is not None:
        raise window.broken(place.at, "cmov")
    itemlist.take_out(window, moov)
    box, _ = itemlist.list_of(moov)
    itemlist.put(moov, label)
    beside = (edit for each in found for edit in _beside(window, each))
    return SplicePlan(box=box, edits=(*beside, *_placed(window, found, place, moov)))


def _beside(window: MediaWindow, place: IsoBox) -> Iterator[SpliceEdit]:
    """Yield the edit that takes the labels out of a box at the top of the file, without moving anything."""
    if is_label(fourcc(place.name)):
        head = window.exact(place.at + 8, place.begin - place.at - 8, "MP4")
        yield SpliceEdit(place.at + 4, place.end - place.at - 4, b"free" + head + bytes(place.size))
    elif place.name == b"uuid" and window.peek(place.begin, 16) == XMP:
        new = xmp.blanked(window.exact(place.begin + 16, place.size - 16, "XMP"))
        if new is not None:
            yield SpliceEdit(place.begin + 16, len(new), new)
    elif place.name == b"XMP_":
        new = xmp.blanked(window.exact(place.begin, place.size, "XMP"))
        if new is not None:
            yield SpliceEdit(place.begin, len(new), new)
    elif place.name in (b"meta", b"udta"):
        whole = read_box(window, place)
        if itemlist.take_out(window, whole):
            new = whole.encode()
            left = place.end - place.at - len(new)
            if left < 8:
                raise no_room("meta", place.at)
            yield SpliceEdit(place.at, place.end - place.at, new + _free(left))


def _free(size: int) -> bytes:
    return struct.pack(">I", size) + b"free" + bytes(size - 8)


def _placed(window: MediaWindow, found: list[IsoBox], place: IsoBox, moov: BoxNode) -> Iterator[SpliceEdit]:
    """Yield the edits that put `moov` into its place: into the room behind it, or else what lies there moves."""
    new, size = moov.encode(), place.end - place.at
    behind = [each for each in found if each.at >= place.end]
    room = behind[0] if behind and behind[0].name in _FREE and behind[0].size <= _ROOM else None
    if room is not None and len(behind) > 1:
        left = room.end - place.at - len(new)
        if left == 0 or left >= 8:
            yield SpliceEdit(place.at, room.end - place.at, new + (_free(left) if left else b""))
            return
    by = len(new) - size
    if behind and by:
        by = _settled(window, moov, place)
        yield from _elsewhere(window, found, _Shift(place.end, by), place)
    yield SpliceEdit(place.at, size, moov.encode())


def _settled(window: MediaWindow, moov: BoxNode, place: IsoBox) -> int:
    """Move the offsets in `moov`, and return by how much. They may need more room themselves, and so move further."""
    tables = [each for each in moov.walk() if each.kind in (b"stco", b"co64", b"saio")]
    if any(each.kind == b"iloc" for each in moov.walk()):
        raise no_room("iloc", place.at)
    old = [(each.kind, each.data) for each in tables]
    wide: set[int] = set()
    while True:
        for index, (table, (kind, data)) in enumerate(zip(tables, old, strict=True)):
            table.kind, table.data = (b"co64", _widened(window, data)) if index in wide else (kind, data)
        move = _Shift(place.end, len(moov.encode()) - (place.end - place.at))
        narrow = [index for index, table in enumerate(tables) if not _move_table(window, table, move)]
        if not narrow:
            return move.by
        if any(tables[index].kind != b"stco" for index in narrow):
            raise no_room(fourcc(tables[narrow[0]].kind), place.at)
        wide.update(narrow)


def _widened(window: MediaWindow, data: bytes) -> bytes:
    """Return a table of chunks with 64 bits for each."""
    return data[:8] + b"".join(struct.pack(">Q", each) for each in _numbers(window, data, 8, 4, 0))


def _numbers(window: MediaWindow, data: bytes, at: int, width: int, place: int) -> tuple[int, ...]:
    """Return the numbers behind their count. Raises ReadError where the count is not that of what is there."""
    count = int.from_bytes(data[at - 4 : at], "big")
    if len(data) < at or count * width > len(data) - at:
        raise window.broken(place, "stco")
    return struct.unpack_from(f">{count}{'Q' if width == 8 else 'I'}", data, at)


def _move_table(window: MediaWindow, table: BoxNode, move: _Shift) -> bool:
    """Move the offsets of a table; return whether they still fit into it."""
    at, width = 8, 8 if table.kind == b"co64" else 4
    if table.kind == b"saio":
        at += 8 if table.data[3:4] == b"\1" else 0
        width = 8 if table.data[:1] == b"\1" else 4
    moved = [move.of(each) for each in _numbers(window, table.data, at, width, table.at)]
    if width == 4 and any(each > _WIDEST for each in moved):
        return False
    numbers = struct.pack(f">{len(moved)}{'Q' if width == 8 else 'I'}", *moved)
    table.data = table.data[:at] + numbers + table.data[at + len(numbers) :]
    return True


def _elsewhere(window: MediaWindow, found: list[IsoBox], move: _Shift, moov: IsoBox) -> Iterator[SpliceEdit]:
    """Yield the edits of offsets outside `moov`. Raises ReadError for one that does not fit any more."""
    for place in found:
        if place.name in (b"moof", b"mfra"):
            for box in read_box(window, place).walk():
                if box.kind == b"tfhd" and box.data[3:4] and box.data[3] & 1:
                    yield _number(window, box, 8, 8, move)
                elif box.kind == b"tfra":
                    yield from _random_access(window, box, move)
        elif place.name == b"sidx" and place.at < moov.at:
            box = read_box(window, place)
            width = 8 if box.data[:1] == b"\1" else 4
            at = 12 + width
            first = place.end + int.from_bytes(box.data[at : at + width], "big")
            if first >= move.start:
                yield _number(window, box, at, width, _Shift(0, move.by))
        elif place.name == b"meta" and any(each.kind == b"iloc" for each in read_box(window, place).walk()):
            raise no_room("iloc", place.at)


def _random_access(window: MediaWindow, box: BoxNode, move: _Shift) -> Iterator[SpliceEdit]:
    """Yield the edits of a table that says where fragments begin."""
    width = 8 if box.data[:1] == b"\1" else 4
    if len(box.data) < 16:
        raise window.broken(box.at, "tfra")
    sizes = box.data[11]
    step = 2 * width + sum(((sizes >> shift) & 3) + 1 for shift in (4, 2, 0))
    count = int.from_bytes(box.data[12:16], "big")
    if 16 + count * step > len(box.data):
        raise window.broken(box.at, "tfra")
    for entry in range(count):
        yield _number(window, box, 16 + entry * step + width, width, move)


def _number(window: MediaWindow, box: BoxNode, at: int, width: int, move: _Shift) -> SpliceEdit:
    """Return the edit of one number in a box."""
    if at + width > len(box.data):
        raise window.broken(box.at, "MP4")
    place = move.of(int.from_bytes(box.data[at : at + width], "big"))
    if not 0 <= place < 1 << 8 * width:
        raise no_room("MP4", box.at + at)
    return SpliceEdit(box.at + at, width, place.to_bytes(width, "big"))
