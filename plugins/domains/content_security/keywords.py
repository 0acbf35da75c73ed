r"""Find keywords in a script however they are written: width, case, accents, line breaks, markup, invisible characters.

Text and keywords are folded alike, a character at a time, so that every folded character knows where it came from:
compatibility decomposition and case folding as in Unicode's NFKC_Casefold, without characters that take no room on
the screen, without accents, without white space. A keyword that begins or ends in a letter of a cased script (Latin,
Greek, Cyrillic …) or in a digit must stand alone there: ``ham`` is not found in ``hamster``, but in ``h am 3``.
The cues are searched as one text, since a sentence runs on from cue to cue, and a word can be cut in two between them:
in the order of the file, in that of time, and, where cues are shown at once, each of their lines of cues alone. What
braces hold is searched with what is around it, and left out; ``\N``, ``\n`` and ``\h`` are breaks and spaces, and text.

Not folded: emoji and letters in squares (🅰), letters that merely look alike in two scripts, traditional and simplified
characters, punctuation put between characters, text that a bidirectional override shows backwards. A library lists such
variants as keywords of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category, combining, name, normalize

from adjudge import ReadError
from adjudge.lib.words import say

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

LIMIT = 10_000
"""More hits than this in one script say that a keyword is too general, not that the script is bad."""

_WINDOW = 65_536
_Cues: TypeAlias = "Sequence[tuple[int, str]]"
"""The texts of cues, each with the index of its first character in the script."""

# Drawn as nothing though not of category Cf or Cc: Default_Ignorable_Code_Point, and glyphs that are blank by design
# (braille, the null notehead, the Khitan filler, Egyptian blanks).
_INVISIBLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffc"
    r"\U00013441\U00013442\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
_RUBY = r"<rt\b[^>]*>[^<]*(?:</rt>)?"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
# A browser takes everything from < to the next > (or the end) for a tag, other players only what looks like one.
_TAGS = (rf"{_RUBY}|<[^>]*(?:>|\Z)", r"<[^<>]*>")
# libass, and with it ffmpeg and mpv, hides whatever braces hold; VLC only {\…} and {x:…}; browsers hide none of it.
_BRACES = (r"\{[^}]*\}", r"\{(?:\\|[A-Za-z]:)[^}]*\}")
_ESCAPE = r"\\[Nnh]"
_READINGS = tuple(
    (signs, re.compile("|".join((*parts, _ENTITY)), re.IGNORECASE))
    for tags in _TAGS
    for signs, parts in (
        ("", (tags,)),
        ("}", (_BRACES[0], _ESCAPE, tags)),
        ("\\", (_BRACES[0], _ESCAPE, tags)),
        ("}", (_BRACES[1], tags)),
        ("}\\", (_BRACES[1], _ESCAPE, tags)),
    )
)
"""What is taken out or replaced, and the signs without which a reading is the same as another."""
_ANY_MARKUP = re.compile(rf"[<{{]|{_ESCAPE}|{_ENTITY}")
_BREAK = re.compile(r"</?br\b|\\", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One keyword of a library. ``category`` is ``I1`` … ``I11`` or ``U1`` … ``U9``; ``line`` that in the library.

    ``risk`` is what the library says of it, if anything.
    """

    term: str
    category: str
    line: int
    risk: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A keyword in a script: line ``text`` of cue ``cue``, both from 0, at the character ``offset`` of that line."""

    entry: Entry
    cue: int
    text: int
    offset: int


@lru_cache(maxsize=65_536)
def _folded(character: str) -> str:
    flat = normalize("NFKD", normalize("NFKD", character).casefold())
    return "".join(each for each in flat if not (each.isspace() or _unseen(each)))


def _unseen(character: str) -> bool:
    """Return whether a character is drawn as nothing, or as an accent of the one before it.

    Marks that make another letter (the voicing of kana, Indic nuktas and viramas, vowels of Thai) stay.
    """
    mark = combining(character)
    return (
        mark == 1
        or 10 <= mark <= 36
        or mark >= 200
        or category(character) in {"Cf", "Cc", "Me"}
        or _INVISIBLE.match(character) is not None
    )


@lru_cache(maxsize=65_536)
def _is_mark(folded: str) -> bool:
    return category(folded[0]) in {"Mn", "Mc"}


@lru_cache(maxsize=65_536)
def _bears_marks(folded: str) -> bool:
    """Return whether a mark after it makes another letter: never on a Chinese character, a cased letter or a digit."""
    last = folded[-1]
    return category(last) in {"Lo", "Mn", "Mc"} and not name(last, "").startswith("CJK ")


def fold(text: str) -> str:
    """Return ``text`` as it is compared; empty when there is nothing to see in it."""
    return _view([(text, 0, 1)]).text


@dataclass(frozen=True, kw_only=True)
class _Folded:
    """A reading of the script: its folded text, where each character came from, and after which stood a space."""

    text: str
    origin: Sequence[int]
    gaps: frozenset[int]

    def stands_alone(self, start: int, end: int) -> bool:
        return not self._joined(start) and not self._joined(end)

    def _joined(self, at: int) -> bool:
        if at in self.gaps or not 0 < at < len(self.text):
            return False
        sort = _sort(self.text[at])
        return sort is not None and sort == _sort(self.text[at - 1])


def _sort(character: str) -> str | None:
    if character.isdecimal():
        return "digit"
    return "letter" if character.upper() != character else None


def _view(pieces: Iterable[tuple[str, int, int]]) -> _Folded:
    """Fold pieces of text, each with the index of its first character and the step to the next (0: all the same)."""
    text: list[str] = []
    origin: list[int] = []
    gaps: set[int] = set()
    for piece, index, step in pieces:
        at = index
        for character in piece:
            folded = _folded(character)
            if folded and _is_mark(folded) and not (text and _bears_marks(text[-1])):
                pass
            elif folded:
                text.append(folded)
                origin.extend([at] * len(folded))
            elif character.isspace():
                gaps.add(len(origin))
            at += step
    return _Folded(text="".join(text), origin=origin, gaps=frozenset(gaps))


def _pieces(texts: _Cues, markup: re.Pattern[str] | None) -> Iterator[tuple[str, int, int]]:
    """Yield what is left of each cue without its markup; a cue's markup cannot reach into the next cue."""
    for base, text in texts:
        begin = 0
        closed = text.rfind("}") + 1  # to look from every { behind it for a } would take the square of the time
        seen = text[:closed] + text[closed:].replace("{", " ") if markup else text
        for match in markup.finditer(seen) if markup else ():
            yield text[begin : match.start()], base + begin, 1
            yield _meaning(match[0]), base + match.start(), 0
            begin = match.end()
        yield text[begin:], base + begin, 1
        yield "\n", base + len(text), 0


