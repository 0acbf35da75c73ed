"""ID3v2: the texts of its frames."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.id3 import Id3Frame, Id3Tag, unpacked
from ..containers.text import decoded
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import TagEntry, is_label
from .xmp import labels_in

XMP = b"XMP\0"
"""How a private frame begins that holds XMP."""
_ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_NULS = {0: b"\0", 1: b"\0\0", 2: b"\0\0", 3: b"\0"}
_DESCRIBED = {"TXXX": 0, "TXX": 0, "WXXX": 0, "WXX": 0, "COMM": 3, "COM": 3, "USLT": 3, "ULT": 3}
"""Frames that have a name of their own before their text, and the bytes of the language before that name."""
_OWN = ("TXXX", "TXX")
_MOST_PACKET = 16 << 20


def id3_entries(window: MediaWindow, offset: int, way: str = "ID3v2") -> Iterator[TagEntry]:
    """Yield the texts of the ID3v2 tag at ``offset``. Raises ReadError where it is cut off."""
    tag = Id3Tag(window, offset, way)
    for frame in tag.frames():
        yield from frame_entries(tag, frame)


def frame_entries(tag: Id3Tag, frame: Id3Frame) -> Iterator[TagEntry]:
    """Yield the texts of a frame."""
    if frame.name == "PRIV":
        yield from _private(tag, frame)
    elif frame.name[:1] == "T" or frame.name in _DESCRIBED:
        yield from _texts(tag, frame)


def _texts(tag: Id3Tag, frame: Id3Frame) -> Iterator[TagEntry]:
    """Yield what a text frame says: of TXXX and TXX under its own name, each text of several."""
    own, language, box = frame.name in _OWN, _DESCRIBED.get(frame.name), frame.way
    if frame.size > MOST_TEXT:
        begin = tag.take(frame.at, min(frame.size, 64)).replace(b"\0", b"")
        if not own and (language is None or b"aigc" not in begin.lower()):
            return
        tag.window.text(tag.place(frame.at), frame.size, box)  # says that it is too long
    data, where = unpacked(tag, frame), frame.at
    if data is None:
        if own:  # it cannot be read, and might be a label
            yield TagEntry(box, "AIGC", tag.place(frame.at), frame.size, None)
        return
    packed = len(data) != frame.size
    encoding = data[0] if data else 3
    if encoding not in _ENCODINGS:
        if own:
            raise tag.window.broken(tag.place(frame.at), box)
        return
    nul = _NULS[encoding]
    parts = list(_split(data[1:], nul))
    name = frame.name
    if language is not None:
        parts = [(at + language, text) for at, text in _split(data[1 + language :], nul)]
        (_, described), *parts = parts
        name = decoded(described, _with_mark(described, encoding)) or ""
        if not own and not is_label(name):
            return
    if len(parts) > 1 and not parts[-1][1]:
        parts.pop()  # a text may be ended as well as parted
    for at, text in parts or [(len(data) - 1, b"")]:
        offset = tag.place(where if packed else where + 1 + at)
        size = frame.size if packed else len(text)
        yield TagEntry(box, name, offset, size, decoded(text, _with_mark(text, encoding)))


def _private(tag: Id3Tag, frame: Id3Frame) -> Iterator[TagEntry]:
    """Yield the labels of XMP, which editors keep in a private frame."""
    box = frame.way
    if tag.take(frame.at, min(frame.size, len(XMP))) == XMP or (frame.flags and frame.size <= MOST_TEXT):
        if frame.size > _MOST_PACKET:
            raise tag.window.broken(tag.place(frame.at), box)
        data = unpacked(tag, frame) or b""
        if data.startswith(XMP):
            yield from labels_in(data[len(XMP) :], tag.place(frame.at) + len(XMP), box)


def _with_mark(text: bytes, encoding: int) -> str:
    """Return how a text is encoded: one of UTF-16 without a mark is little-endian, as most write it."""
    return "utf-16-le" if encoding == 1 and text[:2] not in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS[encoding]


def _split(data: bytes, nul: bytes) -> Iterator[tuple[int, bytes]]:
    step, begin, at = len(nul), 0, 0
    while at + step <= len(data):
        if data[at : at + step] == nul:
            yield begin, data[begin:at]
            begin = at + step
        at += step
    yield begin, data[begin:]
