"""Matroska and WebM: the label as a tag of the whole file, in the room of the old tags where it fits.

Where it does not, the tags go to the end of the segment and its index of elements says so; what was there is void. Where there is no
room for that either, they go before the first cluster, and all places that an index says move along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..containers.matroska import (
    CLUSTER,
    CRC,
    CUES,
    DEEPEST,
    EBML,
    NAME,
    SEEK_HEAD,
    SEGMENT,
    SIMPLE,
    STRING,
    TAG,
    TAGS,
    TARGETS,
    VOID,
    EbmlElement,
    element_at,
    inside,
    parts,
)
from ..containers.window import MOST_PART, MediaWindow
from ..reading.entries import is_label
from ..reading.matroska import WAY, name_of
from .ebml import element, fits, size_bytes, void, with_checksum
from .seeking import moved_cues, moved_seeks, read_seek, sought
from .splicing import KEY, SpliceEdit, SplicePlan, no_room

_POSITION = 0xA7
_MOST_PARTS = 10_000


@dataclass
class _SegmentParts:
    """``parts`` are its elements but the clusters, of which the first one is ``cluster``."""

    at: EbmlElement
    end: int
    cluster: EbmlElement | None = None
    parts: list[EbmlElement] = field(default_factory=list)

    def of(self, id_: int) -> list[EbmlElement]:
        return [each for each in self.parts if each.id == id_]


def plan_matroska(window: MediaWindow, label: str) -> SplicePlan:
    """Return how a Matroska or a WebM gets its label. Raises ReadError."""
    segment = _read(window)
    tags = segment.of(TAGS)
    body = b"".join(_without(window, each) for each in tags) + _tag(label)
    edits = list(_placed(window, segment, tags[0] if tags else None, with_checksum(body)))
    edits += [SpliceEdit(each.at, each.end - each.at, void(each.end - each.at)) for each in tags[1:]]
    edits += [SpliceEdit(each.at, 6, void(6)) for each in segment.of(CRC) if each.end - each.at == 6]
    return SplicePlan(box=WAY, edits=tuple(edits))


def _read(window: MediaWindow) -> _SegmentParts:
    """Return the segment of a file. Raises ReadError."""
    head = element_at(window, 0, window.size)
    segment = element_at(window, head.end, window.size)
    while segment.id == VOID:
        segment = element_at(window, segment.end, window.size)
    if head.id != EBML or head.is_open or segment.id != SEGMENT:
        raise window.broken(0, "EBML")
    found = _SegmentParts(segment, segment.end)
    for each in parts(window, segment):
        if each.id == CLUSTER:
            found.cluster = found.cluster or each
        elif each.is_open or each.id == TAG or len(found.parts) == _MOST_PARTS:
            raise window.broken(each.at, "Segment")
        else:
            found.parts.append(each)
    return found


def _without(window: MediaWindow, tags: EbmlElement) -> bytes:
    """Return the content of tags without labels and without checksum. Raises ReadError."""
    if tags.size > MOST_PART:
        raise window.too_big(tags.at, "Tags")
    kept = []
    for tag in inside(window, tags):
        stored = window.exact(tag.at, tag.end - tag.at, "Tags")
        if tag.id == TAG:
            kept.append(_stripped(window, tag, stored))
        elif tag.id not in (CRC, VOID):
            kept.append(stored)
    return b"".join(kept)


def _stripped(window: MediaWindow, tag: EbmlElement, stored: bytes) -> bytes:
    """Return a tag without labels, as it is ``stored`` where it has none, nothing where no text is left."""
    kept, left, changed = [], 0, False
    for each in inside(window, tag):
        old = window.exact(each.at, each.end - each.at, "Tag")
        if each.id == SIMPLE:
            new = _simple(window, each, old, 0)
            changed |= new != old
            left += bool(new)
            kept.append(new)
        elif each.id not in (CRC, VOID):
            kept.append(old)
    if not changed:
        return stored
    return element(TAG, b"".join(kept)) if left else b""


def _simple(window: MediaWindow, simple: EbmlElement, stored: bytes, depth: int) -> bytes:
    """Return a text without labels, as it is ``stored`` where it has none, nothing where it is one. Raises ReadError."""
    if depth > DEEPEST:
        raise window.broken(simple.at, "SimpleTag")
    if is_label(name_of(window, simple)):
        return b""
    kept, changed = [], False
    for each in inside(window, simple):
        old = window.exact(each.at, each.end - each.at, "SimpleTag")
        if each.id == SIMPLE:
            new = _simple(window, each, old, depth + 1)
            changed |= new != old
            kept.append(new)
        elif each.id not in (CRC, VOID):
            kept.append(old)
    return element(SIMPLE, b"".join(kept)) if changed else stored


def _tag(label: str) -> bytes:
    """Return a tag of the whole file with a label."""
    simple = element(SIMPLE, element(NAME, KEY.encode()) + element(STRING, label.encode()))
    return element(TAG, element(TARGETS, b"") + simple)


def _fitting(id_: int, body: bytes, size: int) -> bytes | None:
    """Return an element and void that take so many bytes together; None where they cannot."""
    new = element(id_, body)
    if len(new) + 1 == size and len(new) - len(body) < 12:
        return element(id_, body, width=len(new) - len(body) - 4 + 1)
    return new + void(size - len(new)) if len(new) <= size else None


def _placed(window: MediaWindow, segment: _SegmentParts, old: EbmlElement | None, body: bytes) -> Iterator[SpliceEdit]:
    """Yield the edits that put the tags where they fit. Raises ReadError where they fit nowhere."""
    if old is not None:
        room = next((each.end for each in segment.of(VOID) if each.at == old.end), old.end) - old.at
        new = _fitting(TAGS, body, room)
        if new is not None:
            yield SpliceEdit(old.at, room, new)
            return
    new = element(TAGS, body)
    if old is not None and old.end == segment.end and not segment.at.is_open:
        yield _grown(segment, len(new) - (old.end - old.at))
        yield SpliceEdit(old.at, old.end - old.at, new)
        return
    if segment.cluster is None or segment.at.is_open:
        yield from _before(window, segment, old, new)
        return
    seeks = [read_seek(window, each) for each in segment.of(SEEK_HEAD)]
    listed = sought(window, seeks, TAGS, segment.end - segment.at.body, segment.of(VOID))
    if listed is None or not fits(segment.at.size + len(new), segment.at.body - segment.at.at - 4):
        yield from _before(window, segment, old, new)
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


def _before(window: MediaWindow, segment: _SegmentParts, old: EbmlElement | None, new: bytes) -> Iterator[SpliceEdit]:
    """Yield the edits that put the tags before the first cluster, and move what is said to lie behind."""
    start = segment.cluster.at if segment.cluster is not None else segment.end
    origin = segment.at.body
    if segment.cluster is not None:
        _see_no_position(window, segment.cluster)
    seeks = [read_seek(window, each) for each in segment.of(SEEK_HEAD)]
    yield from moved_seeks(window, seeks, start - origin, len(new), TAGS)
    for cues in segment.of(CUES):
        yield from moved_cues(window, cues, start - origin, len(new))
    yield from _emptying(old)
    if not segment.at.is_open:
        yield _grown(segment, len(new))
    yield SpliceEdit(start, 0, new)


def _see_no_position(window: MediaWindow, cluster: EbmlElement) -> None:
    """Raise ReadError for a cluster that says where it is."""
    at = cluster.body
    for _ in range(8):
        if at >= cluster.end:
            return
        each = element_at(window, at, cluster.end)
        if each.id == _POSITION and window.exact(each.body, each.size, "Cluster").strip(b"\0"):
            raise no_room("Cluster", each.at)
        at = each.end
