"""Ogg: the label in the comment header of Vorbis or Opus, whose pages are cut anew.

Where that takes more or fewer pages than before, all later pages of the stream get other numbers, so other checksums.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from ..containers.ogg import CONTINUED, FIRST, LAST, MOST_PACKET, CommentHead, OggPage, comment_heads, pages
from ..containers.vorbis import read_comments
from ..containers.window import MediaWindow
from ..reading.vorbis import ogg_box
from .splicing import KEY, SpliceEdit, SplicePlan, no_room
from .vorbis import labelled

_NO_PACKET = b"\xff" * 8
_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def plan_ogg(window: MediaWindow, label: str) -> SplicePlan:
    """Return how an Ogg Vorbis or Opus gets its label. Raises ReadError."""
    _see_no_index(window.anew())
    heads = window.few(comment_heads(window), 0, "Ogg")
    own = next((head for head in heads if head.is_audio), None)
    if own is None:
        raise window.broken(0, "Ogg")
    edits: list[SpliceEdit] = []
    shifts: dict[int, tuple[bytes, int]] = {}
    for head in heads:
        comments = read_comments(window, head.comments, head.place, "Ogg")
        new = head.magic + labelled(comments, label if head is own else None)
        if head is not own and new == head.packets[0]:
            continue
        if not head.is_whole:
            raise window.broken(head.pages[-1].at, "Ogg")
        if len(new) > MOST_PACKET:
            raise window.too_big(head.pages[0].at, "Ogg", MOST_PACKET)
        data, count = _paged(head, [new, *map(bytes, head.packets[1 : head.wanted])])
        edits.append(SpliceEdit(head.pages[0].at, head.pages[0].end - head.pages[0].at, data))
        edits += [SpliceEdit(page.at, page.end - page.at, b"") for page in head.pages[1:]]
        if count != len(head.pages):
            shifts[head.pages[-1].at] = head.pages[0].serial, count - len(head.pages)
    box = f"{ogg_box(own.magic)}/{KEY}"
    if not shifts:
        return SplicePlan(box=box, edits=tuple(edits))
    return SplicePlan(box=box, behind=_renumbered(window, {edit.offset: edit for edit in edits}, shifts))


def _renumbered(
    window: MediaWindow, taken: dict[int, SpliceEdit], shifts: dict[int, tuple[bytes, int]]
) -> Callable[[], Iterator[SpliceEdit]]:
    def edits() -> Iterator[SpliceEdit]:
        moved: dict[bytes, int] = {}
        walked = window.anew()
        for page in pages(walked):
            if page.flags & FIRST:
                moved.pop(page.serial, None)
            if page.at in taken:
                yield taken[page.at]
            elif moved.get(page.serial):
                yield _numbered(walked, page, (page.number + moved[page.serial]) & 0xFFFFFFFF)
            if page.at in shifts:
                serial, by = shifts[page.at]
                moved[serial] = by

    return edits


def _numbered(window: MediaWindow, page: OggPage, number: int) -> SpliceEdit:
    """Return the edit that gives a page another number. A checksum that was wrong stays wrong."""
    checksum = int.from_bytes(window.exact(page.at + 22, 4, "Ogg"), "little")
    change = struct.pack("<I", page.number ^ number) + bytes(page.end - page.at - 22)
    return SpliceEdit(page.at + 18, 8, struct.pack("<II", number, checksum ^ checksum_of(change)))


def checksum_of(data: bytes) -> int:
    """Return the checksum of Ogg: that of zlib with its bits the other way round, and neither begun nor ended by ones."""
    mirrored = zlib.crc32(data.translate(_BITS), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def _see_no_index(window: MediaWindow) -> None:
    """Raise ReadError for a skeleton that knows offsets: a label would make them wrong."""
    for page in pages(window):
        begin = window.peek(page.body, 10) if page.flags & FIRST else b""
        if begin[:8] == b"fishead\0" and int.from_bytes(begin[8:], "little") >= 4:
            raise no_room("Ogg", page.at)


def _paged(head: CommentHead, packets: list[bytes]) -> tuple[bytes, int]:
    """Return pages with these packets, and how many they are. A packet ends with a segment of less than 255 bytes."""
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    body, first, last = b"".join(packets), head.pages[0], head.pages[-1]
    written, place, flags = [], 0, 0
    for count, start in enumerate(range(0, len(lacing), 255)):
        segments = lacing[start : start + 255]
        granule = bytes(8) if any(length < 255 for length in segments) else _NO_PACKET
        if start + 255 >= len(lacing):
            flags, granule = flags | last.flags & LAST, last.granule
        page = bytearray(b"OggS\0" + bytes([flags]) + granule + first.serial)
        page += struct.pack("<II", (first.number + count) & 0xFFFFFFFF, 0) + bytes([len(segments)]) + segments
        page += body[place : place + sum(segments)]
        page[22:26] = struct.pack("<I", checksum_of(bytes(page)))
        written.append(bytes(page))
        place += sum(segments)
        flags = CONTINUED if segments[-1] == 255 else 0
    return b"".join(written), len(written)
