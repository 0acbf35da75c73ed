"""RIFF: WAV, RF64 and BW64 with a chunk `AIGC`; what AVI shares with them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from . import id3, xmp
from .splicing import FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MOST, PARTS, MediaWindow, cut_off, malformed, too_big, too_many

BOX = "RIFF/AIGC"
UNKNOWN = 0xFFFFFFFF
"""A size that is not known, or stands in `ds64`."""
_CHUNKS = 200_000


class RiffChunk(NamedTuple):
    """``at`` is where its head begins, ``size`` the bytes of its body, ``end`` where the next one begins."""

    name: bytes
    at: int
    size: int
    end: int

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self.at + 8


class RiffFile(NamedTuple):
    """The first RIFF of a file. ``end`` is where its body ends; ``is_open`` where no size says that.

    ``wide`` is where the body of `ds64` begins, 0 where there is none.
    """

    chunks: tuple[RiffChunk, ...]
    size: int
    end: int
    is_open: bool
    wide: int


def read_riff(file: MediaWindow) -> RiffFile:
    """Return the chunks of the RIFF that a file begins with. Raises ReadError."""
    head = file.read(0, 12, "RIFF")
    size = int.from_bytes(head[4:8], "little")
    wide = 0
    sizes: dict[bytes, int] = {}
    if head[:4] != b"RIFF":
        wide, size, sizes = _wide(file)
    is_open = not wide and size in (0, UNKNOWN)
    end = file.size if is_open else min(8 + size, file.size)
    if 8 + size > file.size + 1 and not is_open:  # the last pad byte is left out by many
        raise cut_off("RIFF", 0)
    chunks = tuple(walk(file, 12, end, sizes=sizes))
    return RiffFile(chunks, size, end, is_open or any(each.size == UNKNOWN for each in chunks), wide)


def _wide(file: MediaWindow) -> tuple[int, int, dict[bytes, int]]:
    """Return where `ds64` begins, and the sizes that it says: of the RIFF, and of chunks."""
    name, size = struct.unpack("<4sI", file.read(12, 8, "ds64"))
    if name != b"ds64" or size < 28:
        raise malformed("ds64", 12)
    body = file.read(20, size, "ds64")
    riff, data, _, many = struct.unpack_from("<QQQI", body)
    if many * 12 > size - 28:
        raise malformed("ds64", 44)
    sizes = dict(struct.unpack_from("<4sQ", body, 28 + 12 * each) for each in range(many))
    return 20, riff, {**sizes, b"data": data}


def walk(file: MediaWindow, at: int, end: int, *, sizes: dict[bytes, int] | None = None) -> Iterator[RiffChunk]:
    """Yield the chunks between two offsets. Raises ReadError for one that goes on beyond ``end``."""
    for _ in range(_CHUNKS):
        if at + 8 > end:
            return
        name, size = struct.unpack("<4sI", file.read(at, 8, "RIFF"))
        if not name.isascii() or not name.decode("ascii").isprintable():
            raise malformed("RIFF", at)
        if size == UNKNOWN:
            if sizes and name in sizes:
                size = sizes[name]
            elif name == b"data":  # as it is written into a pipe: to the end
                yield RiffChunk(name, at, UNKNOWN, end)
                return
        if at + 8 + size > end:
            raise cut_off(name.decode("ascii"), at)
        following = min(at + 8 + size + size % 2, end)
        yield RiffChunk(name, at, size, following)
        at = following
    raise too_many("RIFF", at)


def chunk_of(name: bytes, body: bytes) -> bytes:
    """Return a chunk with its head and its pad byte."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def plan_wav(file: MediaWindow, label: str) -> SplicePlan:
    """Return how a WAV gets its label. Raises ReadError."""
    riff = read_riff(file)
    own = [each for each in riff.chunks if is_key(each.name)]
    found = [FoundLabel(BOX, each.body, as_text(file.read(each.body, each.size, "AIGC"))) for each in own]
    edits, others = elsewhere(file, riff.chunks)
    strays = list(behind(file, riff))
    found += others + [stray for _, stray in strays]
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    body = chunk_of(b"AIGC", label.encode())
    if own:
        edits += [SpliceEdit(each.at, each.end - each.at, b"") for each in own[:-1]]
        edits.append(SpliceEdit(own[-1].at, own[-1].end - own[-1].at, body))
    else:
        edits.append(_new(riff, body))
    return SplicePlan(
        box=BOX, edits=(*edits, *sizes_of(riff, edits), *(edit for edit, _ in strays)), found=tuple(found)
    )


