"""One thing that a media file says of itself: a name and a value, with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMED = re.compile(r"(?<![^\W_])aigc(?![^\W_])", re.IGNORECASE)

CUT = 1000
"""Characters of a value that is no label; what it needs is not read."""


class TagEntry(NamedTuple):
    """``box`` is the way to it in the container's own names, ``offset`` and ``size`` are of the value, in bytes of the file.

    ``value`` is None where it is no text.
    """

    box: str
    name: str
    offset: int
    size: int
    value: str | None


def is_label(name: str) -> bool:
    """Return whether a name is that of an implicit label: AIGC is a word of it, as in ``TC260:AIGC``."""
    return _NAMED.search(name) is not None
