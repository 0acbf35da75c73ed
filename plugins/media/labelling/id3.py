"""ID3v2: frames `TXXX` with the description AIGC, in tags of the versions 2.2, 2.3 and 2.4."""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from . import xmp
from .splicing import FoundLabel, is_key
from .window import MOST, MediaWindow, malformed, too_big

BOX = "ID3v2/TXXX"
HEAD = 10
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_TAGS, _FRAMES = 1_000, 20_000
"""In a row, and in one of them."""
_NOT_SET = 0xFFFFFFFF
_NAME = re.compile(rb"[A-Z0-9]{3}[A-Z0-9 \0]?")
"""Of a frame; some programs write a name of version 2.2 into a tag of version 2.3."""
_SYNCSAFE = (1 << 28) - 1


class Id3Frame(NamedTuple):
    """``raw`` are its bytes with the head, as they are stored; ``body`` those that count, None where they are hidden."""

    name: bytes
    offset: int
    raw: bytes
    body: bytes | None


class Id3Tag(NamedTuple):
    """A tag that begins at offset ``at``; ``size`` are the bytes of all of it.

    Its extended header is left out when it is written: its checksum would be wrong, and few find what stands behind it.
    """

    at: int
    size: int
    version: int
    flags: int
    frames: tuple[Id3Frame, ...]

    def labels(self) -> list[FoundLabel]:
        """Return the labels in it."""
        return [label for frame in self.frames for label in _labels(frame)]

    def written(self, label: str | None, size: int = 0) -> bytes:
        """Return the tag with this label only, or none; of ``size`` bytes if it fits, the rest zeros."""
        frames = [_without(frame) for frame in self.frames]
        if label is not None:  # as the first: some readers lose their way in what is unsynchronised
            frames.insert(0, _frame(self.version, label))
        body = b"".join(frames)
        footer = bool(self.flags & _FOOTER)
        padding = 0 if footer else max(0, size - HEAD - len(body))
        if len(body) + padding > _SYNCSAFE:
            raise too_big("ID3v2", self.at, _SYNCSAFE)
        head = bytes((self.version, 0, self.flags & ~_EXTENDED)) + _syncsafe(len(body) + padding)
        return b"ID3" + head + body + b"\0" * padding + (b"3DI" + head if footer else b"")

    def moved(self, distance: int) -> Id3Tag:
        """Return the tag with the offsets in its chapters moved."""
        return self._replace(frames=tuple(_moved(self.flags, frame, distance) for frame in self.frames))


EMPTY = Id3Tag(at=0, size=0, version=4, flags=0, frames=())


def tags_at(file: MediaWindow, at: int) -> list[Id3Tag]:
    """Return the tags in a row that begin at an offset. Raises ReadError."""
    found: list[Id3Tag] = []
    first = at
    while file.peek(at, 3) == b"ID3":
        head = file.read(at, HEAD, "ID3v2")
        size = HEAD + _plain(head[6:10], at) + (HEAD if head[3] == 4 and head[5] & _FOOTER else 0)
        if len(found) == _TAGS or at + size - first > MOST:
            raise too_big("ID3v2", at)
        found.append(read_tag(file.read(at, size, "ID3v2"), at))
        at += size
    return found


def without(data: bytes, at: int) -> tuple[list[FoundLabel], bytes]:
    """Return the labels of a tag in a chunk, and the tag without them. Raises ReadError."""
    if data[:3] != b"ID3":
        return [], data
    if len(data) < HEAD or HEAD + _plain(data[6:10], at) > len(data):
        raise malformed("ID3v2", at)
    tag = read_tag(data, at)
    return tag.labels(), tag.written(None, tag.size) + data[tag.size :]


