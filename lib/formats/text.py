"""A text and the way from an offset in it to a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..documents import Place
from ..errors import AmbiguousError, ReadError
from .limits import Refusal

_BREAK = re.compile(r"\r\n|\n|\r")


class Text:
    """A decoded text of the file ``path``; ``line`` is the one in the file on which it starts.

    Offsets and columns count code points. Lines end with LF, CRLF or CR, as editors count them, and nothing else.
    """

    __slots__ = ("_starts", "line", "path", "text")

    def __init__(self, path: str, text: str, line: int = 1) -> None:
        self.path = path
        self.text = text
        self.line = line
        self._starts: list[int] | None = None

    def place(self, offset: int) -> Place:
        """Return the place of ``offset``; the lines are counted when the first place is asked for."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        index = bisect_right(self._starts, offset) - 1
        return Place(line=self.line + index, column=offset - self._starts[index] + 1)

    def error(self, offset: int, refusal: Refusal) -> ReadError:
        """Make the error that refuses what is at ``offset``."""
        place = self.place(offset)
        make = AmbiguousError if refusal.ambiguous else ReadError
        return make(refusal.words, file=self.path, line=place.line, column=place.column, hint=refusal.hint)
