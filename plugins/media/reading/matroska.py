"""Matroska and WebM: what the tags of every segment say."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.matroska import (
    BINARY,
    DEEPEST,
    NAME,
    SIMPLE,
    STRING,
    TAG,
    TAGS,
    TARGETS,
    UIDS,
    EbmlElement,
    inside,
    parts,
    segments,
)
from ..containers.text import decoded
from ..containers.window import MediaWindow
from .entries import CUT, TagEntry, is_label

WAY = "Segment/Tags/Tag/SimpleTag"
_OF_A_PART = "Segment/Tags/Tag(Targets)/SimpleTag"


def matroska_entries(window: MediaWindow) -> Iterator[TagEntry]:
    """Yield the tags of every segment."""
    for segment in segments(window):
        for part in parts(window, segment):
            if part.id == TAGS and not part.is_open:
                for tag in inside(window, part):
                    if tag.id == TAG:
                        yield from _of_tag(window, tag)
            elif part.id == TAG:  # of tags without a size
                yield from _of_tag(window, part)


def _is_of_a_part(window: MediaWindow, tag: EbmlElement) -> bool:
    """Return whether a tag is that of a track, an edition, a chapter or an attachment."""
    return any(
        target.id == TARGETS and any(each.id in UIDS for each in inside(window, target))
        for target in inside(window, tag)
    )


def _of_tag(window: MediaWindow, tag: EbmlElement) -> Iterator[TagEntry]:
    return _simple(window, tag, _OF_A_PART if _is_of_a_part(window, tag) else WAY, 0)


def _simple(window: MediaWindow, master: EbmlElement, way: str, depth: int) -> Iterator[TagEntry]:
    """Yield the simple tags of an element, and those in them."""
    if depth > DEEPEST:
        raise window.broken(master.at, way)
    for simple in inside(window, master):
        if simple.id == SIMPLE:
            yield from _said(window, simple, way)
            yield from _simple(window, simple, way, depth + 1)


def _said(window: MediaWindow, simple: EbmlElement, way: str) -> Iterator[TagEntry]:
    """Yield what a simple tag says itself."""
    name, values = name_of(window, simple), values_of(window, simple)
    if is_label(name) and not values:
        yield TagEntry(way, name, simple.body, simple.size, "")
    for value in values:
        if is_label(name):
            data = window.text(value.body, value.size, way).rstrip(b"\0")
            yield TagEntry(way, name, value.body, value.size, decoded(data))
        elif value.id == STRING:
            text = window.peek(value.body, min(value.size, CUT * 4)).decode(errors="replace").rstrip("\0")
            yield TagEntry(way, name, value.body, value.size, text)


def name_of(window: MediaWindow, simple: EbmlElement) -> str:
    """Return the name of a simple tag, nothing where it has none."""
    named = next((inner for inner in inside(window, simple) if inner.id == NAME), None)
    data = b"" if named is None else window.text(named.body, named.size, WAY)
    return data.rstrip(b"\0").decode(errors="replace")


def values_of(window: MediaWindow, simple: EbmlElement) -> list[EbmlElement]:
    """Return the elements with the values of a simple tag."""
    found = window.few(inside(window, simple), simple.body, WAY)
    return [inner for inner in found if inner.id in (STRING, BINARY)]
