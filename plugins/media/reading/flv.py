"""FLV: the texts of script tags."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers.flv import LONG, STRING, AmfScript, first_tag, script_tags
from ..containers.text import decoded
from ..containers.window import MOST_TEXT, MediaWindow
from .entries import CUT, TagEntry, is_label


def flv_entries(window: MediaWindow, start: int = 0) -> Iterator[TagEntry]:
    """Yield the texts of every script tag, and the values of one that is named as a label is."""
    for tag in script_tags(window, first_tag(window, start)):
        script = AmfScript(window, tag)
        for value in script.values():
            name = value.names[-1] if value.names else script.name if is_label(script.name) else ""
            way = script.box(value.names)
            is_text = value.kind in (STRING, LONG)
            if is_label(name):
                text = decoded(window.text(value.begin, value.size, way)) if is_text else None
                yield TagEntry(way, name, value.begin, value.size, text)
            elif name and is_text and value.size <= MOST_TEXT:
                data = window.peek(value.begin, min(value.size, CUT * 4))
                yield TagEntry(way, name, value.begin, value.size, data.decode(errors="replace"))
