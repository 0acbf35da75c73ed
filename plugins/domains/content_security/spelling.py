r"""Spell a text as keywords are compared: each step makes a text of a text, and knows where each character came from.

``folded`` works a character at a time: compatibility decomposition and case folding as in Unicode's NFKC_Casefold, without
characters that take no room on the screen, without accents, without white space, traditional characters as simplified
ones, digits of every shape as those of ASCII; where symbols are ignored, without punctuation and symbols too.

The map is a list of stretches, so that a text that a step leaves alone costs next to nothing, whatever its length.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from unicodedata import category, combining, digit, name, normalize

from .steps import DEFAULT, SpellingSteps
from .tables import CHINESE_DIGITS, simplified

# Drawn as nothing though not of category Cf or Cc: Default_Ignorable_Code_Point, and glyphs that are blank by design
# (braille, the null notehead, the Khitan filler, Egyptian blanks).
_INVISIBLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffc"
    r"\U00013441\U00013442\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
# Signs that are compared, no words.
_PROSE = frozenset(".,;:!?'\"()[]。、，；：！？…“”‘’「」『』《》〈〉【】〔〕（）［］—–｡､")
"""Stands between words of any text. Between the characters of a word it hides one only if it stands between all of them."""


@dataclass(frozen=True, kw_only=True)
class Spelled:
    """A text, and where its characters stand in the text ``before`` it, or in the script.

    From ``starts[n]`` on they stand at ``origins[n]`` and after, or all there where ``single[n]``. ``gaps`` are where
    something was left out that parts words; ``symbols`` where it was a symbol, ``prose`` one that prose has: all in order.
    """

    text: str
    starts: Sequence[int] = (0,)
    origins: Sequence[int] = (0,)
    single: Sequence[int] = b"\0"
    before: Spelled | None = None
    gaps: Sequence[int] = ()
    symbols: Sequence[int] = ()
    prose: Sequence[int] = ()
    accents: bool = False

    def origin(self, at: int) -> int:
        """Return where the character comes from, in the script."""
        there = self.there(at)
        return there if self.before is None else self.before.origin(there)

    def there(self, at: int) -> int:
        """Return where the character comes from, in the text before."""
        stretch = bisect_right(self.starts, at) - 1
        return self.origins[stretch] + (0 if self.single[stretch] else at - self.starts[stretch])

    def stands_alone(self, start: int, end: int) -> bool:
        """Return whether neither end is inside a word of a cased script, or a number."""
        return not self._joined(start) and not self._joined(end)

    def _joined(self, at: int) -> bool:
        if _has(self.gaps, at):
            return False
        if self.accents and 0 < at < len(self.text) and combining(self.text[at]):
            return True
        return joined(self.text, at)

    def hangs_together(self, starts: Sequence[int], end: int) -> bool:
        """Return whether what begins at these characters and ends before ``end`` is one word, whatever symbols are in it.

        Between digits, and between two letters, symbols have a meaning of their own: 3-2, a/b.
        """
        inside = self.symbols[bisect_right(self.symbols, starts[0]) : bisect_left(self.symbols, end)]
        if not inside:
            return True
        few = len(starts) < 3
        if all(not self._parts(at, few=few) for at in inside):
            return True
        return not few and all(_has(self.gaps, at) for at in starts[1:])

    def _parts(self, at: int, *, few: bool) -> bool:
        sorts = sort(self.text[at - 1]), sort(self.text[at])
        return _has(self.prose, at) or sorts == ("digit", "digit") or (few and None not in sorts)


def _has(places: Sequence[int], at: int) -> bool:
    there = bisect_left(places, at)
    return there < len(places) and places[there] == at


def _note(places: array[int], at: int) -> None:
    if not places or places[-1] < at:
        places.append(at)


def joined(text: str, at: int) -> bool:
    """Return whether the characters before and at ``at`` are letters of cased scripts both, or digits."""
    if not 0 < at < len(text):
        return False
    kind = sort(text[at])
    return kind is not None and kind == sort(text[at - 1])


def sort(character: str) -> str | None:
    """Return whether a character is a ``digit`` or a cased ``letter``."""
    if character.isdecimal():
        return "digit"
    return "letter" if character.upper() != character else None


def _places() -> array[int]:
    """Return room for places: a long script has millions of them."""
    return array("q")


@dataclass(eq=False)
class Writer:
    """Collect a text and its map."""

    parts: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=_places)
    origins: array[int] = field(default_factory=_places)
    single: bytearray = field(default_factory=bytearray)
    length: int = 0

    def add(self, text: str, origin: int, *, single: bool = False) -> None:
        """Add a stretch."""
        if text:
            self.parts.append(text)
            self.starts.append(self.length)
            self.origins.append(origin)
            self.single.append(single)
            self.length += len(text)

    def spelled(self, before: Spelled | None, **more: object) -> Spelled:
        """Return what was added, made of the text before it."""
        parts = {"starts": self.starts or (0,), "origins": self.origins or (0,), "single": self.single or b"\0"}
        return Spelled(text="".join(self.parts), before=before, **parts, **more)  # type: ignore[arg-type]


def pieced(pieces: Sequence[tuple[str, int, bool]]) -> Spelled:
    """Return pieces of the script as one text: each with the place of its first character, True if all stand there."""
    writer = Writer()
    for text, origin, single in pieces:
        writer.add(text, origin, single=single)
    return writer.spelled(None)


class Alphabet(dict[int, str]):
    """What each character is compared as, found out when it is first met: a table for ``str.translate``.

    A line feed stays where ``lines`` are kept apart.
    """

    def __init__(self, steps: SpellingSteps, *, without_symbols: bool = False, lines: bool = False) -> None:
        super().__init__({10: "\n"} if lines else {})
        self.steps = steps
        self.without_symbols = without_symbols
        self._plain: set[str] = {"\n"} if lines else set()
        self._odd: set[str] = set()
        self._others: set[str] = set()

    def __missing__(self, code: int) -> str:
        becomes = self[code] = _folded(chr(code), self.steps)
        return becomes

    def odd(self, seen: set[str]) -> set[str]:
        """Return those of some characters that become none or several, or depend on what is before them."""
        new = seen - self._plain
        for character in new - self._odd:
            becomes = self[ord(character)]
            if self._is_plain(becomes):
                self._plain.add(character)
                if becomes != character:
                    self._others.add(character)
            else:
                self._odd.add(character)
        return new & self._odd

    def changes(self, seen: set[str]) -> bool:
        """Return whether one of these characters, none of them odd, becomes another."""
        return not self._others.isdisjoint(seen)

    def _is_plain(self, becomes: str) -> bool:
        return len(becomes) == 1 and not _is_mark(becomes) and not (self.without_symbols and is_symbol(becomes))


class Narrow(dict[int, str]):
    """What each character of an allowed word is compared as, one for one: case, width and script do not count."""

    def __init__(self, steps: SpellingSteps) -> None:
        super().__init__({0: "\0"})
        self._steps = replace(steps, ignore_accents=False, ignore_digit_shapes=False, read_chinese_digits=False)

    def __missing__(self, code: int) -> str:
        character = chr(code)
        becomes = " " if character.isspace() else _folded(character, self._steps)
        becomes = self[code] = becomes if len(becomes) == 1 else character
        return becomes


def spell(terms: Sequence[str], steps: SpellingSteps) -> list[str]:
    """Return keywords as they are compared, all at once."""
    text = "\n".join(terms)
    if text.count("\n") >= len(terms):
        text = "\n".join(term.replace("\n", " ") for term in terms)
    return folded(Spelled(text=text), Alphabet(steps, lines=True)).text.split("\n")


def folded(before: Spelled, alphabet: Alphabet) -> Spelled:
    """Return a text as it is compared."""
    text = before.text
    seen = set(text)
    odd = alphabet.odd(seen)
    changes = alphabet.changes(seen - odd)
    accents = not alphabet.steps.ignore_accents
    if not odd:
        return Spelled(text=text.translate(alphabet) if changes else text, before=before, accents=accents)
    writer = Writer()
    gaps, symbols, prose = _places(), _places(), _places()
    at = 0
    for match in _any_of("".join(sorted(odd))).finditer(text):
        begin, end = match.span()
        writer.add(text[at:begin].translate(alphabet) if changes else text[at:begin], at)
        at = end
        if end - begin > 8 and not any(alphabet[ord(each)] or each.isspace() for each in set(match[0])):
            continue  # a heap of accents
        for offset, character in enumerate(match[0], begin):
            becomes = alphabet[ord(character)]
            if not becomes:
                if character.isspace():
                    _note(gaps, writer.length)
            elif alphabet.without_symbols and not becomes.isalnum():
                for each in becomes:
                    if is_symbol(each):
                        _note(gaps, writer.length)
                        _note(symbols, writer.length)
                        if each in _PROSE:
                            _note(prose, writer.length)
                    elif not _is_mark(each) or _takes_mark(writer, alphabet.steps):
                        writer.add(each, offset, single=True)
            elif not _is_mark(becomes) or _takes_mark(writer, alphabet.steps):
                writer.add(becomes, offset, single=True)
    writer.add(text[at:].translate(alphabet) if changes else text[at:], at)
    return writer.spelled(before, gaps=gaps, symbols=symbols, prose=prose, accents=accents)


@lru_cache(maxsize=64)
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]+")


def _takes_mark(writer: Writer, steps: SpellingSteps) -> bool:
    return bool(writer.parts) and _bears_marks(writer.parts[-1][-1], accents=not steps.ignore_accents)


def _folded(character: str, steps: SpellingSteps) -> str:
    if 0x3400 <= ord(character) < 0xA000 or _keeps_its_shape(character, steps):
        flat = character
    else:
        form: Literal["NFKD", "NFD"] = "NFKD" if steps.ignore_width else "NFD"
        flat = normalize(form, _digits(character) if steps.ignore_digit_shapes else character)
        if steps.ignore_case:
            flat = normalize(form, flat.casefold())
        flat = "".join(each for each in flat if not (each.isspace() or _unseen(each, steps)))
    if steps.ignore_traditional:
        flat = _mapped(flat, simplified())
    return _mapped(flat, CHINESE_DIGITS) if steps.read_chinese_digits else flat


def _keeps_its_shape(character: str, steps: SpellingSteps) -> bool:
    """Return whether a character is a digit of another shape that is told apart; full width is no shape, but a width."""
    return not steps.ignore_digit_shapes and _is_number(character) and not name(character, "").startswith("FULLWIDTH ")


def _digits(character: str) -> str:
    if not _is_number(character):
        return character
    value = digit(character, None)
    return normalize("NFKD", character) if value is None else str(value)


def _is_number(character: str) -> bool:
    return not character.isascii() and category(character) in {"No", "Nd"}


def _mapped(text: str, table: Mapping[str, str]) -> str:
    return table.get(text, text) if len(text) == 1 else "".join(table.get(each, each) for each in text)


def _unseen(character: str, steps: SpellingSteps = DEFAULT) -> bool:
    """Return whether a character is drawn as nothing, or as an accent of the one before it.

    Marks that make another letter (the voicing of kana, Indic nuktas and viramas, vowels of Thai) stay.
    """
    mark = combining(character)
    return (
        (steps.ignore_accents and (mark == 1 or 10 <= mark <= 36 or mark >= 200))
        or category(character) in {"Cf", "Cc", "Me"}
        or _INVISIBLE.match(character) is not None
    )


@lru_cache(maxsize=65_536)
def _is_mark(becomes: str) -> bool:
    return category(becomes[0]) in {"Mn", "Mc"}


@lru_cache(maxsize=65_536)
def _bears_marks(last: str, *, accents: bool) -> bool:
    """Return whether a mark after it makes another letter: never on a Chinese character, or a digit.

    On a cased letter only where accents are told apart.
    """
    kinds = {"Lo", "Mn", "Mc", "Ll", "Lu", "Lt"} if accents else {"Lo", "Mn", "Mc"}
    return category(last) in kinds and not name(last, "").startswith("CJK ")


@lru_cache(maxsize=65_536)
def is_symbol(character: str) -> bool:
    """Return whether a character is punctuation or a symbol."""
    return category(character)[0] in "PS"
