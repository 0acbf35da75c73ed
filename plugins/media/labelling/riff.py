"""RIFF: WAV, RF64 and BW64 with a chunk `AIGC`; what AVI shares with them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..containers.id3 import tag_size
from ..containers.riff import HEAD, UNKNOWN, RiffChunk, behind, chunks, list_kind
from ..containers.text import fourcc
from ..containers.window import MOST_PART, MediaWindow
from ..reading.entries import is_label
from .id3 import read_tag
from .splicing import KEY, SpliceEdit, SplicePlan
from .xmp import blanked


class RiffFile(NamedTuple):
    """The first RIFF of a file. ``end`` is where its body ends; ``is_open`` where no size says that.

    ``wide`` is where the body of `ds64` begins, 0 where there is none.
    """

    chunks: tuple[RiffChunk, ...]
    size: int
    end: int
    is_open: bool
    wide: int


def read_riff(window: MediaWindow) -> RiffFile:
    """Return the chunks of the RIFF that a file begins with. Raises ReadError."""
    head = window.exact(0, 12, "RIFF")
    size = int.from_bytes(head[4:8], "little")
    wide = 0
    if head[:4] != b"RIFF":
        first = next(chunks(window, 12, window.size), None)
        if first is None or first.name != b"ds64":
            raise window.broken(12, "RIFF/ds64")
        wide, size = first.body, int.from_bytes(window.exact(first.body, 8, "RIFF/ds64"), "little")
    is_open = not wide and size in (0, UNKNOWN)
    if not is_open and not 12 <= HEAD + size <= window.size + 1:  # the last pad byte is left out by many
        raise window.cut(0, HEAD + size, "RIFF")
    end = window.size if is_open else min(HEAD + size, window.size)
    found = tuple(chunks(window, 12, end))
    return RiffFile(found, size, end, is_open or any(each.is_open for each in found), wide)


def chunk_of(name: bytes, body: bytes) -> bytes:
    """Return a chunk with its head and its pad byte."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def names_label(chunk: RiffChunk) -> bool:
    """Return whether a chunk is a label by its name."""
    return is_label(fourcc(chunk.name))


def plan_wav(window: MediaWindow, label: str) -> SplicePlan:
    """Return how a WAV gets its label. Raises ReadError."""
    riff = read_riff(window)
    edits = [*elsewhere(window, riff.chunks)]
    own = [each for each in riff.chunks if names_label(each)]
    body = chunk_of(b"AIGC", label.encode())
    if own:
        edits += [SpliceEdit(each.at, each.end - each.at, b"") for each in own[:-1]]
        edits.append(SpliceEdit(own[-1].at, own[-1].end - own[-1].at, body))
    else:
        edits.append(_new(riff, body))
    return SplicePlan(box=f"RIFF/{KEY}", edits=(*edits, *sizes_of(window, riff, edits), *strays(window, riff)))


def _new(riff: RiffFile, body: bytes) -> SpliceEdit:
    """Return a chunk behind all others; before the samples where these go on to the end of the file."""
    last = riff.chunks[-1] if riff.chunks else None
    if last is not None and (last.is_open or (riff.is_open and last.name == b"data")):
        return SpliceEdit(last.at, 0, body)
    pad = b"\0" if last is not None and riff.end == last.body + last.size and last.size % 2 else b""
    return SpliceEdit(riff.end, 0, pad + body)


def elsewhere(window: MediaWindow, chunks: Iterable[RiffChunk]) -> Iterator[SpliceEdit]:
    """Yield the edits that take labels out of chunks where WAV does not keep them."""
    for chunk in chunks:
        body: bytes | None = None
        if list_kind(window, chunk) == b"INFO":
            body = without_items(window, chunk)
        elif chunk.name.lower() == b"id3 " and tag_size(window, chunk.body):
            tag = read_tag(window, chunk.body)
            rest = chunk.size - tag.size
            if tag.is_labelled:
                body = tag.written(window, None) + window.exact(chunk.body + tag.size, rest, chunk.way)
        elif chunk.name == b"_PMX":
            body = blanked(window.exact(chunk.body, chunk.size, chunk.way))
        if body is not None:
            yield SpliceEdit(chunk.at, chunk.end - chunk.at, chunk_of(chunk.name, body))


def without_items(window: MediaWindow, info: RiffChunk) -> bytes | None:
    """Return the body of a LIST/INFO without its labels; None where it has none."""
    if info.size > MOST_PART:
        raise window.too_big(info.at, info.way)
    items = list(chunks(window, info.body + 4, info.body + info.size, info.way))
    if not any(map(names_label, items)):
        return None
    kept = (each for each in items if not names_label(each))
    return b"INFO" + b"".join(chunk_of(each.name, window.exact(each.body, each.size, each.way)) for each in kept)


def strays(window: MediaWindow, riff: RiffFile) -> Iterator[SpliceEdit]:
    """Yield the edits that take out labels behind the end of the RIFF: of whoever forgot to say so in its size."""
    for each in behind(window, riff.end + riff.end % 2):
        if names_label(each):
            end = min(each.end + each.end % 2, window.size)
            yield SpliceEdit(each.at, end - each.at, b"")


def sizes_of(window: MediaWindow, riff: RiffFile, edits: list[SpliceEdit]) -> Iterator[SpliceEdit]:
    """Yield the size of the RIFF, where it has one, once ``edits`` are made in it. Raises ReadError beyond 4 GiB."""
    size = riff.end - HEAD + sum(len(each.data) - each.size for each in edits)
    if riff.wide:
        yield SpliceEdit(riff.wide, 8, struct.pack("<Q", size))
    elif riff.size not in (0, UNKNOWN):
        if size >= UNKNOWN:
            raise window.too_big(0, "RIFF", 4 << 30)
        yield SpliceEdit(4, 4, struct.pack("<I", size))
