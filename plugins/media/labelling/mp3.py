"""MP3: the label in the ID3v2 tag at the beginning; other tags, there and at the end, lose theirs."""

from __future__ import annotations

import struct
from typing import NamedTuple

from . import id3
from .splicing import FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MediaWindow, malformed

BOX = id3.BOX
_V22 = "ID3v2/TXX"
_APE = 32
_HAS_HEAD = 1 << 31
_ITEMS = 10_000


def plan_mp3(file: MediaWindow, label: str) -> SplicePlan:
    """Return how an MP3 gets its label. Raises ReadError."""
    edits, found = plan_tags(id3.tags_at(file, 0), label)
    tail = _tail(file)
    edits += [edit for edit, _ in tail]
    found += [label for _, labels in tail for label in labels]
    box = next((each.box for each in found if each.box in (BOX, _V22)), BOX)
    if is_only(found, box, label):
        edits = []
    return SplicePlan(box=box, edits=tuple(edits), found=tuple(found))


def plan_tags(tags: list[id3.Id3Tag], label: str | None) -> tuple[list[SpliceEdit], list[FoundLabel]]:
    """Return the edits that leave a label in the first tag, or none in any, and the labels that are there."""
    edits, found = [], []
    for index, tag in enumerate(tags or [id3.EMPTY]):
        labels = tag.labels()
        wanted = label if index == 0 else None
        found += labels
        if not labels and wanted is None:
            continue
        size = tag.size
        grown = len(tag.written(wanted, size)) - size
        edits.append(SpliceEdit(tag.at, size, (tag.moved(grown) if grown else tag).written(wanted, size)))
    return edits, found


class _EndTag(NamedTuple):
    edit: SpliceEdit
    labels: list[FoundLabel]


def _tail(file: MediaWindow) -> list[_EndTag]:
    """Return the labels of the tags at the end, and the edits that take them out."""
    found, end = [], file.size
    for _ in range(8):
        last = file.peek(max(0, end - 128), min(128, end))
        if last[:3] == b"TAG" and len(last) == 128:
            end -= 128
        elif last[-9:] == b"LYRICS200" and last[-15:-9].isdigit():
            end -= int(last[-15:-9]) + 15
        elif last[-_APE:][:8] == b"APETAGEX":
            end, tail = _ape(file, end)
            found += [tail] if tail.labels else []
        elif last[-10:][:3] == b"3DI":
            end, tail = _appended(file, end)
            found += [tail] if tail.labels else []
        else:
            return found
        if end < 0:
            raise malformed("MP3", 0)
    return found


def _ape(file: MediaWindow, end: int) -> tuple[int, _EndTag]:
    """Return where an APE tag begins that ends at ``end``, and what becomes of it. Raises ReadError."""
    at = end - _APE
    foot = file.read(at, _APE, "APE")
    version, size, count, flags = struct.unpack_from("<IIII", foot, 8)
    start = end - size
    if size < _APE or start < 0 or count > _ITEMS:
        raise malformed("APE", at)
    items = file.read(start, size - _APE, "APE")
    head = _APE if flags & _HAS_HEAD else 0
    if start - head < 0:
        raise malformed("APE", at)
    kept, labels, place = [], [], 0
    for _ in range(count):
        stop = items.find(b"\0", place + 8)
        if stop < 0:
            raise malformed("APE", start + place)
        following = stop + 1 + int.from_bytes(items[place : place + 4], "little")
        if following > len(items):
            raise malformed("APE", start + place)
        if is_key(items[place + 8 : stop]):
            labels.append(FoundLabel("APE/AIGC", start + place, as_text(items[stop + 1 : following])))
        else:
            kept.append(items[place:following])
        place = following
    body = b"".join(kept)
    told = struct.pack("<IIII", version, len(body) + _APE, len(kept), flags)
    new = body + foot[:8] + told + foot[24:]
    if head:
        old = file.read(start - head, _APE, "APE")
        is_head = int.from_bytes(old[20:24], "little")
        new = old[:8] + told[:12] + struct.pack("<I", is_head) + old[24:] + new
    return start - head, _EndTag(SpliceEdit(start - head, size + head, new if kept else b""), labels)


def _appended(file: MediaWindow, end: int) -> tuple[int, _EndTag]:
    """Return where an ID3v2 tag begins that ends at ``end``, and what becomes of it. Raises ReadError."""
    foot = file.read(end - id3.HEAD, id3.HEAD, "ID3v2")
    size = sum((byte & 0x7F) << shift for byte, shift in zip(foot[6:10], (21, 14, 7, 0), strict=True)) + 2 * id3.HEAD
    start = end - size
    if start < 0 or file.peek(start, 3) != b"ID3":
        raise malformed("ID3v2", end - id3.HEAD)
    tag = id3.read_tag(file.read(start, size, "ID3v2"), start)
    return start, _EndTag(SpliceEdit(start, size, tag.written(None)), tag.labels())