def _meaning(markup: str) -> str:
    if markup.startswith("&"):
        from html import unescape

        return unescape(markup)
    return "\n" if _BREAK.match(markup) else ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Library:
    """A keyword library, ready to search. ``sample`` is set for the one that ships with adjudge."""

    entries: Sequence[Entry]
    sha256: str
    updated: str
    sample: bool

    @cached_property
    def _terms(self) -> list[tuple[str, list[Entry]]]:
        by_term: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            by_term.setdefault(fold(entry.term), {}).setdefault(entry.category, entry)
        return [(term, list(entries.values())) for term, entries in by_term.items()]

    @cached_property
    def _longest(self) -> int:
        return max((len(term) for term, _ in self._terms), default=0)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([term for term, _ in self._terms])

    def find(self, cues: Sequence[Sequence[str]], orders: Iterable[Sequence[int]] = ()) -> list[Hit]:
        """Return every hit in the cues (each a list of lines), in their order; ``orders`` are other ones to read them in.

        Raises ReadError above ``LIMIT``.
        """
        lines = [(cue, number, line) for cue, text in enumerate(cues) for number, line in enumerate(text)]
        starts = [0]
        for _, _, written in lines:
            starts.append(starts[-1] + len(written) + 1)
        texts: dict[int, tuple[int, str]] = {}
        for base, (cue, number, _) in zip(starts, lines, strict=False):
            if number == 0:
                texts[cue] = (base, "\n".join(cues[cue]))
        found: set[tuple[int, int, int]] = set()
        for order in (range(len(cues)), *orders):
            for view in _views([texts[cue] for cue in order if cue in texts]):
                for match in self._search(view):
                    found.add(match)
                    if len(found) > LIMIT:
                        raise ReadError(say("domain.hits", limit=LIMIT))
        hits = []
        for index, term, number in sorted(found):
            line = bisect_right(starts, index) - 1
            cue, text, _ = lines[line]
            hits.append(Hit(entry=self._terms[term][1][number], cue=cue, text=text, offset=index - starts[line]))
        return hits

    def _search(self, view: _Folded) -> Iterator[tuple[int, int, int]]:
        """Search in windows, so that a script of nothing but hits is given up before they fill the memory."""
        for begin in range(0, len(view.text), _WINDOW):
            window = view.text[begin : begin + _WINDOW + self._longest]
            for term, start, end in self._automaton.find_matches_as_indexes(window, overlapping=True):
                if start < _WINDOW and view.stands_alone(begin + start, begin + end):
                    for number in range(len(self._terms[term][1])):
                        yield view.origin[begin + start], term, number


def _views(texts: _Cues) -> Iterator[_Folded]:
    """Return the script as it is written, and as players show it; each reading once."""
    written = _view(_pieces(texts, None))
    yield written
    if any(_ANY_MARKUP.search(text) for _, text in texts):
        seen = {written.text}
        present = {sign for sign in "}\\" if any(sign in text for _, text in texts)}
        for signs, reading in _READINGS:
            if not present.issuperset(signs):
                continue
            view = _view(_pieces(texts, reading))
            if view.text not in seen:
                seen.add(view.text)
                yield view
