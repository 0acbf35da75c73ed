"""Find keywords in a script however they are written: a library, built once, and what it finds.

Text and keywords are spelled alike (``spelling.py``). A keyword that begins or ends in a letter of a cased script (Latin,
Greek, Cyrillic …) or in a digit must stand alone there: ``ham`` is not found in ``hamster``, but in ``h am 3``.
The cues are searched as one text, since a sentence runs on from cue to cue, and a word can be cut in two between them:
in the order of the file, in that of time, and, where cues are shown at once, each of their lines of cues alone.

Symbols between the characters of a keyword do not hide it, but a keyword that has symbols of its own is found with those
only. Prose is not made into keywords: a full stop or comma between two words keeps them apart, unless such signs stand
between all the characters of a keyword, of which there are three at least.

An allowed word of the library frees the shorter keywords in it, where it stands as it is written: in any case, width and
script, but without anything between its characters. What lets something pass is read narrowly.

Not found: text that a bidirectional override shows backwards, and characters that somebody only could take for others. A
library lists such variants as keywords of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from adjudge import ReadError
from adjudge.lib.words import say

from .disguises import as_it_looks, one_of_each, repeats, without_repeats
from .markup import readings
from .spelling import Alphabet, Narrow, Spelled, folded, is_symbol, joined, spell
from .steps import DEFAULT, SpellingSteps

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from .pinyin import Pinyin

LIMIT = 10_000
"""More hits than this in one script say that a keyword is too general, not that the script is bad."""

_WINDOW = 65_536
_SHOWN = 100
_MANY = 2_000
_REVIEWED = SpellingSteps(ignore_traditional=False)


class Entry(NamedTuple):
    """One keyword of a library. ``category`` is ``I1`` … ``I11`` or ``U1`` … ``U9``; ``line`` that in the library.

    ``risk`` is what the library says of it, if anything.
    """

    term: str
    category: str
    line: int
    risk: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A keyword in a script: line ``text`` of cue ``cue``, both from 0, at the character ``offset`` of that line.

    ``found`` is what stands there, from its first character to its last.
    """

    entry: Entry
    cue: int
    text: int
    offset: int
    found: str


def fold(text: str) -> str:
    """Return ``text`` as reviews are compared with it; empty when there is nothing to see in it."""
    return spell([text], _REVIEWED)[0]