def read_tag(data: bytes, at: int) -> Id3Tag:
    """Return a tag of these bytes, which begin at offset ``at``. Raises ReadError."""
    version, flags = data[3], data[5]
    if version not in (2, 3, 4) or (version == 2 and flags & _EXTENDED):
        raise malformed("ID3v2", at)
    end = HEAD + _plain(data[6:10], at)
    footer = HEAD if version == 4 and flags & _FOOTER else 0
    body = data[HEAD:end]
    stored = _StoredBody(body, version < 4 and bool(flags & _UNSYNCHRONISED))
    lead = _lead(stored.plain, version, at) if flags & _EXTENDED and version > 2 else 0
    frames = _frames(stored, version, flags, lead, at)
    return Id3Tag(at, end + footer, version, flags, frames)


class _StoredBody:
    """The body of a tag as it is stored, and as it counts: without the zeros of unsynchronisation."""

    def __init__(self, body: bytes, is_unsynchronised: bool) -> None:
        self.body = body
        parts = body.split(b"\xff\0") if is_unsynchronised else [body]
        self.plain = b"\xff".join(parts)
        self._cuts = list(accumulate(len(part) + 1 for part in parts[:-1]))

    def place(self, at: int) -> int:
        """Return where a byte that counts is stored."""
        return at + bisect_right(self._cuts, at)

    def raw(self, start: int, end: int) -> bytes:
        """Return what is stored of bytes that count."""
        return self.body[self.place(start) : self.place(end)]


def _lead(plain: bytes, version: int, at: int) -> int:
    """Return the bytes of an extended header."""
    size = _plain(plain[:4], at + HEAD) if version == 4 else 4 + int.from_bytes(plain[:4], "big")
    if not 6 <= size <= len(plain):
        raise malformed("ID3v2", at + HEAD)
    return size


def _frames(stored: _StoredBody, version: int, flags: int, start: int, at: int) -> tuple[Id3Frame, ...]:
    """Return the frames, whether their sizes are written as version 2.4 wants it or as some programs do."""
    found = _walked(stored, version, flags, start, at, syncsafe=version == 4)
    if isinstance(found, int) and version == 4:
        other = _walked(stored, version, flags, start, at, syncsafe=False)
        found = found if isinstance(other, int) else other
    if isinstance(found, int):
        raise malformed("ID3v2", at + HEAD + stored.place(found))
    return found


def _walked(
    stored: _StoredBody, version: int, flags: int, start: int, at: int, *, syncsafe: bool
) -> tuple[Id3Frame, ...] | int:
    """Return the frames, or where they end to make sense."""
    plain, head, width = stored.plain, 6 if version == 2 else 10, 3 if version == 2 else 4
    frames: list[Id3Frame] = []
    while start < len(plain) and plain[start]:
        name, number = plain[start : start + width], plain[start + width : start + 2 * width]
        if len(frames) == _FRAMES or len(number) < width or _NAME.fullmatch(name) is None:
            return start
        if syncsafe and any(byte & 0x80 for byte in number):
            return start
        size = _joined(number) if syncsafe else int.from_bytes(number, "big")
        end = start + head + size
        if end > len(plain):
            return start
        body: bytes | None = plain[start + head : end]
        if version > 2:
            body = _counts(plain[start + head : end], version, plain[start + 9], bool(flags & _UNSYNCHRONISED))
        raw = stored.raw(start, end)
        if version == 4 and not syncsafe:  # written as in version 2.3: not to be mixed with what is right
            raw = raw[:4] + _syncsafe(size) + raw[8:]
        frames.append(Id3Frame(name, at + HEAD + stored.place(start), raw, body))
        start = end
    return tuple(frames)


