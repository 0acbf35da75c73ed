"""Matroska and WebM, as EBML: elements of an id, a size and as many bytes, in elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .window import MediaWindow

EBML, DOCTYPE, VOID, CRC = 0x1A45DFA3, 0x4282, 0xEC, 0xBF
SEGMENT, SEEK_HEAD, CLUSTER, CUES, TAGS = 0x18538067, 0x114D9B74, 0x1F43B675, 0x1C53BB6B, 0x1254C367
TAG, TARGETS, SIMPLE, NAME, STRING, BINARY = 0x7373, 0x63C0, 0x67C8, 0x45A3, 0x4487, 0x4485
UIDS = frozenset((0x63C5, 0x63C9, 0x63C4, 0x63C6))
"""What makes a tag that of a track, an edition, a chapter or an attachment."""
_LEVEL = frozenset((SEEK_HEAD, CLUSTER, CUES, TAGS, 0x1549A966, 0x1654AE6B, 0x1941A469, 0x1043A770))
"""What ends a cluster that does not say its size."""
DEEPEST = 16


class EbmlElement(NamedTuple):
    """``body`` is where its content begins, ``size`` the bytes of it; ``end`` is where the next one begins.

    ``is_open`` where no size is said: then it goes on as long as there is what belongs into it, to ``end`` at the latest.
    """

    id: int
    at: int
    body: int
    size: int
    is_open: bool = False

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.body + self.size


def element_at(window: MediaWindow, at: int, end: int) -> EbmlElement:
    """Return the element at an offset. Raises ReadError where it does not end at ``end`` at the latest."""
    window.step()
    head = window.peek(at, min(12, end - at))
    length = 9 - head[0].bit_length() if head else 9
    if length > 4 or len(head) <= length:  # an id has at most four
        raise window.broken(at, "EBML")
    width = 9 - head[length].bit_length()
    if width > 8 or len(head) < length + width:  # a size at most eight
        raise window.broken(at, "EBML")
    size = int.from_bytes(head[length : length + width], "big") & ((1 << 7 * width) - 1)
    id_, body = int.from_bytes(head[:length], "big"), at + length + width
    if size == (1 << 7 * width) - 1:
        return EbmlElement(id_, at, body, end - body, is_open=True)
    if body + size > end:
        raise window.cut(body, size, f"EBML {head[:length].hex().upper()}")
    return EbmlElement(id_, at, body, size)


def elements(window: MediaWindow, at: int, end: int) -> Iterator[EbmlElement]:
    """Yield the elements between two offsets. Raises ReadError for one that does not say its size."""
    while at < end:
        found = element_at(window, at, end)
        if found.is_open:
            raise window.broken(at, "Segment")
        yield found
        at = found.end


def inside(window: MediaWindow, master: EbmlElement) -> Iterator[EbmlElement]:
    """Yield the elements of a master element."""
    return elements(window, master.body, master.end)


def doctype(window: MediaWindow) -> bytes:
    """Return what an EBML file says it is."""
    head = element_at(window, 0, window.size)
    if head.id != EBML or head.is_open:
        raise window.broken(0, "EBML")
    for inner in inside(window, head):
        if inner.id == DOCTYPE:
            return window.text(inner.body, inner.size, "EBML/DocType").rstrip(b"\0")
    return b"matroska"


def segments(window: MediaWindow) -> Iterator[EbmlElement]:
    """Yield the segments of a file."""
    at = 0
    while at < window.size:
        found = element_at(window, at, window.size)
        if found.id == SEGMENT:
            yield found
        at = found.end


def parts(window: MediaWindow, segment: EbmlElement) -> Iterator[EbmlElement]:
    """Yield the elements of a segment; of clusters and tags that do not say their size, first these and then each tag in them."""
    at, is_within = segment.body, False
    while at < segment.end:
        found = element_at(window, at, segment.end)
        is_within = is_within and found.id not in _LEVEL
        if found.is_open and found.id not in (CLUSTER, TAGS):
            raise window.broken(at, "Segment")
        if not is_within or found.id == TAG:
            yield found
        is_within = is_within or found.is_open
        at = found.body if found.is_open else found.end  # what is in it comes next, on the same level
