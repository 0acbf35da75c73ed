"""A label in XMP: it is overwritten by blanks, so that nothing else moves."""

from __future__ import annotations

import re

from ..containers.xmp import local_name, values_in
from ..reading.entries import is_label

_ATTRIBUTE = re.compile(rb"\s([\w.:-]{1,99})\s{0,64}=\s{0,64}(?:\"[^\"]*\"|'[^']*')")


def blanked(data: bytes) -> bytes | None:
    """Return an XMP packet without labels, of the same size; None where there is none, or it is no XML."""
    found = values_in(data, is_label)
    if not found:
        return None
    kept = bytearray(data)
    for each in found:
        if each.end > each.at:
            end = data.find(b">", each.end) + 1
        else:
            end = data.find(b">", each.at) + 1
            for match in _ATTRIBUTE.finditer(data, each.at, end):
                if is_label(local_name(match[1].decode(errors="replace"))):
                    kept[match.start() : match.end()] = b" " * len(match[0])
            continue
        kept[each.at : end] = b" " * (end - each.at)
    return bytes(kept)
