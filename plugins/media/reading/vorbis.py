"""Vorbis comments: of FLAC in a block, of Ogg Vorbis and Opus in the second packet of a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .entries import CUT, TagEntry, decoded, is_label
from .window import MOST_TEXT, Window

_FLAC_COMMENT = 4
_PAGE = 27
_BEGINS = {b"\x01vorbis": b"\x03vorbis", b"OpusHead": b"OpusTags"}
"""How the first packet of a stream begins, and how the second then does."""
_MOST_PACKET = 16 << 20
_PICTURE = "METADATA_BLOCK_PICTURE"


def flac_entries(window: Window, start: int) -> Iterator[TagEntry]:
    """Yield the comments of a FLAC file that begins at ``start``."""
    at, last = start + 4, False
    while not last:
        window.step()
        head = window.exact(at, 4, "FLAC")
        last, kind, size = bool(head[0] & 0x80), head[0] & 0x7F, int.from_bytes(head[1:], "big")
        begin = at + 4
        window.fit(begin, size, "FLAC")
        if kind == _FLAC_COMMENT:
            box = "FLAC/VORBIS_COMMENT"
            yield from _comments(window, window.exact(begin, size, box), begin.__add__, box)
        at = begin + size


def ogg_entries(window: Window, start: int = 0) -> Iterator[TagEntry]:
    """Yield the comments of every stream in an Ogg file, the later ones of a chain too."""
    awaited: dict[bytes, tuple[bytes, bytearray, list[tuple[int, int]]]] = {}
    at = start
    while at < window.size:
        window.step()
        head = window.exact(at, _PAGE, "Ogg")
        if head[:4] != b"OggS":
            raise window.broken(at, "Ogg")
        serial, lacing = head[14:18], window.exact(at + _PAGE, head[26], "Ogg")
        begin = at + _PAGE + len(lacing)
        window.fit(begin, sum(lacing), "Ogg")
        if head[5] & 2:
            first = window.peek(begin, 8)
            second = next((second for start, second in _BEGINS.items() if first.startswith(start)), None)
            if second is not None:
                awaited[serial] = (second, bytearray(), [])
        elif serial in awaited:
            second, packet, pieces = awaited[serial]
            size, ends = _first_packet(lacing)
            pieces.append((len(packet), begin))
            packet += window.exact(begin, size, "Ogg")
            if len(packet) > _MOST_PACKET:
                raise window.cut(begin, len(packet), "Ogg")
            if ends:
                del awaited[serial]
                yield from _packet(window, second, bytes(packet), pieces)
        at = begin + sum(lacing)
    if awaited:
        raise window.broken(window.size, "Ogg")


def _first_packet(lacing: bytes) -> tuple[int, bool]:
    """Return how many bytes of a page belong to the packet that it begins with or goes on with, and whether that ends."""
    size = 0
    for length in lacing:
        size += length
        if length < 255:  # the format's own
            return size, True
    return size, False


def _packet(window: Window, magic: bytes, packet: bytes, pieces: list[tuple[int, int]]) -> Iterator[TagEntry]:
    def place(at: int) -> int:
        """Return where a byte of the packet is in the file: it may go over several pages."""
        of, begin = next((of, begin) for of, begin in reversed(pieces) if of <= at)
        return begin + at - of

    box = "Ogg/OpusTags" if magic == b"OpusTags" else "Ogg/comment"
    if not packet.startswith(magic):
        raise window.broken(pieces[0][1], box)
    yield from _comments(window, packet[len(magic) :], lambda at: place(at + len(magic)), box)


def _comments(window: Window, data: bytes, place: Callable[[int], int], box: str) -> Iterator[TagEntry]:
    def number(at: int) -> int:
        if at + 4 > len(data):
            raise window.broken(place(min(at, max(len(data) - 1, 0))), box)
        return int.from_bytes(data[at : at + 4], "little")

    at = 4 + number(0)
    count = number(at)
    at += 4
    for _ in range(count):
        window.step()
        size = number(at)
        begin, end = at + 4, at + 4 + size
        if end > len(data):
            raise window.broken(place(at), box)
        name, equals, value = data[begin:end].partition(b"=")
        key = name.decode("ascii", "replace")
        if equals and is_label(key):
            offset = place(min(begin + len(name) + 1, len(data) - 1))
            if len(value) > MOST_TEXT:
                window.text(offset, len(value), f"{box}/{key}")  # says that it is too long
            yield TagEntry(f"{box}/{key}", key, offset, len(value), decoded(value))
        elif equals and key.upper() != _PICTURE:
            offset = place(min(begin + len(name) + 1, len(data) - 1))
            yield TagEntry(f"{box}/{key}", key, offset, len(value), value[: CUT * 4].decode(errors="replace"))
        at = end
