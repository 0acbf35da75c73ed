"""Put the text of a cue together from runs of characters that stand in different places of a file.

A cue made here has, beside ``text``, what a place in it needs (``places``: for each line of text its runs as
``[offset, line, column]``) and what not every viewer sees with the rest (``asides``: ``[line, from, to]``): ruby,
hidden and deleted text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from adjudge import Document, Place, Source
from adjudge.lib.documents import Steps


class Runs:
    """The lines of one cue while they are read."""

    __slots__ = ("_asides", "_lengths", "_places", "_texts")

    def __init__(self) -> None:
        self._texts: list[list[str]] = [[]]
        self._lengths = [0]
        self._places: list[list[list[int]]] = [[]]
        self._asides: list[list[int]] = []

    def __bool__(self) -> bool:
        return any(self._lengths)

    def add(self, text: str, line: int, column: int, *, aside: bool = False) -> None:
        """Go on with ``text``, which stands in one piece at ``line`` and ``column``."""
        if not text:
            return
        begin, places = self._lengths[-1], self._places[-1]
        last = places[-1] if places else None
        if last is None or last[1] != line or last[2] + begin - last[0] != column:
            places.append([begin, line, column])
        self._texts[-1].append(text)
        self._lengths[-1] = end = begin + len(text)
        if aside:
            before = self._asides[-1] if self._asides else None
            if before is not None and before[0] == len(self._texts) - 1 and before[2] == begin:
                before[2] = end
            else:
                self._asides.append([len(self._texts) - 1, begin, end])

    def end_line(self) -> None:
        """Begin the next line of text."""
        self._texts.append([])
        self._lengths.append(0)
        self._places.append([])

    def fields(self, line: int) -> dict[str, Any]:
        """Return ``line``, ``text``, ``places`` and, where there are some, ``asides`` of the cue that begins at ``line``."""
        first = next((places[0][1] for places in self._places if places), line)
        found = {"line": first, "text": ["".join(each) for each in self._texts], "places": self._places}
        return found | ({"asides": self._asides} if self._asides else {})


def place_of(cue: Mapping[str, Any], text: int, offset: int) -> tuple[int, int]:
    """Return line and column of the character ``offset`` of line ``text`` of a cue of any format."""
    runs = cue["places"][text] if "places" in cue else [[0, cue["line"] + text, 1]]
    if not runs:
        return cue["line"], 1
    begin, line, column = runs[max(bisect_right(runs, offset, key=itemgetter(0)) - 1, 0)]
    return line, column + offset - begin


def document(source: Source, form: str, cues: Sequence[Mapping[str, Any]], spots: Sequence[Place]) -> Document:
    """Return the document of cues whose own places are ``spots``."""
    value = {"format": form, "cues": cues}
    return Document(value=value, locate=_locator(cues, spots), sha256=source.sha256, size=source.size)


def _locator(cues: Sequence[Mapping[str, Any]], spots: Sequence[Place]) -> Callable[[Steps], Place]:
    def locate(steps: Steps) -> Place:
        match steps:
            case ("cues", int(index), "text", int(text), *rest) if 0 <= index < len(cues):
                cue = cues[index]
                if not 0 <= text < len(cue["text"]):
                    return spots[index]
                known = len(rest) == 1 and isinstance(rest[0], int) and 0 <= rest[0] < len(cue["text"][text])
                return Place(*place_of(cue, text, int(rest[0]) if known else 0))
            case ("cues", int(index), *_) if 0 <= index < len(cues):
                return spots[index]
            case ("cues", *_) if spots:
                return spots[0]
        return Place(line=1, column=1)

    return locate
