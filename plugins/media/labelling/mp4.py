"""MP4, M4A and QuickTime: the label in `moov/udta/meta`, by its key; what lies behind `moov` moves where it must.

Then every offset that counts from the beginning of the file moves with it: of chunks (`stco`, `co64`), of fragments (`tfhd`,
`tfra`), of what helps to decrypt (`saio`), of what comes first in a stream (`sidx`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from . import itemlist, xmp
from .boxes import BoxNode, TopBox, name_of, read_box, top
from .splicing import FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MediaWindow, malformed, no_room

_ROOM = 1 << 20
"""Bytes of a `free` box behind `moov` that are looked at as room."""
_FREE = (b"free", b"skip", b"wide")
_WIDEST = 0xFFFFFFFF


class _Shift(NamedTuple):
    """What begins at ``start`` or behind it moves ``by`` so many bytes."""

    start: int
    by: int

    def of(self, place: int) -> int:
        return place + self.by if place >= self.start else place


def plan_mp4(file: MediaWindow, label: str) -> SplicePlan:
    """Return how an MP4, an M4A or a QuickTime file gets its label. Raises ReadError."""
    boxes = list(top(file))
    movies = [each for each in boxes if each.kind == b"moov"]
    if len(movies) != 1:
        raise malformed("moov", movies[1].at if movies else 0)
    place = movies[0]
    moov = read_box(file, place)
    if moov.first(b"cmov") is not None:
        raise malformed("cmov", place.at)
    found = list(itemlist.take_out(moov, "moov"))
    edits: list[SpliceEdit] = []
    for each in boxes:
        labels, edit = _beside(file, each)
        found += labels
        edits += edit
    box, _ = itemlist.list_of(moov)
    if is_only(found, box, label):
        return SplicePlan(box=box, found=tuple(found))
    itemlist.put(moov, label)
    edits += _placed(file, boxes, place, moov)
    return SplicePlan(box=box, edits=tuple(edits), found=tuple(found))


def _beside(file: MediaWindow, place: TopBox) -> tuple[list[FoundLabel], list[SpliceEdit]]:
    """Return labels at the top of the file, and the edits that take them out without moving anything."""
    body = place.at + place.head
    if is_key(place.kind):
        text = as_text(file.read(body, place.size - place.head, "MP4"))
        blank = b"free" + bytes(place.head - 8 + place.size - place.head)
        head = file.read(place.at + 8, place.head - 8, "MP4")
        return [FoundLabel("AIGC", body, text)], [
            SpliceEdit(place.at + 4, place.size - 4, b"free" + head + blank[4 + len(head) :])
        ]
    if place.kind == b"uuid" and file.peek(body, 16) == itemlist.XMP:
        found, data = xmp.without(file.read(body, place.size - place.head, "XMP"), body, "uuid")
        return found, [SpliceEdit(body, len(data), data)] if found else []
    if place.kind == b"meta":
        whole = BoxNode(b"", children=[read_box(file, place)])
        found = list(itemlist.take_out(whole, ""))
        new = whole.children[0].encode() if whole.children else b""
        if not found:
            return [], []
        left = place.size - len(new)
        if left < 8:
            raise no_room("meta", place.at)
        return found, [SpliceEdit(place.at, place.size, new + _free(left))]
    return [], []


def _free(size: int) -> bytes:
    return struct.pack(">I", size) + b"free" + bytes(size - 8)


def _placed(file: MediaWindow, boxes: list[TopBox], place: TopBox, moov: BoxNode) -> Iterator[SpliceEdit]:
    """Yield the edits that put `moov` into its place: into the room behind it, or else what lies there moves."""
    new = moov.encode()
    behind = [each for each in boxes if each.at >= place.end]
    room = behind[0] if behind and behind[0].kind in _FREE and behind[0].size <= _ROOM else None
    if room is not None and len(behind) > 1:
        left = place.size + room.size - len(new)
        if left == 0 or left >= 8:
            yield SpliceEdit(place.at, place.size + room.size, new + (_free(left) if left else b""))
            return
    by = len(new) - place.size
    if behind and by:
        by = _settled(moov, place)
        yield from _elsewhere(file, boxes, _Shift(place.end, by), place)
    yield SpliceEdit(place.at, place.size, moov.encode())


def _settled(moov: BoxNode, place: TopBox) -> int:
    """Move the offsets in `moov`, and return by how much. They may need more room themselves, and so move further."""
    tables = [each for each in moov.walk() if each.kind in (b"stco", b"co64", b"saio")]
    if any(each.kind == b"iloc" for each in moov.walk()):
        raise no_room("iloc", place.at)
    old = [(each.kind, each.data) for each in tables]
    wide: set[int] = set()
    while True:
        for index, (table, (kind, data)) in enumerate(zip(tables, old, strict=True)):
            table.kind, table.data = (b"co64", _widened(data)) if index in wide else (kind, data)
        move = _Shift(place.end, len(moov.encode()) - place.size)
        narrow = [index for index, table in enumerate(tables) if not _move_table(table, move)]
        if not narrow:
            return move.by
        if any(tables[index].kind != b"stco" for index in narrow):
            raise no_room(name_of(tables[narrow[0]].kind), place.at)
        wide.update(narrow)


def _widened(data: bytes) -> bytes:
    """Return a table of chunks with 64 bits for each."""
    return data[:8] + b"".join(struct.pack(">Q", each) for each in _numbers(data, 8, 4, 0))


def _numbers(data: bytes, at: int, width: int, place: int) -> tuple[int, ...]:
    """Return the numbers behind their count. Raises ReadError where the count is not that of what is there."""
    count = int.from_bytes(data[at - 4 : at], "big")
    if len(data) < at or count * width > len(data) - at:
        raise malformed("stco", place)
    return struct.unpack_from(f">{count}{'Q' if width == 8 else 'I'}", data, at)


def _move_table(table: BoxNode, move: _Shift) -> bool:
    """Move the offsets of a table; return whether they still fit into it."""
    at, width = 8, 8 if table.kind == b"co64" else 4
    if table.kind == b"saio":
        at += 8 if table.data[3:4] == b"\1" else 0
        width = 8 if table.data[:1] == b"\1" else 4
    moved = [move.of(each) for each in _numbers(table.data, at, width, table.at)]
    if width == 4 and any(each > _WIDEST for each in moved):
        return False
    numbers = struct.pack(f">{len(moved)}{'Q' if width == 8 else 'I'}", *moved)
    table.data = table.data[:at] + numbers + table.data[at + len(numbers) :]
    return True


def _elsewhere(file: MediaWindow, boxes: list[TopBox], move: _Shift, moov: TopBox) -> Iterator[SpliceEdit]:
    """Yield the edits of offsets outside `moov`. Raises ReadError for one that does not fit any more."""
    for place in boxes:
        if place.kind in (b"moof", b"mfra"):
            for box in read_box(file, place).walk():
                if box.kind == b"tfhd" and box.data[3:4] and box.data[3] & 1:
                    yield _number(box.data, 8, 8, box.at, move)
                elif box.kind == b"tfra":
                    yield from _random_access(box, move)
        elif place.kind == b"sidx" and place.at < moov.at:
            data = file.read(place.at + place.head, place.size - place.head, "sidx")
            width = 8 if data[:1] == b"\1" else 4
            at = 12 + width
            first = place.end + int.from_bytes(data[at : at + width], "big")
            if first >= move.start:
                yield _number(data, at, width, place.at + place.head, _Shift(0, move.by))
        elif place.kind == b"meta" and any(each.kind == b"iloc" for each in read_box(file, place).walk()):
            raise no_room("iloc", place.at)


def _random_access(box: BoxNode, move: _Shift) -> Iterator[SpliceEdit]:
    """Yield the edits of a table that says where fragments begin."""
    width = 8 if box.data[:1] == b"\1" else 4
    if len(box.data) < 16:
        raise malformed("tfra", box.at)
    sizes = box.data[11]
    step = 2 * width + sum(((sizes >> shift) & 3) + 1 for shift in (4, 2, 0))
    count = int.from_bytes(box.data[12:16], "big")
    if 16 + count * step > len(box.data):
        raise malformed("tfra", box.at)
    for entry in range(count):
        yield _number(box.data, 16 + entry * step + width, width, box.at, move)


def _number(data: bytes, at: int, width: int, base: int, move: _Shift) -> SpliceEdit:
    """Return the edit of one number, in a box whose body begins at ``base``."""
    if at + width > len(data):
        raise malformed("MP4", base)
    place = move.of(int.from_bytes(data[at : at + width], "big"))
    if not 0 <= place < 1 << 8 * width:
        raise no_room("MP4", base + at)
    return SpliceEdit(base + at, width, place.to_bytes(width, "big"))
