"""A label in XMP: it is overwritten by blanks, so that nothing else moves."""

from __future__ import annotations

import re

from .splicing import FoundLabel, as_text

_ELEMENT = re.compile(rb"<((?:[\w.-]{1,64}:)?AIGC)(?=[\s/>])[^<>]*>")
_ATTRIBUTE = re.compile(rb"\s(?:[\w.-]{1,64}:)?AIGC\s{0,64}=\s{0,64}(?:\"([^\"]*)\"|'([^']*)')")


def without(data: bytes, at: int, box: str) -> tuple[list[FoundLabel], bytes]:
    """Return the labels of an XMP packet that begins at offset ``at``, and the packet without them, of the same size."""
    found: list[FoundLabel] = []
    kept = bytearray(data)
    end = 0
    for match in _ELEMENT.finditer(data):
        if match.start() < end:
            continue
        closing = b"</" + match[1]
        close = match.end() if match[0].endswith(b"/>") else data.find(closing, match.end())
        if close < 0:  # it is never closed, so this is no XMP
            break
        end = close if close == match.end() else data.find(b">", close) + 1 or len(data)
        found.append(FoundLabel(box, at + match.start(), as_text(data[match.end() : close])))
        kept[match.start() : end] = b" " * (end - match.start())
    for match in _ATTRIBUTE.finditer(bytes(kept)):
        found.append(FoundLabel(box, at + match.start(), as_text(match[1] or match[2] or b"")))
        kept[match.start() : match.end()] = b" " * len(match[0])
    return sorted(found, key=lambda each: each.offset), bytes(kept)