@dataclass(eq=False)
class _Sought:
    """Spelled keywords to search for, and the number of each; several may be spelled alike.

    A text is searched for those keywords whose first two characters stand in it, until as many have been built into
    automata as there are; then for all of them, by one that is kept.
    """

    spellings: Sequence[str]
    numbers: Sequence[int]
    _whole: AhoCorasick | None = None
    _built: int = 0

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.spellings), default=0)

    def _automaton(self, text: str) -> tuple[AhoCorasick, Sequence[int]]:
        from ahocorasick_rs import AhoCorasick

        if self._whole is None and len(self.spellings) > _MANY:
            pairs = set(map("".join, pairwise(text)))
            few = [at for at, spelling in enumerate(self.spellings) if spelling[:2] in pairs or len(spelling) < 2]
            self._built += len(few)
            if self._built <= len(self.spellings):
                return AhoCorasick([self.spellings[at] for at in few]), [self.numbers[at] for at in few]
        if self._whole is None:
            self._whole = AhoCorasick(self.spellings)
        return self._whole, self.numbers

    def matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Search in windows, so that a script of nothing but hits is given up before they fill the memory."""
        if not self.spellings:
            return
        automaton, numbers = self._automaton(text)
        for begin in range(0, len(text), _WINDOW):
            window = text[begin : begin + _WINDOW + self._longest]
            for spelling, start, end in automaton.find_matches_as_indexes(window, overlapping=True):
                if start < _WINDOW:
                    yield numbers[spelling], begin + start, begin + end


@dataclass(frozen=True, eq=False, kw_only=True)
class Library:
    """A keyword library, ready to search. ``sample`` is set for the one that ships with adjudge.

    ``allowed`` are the words that free keywords in them, ``spellings`` the entries' terms as they are compared, if known.
    """

    entries: Sequence[Entry]
    sha256: str
    updated: str
    sample: bool
    allowed: Sequence[str] = ()
    steps: SpellingSteps = DEFAULT
    spellings: Sequence[str] = ()

    @cached_property
    def _terms(self) -> tuple[Sequence[str], Sequence[Sequence[Entry]]]:
        """Return the different keywords as they are compared, and the entries of each: one of each category."""
        spellings = self.spellings or spell([entry.term for entry in self.entries], self.steps)
        first = dict(zip(spellings, zip(self.entries, strict=True), strict=True))
        if len(first) == len(self.entries):
            return [*first], [*first.values()]
        by_term: dict[str, dict[str, Entry]] = {}
        for spelling, entry in zip(spellings, self.entries, strict=True):
            by_term.setdefault(spelling, {}).setdefault(entry.category, entry)
        return [*by_term], [[*entries.values()] for entries in by_term.values()]

    @cached_property
    def _alphabets(self) -> tuple[Alphabet, Alphabet]:
        return Alphabet(self.steps), Alphabet(self.steps, without_symbols=self.steps.ignore_symbols)

    @cached_property
    def _sought(self) -> tuple[_Sought, _Sought, _Sought]:
        """Return the keywords that have symbols, those that have none, and those of these that have repeats, without them."""
        terms, _ = self._terms
        whole = "\n".join(terms)
        symbols = {each for each in set(whole) if is_symbol(each)} if self.steps.ignore_symbols else set()
        exact = [number for number, term in enumerate(terms) if not symbols.isdisjoint(term)] if symbols else []
        loose: Sequence[int] = range(len(terms))
        if exact:
            loose = sorted({*loose}.difference(exact))
            whole = "\n".join(terms[number] for number in loose)
        doubled: list[tuple[str, int]] = []
        if self.steps.ignore_repeats and (less := one_of_each(whole)) != whole:
            pairs = zip(less.split("\n"), loose, strict=True)
            doubled = [(single, number) for single, number in pairs if 1 < len(single) < len(terms[number])]
        return (
            _Sought([terms[number] for number in exact], exact),
            _Sought([terms[number] for number in loose], loose),
            _Sought([single for single, _ in doubled], [number for _, number in doubled]),
        )

    @cached_property
    def _pinyin(self) -> Pinyin | None:
        if not self.steps.read_pinyin:
            return None
        from .pinyin import Pinyin

        return Pinyin(self._terms[0])

    def find(self, cues: Sequence[Sequence[str]], orders: Iterable[Sequence[int]] = ()) -> list[Hit]:
        """Return every hit in the cues (each a list of lines), in their order; ``orders`` are other ones to read them in.

        Raises ReadError above ``LIMIT``.
        """
        script = _Script.of(cues)
        allowed = self._allowed(script)
        found: dict[tuple[int, int, int], int] = {}
        for order in (range(len(cues)), *orders):
            for reading in readings([script.texts[cue] for cue in order if cue in script.texts]):
                for first, last, term in self._places(reading):
                    if (first, term, 0) in found or allowed.frees(first, last):
                        continue
                    for number in range(len(self._terms[1][term])):
                        found[first, term, number] = last
                    if len(found) > LIMIT:
                        raise ReadError(say("domain.hits", limit=LIMIT))
        return [
            script.hit(self._terms[1][term][number], first, last)
            for (first, term, number), last in sorted(found.items())
        ]

    def _places(self, reading: Spelled) -> Iterator[tuple[int, int, int]]:
        """Yield where the first and the last character of a keyword stand in the script, and its number."""
        looks = as_it_looks(reading) if self.steps.ignore_look_alikes else None
        for shown in (reading, looks):
            if shown is not None:
                for spelled, start, end, term in self._spelled(shown):
                    if spelled.stands_alone(start, end):
                        yield spelled.origin(start), spelled.origin(end - 1), term

    def _spelled(self, shown: Spelled) -> Iterator[tuple[Spelled, int, int, int]]:
        exact, loose, doubled = self._sought
        strict, alphabet = self._alphabets
        if exact.spellings:
            spelled = folded(shown, strict)
            for term, start, end in exact.matches(spelled.text):
                yield spelled, start, end, term
        spelled = folded(shown, alphabet)
        for term, start, end in loose.matches(spelled.text):
            if spelled.hangs_together(range(start, end), end):
                yield spelled, start, end, term
        if self.steps.ignore_repeats:
            yield from self._repeated(spelled, loose, doubled)
        if self._pinyin is not None:
            yield from self._pinyin.find(spelled)

    def _repeated(self, spelled: Spelled, loose: _Sought, doubled: _Sought) -> Iterator[tuple[Spelled, int, int, int]]:
        less = without_repeats(spelled)
        if less is None:
            return
        for sought in (loose, doubled):
            for term, start, end in sought.matches(less.spelled.text):
                if end - start < 2:
                    continue
                wanted = repeats(self._terms[0][term]) if sought is doubled else {}
                span = less.span(start, end, wanted)
                if span is not None:
                    starts = [span[0], *map(less.spelled.there, range(start + 1, end))]
                    if spelled.hangs_together(starts, span[1]):
                        yield spelled, *span, term

    def _allowed(self, script: _Script) -> _Freed:
        if not (self.allowed and self.steps.honour_allowed):
            return _Freed(spans=[])
        narrow, sought = self._narrow
        text = script.whole.translate(narrow)
        spans = [
            (start, end) for _, start, end in sought.matches(text) if not (joined(text, start) or joined(text, end))
        ]
        return _Freed(spans=sorted(spans))

    @cached_property
    def _narrow(self) -> tuple[Narrow, _Sought]:
        narrow = Narrow(self.steps)
        return narrow, _Sought([word.translate(narrow) for word in self.allowed], [0] * len(self.allowed))


@dataclass(frozen=True, eq=False, kw_only=True)
class _Script:
    """The lines of a script as one text, cue by cue, and where each begins. In ``whole`` a NUL parts the cues."""

    lines: Sequence[tuple[int, int, str]]
    starts: Sequence[int]
    texts: dict[int, tuple[int, str]]
    whole: str

    @classmethod
    def of(cls, cues: Sequence[Sequence[str]]) -> _Script:
        lines = [(cue, number, line) for cue, text in enumerate(cues) for number, line in enumerate(text)]
        starts = [0, *accumulate(len(written) + 1 for *_, written in lines)]
        texts = {
            cue: (base, "\n".join(cues[cue]))
            for base, (cue, number, _) in zip(starts, lines, strict=False)
            if number == 0
        }
        return cls(lines=lines, starts=starts, texts=texts, whole="\0".join(text for _, text in texts.values()))

    def hit(self, entry: Entry, first: int, last: int) -> Hit:
        line = bisect_right(self.starts, first) - 1
        cue, text, _ = self.lines[line]
        return Hit(
            entry=entry, cue=cue, text=text, offset=first - self.starts[line], found=self._between(cue, first, last)
        )

    def _between(self, cue: int, first: int, last: int) -> str:
        """Return what stands from one character to another; of two cues the end of the one, the beginning of the other."""
        base, text = self.texts[cue]
        if first <= last < base + len(text):
            between = text[first - base : last - base + 1]
        else:
            there, other = self.texts[self.lines[bisect_right(self.starts, last) - 1][0]]
            between = f"{text[first - base :]} {other[: last - there + 1]}"
        return " ".join(between[: _SHOWN + 1].split()) if len(between) <= _SHOWN else f"{between[:_SHOWN]}…"


@dataclass(frozen=True, eq=False, kw_only=True)
class _Freed:
    """Where allowed words stand, from their beginning to behind their end, in order."""

    spans: Sequence[tuple[int, int]]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        """Return for each of the words how far it or one before it reaches."""
        return list(accumulate((end for _, end in self.spans), max))

    def frees(self, first: int, last: int) -> bool:
        """Return whether what stands there is part of an allowed word that is longer."""
        if not self.spans or first > last:
            return False
        before, until = bisect_left(self._starts, first), bisect_right(self._starts, first)
        return bool((before and self._ends[before - 1] > last) or (until and self._ends[until - 1] > last + 1))
