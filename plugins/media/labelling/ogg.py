"""Ogg: the label in the comment header of Vorbis or Opus, whose pages are cut anew.

Where that takes more or fewer pages than before, all later pages of the stream get other numbers, so other checksums.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .splicing import FoundLabel, SpliceEdit, SplicePlan, is_only
from .vorbis import read_comments
from .window import MOST, PARTS, MediaWindow, cut_off, malformed, no_room, too_big, too_many

BOX = "Ogg/comment"
_HEAD = 27
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_PAGES, _STREAMS = 100_000, 1_000
"""Of a head, and in a file."""
_NO_PACKET = b"\xff" * 8
_KINDS = {b"\x01vorbis": (b"\x03vorbis", 2), b"OpusHead": (b"OpusTags", 1), b"\x80theora": (b"\x81theora", 2)}
"""How a stream begins, how its comments begin, and the packets of its head behind the first one."""
_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OggPage(NamedTuple):
    """``lacing`` are the lengths of its segments; ``end`` is where the next one begins."""

    at: int
    flags: int
    granule: bytes
    serial: bytes
    number: int
    lacing: bytes
    end: int

    @property
    def body(self) -> int:
        """Where its body begins."""
        return self.at + _HEAD + len(self.lacing)


class _CommentHead(NamedTuple):
    """The head of a stream: its pages behind the first one, and the packets in them."""

    pages: list[OggPage]
    packets: list[bytes]
    magic: bytes
    is_audio: bool


def pages(file: MediaWindow, at: int = 0) -> Iterator[OggPage]:
    """Yield the pages. Raises ReadError for what is no page, or is not all there."""
    for _ in range(PARTS):
        if at >= file.size:
            return
        head = file.peek(at, _HEAD + 255)
        if head[:5] != b"OggS\0"[: len(head)]:
            raise malformed("Ogg", at)
        lacing = head[_HEAD : _HEAD + head[26]] if len(head) > 26 else b""
        end = at + _HEAD + len(lacing) + sum(lacing)
        if end > file.size or len(head) < _HEAD + head[26]:
            raise cut_off("Ogg", at)
        yield OggPage(at, head[5], head[6:14], head[14:18], int.from_bytes(head[18:22], "little"), lacing, end)
        at = end
    raise too_many("Ogg", at)


def plan_ogg(file: MediaWindow, label: str) -> SplicePlan:
    """Return how an Ogg Vorbis or Opus gets its label. Raises ReadError."""
    heads = _heads(file)
    own = next((head for head in heads if head.is_audio), None)
    if own is None:
        raise malformed("Ogg", 0)
    found: list[FoundLabel] = []
    edits: list[SpliceEdit] = []
    shifts: dict[int, tuple[bytes, int]] = {}
    for head in heads:
        comments = read_comments(head.packets[0][len(head.magic) :], head.pages[0].body + len(head.magic))
        labels = comments.labels(BOX, head.pages[0].body + len(head.magic))
        found += labels
        if head is not own and not labels:
            continue
        new = head.magic + comments.labelled(label if head is own else None).encode()
        if len(new) > MOST:
            raise too_big("Ogg", head.pages[0].at)
        data, count = _paged(head, [new, *head.packets[1:]])
        edits.append(SpliceEdit(head.pages[0].at, head.pages[0].end - head.pages[0].at, data))
        edits += [SpliceEdit(page.at, page.end - page.at, b"") for page in head.pages[1:]]
        if count != len(head.pages):
            shifts[head.pages[-1].at] = head.pages[0].serial, count - len(head.pages)
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    if not shifts:
        return SplicePlan(box=BOX, found=tuple(found), edits=tuple(edits))
    taken = {edit.offset: edit for edit in edits}
    return SplicePlan(box=BOX, found=tuple(found), behind=_renumbered(file, taken, shifts))


def _renumbered(
    file: MediaWindow, taken: dict[int, SpliceEdit], shifts: dict[int, tuple[bytes, int]]
) -> Callable[[], Iterator[SpliceEdit]]:
    def edits() -> Iterator[SpliceEdit]:
        moved: dict[bytes, int] = {}
        for page in pages(file):
            if page.flags & _FIRST:
                moved.pop(page.serial, None)
            if page.at in taken:
                yield taken[page.at]
            elif moved.get(page.serial):
                yield _numbered(file, page, (page.number + moved[page.serial]) & 0xFFFFFFFF)
            if page.at in shifts:
                serial, by = shifts[page.at]
                moved[serial] = by

    return edits


def _numbered(file: MediaWindow, page: OggPage, number: int) -> SpliceEdit:
    """Return the edit that gives a page another number. A checksum that was wrong stays wrong."""
    checksum = int.from_bytes(file.read(page.at + 22, 4, "Ogg"), "little")
    change = struct.pack("<I", page.number ^ number) + bytes(page.end - page.at - 22)
    return SpliceEdit(page.at + 18, 8, struct.pack("<II", number, checksum ^ checksum_of(change)))


def checksum_of(data: bytes) -> int:
    """Return the checksum of Ogg: that of zlib with its bits the other way round, and neither begun nor ended by ones."""
    mirrored = zlib.crc32(data.translate(_BITS), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def _heads(file: MediaWindow) -> list[_CommentHead]:
    """Return the heads of all streams that keep comments. Raises ReadError."""
    found: list[_CommentHead] = []
    open_: dict[bytes, tuple[list[OggPage], list[bytearray], bytes, int, bool]] = {}
    for page in pages(file):
        if page.flags & _FIRST:
            _see_index(file, page)
            begins = file.peek(page.body, 8)
            known = next((each for each in _KINDS if begins.startswith(each)), None)
            if len(open_) + len(found) > _STREAMS:
                raise too_many("Ogg", page.at)
            if known is not None:
                open_[page.serial] = ([], [bytearray()], *_KINDS[known], known != b"\x80theora")
        elif page.serial in open_:
            taken, packets, magic, wanted, is_audio = open_[page.serial]
            taken.append(page)
            if len(taken) > _PAGES:
                raise too_many("Ogg", page.at)
            _take(file, page, packets)
            if len(packets) > wanted:
                del open_[page.serial]
                if len(packets) > wanted + 1 or packets[wanted] or not packets[0].startswith(magic):
                    raise malformed("Ogg", page.at)
                found.append(_CommentHead(taken, [bytes(each) for each in packets[:wanted]], magic, is_audio))
    if open_:
        raise cut_off("Ogg", 0)
    return found


def _take(file: MediaWindow, page: OggPage, packets: list[bytearray]) -> None:
    """Add what a page has of packets to these; the last one is not ended yet."""
    if bool(page.flags & _CONTINUED) != bool(packets[-1]):
        raise malformed("Ogg", page.at)
    body, place = file.read(page.body, page.end - page.body, "Ogg"), 0
    for length in page.lacing:
        packets[-1] += body[place : place + length]
        place += length
        if len(packets[-1]) > MOST:
            raise too_big("Ogg", page.at)
        if length < 255:
            packets.append(bytearray())


def _see_index(file: MediaWindow, page: OggPage) -> None:
    """Raise ReadError for a skeleton that knows offsets: a label would make them wrong."""
    if file.peek(page.body, 8) == b"fishead\0" and int.from_bytes(file.peek(page.body + 8, 2), "little") >= 4:
        raise no_room("Ogg", page.at)


def _paged(head: _CommentHead, packets: list[bytes]) -> tuple[bytes, int]:
    """Return pages with these packets, and how many they are. A packet ends with a segment of less than 255 bytes."""
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    body, first, last = b"".join(packets), head.pages[0], head.pages[-1]
    written, place, flags = [], 0, 0
    for count, start in enumerate(range(0, len(lacing), 255)):
        segments = lacing[start : start + 255]
        granule = bytes(8) if any(length < 255 for length in segments) else _NO_PACKET
        if start + 255 >= len(lacing):
            flags, granule = flags | last.flags & _LAST, last.granule
        page = bytearray(b"OggS\0" + bytes([flags]) + granule + first.serial)
        page += struct.pack("<II", (first.number + count) & 0xFFFFFFFF, 0) + bytes([len(segments)]) + segments
        page += body[place : place + sum(segments)]
        page[22:26] = struct.pack("<I", checksum_of(bytes(page)))
        written.append(bytes(page))
        place += sum(segments)
        flags = _CONTINUED if segments[-1] == 255 else 0
    return b"".join(written), len(written)
