"""Change a text by moving and inserting parts, and know for each place in the result where it was before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Offsets: TypeAlias = tuple[int, int]
Part: TypeAlias = "str | Offsets"
"""Words to insert, or a part of the old text to put here, itself with its changes."""


class Rewritten(NamedTuple):
    """The result. ``origins`` are (offset here, offset there, whether it was copied), in order.

    ``before`` is how the old text came about, if it was rewritten itself.
    """

    text: str
    origins: list[tuple[int, int, bool]]
    before: Rewritten | None = None

    def origin(self, offset: int) -> int:
        """Return the offset in the first text; of inserted words, that of what they were inserted for."""
        here, there, copied = self.origins[bisect_right(self.origins, offset, key=lambda each: each[0]) - 1]
        there += offset - here if copied else 0
        return self.before.origin(there) if self.before is not None else there


@dataclass(slots=True, eq=False, repr=False)
class Rewriting:
    """Changes to one text, in any order: parts of it to be replaced, and insertions."""

    text: str
    _edits: list[tuple[Offsets, tuple[Part, ...]]] = field(default_factory=list)
    _replaced: dict[Offsets, int] = field(default_factory=dict)
    _names: int = 0

    def new_name(self) -> str:
        """Return a name that the text does not have."""
        self._names += 1
        while f"__moved{self._names}" in self.text:
            self._names += 1
        return f"__moved{self._names}"

    def replace(self, where: Offsets, word: str) -> None:
        """Put a word in the place of a part; of two for one part the later counts."""
        place = self._replaced.setdefault(where, len(self._edits))
        self._edits[place : place + 1] = [(where, (word,))]

    def insert(self, offset: int, *parts: Part) -> None:
        """Insert parts; what is inserted at one offset comes in the order of the calls."""
        self._edits.append(((offset, offset), parts))

    def done(self) -> Rewritten | None:
        """Make the changes; None when there are none."""
        if not self._edits:
            return None
        # At one offset, what is inserted comes first, then the longest part; sorting keeps the order of equals.
        self._edits.sort(key=lambda edit: (edit[0][0], edit[0][0] != edit[0][1], -edit[0][1]))
        texts: list[str] = []
        origins: list[tuple[int, int, bool]] = []
        length = 0
        for text, origin, copied in self._written(-1, len(self.text) + 1):
            if text:
                texts.append(text)
                origins.append((length, origin, copied))
                length += len(text)
        return Rewritten("".join(texts), origins)

    def _written(self, begin: int, end: int) -> Iterator[tuple[str, int, bool]]:
        """Return a part with the changes inside of it, but not those to all of it or at its edges."""
        at = max(begin, 0)
        begun = bisect_left(self._edits, at, key=lambda edit: edit[0][0])
        for number in range(begun, len(self._edits)):
            (first, last), parts = self._edits[number]
            if first >= end:
                break
            if first < at or last > end or (first == begin and last in (begin, end)):
                continue
            yield self.text[at:first], at, True
            at = last
            for place, part in enumerate(parts):
                if isinstance(part, str):
                    yield part, next((each[0] for each in parts[place:] if not isinstance(each, str)), first), False
                else:
                    yield from self._written(*part)
        yield self.text[at:end], at, True
