"""What a file is by its bytes, whatever it is called, and what reads its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from adjudge import ReadError
from adjudge.lib.words import say

from .entries import TagEntry
from .flv import flv_entries
from .id3 import ape_entries, id3_behind, id3_entries, id3_loose, id3_size
from .isobmff import iso_entries
from .matroska import doctype, matroska_entries
from .riff import riff_entries
from .vorbis import flac_entries, ogg_entries
from .window import Window

_RIFFS = {b"WAVE": "wav", b"AVI ": "avi"}
_M4A = (b"M4A ", b"M4B ", b"M4P ")
_OLD_QUICKTIME = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_SAMPLES = frozenset(("pcm",))
"""Names of files of samples and nothing else: by their bytes they could be anything."""
_JUNK = 1 << 12
"""Bytes before the first frame of MP3 or AAC, which players pass over."""
_FRAMES = 3
"""Frames in a row that make it no accident."""
_BITRATES = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second, by version (2 is 2.5 too) and layer; layer 3 of version 2 has those of layer 2."""
_RATES = (44100, 48000, 32000)


class Recognised(NamedTuple):
    """A container, and where it begins: behind the ID3v2 tags in front of it."""

    name: str
    start: int


def container_of(window: Window, extension: str) -> Recognised:
    """Return what a file is. Raises ReadError for what is none of the containers, and for an empty file."""
    if not window.size:
        raise ReadError(say("media.empty"), file=window.source.path)
    start = 0
    while size := id3_size(window, start):
        window.step()
        window.fit(start, size, "ID3v2")
        start += size
    head = window.peek(start, 64)
    name = _by_magic(window, start, head) or _by_frames(window, start)
    if name is None and extension in _SAMPLES and not start:
        name = "pcm"
    if name is None:
        raise ReadError(say("media.unknown"), file=window.source.path)
    return Recognised(name, start)


def _by_magic(window: Window, start: int, head: bytes) -> str | None:
    if head[:4] in (b"RIFF", b"RF64", b"BW64"):
        return _RIFFS.get(head[8:12])
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"OggS":
        return _of_ogg(window, start)
    if head[:3] == b"FLV":
        return "flv"
    if head[:4] == b"\x1aE\xdf\xa3" and not start:
        return {b"webm": "webm", b"matroska": "mkv"}.get(doctype(window))
    if head[:4] == b"ADIF":
        return "adts"
    return _of_boxes(head)


def _of_boxes(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "mov" if brand == b"qt  " else "m4a" if brand in _M4A else "mp4"
    return "mov" if head[4:8] in _OLD_QUICKTIME else None


def _of_ogg(window: Window, at: int) -> str | None:
    """Return Vorbis or Opus by the first packets of the streams that begin together."""
    names = []
    while (head := window.peek(at, 27))[:4] == b"OggS" and len(head) == 27 and head[5] & 2:
        window.step()
        lacing = window.exact(at + 27, head[26], "Ogg")
        begin = at + 27 + len(lacing)
        packet = window.peek(begin, 8)
        names += ["ogg"] if packet.startswith(b"\x01vorbis") else ["opus"] if packet == b"OpusHead" else []
        at = begin + sum(lacing)
    return names[0] if names else None


def _by_frames(window: Window, start: int) -> str | None:
    """Return MP3 or AAC where some frames follow each other."""
    data = window.peek(start, _JUNK)
    for at in range(len(data) - 1):
        if data[at] == 0xFF and data[at + 1] & 0xE0 == 0xE0:  # eleven bits that are set
            for name, length in (("adts", _adts), ("mp3", _mpeg)):
                if _in_a_row(window, start + at, length):
                    return name
    return None


def _in_a_row(window: Window, at: int, length: Callable[[bytes], int]) -> bool:
    for number in range(_FRAMES):
        window.step()
        size = length(window.peek(at, 8))
        if not size:
            return number > 0 and at >= window.size
        at += size
    return True


def _adts(head: bytes) -> int:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size >= 7 else 0  # the header


def _mpeg(head: bytes) -> int:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 4 or not 0 < bits < 15 or rate == 3:  # reserved
        return 0
    table = _BITRATES[(1, layer) if version == 3 else (2, min(layer, 2))]  # 3 is MPEG-1
    hertz = _RATES[rate] >> (0 if version == 3 else 1 if version == 2 else 2)
    if layer == 1:
        return (12 * table[bits - 1] * 1000 // hertz + padding) * 4
    samples = 72 if layer == 3 and version != 3 else 144
    return samples * table[bits - 1] * 1000 // hertz + padding


def entries_of(window: Window, found: Recognised) -> Iterator[TagEntry]:
    """Yield what a file says of itself, in the tags around it and in its own. Raises ReadError where it is cut off."""
    at = 0
    while at < found.start:
        yield from id3_entries(window, at)
        at += id3_size(window, at)
    match found.name:
        case "wav" | "avi":
            yield from riff_entries(window, found.start)
        case "flac":
            yield from flac_entries(window, found.start)
        case "ogg" | "opus":
            yield from ogg_entries(window, found.start)
        case "mp4" | "m4a" | "mov":
            yield from iso_entries(window, found.start)
        case "mkv" | "webm":
            yield from matroska_entries(window)
        case "flv":
            yield from flv_entries(window, found.start)
    if found.name in ("mp3", "flac", "adts"):
        yield from ape_entries(window, found.start)
        loose = id3_loose(window, found.start) if found.name == "mp3" else ()  # in FLAC nobody looks for them
        for begin in sorted({*id3_behind(window), *loose}):
            if begin >= found.start:
                yield from id3_entries(window, begin)
