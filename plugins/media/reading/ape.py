"""APEv2: the texts of its items."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.ape import ape_items, ape_tags
from ..containers.text import decoded
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import TagEntry, is_label


def ape_entries(window: MediaWindow, start: int = 0) -> Iterator[TagEntry]:
    """Yield the texts of the APE tags before the first frame and at the end."""
    for tag in ape_tags(window, start):
        for item in ape_items(window, tag):
            way, part = f"APEv2/{item.key}", item.begin
            if item.is_text or is_label(item.key):  # the others are no text
                wanted = item.size <= MOST_TEXT or is_label(item.key)
                for text in (window.text(part, item.size, way) if wanted else b"").split(b"\0"):
                    yield TagEntry(way, item.key, part, len(text), decoded(text))
                    part += len(text) + 1
