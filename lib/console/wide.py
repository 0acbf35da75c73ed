"""Lines of wide characters, as long as a terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..escape import width

_PIECE = re.compile(
    r"\s+|[“‘（《【]*(?:(?:(?![“”‘’…])[!-\u2e7f])+|\S)[，。；：、！？”’）》】…]*"
)  # no line begins with a mark that closes
"""What stands on one line: a word, or a wide character, with the punctuation that belongs to it."""


def wrapped(text: str, cells: int) -> Iterator[str]:
    """Yield the lines of a text that is shown in so many cells."""
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and width(line + piece.rstrip()) > cells:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.rstrip():
        yield line.rstrip()
