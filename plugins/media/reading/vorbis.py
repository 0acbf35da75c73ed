"""Vorbis comments: of FLAC in a block, of Ogg Vorbis and Opus in the second packet of a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..containers.ogg import comment_heads
from ..containers.text import decoded
from ..containers.vorbis import COMMENT, blocks, read_comments
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import CUT, TagEntry, is_label

FLAC_BOX = "FLAC/VORBIS_COMMENT"
_PICTURE = "METADATA_BLOCK_PICTURE"


def flac_entries(window: MediaWindow, start: int) -> Iterator[TagEntry]:
    """Yield the comments of a FLAC file that begins at ``start``."""
    for block in blocks(window, start):
        if block.kind == COMMENT:
            data = window.exact(block.body, block.size, FLAC_BOX)
            yield from _comments(window, data, block.body.__add__, FLAC_BOX)


def ogg_entries(window: MediaWindow, start: int = 0) -> Iterator[TagEntry]:
    """Yield the comments of every stream in an Ogg file, the later ones of a chain too."""
    for head in comment_heads(window, start):
        yield from _comments(window, head.comments, head.place, ogg_box(head.magic))


def ogg_box(magic: bytes) -> str:
    """Return what comments are called that begin so."""
    return "Ogg/OpusTags" if magic == b"OpusTags" else "Ogg/comment"


def name_of(entry: bytes) -> str:
    """Return the name of a comment, nothing of one that has none."""
    name, equals, _ = entry.partition(b"=")
    return name.decode("ascii", "replace") if equals else ""


def _comments(window: MediaWindow, data: bytes, place: Callable[[int], int], box: str) -> Iterator[TagEntry]:
    for at, entry in read_comments(window, data, place, box).entries:
        key = name_of(entry)
        value = entry.partition(b"=")[2]
        if not key or key.upper() == _PICTURE:
            continue
        offset = place(min(at + len(entry) - len(value), len(data) - 1))
        if not is_label(key):
            text: str | None = value[: CUT * 4].decode(errors="replace")
        elif len(value) > MOST_TEXT:
            window.text(offset, len(value), f"{box}/{key}")  # says that it is too long
        else:
            text = decoded(value)
        yield TagEntry(f"{box}/{key}", key, offset, len(value), text)
