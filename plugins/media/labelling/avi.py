"""AVI: the label as an item of LIST/INFO before the pictures, in the room of JUNK where there is some.

Where there is none, what lies behind moves, and with it the offsets of OpenDML's indexes and of an `idx1` that counts from the
beginning of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ..containers.riff import RiffChunk, chunks, list_kind
from ..containers.window import MediaWindow
from .riff import RiffFile, chunk_of, elsewhere, names_label, read_riff, sizes_of, strays, without_items
from .splicing import KEY, SpliceEdit, SplicePlan

_ENTRIES = 1_000_000


def plan_avi(window: MediaWindow, label: str) -> SplicePlan:
    """Return how an AVI gets its label. Raises ReadError."""
    riff = read_riff(window)
    kinds = {each.at: list_kind(window, each) for each in riff.chunks}
    movi = next((each for each in riff.chunks if kinds[each.at] == b"movi"), None)
    if movi is None or riff.is_open or riff.wide:
        raise window.broken(0, "AVI")
    own = next((each for each in riff.chunks if kinds[each.at] == b"INFO" and each.at < movi.at), None)
    edits = [*elsewhere(window, (each for each in riff.chunks if each != own))]
    edits += [SpliceEdit(each.at, each.end - each.at, b"") for each in riff.chunks if names_label(each)]
    item = chunk_of(b"AIGC", label.encode())
    if own is None:
        edits.append(SpliceEdit(_before(riff, movi), 0, chunk_of(b"LIST", b"INFO" + item)))
    else:
        body = without_items(window, own) or window.exact(own.body, own.size, own.way)
        edits.append(SpliceEdit(own.at, own.end - own.at, chunk_of(b"LIST", body + item)))
    moved = sum(len(each.data) - each.size for each in edits if each.offset < movi.at)
    edits += _room(riff, movi, moved) or _shifted(window, riff, movi, moved)
    return SplicePlan(
        box=f"RIFF/LIST/INFO/{KEY}", edits=(*edits, *sizes_of(window, riff, edits), *strays(window, riff))
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


def _shifted(window: MediaWindow, riff: RiffFile, movi: RiffChunk, moved: int) -> list[SpliceEdit]:
    """Return the edits of all offsets that count from the beginning of the file."""
    edits = list(_super_indexes(window, riff, moved)) if moved else []
    index = next((each for each in riff.chunks if each.name == b"idx1"), None)
    if index is None or not moved or index.size < 16:
        return edits
    data = bytearray(window.exact(index.body, index.size, "idx1"))
    if int.from_bytes(data[8:12], "little") < movi.body:  # it counts from the list of pictures
        return edits
    for at in range(8, len(data) - 7, 16):
        place = int.from_bytes(data[at : at + 4], "little")
        data[at : at + 4] = struct.pack("<I", _sum(window, place, moved, 32, index.at))
    return [*edits, SpliceEdit(index.body, index.size, bytes(data))]


def _super_indexes(window: MediaWindow, riff: RiffFile, moved: int) -> Iterator[SpliceEdit]:
    """Yield the edits of OpenDML's indexes: where each part of one is, and from where that part counts."""
    for head in riff.chunks:
        for stream in _listed(window, head, b"hdrl"):
            for index in _listed(window, stream, b"strl"):
                if index.name == b"indx":
                    yield from _index(window, index, moved)


def _listed(window: MediaWindow, chunk: RiffChunk, kind: bytes) -> Iterator[RiffChunk]:
    """Yield the chunks of a list of this kind, none of another one."""
    if list_kind(window, chunk) == kind:
        yield from chunks(window, chunk.body + 4, chunk.body + chunk.size, chunk.way)


def _index(window: MediaWindow, index: RiffChunk, moved: int) -> Iterator[SpliceEdit]:
    kind, count = struct.unpack("<3xBI", window.exact(index.body, 8, "indx"))
    if kind == 1:
        yield _wide(window, index.body + 12, moved)
        return
    if count > _ENTRIES or 24 + count * 16 > index.size:
        raise window.broken(index.at, "indx")
    for entry in range(count):
        at = index.body + 24 + 16 * entry
        part = int.from_bytes(window.exact(at, 8, "indx"), "little")
        if not part:
            continue
        if window.exact(part, 2, "indx") != b"ix":
            raise window.broken(at, "indx")
        yield _wide(window, at, moved)
        yield _wide(window, part + 20, moved)


def _wide(window: MediaWindow, at: int, moved: int) -> SpliceEdit:
    place = int.from_bytes(window.exact(at, 8, "indx"), "little")
    return SpliceEdit(at, 8, struct.pack("<Q", _sum(window, place, moved, 64, at)))


def _sum(window: MediaWindow, place: int, moved: int, bits: int, at: int) -> int:
    if not 0 <= place + moved < 1 << bits:
        raise window.broken(at, "AVI")
    return place + moved
