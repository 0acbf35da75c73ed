"""What a file is by its bytes, whatever it is called."""

from __future__ import annotations

from typing import NamedTuple

from . import id3, matroska, mpeg, ogg, riff
from .window import MediaWindow

_RIFFS = {b"WAVE": "wav", b"AVI ": "avi"}
_M4A = (b"M4A ", b"M4B ", b"M4P ")
_OLD_QUICKTIME = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))


class Recognised(NamedTuple):
    """A container, and where it begins: behind the ID3v2 tags in front of it. ``name`` is None of what is none."""

    name: str | None
    start: int


def recognise(window: MediaWindow) -> Recognised:
    """Return what a file is. Raises ReadError for tags that are cut off."""
    start = 0
    while size := id3.tag_size(window, start):
        window.step()
        window.fit(start, size, "ID3v2")
        start += size
    head = window.peek(start, 64)
    return Recognised(_by_magic(window, start, head) or mpeg.by_frames(window, start), start)


def _by_magic(window: MediaWindow, start: int, head: bytes) -> str | None:
    if head[:4] in riff.MAGIC:
        return _RIFFS.get(head[8:12])
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"OggS":
        return _of_ogg(window, start)
    if head[:3] == b"FLV":
        return "flv"
    if head[:4] == b"\x1aE\xdf\xa3" and not start:
        return {b"webm": "webm", b"matroska": "mkv"}.get(matroska.doctype(window))
    if head[:4] == b"ADIF":
        return "adts"
    return _of_boxes(head)


def _of_boxes(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "mov" if brand == b"qt  " else "m4a" if brand in _M4A else "mp4"
    return "mov" if head[4:8] in _OLD_QUICKTIME else None


def _of_ogg(window: MediaWindow, start: int) -> str | None:
    """Return Vorbis or Opus by the first packets of the streams that begin together."""
    for page in ogg.pages(window, start):
        if not page.flags & ogg.FIRST:
            return None
        packet = window.peek(page.body, 8)
        if packet.startswith(b"\x01vorbis"):
            return "ogg"
        if packet == b"OpusHead":
            return "opus"
    return None
