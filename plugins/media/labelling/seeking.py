"""The indexes of Matroska: which elements a segment has, and where its clusters are. They count from its beginning."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from ..containers.matroska import CRC, SEEK_HEAD, EbmlElement, inside
from ..containers.window import MediaWindow
from .ebml import element, id_bytes, void, with_checksum
from .splicing import SpliceEdit, no_room

_ENTRY, _ID, _POSITION = 0x4DBB, 0x53AB, 0x53AC
_POINT, _PLACES, _CLUSTER, _CODEC = 0xBB, 0xB7, 0xF1, 0xEA


class _SeekEntry(NamedTuple):
    """An entry: the id that it names, and the element with the position."""

    whole: EbmlElement
    id: bytes
    position: EbmlElement
    value: int


class SeekIndex(NamedTuple):
    """An index of elements, with its ``entries``."""

    at: EbmlElement
    entries: tuple[_SeekEntry, ...]


def read_seek(window: MediaWindow, seek: EbmlElement) -> SeekIndex:
    """Return an index of elements. Raises ReadError."""
    entries = []
    for each in inside(window, seek):
        parts = {} if each.id != _ENTRY else {p.id: p for p in inside(window, each)}
        if _ID in parts and _POSITION in parts:
            name, position = parts[_ID], parts[_POSITION]
            value = window.number(position.body, position.size, "Seek")
            entries.append(_SeekEntry(each, window.exact(name.body, name.size, "Seek"), position, value))
    return SeekIndex(seek, tuple(entries))


def sought(
    window: MediaWindow, seeks: list[SeekIndex], id_: int, place: int, voids: list[EbmlElement]
) -> list[SpliceEdit] | None:
    """Return the edits by which an index names an element at ``place``; None where it has no room for that.

    Entries of that id that it has already are forgotten.
    """
    if not seeks:
        return None
    wanted = id_bytes(id_)
    first = seeks[0]
    kept = [_read(window, each.whole) for each in first.entries if each.id != wanted]
    width = max(1, (place.bit_length() + 7) // 8)
    kept.append(element(_ENTRY, element(_ID, wanted) + element(_POSITION, place.to_bytes(width, "big"))))
    body = b"".join(kept)
    has_checksum = window.peek(first.at.body, 1) == bytes([CRC])
    body = with_checksum(body) if has_checksum else body
    room = next((each.end for each in voids if each.at == first.at.end), first.at.end) - first.at.at
    new = element(SEEK_HEAD, body)
    left = room - len(new)
    if left == 1:
        new, left = element(SEEK_HEAD, body, width=len(new) - len(body) - 3), 0
    if left < 0 or any(each.id == wanted for seek in seeks[1:] for each in seek.entries):
        return None
    return [SpliceEdit(first.at.at, room, new + void(left))]


def _read(window: MediaWindow, each: EbmlElement) -> bytes:
    return window.exact(each.at, each.end - each.at, "Seek")


def moved_seeks(window: MediaWindow, seeks: list[SeekIndex], start: int, by: int, moving: int) -> Iterator[SpliceEdit]:
    """Yield the edits by which indexes name what lies behind ``start`` further on, ``by`` so many bytes.

    What has the id ``moving`` goes to ``start`` itself.
    """
    for seek in seeks:
        changed: dict[int, bytes] = {}
        for entry in seek.entries:
            value = entry.value + by if entry.value >= start else entry.value
            value = start if entry.id == id_bytes(moving) else value
            changed.update(_changed(entry.position, entry.value, value))
        yield from _rewritten(window, seek.at, changed)


def moved_cues(window: MediaWindow, cues: EbmlElement, start: int, by: int) -> Iterator[SpliceEdit]:
    """Yield the edit by which the index of clusters names those behind ``start`` further on."""
    changed: dict[int, bytes] = {}
    for point in inside(window, cues):
        if point.id != _POINT:
            continue
        for places in inside(window, point):
            if places.id != _PLACES:
                continue
            for each in inside(window, places):
                if each.id in (_CLUSTER, _CODEC):
                    value = window.number(each.body, each.size, "Cues")
                    if value or each.id == _CLUSTER:
                        changed.update(_changed(each, value, value + by if value >= start else value))
    yield from _rewritten(window, cues, changed)


def _changed(place: EbmlElement, old: int, new: int) -> dict[int, bytes]:
    """Return the bytes of a number by their offset, where it is another one. Raises ReadError where it has no room."""
    if old == new:
        return {}
    if new >= 1 << 8 * place.size:
        raise no_room("Matroska", place.at)
    return {place.body: new.to_bytes(place.size, "big")}


def _rewritten(window: MediaWindow, master: EbmlElement, changed: dict[int, bytes]) -> Iterator[SpliceEdit]:
    """Yield the edit of a master element with numbers changed in it, and its checksum."""
    if not changed:
        return
    data = bytearray(window.exact(master.body, master.end - master.body, "Matroska"))
    for at, number in changed.items():
        data[at - master.body : at - master.body + len(number)] = number
    if data[:2] == b"\xbf\x84":
        data[2:6] = zlib.crc32(data[6:]).to_bytes(4, "little")
    yield SpliceEdit(master.body, len(data), bytes(data))
