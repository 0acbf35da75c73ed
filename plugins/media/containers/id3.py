"""ID3v2 in all its versions: tags of frames, whatever is stuffed between, packed or counted in another way."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .window import MOST_TEXT, MediaWindow

HEAD = 10
UNSYNCHRONISED, EXTENDED, FOOTER = 0x80, 0x40, 0x10
_STUFFED = re.compile(rb"\xff\x00")
_MOST_STUFFED = 8 << 20
"""Bytes of a tag that is unstuffed as a whole; its cover included."""
_NAME = re.compile(rb"[A-Z0-9 ]{2,4}\0?")
"""Of a frame; some programs write a name of version 2.2 into a tag of version 2.3."""
_BEGINS = re.compile(
    rb"ID3(?:\x02[\0-\xfe][\0-\xff][\0-\x7f]{4}[A-Z0-9]{3}|[\x03\x04][\0-\xfe][\0-\xff][\0-\x7f]{4}[A-Z0-9]{4})",
    re.DOTALL,
)
"""A tag and its first frame: no accident."""
JUNK = 1 << 12
TAIL = 1 << 18
"""Bytes at the beginning, which players pass over up to the first frame, and at the end in which tags are looked for."""
_ID3V1 = 128


def synchsafe(data: bytes) -> int:
    """Return a number of seven bits a byte."""
    return (data[0] & 127) << 21 | (data[1] & 127) << 14 | (data[2] & 127) << 7 | (data[3] & 127)


def tag_size(window: MediaWindow, at: int) -> int:
    """Return the bytes of the tag at an offset, its head and foot included; 0 where there is none."""
    head = window.peek(at, HEAD)
    if len(head) < HEAD or head[:3] != b"ID3" or 0xFF in head[3:5] or any(byte > 127 for byte in head[6:]):
        return 0
    return HEAD + synchsafe(head[6:]) + (HEAD if head[3] >= 4 and head[5] & FOOTER else 0)


def tags_before(window: MediaWindow, start: int) -> Iterator[int]:
    """Yield where the tags begin that stand in a row before ``start``."""
    at = 0
    while at < start:
        yield at
        at += tag_size(window, at)


def tags_behind(window: MediaWindow) -> Iterator[int]:
    """Yield where tags of version 2.4 begin that stand at the end of a file and are found by their feet."""
    end = window.size
    if end >= _ID3V1 and window.peek(end - _ID3V1, 3) == b"TAG":
        end -= _ID3V1
    while end >= 2 * HEAD and window.peek(end - HEAD, 3) == b"3DI":
        window.step()
        begin = end - 2 * HEAD - synchsafe(window.exact(end - 4, 4, "ID3v2"))
        if begin < 0 or tag_size(window, begin) != end - begin:
            raise window.broken(end - HEAD, "ID3v2")
        yield begin
        end = begin


def loose_tags(window: MediaWindow, start: int) -> Iterator[int]:
    """Yield where tags begin that players or MediaInfo come upon: before the first frame, and behind the last."""
    tail = max(start, window.size - TAIL)
    for begin, end in ((start, min(start + JUNK, tail)), (tail, window.size)):
        for found in _BEGINS.finditer(window.peek(begin, end - begin)):
            yield begin + found.start()


class Id3Tag:
    """The tag at an offset: its bytes without those that a writer stuffed between, and where each was in the file.

    ``size`` are the bytes of all of it, ``length`` those of its frames.
    """

    def __init__(self, window: MediaWindow, at: int, way: str = "ID3v2") -> None:
        self.window, self.at, self.way = window, at, way
        self.size = tag_size(window, at)
        window.fit(at, self.size, way)
        self.version, _, self.flags = window.exact(at + 3, 3, way)
        self.length = synchsafe(window.exact(at + 6, 4, way))
        self._plain: bytes | None = None
        self._gaps = array("I")
        if self.flags & UNSYNCHRONISED and self.version < 4:
            if self.length > _MOST_STUFFED:
                raise window.broken(at, way)
            raw = window.exact(at + HEAD, self.length, way)
            self._gaps = array("I", (found.start() + 1 - number for number, found in enumerate(_STUFFED.finditer(raw))))
            self._plain = _STUFFED.sub(b"\xff", raw)
            self.length = len(self._plain)

    def take(self, at: int, size: int) -> bytes:
        """Return bytes that count."""
        if self._plain is not None:
            return self._plain[at : at + size]
        return self.window.exact(self.at + HEAD + at, size, self.way)

    def place(self, at: int) -> int:
        """Return where a byte that counts is in the file."""
        return self.at + HEAD + at + bisect_right(self._gaps, at)

    def raw(self, frame: Id3Frame) -> bytes:
        """Return a frame with its head as it is stored, but for a size that is written as in version 2.3."""
        begin = self.place(frame.head)
        data = self.window.exact(begin, self.place(frame.at + frame.size) - begin, frame.way)
        if frame.version >= 4:
            size = bytes(frame.size >> shift & 0x7F for shift in (21, 14, 7, 0))
            return data[:4] + size + data[8:]
        return data

    def frames(self) -> Iterator[Id3Frame]:
        """Yield the frames. Raises ReadError."""
        is_small = self.version == 2
        head, width = (6, 3) if is_small else (HEAD, 4)
        at = self._lead()
        while at + head <= self.length:
            self.window.step()
            frame = self.take(at, head)
            name, size = frame[:width], int.from_bytes(frame[width : 2 * width], "big")
            if not name.strip(b"\0"):
                return  # padding
            if self.version >= 4:
                size = self._size(at, frame)
            if not _NAME.fullmatch(name) or at + head + size > self.length:
                raise self.window.broken(self.place(at), f"{self.way}/{name.decode('latin-1')!a}")
            told = 0 if is_small else int.from_bytes(frame[8:10], "big")
            if (
                self.flags & UNSYNCHRONISED and self.version >= 4
            ):  # then each frame is, whether its own flag says so or not
                told |= 0x02
            text = name.decode().rstrip("\0")
            yield Id3Frame(text, self.version, told, at, at + head, size, f"{self.way}/{text.strip()}")
            at += head + size

    def _lead(self) -> int:
        """Return the bytes of an extended head."""
        if not self.flags & EXTENDED or self.version < 3 or self.length < 4:
            return 0
        size = self.take(0, 4)
        return synchsafe(size) if self.version >= 4 else 4 + int.from_bytes(size, "big")

    def _size(self, at: int, frame: bytes) -> int:
        """Return the size of a frame of version 2.4; some writers, iTunes once, count as in 2.3: what follows tells."""
        plain = int.from_bytes(frame[4:8], "big")
        if any(byte > 127 for byte in frame[4:8]):
            return plain
        size = synchsafe(frame[4:8])
        if size == plain or self._goes_on(at + HEAD + size) or not self._goes_on(at + HEAD + plain):
            return size
        return plain

    def _goes_on(self, at: int) -> bool:
        if at >= self.length:
            return at == self.length
        return re.fullmatch(rb"[A-Z0-9]{4}|\0{1,4}", self.take(at, min(4, self.length - at))) is not None


class Id3Frame(NamedTuple):
    """A frame whose head begins at ``head`` and whose content of ``size`` bytes at ``at``, among the bytes that count."""

    name: str
    version: int
    flags: int
    head: int
    at: int
    size: int
    way: str


def unpacked(tag: Id3Tag, frame: Id3Frame) -> bytes | None:
    """Return a frame's content without its wrappings; None where it is encrypted, or does not unpack."""
    data, flags = tag.take(frame.at, frame.size), frame.flags
    if frame.version == 3:
        extra = (4 if flags & 0x80 else 0) + (1 if flags & 0x40 else 0) + (1 if flags & 0x20 else 0)
        packed, locked = bool(flags & 0x80), bool(flags & 0x40)
    elif frame.version >= 4:
        extra = (1 if flags & 0x40 else 0) + (1 if flags & 0x04 else 0) + (4 if flags & 0x01 else 0)
        packed, locked = bool(flags & 0x08), bool(flags & 0x04)
    else:
        return data
    if locked:
        return None
    data = data[extra:]
    if frame.version >= 4 and flags & 0x02:
        data = _STUFFED.sub(b"\xff", data)
    if not packed:
        return data
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, MOST_TEXT)
    except zlib.error:
        return None
    return found if unpacker.eof else None
