"""Find keywords that are written in pinyin, in whole or in part, or by characters that sound alike.

It needs the extra ``adjudge[pinyin]``. Tones do not count. Each character of a text has its most usual reading; a keyword
also that which it has as a word. A keyword of two characters is found only where a syllable is in Latin letters, since
too many words sound like it; one of a single character is not looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from adjudge import ReadError
from adjudge.lib.words import say

from .spelling import Spelled, Writer

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Pinyin:
    """Keywords by their sounds. Raises ReadError where pypinyin is not installed."""

    def __init__(self, terms: Iterable[str]) -> None:
        try:
            from pypinyin import lazy_pinyin
        except ImportError as error:
            raise ReadError(say("domain.no_pinyin")) from error
        self._sounds: dict[str, str] = {}
        self._pinyin = lazy_pinyin
        self._terms = list(terms)

    def find(self, spelled: Spelled) -> Iterator[tuple[Spelled, int, int, int]]:
        """Yield the keywords of a folded text: its spelling in pinyin, where each begins and ends there, its number."""
        sounding = self._sounding(spelled)
        if sounding is None or not self._sought:
            return
        text, characters = sounding
        starts = [*characters]
        for number, start, end in self._automaton.find_matches_as_indexes(text.text, overlapping=True):
            term, syllables = self._sought[number]
            alike = starts[bisect_left(starts, start) : bisect_left(starts, end)]
            if any(syllables.get(at - start) != characters[at] - start for at in alike):
                continue  # the syllables are others: xian is no xi'an
            if len(alike) < len(syllables) or len(syllables) > 2:
                yield text, start, end, term

    @cached_property
    def _sought(self) -> list[tuple[int, dict[int, int]]]:
        return [(number, syllables) for number, _, syllables in self._spellings]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([spelling for _, spelling, _ in self._spellings])

    @cached_property
    def _spellings(self) -> list[tuple[int, str, dict[int, int]]]:
        """Return each keyword as it sounds, with its number and where its syllables begin and end."""
        found: dict[tuple[int, str], dict[int, int]] = {}
        for number, term in enumerate(self._terms):
            if len(term) < 2 or not all(self._sound(each) for each in term):
                continue
            for sounds in ([*map(self._sound, term)], [each.replace("v", "u") for each in self._pinyin(term)]):
                if len(sounds) == len(term) and all(each.isascii() and each.isalpha() for each in sounds):
                    ends = [0, *accumulate(map(len, sounds))]
                    found[number, "".join(sounds)] = dict(pairwise(ends))
        return [(number, spelling, syllables) for (number, spelling), syllables in found.items()]

    def _sound(self, character: str) -> str:
        """Return the most usual reading of a Chinese character, empty for another."""
        if character not in self._sounds:
            sound = "" if character.isascii() else self._pinyin(character)[0].replace("v", "u")
            self._sounds[character] = sound if sound.isascii() and sound.isalpha() else ""
        return self._sounds[character]

    def _sounding(self, spelled: Spelled) -> tuple[Spelled, dict[int, int]] | None:
        """Return a text as it sounds, and where its Chinese characters begin and end in it."""
        writer = Writer()
        before = {*spelled.gaps}
        gaps: set[int] = set()
        characters: dict[int, int] = {}
        for at, character in enumerate(spelled.text):
            if at in before:
                gaps.add(writer.length)
            sound = self._sound(character)
            if sound:
                characters[writer.length] = writer.length + len(sound)
            writer.add(sound or character, at, single=True)
        if not writer.length:
            return None
        return writer.spelled(spelled, gaps=sorted(gaps.union(characters, characters.values()))), characters
