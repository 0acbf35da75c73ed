"""Undo how keywords are disguised: ``without_repeats`` leaves one of what is repeated, ``as_it_looks`` reads look-alikes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .spelling import Spelled, Writer, sort
from .tables import look_alikes

_REPEATED = re.compile(r"([^\n\d])\1+")
_WORD = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f]")
"""A letter of Greek or Cyrillic."""


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """A text without repeats. ``runs`` says, in order, which characters stand for several, and ``lengths`` how many."""

    spelled: Spelled
    whole: Spelled
    runs: Sequence[int]
    lengths: Mapping[int, int]

    def span(self, start: int, end: int, wanted: Mapping[int, int]) -> tuple[int, int] | None:
        """Return where the keyword that was found here stands in the whole text; None where it is another word.

        ``wanted`` says which of its characters stand for several. Repeats may be more than it has, never fewer. Of
        digits each counts. Of letters of a cased script two are another word (good, god); three and more are none, but
        XIII and the like are no XI.
        """
        whole = self.spelled
        first, last = whole.there(start), whole.there(end - 1) + self.lengths.get(end - 1, 1)
        at = bisect_left(self.runs, start)
        repeated = self.runs[at : bisect_left(self.runs, end)]
        for place in {*repeated, *(start + each for each in wanted)}:
            there, here = self.lengths.get(place, 1), wanted.get(place - start, 1)
            if there < here:
                return None
            if there > here and sort(whole.text[place]) is not None:
                if there < 3 or end - start < 3:
                    return None
            elif place == start:
                first += there - here
            elif place == end - 1:
                last -= there - here
        return first, last


def without_repeats(before: Spelled) -> Repeats | None:
    """Return a text with one of each character that is repeated; None where none is."""
    writer = Writer()
    runs: list[int] = []
    lengths: dict[int, int] = {}
    at = 0
    gaps = before.gaps
    for match in _REPEATED.finditer(before.text):
        begin, end = match.span()
        if sort(match[1]) is not None and bisect_right(gaps, begin) < bisect_left(gaps, end):
            continue  # the end of a word, and the beginning of the next
        writer.add(before.text[at : begin + 1], at)
        runs.append(writer.length - 1)
        lengths[writer.length - 1] = end - begin
        at = end
    if not runs:
        return None
    writer.add(before.text[at:], at)
    return Repeats(spelled=writer.spelled(before), whole=before, runs=runs, lengths=lengths)


def repeats(term: str) -> dict[int, int]:
    """Return which characters of a keyword without repeats stand for several, and for how many."""
    found: dict[int, int] = {}
    less = 0
    for match in _REPEATED.finditer(term):
        length = match.end() - match.start()
        found[match.start() - less] = length
        less += length - 1
    return found


def one_of_each(text: str) -> str:
    """Return a text with one of each character that is repeated."""
    return _REPEATED.sub(r"\1", text)


def as_it_looks(before: Spelled) -> Spelled | None:
    """Return a text with ASCII letters and digits for those that look like them; None where none does.

    In a word of Cyrillic or Greek letters alone they stay what they are, if the text has letters of that writing that look
    like no others: then it is in such a language.
    """
    text = before.text
    table = look_alikes()
    seen = set(text)
    if seen.isdisjoint(table):
        return None
    letters = _FOREIGN.findall(text)
    own = sum(1 for each in letters if each not in table)
    a_language = own * 5 > len(letters)
    letters_of = {ord(one): other for one, other in table.items() if one in seen}

    def looked(match: re.Match[str]) -> str:
        word = match[0]
        if a_language and len(_FOREIGN.findall(word)) == len(word):
            return word
        return word.translate(letters_of)

    # Letters in squares are symbols, which are in no word
    symbols = {code: other for code, other in letters_of.items() if not chr(code).isalnum()}
    found = _WORD.sub(looked, text.translate(symbols))
    return None if found == text else Spelled(text=found, before=before)
