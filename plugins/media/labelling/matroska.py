"""Matroska and WebM: the label as a tag of the whole file, in the room of the old tags where it fits.

Where it does not, the tags go to the end of the segment and its index of elements says so; what was there is void. Where there is no
room for that either, they go before the first cluster, and all places that an index says move along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .ebml import CRC, UNKNOWN, VOID, EbmlElement, children, element, element_at, fits, size_bytes, void, with_checksum
from .seeking import moved_cues, moved_seeks, read_seek, sought
from .splicing import KEY, FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MOST, MediaWindow, malformed, no_room, too_big

BOX = "Segment/Tags/Tag/SimpleTag"
_HEAD, _SEGMENT = 0x1A45DFA3, 0x18538067
_SEEK, _CLUSTER, _CUES, _TAGS = 0x114D9B74, 0x1F43B675, 0x1C53BB6B, 0x1254C367
_LEVEL = frozenset((_SEEK, _CLUSTER, _CUES, _TAGS, 0x1549A966, 0x1654AE6B, 0x1941A469, 0x1043A770, VOID, CRC))
"""What a segment has in it."""
_TAG, _TARGETS, _SIMPLE, _NAME, _STRING, _BINARY = 0x7373, 0x63C0, 0x67C8, 0x45A3, 0x4487, 0x4485
_UIDS = frozenset((0x63C5, 0x63C9, 0x63C4, 0x63C6))
"""What makes a tag that of a track, an edition, a chapter or an attachment."""
_POSITION, _DEPTH = 0xA7, 16


@dataclass
class _SegmentParts:
    """``parts`` are its elements but the clusters, of which the first one is ``cluster``."""

    at: EbmlElement
    end: int
    cluster: EbmlElement | None = None
    parts: list[EbmlElement] = field(default_factory=list)

    def of(self, id_: int) -> list[EbmlElement]:
        return [each for each in self.parts if each.id == id_]


def plan_matroska(file: MediaWindow, label: str) -> SplicePlan:
    """Return how a Matroska or a WebM gets its label. Raises ReadError."""
    segment = _read(file)
    tags = segment.of(_TAGS)
    found: list[FoundLabel] = []
    kept: list[bytes] = []
    for each in tags:
        body, labels = _without(file, each)
        found += labels
        kept.append(body)
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    body = b"".join(kept) + _tag(label)
    edits = list(_placed(file, segment, tags[0] if tags else None, with_checksum(body)))
    edits += [SpliceEdit(each.at, each.end - each.at, void(each.end - each.at)) for each in tags[1:]]
    edits += [SpliceEdit(each.at, 6, void(6)) for each in segment.of(CRC) if each.end - each.at == 6]
    return SplicePlan(box=BOX, edits=tuple(edits), found=tuple(found))


def _read(file: MediaWindow) -> _SegmentParts:
    """Return the segment of a file. Raises ReadError."""
    head = element_at(file, 0, file.size, "EBML")
    segment = next((each for each in children(file, head.end, file.size, "EBML") if each.id != VOID), None)
    if head.id != _HEAD or head.size == UNKNOWN or segment is None or segment.id != _SEGMENT:
        raise malformed("EBML", 0)
    found = _SegmentParts(segment, segment.end)
    at = segment.body
    while at < segment.end:
        each = element_at(file, at, segment.end, "Segment")
        if each.id not in _LEVEL:
            raise malformed("Segment", at)
        if each.id == _CLUSTER:
            found.cluster = found.cluster or each
            each = each._replace(end=_after(file, each)) if each.size == UNKNOWN else each
        elif each.size == UNKNOWN:
            raise malformed("Segment", at)
        else:
            found.parts.append(each)
        if len(found.parts) > 10_000:
            raise malformed("Segment", at)
        at = each.end
    return found


def _after(file: MediaWindow, cluster: EbmlElement) -> int:
    """Return where a cluster of unknown size ends: where something begins that is no part of one."""
    for each in children(file, cluster.body, cluster.end, "Cluster"):
        if each.id in _LEVEL - {VOID, CRC}:
            return each.at
    return cluster.end


def _without(file: MediaWindow, tags: EbmlElement) -> tuple[bytes, list[FoundLabel]]:
    """Return the content of tags without labels and without checksum, and the labels. Raises ReadError."""
    if tags.size > MOST:
        raise too_big("Tags", tags.at)
    kept, found = [], []
    for tag in children(file, tags.body, tags.end, "Tags"):
        if tag.id == _TAG:
            body, labels, left = _stripped(file, tag)
            found += labels
            if labels:
                kept.append(element(_TAG, body) if left else b"")
                continue
        if tag.id not in (CRC, VOID):
            kept.append(file.read(tag.at, tag.end - tag.at, "Tags"))
    return b"".join(kept), found


def _stripped(file: MediaWindow, tag: EbmlElement) -> tuple[bytes, list[FoundLabel], int]:
    """Return the content of a tag without labels, the labels, and how many texts are left."""
    is_whole = not any(
        target.id == _TARGETS and any(each.id in _UIDS for each in children(file, target.body, target.end, "Tag"))
        for target in children(file, tag.body, tag.end, "Tag")
    )
    kept, found, left = [], [], 0
    for each in children(file, tag.body, tag.end, "Tag"):
        if each.id == _SIMPLE:
            body, labels = _simple(file, each, BOX if is_whole else "Segment/Tags/Tag(Targets)/SimpleTag", 0)
            found += labels
            kept.append(body)
            left += bool(body)
        elif each.id not in (CRC, VOID):
            kept.append(file.read(each.at, each.end - each.at, "Tag"))
    return b"".join(kept), found, left


def _simple(file: MediaWindow, simple: EbmlElement, box: str, depth: int) -> tuple[bytes, list[FoundLabel]]:
    """Return a text without labels, nothing where it is one, and the labels. Raises ReadError."""
    if depth > _DEPTH:
        raise malformed("SimpleTag", simple.at)
    parts = list(children(file, simple.body, simple.end, "SimpleTag"))
    name = next((file.read(each.body, each.size, "SimpleTag") for each in parts if each.id == _NAME), b"")
    if is_key(name):
        value = next((each for each in parts if each.id in (_STRING, _BINARY)), None)
        text = as_text(file.read(value.body, value.size, "SimpleTag")) if value is not None else ""
        return b"", [FoundLabel(box, simple.at if value is None else value.body, text)]
    kept, found = [], []
    for each in parts:
        if each.id == _SIMPLE:
            body, labels = _simple(file, each, f"{box}/SimpleTag", depth + 1)
            found += labels
            kept.append(body)
        elif each.id not in (CRC, VOID):
            kept.append(file.read(each.at, each.end - each.at, "SimpleTag"))
    if found:
        return element(_SIMPLE, b"".join(kept)), found
    return file.read(simple.at, simple.end - simple.at, "SimpleTag"), []


def _tag(label: str) -> bytes:
    """Return a tag of the whole file with a label."""
    simple = element(_SIMPLE, element(_NAME, KEY.encode()) + element(_STRING, label.encode()))
    return element(_TAG, element(_TARGETS, b"") + simple)


def _fitting(id_: int, body: bytes, size: int) -> bytes | None:
    """Return an element and void that take so many bytes together; None where they cannot."""
    new = element(id_, body)
    if len(new) + 1 == size and len(new) - len(body) < 12:
        return element(id_, body, width=len(new) - len(body) - 4 + 1)
    return new + void(size - len(new)) if len(new) <= size else None


def _placed(file: MediaWindow, segment: _SegmentParts, old: EbmlElement | None, body: bytes) -> Iterator[SpliceEdit]:
    """Yield the edits that put the tags where they fit. Raises ReadError where they fit nowhere."""
    if old is not None:
        room = next((each.end for each in segment.of(VOID) if each.at == old.end), old.end) - old.at
        new = _fitting(_TAGS, body, room)
        if new is not None:
            yield SpliceEdit(old.at, room, new)
            return
    new = element(_TAGS, body)
    if old is not None and old.end == segment.end and segment.at.size != UNKNOWN:
        yield _grown(segment, len(new) - (old.end - old.at))
        yield SpliceEdit(old.at, old.end - old.at, new)
        return
    if segment.cluster is None or segment.at.size == UNKNOWN:
        yield from _before(file, segment, old, new)
        return
    seeks = [read_seek(file, each) for each in segment.of(_SEEK)]
    listed = sought(file, seeks, _TAGS, segment.end - segment.at.body, segment.of(VOID))
    if listed is None or not fits(segment.at.size + len(new), segment.at.body - segment.at.at - 4):
        yield from _before(file, segment, old, new)
        return
    yield from listed
    yield from _emptying(old)
    yield _grown(segment, len(new))
    yield SpliceEdit(segment.end, 0, new)


def _emptying(old: EbmlElement | None) -> Iterator[SpliceEdit]:
    if old is not None:
        yield SpliceEdit(old.at, old.end - old.at, void(old.end - old.at))


def _grown(segment: _SegmentParts, by: int) -> SpliceEdit:
    width = segment.at.body - segment.at.at - 4
    if not fits(segment.at.size + by, width):
        raise no_room("Segment", segment.at.at)
    return SpliceEdit(segment.at.at + 4, width, size_bytes(segment.at.size + by, width))


def _before(file: MediaWindow, segment: _SegmentParts, old: EbmlElement | None, new: bytes) -> Iterator[SpliceEdit]:
    """Yield the edits that put the tags before the first cluster, and move what is said to lie behind."""
    start = segment.cluster.at if segment.cluster is not None else segment.end
    origin = segment.at.body
    if segment.cluster is not None:
        _see_no_position(file, segment.cluster)
    seeks = [read_seek(file, each) for each in segment.of(_SEEK)]
    yield from moved_seeks(file, seeks, start - origin, len(new), _TAGS)
    for cues in segment.of(_CUES):
        yield from moved_cues(file, cues, start - origin, len(new))
    yield from _emptying(old)
    if segment.at.size != UNKNOWN:
        yield _grown(segment, len(new))
    yield SpliceEdit(start, 0, new)


def _see_no_position(file: MediaWindow, cluster: EbmlElement) -> None:
    """Raise ReadError for a cluster that says where it is."""
    at = cluster.body
    for _ in range(8):
        if at >= cluster.end:
            return
        each = element_at(file, at, cluster.end, "Cluster")
        if each.id == _POSITION and file.read(each.body, each.size, "Cluster").strip(b"\0"):
            raise no_room("Cluster", each.at)
        at = each.end