def _new(riff: RiffFile, body: bytes) -> SpliceEdit:
    """Return a chunk behind all others; before the samples where these go on to the end of the file."""
    last = riff.chunks[-1] if riff.chunks else None
    if last is not None and (last.size == UNKNOWN or (riff.is_open and last.name == b"data")):
        return SpliceEdit(last.at, 0, body)
    pad = b"\0" if last is not None and riff.end == last.body + last.size and last.size % 2 else b""
    return SpliceEdit(riff.end, 0, pad + body)


def elsewhere(file: MediaWindow, chunks: Iterable[RiffChunk]) -> tuple[list[SpliceEdit], list[FoundLabel]]:
    """Return labels in chunks where WAV does not keep them, and the edits that take them out."""
    edits: list[SpliceEdit] = []
    found: list[FoundLabel] = []
    for chunk in chunks:
        name = chunk.name.lower()
        if name == b"list" and file.peek(chunk.body, 4) == b"INFO":
            old, labels = without_items(file, chunk)
        elif name.strip() == b"id3":
            old = file.read(chunk.body, chunk.size, "ID3v2")
            labels, old = id3.without(old, chunk.body)
        elif name == b"_pmx":
            old = file.read(chunk.body, chunk.size, "XMP")
            labels, old = xmp.without(old, chunk.body, "RIFF/_PMX")
        else:
            continue
        if labels:
            found += labels
            edits.append(SpliceEdit(chunk.at, chunk.end - chunk.at, chunk_of(chunk.name, old)))
    return edits, found


def without_items(file: MediaWindow, info: RiffChunk) -> tuple[bytes, list[FoundLabel]]:
    """Return the body of a LIST/INFO without its labels, and these."""
    if info.size > MOST:
        raise too_big("INFO", info.at)
    kept, found = [b"INFO"], []
    for item in walk(file, info.body + 4, info.body + info.size):
        value = file.read(item.body, item.size, "INFO")
        if is_key(item.name):
            found.append(FoundLabel("RIFF/INFO/AIGC", item.body, as_text(value)))
        else:
            kept.append(chunk_of(item.name, value))
    return b"".join(kept), found


def behind(file: MediaWindow, riff: RiffFile) -> Iterator[tuple[SpliceEdit, FoundLabel]]:
    """Yield labels behind the end of the RIFF: of whoever appended one and forgot to say so in its size."""
    at = riff.end
    for _ in range(PARTS):
        head = file.peek(at, 8)
        size = int.from_bytes(head[4:8], "little")
        if len(head) < 8 or not is_key(head[:4]) or at + 8 + size > file.size:
            return
        end = min(at + 8 + size + size % 2, file.size)
        yield SpliceEdit(at, end - at, b""), FoundLabel("AIGC", at + 8, as_text(file.read(at + 8, size, "AIGC")))
        at = end


def sizes_of(riff: RiffFile, edits: list[SpliceEdit]) -> Iterator[SpliceEdit]:
    """Yield the size of the RIFF, where it has one, once ``edits`` are made in it. Raises ReadError beyond 4 GiB."""
    size = riff.end - 8 + sum(len(each.data) - each.size for each in edits)
    if riff.wide:
        yield SpliceEdit(riff.wide, 8, struct.pack("<Q", size))
    elif riff.size not in (0, UNKNOWN):
        if size >= UNKNOWN:
            raise too_big("RIFF", 0, 4 << 30)
        yield SpliceEdit(4, 4, struct.pack("<I", size))
