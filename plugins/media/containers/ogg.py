"""Ogg: pages of segments, and the packets by which streams begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .window import MediaWindow

CONTINUED, FIRST, LAST = 1, 2, 4
_HEAD = 27
_MOST_PAGES, _MOST_STREAMS = 100_000, 1_000
"""Of a head, and in a file."""
MOST_PACKET = 16 << 20
_KINDS = {b"\x01vorbis": (b"\x03vorbis", 2), b"OpusHead": (b"OpusTags", 1), b"\x80theora": (b"\x81theora", 2)}
"""How a stream begins, how its comments begin, and the packets of its head behind the first one."""


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


def pages(window: MediaWindow, at: int = 0) -> Iterator[OggPage]:
    """Yield the pages. Raises ReadError for what is no page, or is not all there."""
    while at < window.size:
        window.step()
        head = window.exact(at, _HEAD, "Ogg")
        if head[:5] != b"OggS\0":
            raise window.broken(at, "Ogg")
        lacing = window.exact(at + _HEAD, head[26], "Ogg")
        body = at + _HEAD + len(lacing)
        window.fit(body, sum(lacing), "Ogg")
        number = int.from_bytes(head[18:22], "little")
        yield OggPage(at, head[5], head[6:14], head[14:18], number, lacing, body + sum(lacing))
        at = body + sum(lacing)


@dataclass
class CommentHead:
    """The head of a stream: its pages behind the first one, and the packets in them, comments first.

    ``is_whole`` is whether all of its packets are there, and end with a page.
    """

    magic: bytes
    wanted: int
    is_audio: bool
    pages: list[OggPage] = field(default_factory=list)
    packets: list[bytearray] = field(default_factory=lambda: [bytearray()])

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, and no sound stands on its last page."""
        return len(self.packets) == self.wanted + 1 and not self.packets[-1]

    @property
    def comments(self) -> bytes:
        """What the packet of comments says behind its magic."""
        return bytes(self.packets[0][len(self.magic) :])

    def place(self, at: int) -> int:
        """Return where a byte of the comments is in the file: they may go over several pages."""
        at += len(self.magic)
        for page in self.pages:
            size = page.end - page.body
            if at < size or page is self.pages[-1]:
                return page.body + at
            at -= size
        raise AssertionError

    def take(self, window: MediaWindow, page: OggPage) -> None:
        """Add what a page has of packets; the last one is not ended yet."""
        if bool(page.flags & CONTINUED) != bool(self.packets[-1]) or len(self.pages) == _MOST_PAGES:
            raise window.broken(page.at, "Ogg")
        self.pages.append(page)
        body, place = window.exact(page.body, page.end - page.body, "Ogg"), 0
        for length in page.lacing:
            self.packets[-1] += body[place : place + length]
            place += length
            if len(self.packets[-1]) > MOST_PACKET:
                raise window.cut(page.body, len(self.packets[-1]), "Ogg")
            if length < 255:  # the format's own end of a packet
                self.packets.append(bytearray())


def comment_heads(window: MediaWindow, start: int = 0) -> Iterator[CommentHead]:
    """Yield the heads of all streams that keep comments, those of later links of a chain too. Raises ReadError."""
    open_: dict[bytes, CommentHead] = {}
    count = 0
    for page in pages(window, start):
        if page.flags & FIRST:
            if page.serial in open_:
                yield _known(window, open_.pop(page.serial))
            begins = window.peek(page.body, 8)
            known = next((each for each in _KINDS if begins.startswith(each)), None)
            if known is not None:
                count += 1
                if count > _MOST_STREAMS:
                    raise window.broken(page.at, "Ogg")
                magic, wanted = _KINDS[known]
                open_[page.serial] = CommentHead(magic, wanted, known != b"\x80theora")
        elif page.serial in open_:
            head = open_[page.serial]
            head.take(window, page)
            if len(head.packets) > head.wanted:
                yield _known(window, open_.pop(page.serial))
    for head in open_.values():
        yield _known(window, head)


def _known(window: MediaWindow, head: CommentHead) -> CommentHead:
    """Return a head that has comments. Raises ReadError."""
    if len(head.packets) < 2 or not head.packets[0].startswith(head.magic):
        raise window.broken(head.pages[0].body if head.pages else window.size, "Ogg")
    return head
