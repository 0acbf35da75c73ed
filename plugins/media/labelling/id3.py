"""ID3v2: a frame `TXXX` with the description AIGC, in a tag that is written anew, in the version that it has."""

from __future__ import annotations

import struct
from typing import NamedTuple

from ..containers.id3 import EXTENDED, FOOTER, HEAD, UNSYNCHRONISED, Id3Frame, Id3Tag, unpacked
from ..containers.window import MOST_PART, MediaWindow
from ..reading.entries import is_label
from ..reading.id3 import XMP, frame_entries
from .splicing import SpliceEdit
from .xmp import blanked

_NOT_SET = 0xFFFFFFFF
_MOST = (1 << 28) - 1
"""Bytes that a tag can say that it has."""


class KeptTag(NamedTuple):
    """A tag at ``at`` of ``size`` bytes in all, with the frames that stay; ``is_labelled`` is whether there are others.

    Its extended head is left out when it is written: its checksum would be wrong, and few find what stands behind it.
    """

    at: int
    size: int
    version: int
    flags: int
    frames: tuple[bytes, ...]
    is_labelled: bool

    def written(self, window: MediaWindow, label: str | None, distance: int = 0) -> bytes:
        """Return the tag with this label only, or none, zeros where it was longer; chapters name bytes that moved."""
        frames = [_moved(self.flags, frame, distance) if distance else frame for frame in self.frames]
        if label is not None:  # as the first: some readers lose their way in what is unsynchronised
            frames.insert(0, _frame(self.version, label))
        body = b"".join(frames)
        padding = 0 if self.flags & FOOTER else max(0, self.size - HEAD - len(body))
        if len(body) + padding > _MOST:
            raise window.too_big(self.at, "ID3v2", _MOST)
        head = bytes((self.version, 0, self.flags & ~EXTENDED)) + _synchsafe(len(body) + padding)
        return b"ID3" + head + body + b"\0" * padding + (b"3DI" + head if self.flags & FOOTER else b"")


EMPTY = KeptTag(at=0, size=0, version=4, flags=0, frames=(), is_labelled=False)


def read_tag(window: MediaWindow, at: int) -> KeptTag:
    """Return the tag at an offset. Raises ReadError."""
    tag = Id3Tag(window, at)
    if tag.version not in (2, 3, 4) or (tag.version == 2 and tag.flags & EXTENDED):
        raise window.broken(at, "ID3v2")
    if tag.size > MOST_PART:
        raise window.too_big(at, "ID3v2")
    kept, is_labelled = [], False
    for frame in tag.frames():
        raw = tag.raw(frame)
        left = _without(tag, frame, raw)
        is_labelled |= left != raw
        kept.append(left)
    return KeptTag(at, tag.size, tag.version, tag.flags, tuple(kept), is_labelled)


def tag_edits(window: MediaWindow, tags: list[KeptTag], label: str | None) -> list[SpliceEdit]:
    """Return the edits that leave a label in the first tag, or none in any."""
    edits = []
    for wanted, tag in zip([label, *[None] * len(tags)], tags, strict=False):
        if tag.is_labelled or wanted is not None:
            grown = len(tag.written(window, wanted)) - tag.size
            edits.append(SpliceEdit(tag.at, tag.size, tag.written(window, wanted, grown)))
    return edits


def _without(tag: Id3Tag, frame: Id3Frame, raw: bytes) -> bytes:
    """Return what is stored of a frame without labels: nothing of one that is a label."""
    if not any(is_label(entry.name) for entry in frame_entries(tag, frame)) or unpacked(tag, frame) is None:
        return raw  # what cannot be read may be none, so it stays, and the copy is denied
    if frame.name != "PRIV":
        return b""
    begin = HEAD + len(XMP)
    is_plain = not frame.flags and raw[HEAD:begin] == XMP and len(raw) == HEAD + frame.size
    left = blanked(raw[begin:]) if is_plain else None
    return raw if left is None else raw[:begin] + left


def _frame(version: int, label: str) -> bytes:
    """Return a frame with a label. It is ASCII, so that no encoding and no unsynchronisation changes a byte of it."""
    body = (b"\3" if version == 4 else b"\0") + b"AIGC\0" + label.encode("ascii")
    if version == 2:
        return b"TXX" + len(body).to_bytes(3, "big") + body
    return b"TXXX" + (_synchsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")) + b"\0\0" + body


def _moved(flags: int, raw: bytes, distance: int) -> bytes:
    """Return a frame, a chapter's with the bytes moved at which it begins and ends, if it says them."""
    name_end = raw.find(b"\0", HEAD)
    at = name_end + 9
    is_plain = raw[:4] == b"CHAP" and not flags & UNSYNCHRONISED and raw[8:10] == b"\0\0"
    if not is_plain or name_end < 0 or at + 8 > len(raw):
        return raw
    moved = [each if each == _NOT_SET else each + distance for each in struct.unpack_from(">II", raw, at)]
    if any(not 0 <= each <= _NOT_SET for each in moved):
        return raw
    return raw[:at] + struct.pack(">II", *moved) + raw[at + 8 :]


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