def _counts(body: bytes, version: int, flags: int, is_unsynchronised: bool) -> bytes | None:
    """Return what a frame says once its flags are heeded; None where it is encrypted, or cannot be unpacked."""
    packed, hidden, grouped = (0x80, 0x40, 0x20) if version == 3 else (0x08, 0x04, 0x40)
    if flags & hidden:
        return None
    if version == 3:
        body = body[(4 if flags & packed else 0) + (1 if flags & grouped else 0) :]
    else:
        body = body[(1 if flags & grouped else 0) + (4 if flags & 0x01 else 0) :]
        if flags & 0x02 or is_unsynchronised:
            body = body.replace(b"\xff\0", b"\xff")
    if not flags & packed:
        return body
    try:
        return zlib.decompressobj().decompress(body, MOST)
    except zlib.error:
        return None


def _labels(frame: Id3Frame) -> list[FoundLabel]:
    """Return the labels in a frame: a text by its description, a comment, lyrics or address too, and those in XMP."""
    body = frame.body
    if body is None:
        return []
    if frame.name in (b"TXXX", b"TXX", b"WXXX", b"WXX"):
        name, value = _texts(body[:1], body[1:])
    elif frame.name in (b"COMM", b"COM", b"USLT", b"ULT"):
        name, value = _texts(body[:1], body[4:])
    elif frame.name == b"PRIV" and body.startswith(b"XMP\0"):
        return xmp.without(frame.raw, frame.offset, "ID3v2/PRIV")[0]
    else:
        return []
    box = f"ID3v2/{frame.name.decode('ascii')}"
    return [FoundLabel(box, frame.offset, value)] if name is not None and is_key(name) else []


def _without(frame: Id3Frame) -> bytes:
    """Return what is stored of a frame that has no label any more: nothing of one that is a label."""
    if not _labels(frame):
        return frame.raw
    return xmp.without(frame.raw, 0, "")[1] if frame.name == b"PRIV" else b""


def _texts(encoding: bytes, data: bytes) -> tuple[str | None, str | None]:
    """Return description and value, None for what is no text."""
    name = {b"\0": "latin-1", b"\1": "utf-16", b"\2": "utf-16-be", b"\3": "utf-8"}.get(encoding)
    if name is None:
        return None, None
    width = 2 if encoding in (b"\1", b"\2") else 1
    cut = data.find(b"\0" * width)
    while width == 2 and cut % 2 == 1:
        cut = data.find(b"\0\0", cut + 1)
    if cut < 0:
        return None, None
    return _decoded(data[:cut], name), _decoded(data[cut + width :], name)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).rstrip("\0")
    except UnicodeDecodeError:
        return None


def _frame(version: int, label: str) -> bytes:
    """Return a frame with a label. It is ASCII, so that no encoding and no unsynchronisation changes a byte of it."""
    body = (b"\3" if version == 4 else b"\0") + b"AIGC\0" + label.encode("ascii")
    if version == 2:
        return b"TXX" + len(body).to_bytes(3, "big") + body
    return b"TXXX" + (_syncsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")) + b"\0\0" + body


def _moved(flags: int, frame: Id3Frame, distance: int) -> Id3Frame:
    """Return a frame, a chapter's with the bytes moved at which it begins and ends, if it says them."""
    name_end = frame.raw.find(b"\0", HEAD)
    at = name_end + 9
    plain = frame.name == b"CHAP" and not flags & _UNSYNCHRONISED and frame.raw[8:10] == b"\0\0"
    if not plain or name_end < 0 or at + 8 > len(frame.raw):
        return frame
    moved = [each if each == _NOT_SET else each + distance for each in struct.unpack_from(">II", frame.raw, at)]
    if any(not 0 <= each <= _NOT_SET for each in moved):
        return frame
    return frame._replace(raw=frame.raw[:at] + struct.pack(">II", *moved) + frame.raw[at + 8 :])


def _plain(number: bytes, at: int) -> int:
    """Return a number of seven bits a byte. Raises ReadError where it is none."""
    if len(number) < 4 or any(byte & 0x80 for byte in number):
        raise malformed("ID3v2", at)
    return _joined(number)


def _joined(number: bytes) -> int:
    value = 0
    for byte in number:
        value = value << 7 | byte & 0x7F
    return value


def _syncsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
