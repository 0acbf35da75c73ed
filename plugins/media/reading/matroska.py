"""Matroska and WebM: elements of an id, a size and as many bytes, in elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .entries import CUT, TagEntry, decoded, is_label
from .window import Window

_SEGMENT, _CLUSTER, _TAGS, _TAG, _SIMPLE = 0x18538067, 0x1F43B675, 0x1254C367, 0x7373, 0x67C8
_NAME, _STRING, _BINARY = 0x45A3, 0x4487, 0x4485
_EBML, _DOCTYPE = 0x1A45DFA3, 0x4282
_DEEPEST = 16
_WAY = "Segment/Tags/Tag/SimpleTag"


class _Master(NamedTuple):
    id: int
    begin: int
    size: int | None
    """None where it is not said; then it goes on as long as there is what belongs into it."""


def doctype(window: Window) -> bytes:
    """Return what an EBML file says it is."""
    head = _element(window, 0, window.size)
    if head.id != _EBML or head.size is None:
        raise window.broken(0, "EBML")
    for inner in _elements(window, head.begin, head.begin + head.size):
        if inner.id == _DOCTYPE and inner.size is not None:
            return window.text(inner.begin, inner.size, "EBML/DocType").rstrip(b"\0")
    return b"matroska"


def matroska_entries(window: Window) -> Iterator[TagEntry]:
    """Yield the tags of every segment."""
    at = 0
    while at < window.size:
        found = _element(window, at, window.size)
        end = window.size if found.size is None else found.begin + found.size
        if found.id == _SEGMENT:
            yield from _segment(window, found.begin, end)
        at = end


def _segment(window: Window, at: int, end: int) -> Iterator[TagEntry]:
    while at < end:
        found = _element(window, at, end)
        if found.size is None:
            if found.id not in (_CLUSTER, _TAGS):
                raise window.broken(at, "Segment")
            at = found.begin  # what is in it comes next, on the same level
            continue
        if found.id == _TAGS:
            yield from _tags(window, found.begin, found.begin + found.size)
        elif found.id == _TAG:  # of tags without a size
            yield from _simple(window, found.begin, found.begin + found.size, 0)
        at = found.begin + found.size


def _tags(window: Window, at: int, end: int) -> Iterator[TagEntry]:
    for tag in _elements(window, at, end):
        if tag.id == _TAG and tag.size is not None:
            yield from _simple(window, tag.begin, tag.begin + tag.size, 0)


def _simple(window: Window, at: int, end: int, depth: int) -> Iterator[TagEntry]:
    """Yield the simple tags of a stretch, and those in them."""
    if depth > _DEEPEST:
        raise window.broken(at, _WAY)
    for simple in _elements(window, at, end):
        if simple.id != _SIMPLE or simple.size is None:
            continue
        stop = simple.begin + simple.size
        inside = window.few(_elements(window, simple.begin, stop), simple.begin, _WAY)
        named = next((inner for inner in inside if inner.id == _NAME), None)
        name = (
            ""
            if named is None
            else window.text(named.begin, named.size or 0, _WAY).rstrip(b"\0").decode(errors="replace")
        )
        values = [inner for inner in inside if inner.id in (_STRING, _BINARY)]
        if is_label(name) and not values:
            yield TagEntry(_WAY, name, simple.begin, simple.size, "")
        for inner in values:
            size = inner.size or 0
            if is_label(name):
                yield TagEntry(
                    _WAY, name, inner.begin, size, decoded(window.text(inner.begin, size, _WAY).rstrip(b"\0"))
                )
            elif inner.id == _STRING:
                text = window.peek(inner.begin, min(size, CUT * 4)).decode(errors="replace").rstrip("\0")
                yield TagEntry(_WAY, name, inner.begin, size, text)
        yield from _simple(window, simple.begin, stop, depth + 1)


def _elements(window: Window, at: int, end: int) -> Iterator[_Master]:
    while at < end:
        found = _element(window, at, end)
        if found.size is None:
            raise window.broken(at, "Segment")
        yield found
        at = found.begin + found.size


def _element(window: Window, at: int, end: int) -> _Master:
    window.step()
    head = window.peek(at, min(12, end - at))
    length = 9 - head[0].bit_length() if head else 9
    if length > 4 or len(head) <= length:  # an id has at most four
        raise window.broken(at, "EBML")
    width = 9 - head[length].bit_length()
    if width > 8 or len(head) < length + width:  # a size at most eight
        raise window.broken(at, "EBML")
    value = int.from_bytes(head[length : length + width], "big") & ((1 << 7 * width) - 1)
    begin = at + length + width
    if value == (1 << 7 * width) - 1:
        return _Master(int.from_bytes(head[:length], "big"), begin, None)
    if begin + value > end:
        raise window.cut(begin, value, f"EBML {head[:length].hex().upper()}")
    return _Master(int.from_bytes(head[:length], "big"), begin, value)
