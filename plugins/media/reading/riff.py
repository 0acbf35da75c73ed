"""WAV and AVI: what their chunks say."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.id3 import tag_size
from ..containers.riff import HEAD, MAGIC, RiffChunk, behind, chunks, list_kind
from ..containers.text import decoded, fourcc
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import CUT, TagEntry, is_label
from .id3 import id3_entries
from .xmp import xmp_entries

_LISTS = frozenset({b"INFO", b"hdrl", b"strl", b"odml", b"exif"})
"""Lists that are looked into; the samples are not."""


def riff_entries(window: MediaWindow, start: int = 0) -> Iterator[TagEntry]:
    """Yield what a RIFF file says, behind the end that its header gives too."""
    sizes: dict[bytes, int] = {}
    at = start
    while at + HEAD <= window.size:  # AVI goes on in a second RIFF
        window.step()
        head = window.exact(at, min(12, window.size - at), "RIFF")
        if head[:4] not in MAGIC:
            break
        is_long = head[:4] != b"RIFF"
        end = at + HEAD + int.from_bytes(head[4:8], "little")
        if is_long or not at + 12 <= end <= window.size:  # unknown, or not to be believed
            end = window.size  # each chunk is held to the file
        yield from _entries(window, chunks(window, at + 12, end, sizes=sizes), sizes)
        at = end + end % 2
    yield from _entries(window, behind(window, at, sizes), sizes)


def _entries(window: MediaWindow, found: Iterator[RiffChunk], sizes: dict[bytes, int]) -> Iterator[TagEntry]:
    for chunk in found:
        kind = list_kind(window, chunk)
        if kind in _LISTS:
            way = f"{chunk.way}/{fourcc(kind)}"
            yield from _entries(window, chunks(window, chunk.body + 4, chunk.body + chunk.size, way, sizes), sizes)
        elif not kind:
            yield from _said(window, chunk)


def _said(window: MediaWindow, chunk: RiffChunk) -> Iterator[TagEntry]:
    """Yield what a chunk says that is no list."""
    name, size, box = chunk.name, chunk.size, chunk.way
    if name.lower() == b"id3 " and tag_size(window, chunk.body):
        yield from id3_entries(window, chunk.body, f"{box}/ID3v2")
    elif name == b"_PMX":
        yield from xmp_entries(window, chunk.body, size, box)
    elif is_label(fourcc(name)):
        yield TagEntry(box, fourcc(name), chunk.body, size, decoded(window.text(chunk.body, size, box)))
    elif "/INFO/" in box:
        text = window.peek(chunk.body, min(size, CUT * 4, MOST_TEXT))
        yield TagEntry(box, fourcc(name), chunk.body, size, text.decode(errors="replace").rstrip("\0"))
