"""A label in XMP: an element or attribute whose local name is that of a label."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers import xmp
from ..containers.window import MediaWindow
from .entries import TagEntry, is_label


def xmp_entries(window: MediaWindow, offset: int, size: int, box: str) -> Iterator[TagEntry]:
    """Yield the labels in an XMP packet. One that is no XML, and names a label all the same, is a label that is no text."""
    yield from labels_in(window.text(offset, size, box, xmp.MOST), offset, box)


def labels_in(data: bytes, offset: int, box: str) -> Iterator[TagEntry]:
    """Yield the labels in a packet that begins at ``offset``, as ``xmp_entries`` does."""
    found = xmp.values_in(data, is_label)
    if found is not None:
        for each in found:
            yield TagEntry(f"{box}/{each.name}", each.name, offset + each.at, each.size, each.value)
    elif b"aigc" in data.lower():
        yield TagEntry(box, "AIGC", offset, len(data), None)
