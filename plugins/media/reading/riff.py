"""WAV and AVI: chunks of a name, a size and as many bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .entries import CUT, TagEntry, decoded, fourcc, is_label
from .id3 import id3_entries, id3_size
from .window import MOST_TEXT, Window
from .xmp import xmp_entries

_HEAD = 8
_LISTS = frozenset({b"INFO", b"hdrl", b"strl", b"odml", b"exif"})
"""Lists that are looked into; the samples are not."""
_UNKNOWN = 0xFFFFFFFF
_FAR = 1 << 12
"""Bytes behind the end in which a label is looked for that is no chunk."""


def riff_entries(window: Window, start: int = 0) -> Iterator[TagEntry]:
    """Yield what a RIFF file says, behind the end that its header gives too."""
    head = window.exact(start, 12, "RIFF")
    sizes: dict[bytes, int] = {}
    at = start
    while at + _HEAD <= window.size:  # AVI goes on in a second RIFF
        window.step()
        head = window.exact(at, min(12, window.size - at), "RIFF")
        if head[:4] not in (b"RIFF", b"RF64", b"BW64"):
            break
        long = head[:4] != b"RIFF"
        end = at + _HEAD + int.from_bytes(head[4:8], "little")
        if long or not at + 12 <= end <= window.size:  # unknown, or not to be believed
            end = window.size  # each chunk is held to the file
        yield from _chunks(window, at + 12, end, "RIFF", sizes)
        at = end + end % 2
    yield from _behind(window, at, sizes)


def _behind(window: Window, at: int, sizes: dict[bytes, int]) -> Iterator[TagEntry]:
    """Yield what stands behind the end that the header gives, as far as it is chunks: what is none there, nobody reads."""
    while len(head := window.peek(at, _HEAD)) == _HEAD:
        window.step()
        end = at + _HEAD + int.from_bytes(head[4:], "little")
        if end > window.size:
            if b"aigc" in window.peek(at, _FAR).lower():
                raise window.cut(at + _HEAD, end - at - _HEAD, f"RIFF/{fourcc(head[:4]).strip()}")
            return
        yield from _chunks(window, at, end, "RIFF", sizes)
        at = end + end % 2


class _Chunk(NamedTuple):
    name: bytes
    begin: int
    size: int
    box: str


def _chunks(window: Window, at: int, end: int, way: str, sizes: dict[bytes, int]) -> Iterator[TagEntry]:
    while at < end:
        window.step()
        left = window.peek(at, min(_HEAD, end - at))
        if len(left) < _HEAD:
            if left.strip(b"\0"):
                raise window.broken(at, way)
            return  # padding
        if not left.strip(b"\0"):
            at += _HEAD  # empty space
            continue
        name, size = left[:4], int.from_bytes(left[4:], "little")
        if size == _UNKNOWN and name in sizes:
            size = sizes[name]
        elif size == _UNKNOWN and name == b"data":  # as it is written into a pipe: samples to the end
            size = end - at - _HEAD
        chunk = _Chunk(name, at + _HEAD, size, f"{way}/{fourcc(name).strip()}")
        if chunk.begin + size > end:
            raise window.cut(chunk.begin, size, chunk.box)
        if name == b"ds64":
            sizes[b"data"] = int.from_bytes(window.exact(chunk.begin + 8, 8, chunk.box), "little")
        if name == b"LIST" and size >= 4:
            kind = window.exact(chunk.begin, 4, chunk.box)
            if kind in _LISTS:
                yield from _chunks(window, chunk.begin + 4, chunk.begin + size, f"{chunk.box}/{fourcc(kind)}", sizes)
        else:
            yield from _said(window, chunk)
        at = chunk.begin + size + size % 2


def _said(window: Window, chunk: _Chunk) -> Iterator[TagEntry]:
    """Yield what a chunk says that is no list."""
    name, begin, size, box = chunk
    if name.lower() == b"id3 " and id3_size(window, begin):
        yield from id3_entries(window, begin, f"{box}/ID3v2")
    elif name == b"_PMX":
        yield from xmp_entries(window, begin, size, box)
    elif is_label(fourcc(name)):
        yield TagEntry(box, fourcc(name), begin, size, decoded(window.text(begin, size, box)))
    elif "/INFO/" in box:
        text = window.peek(begin, min(size, CUT * 4, MOST_TEXT))
        yield TagEntry(box, fourcc(name), begin, size, text.decode(errors="replace").rstrip("\0"))
