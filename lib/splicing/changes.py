"""What is to be changed, and what of a text is exchanged for it."""

from __future__ import annotations

import json
from typing import NamedTuple

from ..documents import Json, Steps
from ..words import Texts, say


class SpliceError(ValueError):
    """A text cannot be changed there without changing more. ``words`` say why; it never leaves whoever offers the change."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words)
        self.words = words


class Change(NamedTuple):
    """A value for a place: it replaces the scalar there, or is added as a new member of the mapping above it.

    ``number`` is the record, or the document of a stream, from 1; None where the file is one document.
    """

    steps: Steps
    value: Json
    number: int | None = None

    @property
    def cell(self) -> str:
        """The value as the text of a CSV cell. Raises SpliceError for what is no cell."""
        if isinstance(self.value, str) and self.value:
            return self.value
        if isinstance(self.value, bool | int | float):
            return json.dumps(self.value)
        raise SpliceError(say("splice.no_cell"))


class Exchange(NamedTuple):
    """What stands from ``start`` to ``end`` of a text, in code points, and what is to stand there."""

    start: int
    end: int
    text: str


def as_json(value: Json) -> str:
    """Return a value as JSON on one line, as people write it."""
    return json.dumps(value, ensure_ascii=False)
