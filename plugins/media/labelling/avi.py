"""AVI: the label as an item of LIST/INFO before the pictures, in the room of JUNK where there is some.

Where there is none, what lies behind moves, and with it the offsets of OpenDML's indexes and of an `idx1` that counts from the
beginning of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .riff import RiffChunk, RiffFile, behind, chunk_of, elsewhere, read_riff, sizes_of, walk, without_items
from .splicing import FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MediaWindow, malformed

BOX = "RIFF/INFO/AIGC"
_ENTRIES = 1_000_000


def plan_avi(file: MediaWindow, label: str) -> SplicePlan:
    """Return how an AVI gets its label. Raises ReadError."""
    riff = read_riff(file)
    lists = {each.at: file.peek(each.body, 4) for each in riff.chunks if each.name == b"LIST"}
    movi = next((each for each in riff.chunks if lists.get(each.at) == b"movi"), None)
    if movi is None or riff.is_open:
        raise malformed("AVI", 0)
    infos = [each for each in riff.chunks if lists.get(each.at) == b"INFO"]
    own = next((each for each in infos if each.at < movi.at), None)
    strays = list(behind(file, riff))
    chunks = [each for each in riff.chunks if is_key(each.name)]
    edits, found = elsewhere(file, [each for each in riff.chunks if each != own])
    edits += [SpliceEdit(each.at, each.end - each.at, b"") for each in chunks]
    found += [FoundLabel("RIFF/AIGC", each.body, as_text(file.read(each.body, each.size, "AVI"))) for each in chunks]
    found += [stray for _, stray in strays]
    body, labels = without_items(file, own) if own is not None else (b"INFO", [])
    found += labels
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    new = chunk_of(b"LIST", body + chunk_of(b"AIGC", label.encode()))
    edits.append(
        SpliceEdit(own.at, own.end - own.at, new) if own is not None else SpliceEdit(_before(riff, movi), 0, new)
    )
    moved = sum(len(each.data) - each.size for each in edits if each.offset < movi.at)
    edits += _room(riff, movi, moved) or _shifted(file, riff, movi, moved)
    return SplicePlan(
        box=BOX, edits=(*edits, *sizes_of(riff, edits), *(edit for edit, _ in strays)), found=tuple(found)
    )


def _junk(riff: RiffFile, movi: RiffChunk) -> RiffChunk | None:
    """Return the room before the pictures."""
    return next((each for each in reversed(riff.chunks) if each.name == b"JUNK" and each.at < movi.at), None)


def _before(riff: RiffFile, movi: RiffChunk) -> int:
    """Return where a new list goes: before the room for it, so that it can take it."""
    junk = _junk(riff, movi)
    return movi.at if junk is None else junk.at


def _room(riff: RiffFile, movi: RiffChunk, moved: int) -> list[SpliceEdit]:
    """Return the edits that take room from JUNK, or give it some, so that nothing moves; none where there is not enough."""
    junk = _junk(riff, movi)
    if junk is None or junk.size < moved or not moved:
        return []
    size = SpliceEdit(junk.at + 4, 4, struct.pack("<I", junk.size - moved))
    if moved > 0:
        return [size, SpliceEdit(junk.body + junk.size - moved, moved, b"")]
    return [size, SpliceEdit(junk.body + junk.size, 0, bytes(-moved))]


def _shifted(file: MediaWindow, riff: RiffFile, movi: RiffChunk, moved: int) -> list[SpliceEdit]:
    """Return the edits of all offsets that count from the beginning of the file."""
    edits = list(_super_indexes(file, riff, moved)) if moved else []
    index = next((each for each in riff.chunks if each.name == b"idx1"), None)
    if index is None or not moved or index.size < 16:
        return edits
    data = bytearray(file.read(index.body, index.size, "idx1"))
    if int.from_bytes(data[8:12], "little") < movi.body:  # it counts from the list of pictures
        return edits
    for at in range(8, len(data) - 7, 16):
        place = int.from_bytes(data[at : at + 4], "little")
        data[at : at + 4] = struct.pack("<I", _sum(place, moved, 32, index.at))
    return [*edits, SpliceEdit(index.body, index.size, bytes(data))]


def _super_indexes(file: MediaWindow, riff: RiffFile, moved: int) -> Iterator[SpliceEdit]:
    """Yield the edits of OpenDML's indexes: where each part of one is, and from where that part counts."""
    for head in riff.chunks:
        if head.name != b"LIST" or file.peek(head.body, 4) != b"hdrl":
            continue
        for stream in walk(file, head.body + 4, head.body + head.size):
            if stream.name != b"LIST" or file.peek(stream.body, 4) != b"strl":
                continue
            for index in walk(file, stream.body + 4, stream.body + stream.size):
                if index.name == b"indx":
                    yield from _index(file, index, moved)


def _index(file: MediaWindow, index: RiffChunk, moved: int) -> Iterator[SpliceEdit]:
    kind, count = struct.unpack("<3xBI", file.read(index.body, 8, "indx"))
    if kind == 1:
        yield _wide(file, index.body + 12, moved)
        return
    if count > _ENTRIES or 24 + count * 16 > index.size:
        raise malformed("indx", index.at)
    for entry in range(count):
        at = index.body + 24 + 16 * entry
        part = int.from_bytes(file.read(at, 8, "indx"), "little")
        if not part:
            continue
        if file.read(part, 2, "indx") != b"ix":
            raise malformed("indx", at)
        yield _wide(file, at, moved)
        yield _wide(file, part + 20, moved)


def _wide(file: MediaWindow, at: int, moved: int) -> SpliceEdit:
    place = int.from_bytes(file.read(at, 8, "indx"), "little")
    return SpliceEdit(at, 8, struct.pack("<Q", _sum(place, moved, 64, at)))


def _sum(place: int, moved: int, bits: int, at: int) -> int:
    if not 0 <= place + moved < 1 << bits:
        raise malformed("AVI", at)
    return place + moved
