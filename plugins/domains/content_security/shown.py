"""What viewers read of a script, beside what is written: several readings, each with the orders to read its cues in.

A reading has the lines of the cues as they are, with what it leaves out made invisible: so every place stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any
from unicodedata import name

from .lanes import by_time, orders

_NOTHING = "\u2060"
_NOT_BREAK = re.compile(r"[^\n]")
_LINES_AT_ONCE = 3
# What ffmpeg draws at the size of nothing.
_TINY = re.compile(
    r"<font\b[^<>]{0,300}?\bsize[ \t]*=[ \t]*[\"']?[ \t]*0+\b[^<>]{0,300}>(.*?)(?:</font\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPTS = {"CJK": "han", "HIRAGANA": "kana", "KATAKANA": "kana", "HANGUL": "hangul"}
_SORTS = ("", "cased", "other", "han", "kana", "hangul")

# ffmpeg makes {\i1} of <i>, and its brace closes one that was left open.
_STYLE = re.compile(r"\{(?:\\|[A-Za-z]:)[^}]*\}")
_BRACE = re.compile(r"[{}]|</?(?:b|i|u|s|font)\b[^<>]{0,300}>", re.IGNORECASE)

_Texts = list[list[str]]


def readings(cues: Sequence[Mapping[str, Any]]) -> Iterator[tuple[_Texts, list[list[int]]]]:
    """Yield the texts of the cues as they are written, then each other reading that differs."""
    written: _Texts = [list(cue["text"]) for cue in cues]
    found = orders(cues)
    yield written, found
    asides = [[*cue.get("asides", ()), *_tiny(cue["text"])] for cue in cues]
    if any(asides):
        yield [_cut(text, cut) for text, cut in zip(written, asides, strict=True)], found
        yield [_kept(text, cut) for text, cut in zip(written, asides, strict=True)], []
    closed = [_as_ffmpeg(text) for text in written]
    if closed != written:
        yield closed, found
    order = by_time(cues)
    in_time = [order] if order != list(range(len(cues))) else []
    yield from ((texts, in_time) for texts in _languages(written))


def _tiny(text: Sequence[str]) -> Iterator[list[int]]:
    for number, line in enumerate(text):
        if "<" in line:
            yield from ([number, each.start(1), each.end(1)] for each in _TINY.finditer(line) if each[1])


def _cut(text: list[str], cut: list[list[int]]) -> list[str]:
    lines = [list(line) for line in text]
    for line, begin, end in cut:
        lines[line][begin:end] = _NOTHING * (end - begin)
    return ["".join(line) for line in lines]


def _kept(text: list[str], kept: list[list[int]]) -> list[str]:
    lines = [list(_NOTHING * len(line)) for line in text]
    for line, begin, end in kept:
        lines[line][begin:end] = text[line][begin:end]
    return ["".join(line) for line in lines]


def _as_ffmpeg(text: list[str]) -> list[str]:
    r"""Return the lines without what ffmpeg and libass hide, one after the other, where that is more than either hides.

    ffmpeg takes styles out, ``{\i1}`` and ``{y:i}``, and makes styles of tags; libass hides what is in braces then.
    """
    whole, opened = "\n".join(text), -1
    if "{" not in whole:
        return text
    closed = whole.rfind("}") + 1  # to look from every { behind it for a } would take the square of the time
    plain = _STYLE.sub(_unseen, whole[:closed]) + whole[closed:]
    if "{" not in plain:
        return text
    left, begin = [], 0
    for sign in _BRACE.finditer(plain):
        if sign[0] == "{":
            opened = sign.start() if opened < 0 else opened
        elif opened >= 0:
            left += [plain[begin:opened], _NOT_BREAK.sub(_NOTHING, plain[opened : sign.end()])]
            begin, opened = sign.end(), -1
    return "".join([*left, plain[begin:]]).split("\n")


def _unseen(found: re.Match[str]) -> str:
    return _NOT_BREAK.sub(_NOTHING, found[0])


def _languages(written: _Texts) -> Iterator[_Texts]:
    """Yield each language of a script of two that can be told apart by their letters; then each line of one that cannot."""
    sorts = [[_letters(line) for line in text] for text in written]
    present = sorted(set(chain.from_iterable(sorts)) - {""})
    if len(present) > 1:
        for sort in present:
            yield [
                [line if each in {sort, ""} else "" for line, each in zip(text, row, strict=True)]
                for text, row in zip(written, sorts, strict=True)
            ]
    if any(row.count("cased") > 1 for row in sorts):
        cased = [[at for at, sort in enumerate(row) if sort == "cased"] for row in sorts]
        for number in range(_LINES_AT_ONCE):
            yield [
                [line if row[number : number + 1] == [at] else "" for at, line in enumerate(text)]
                for text, row in zip(written, cased, strict=True)
            ]


def _letters(line: str) -> str:
    """Return what a line is written in: the last of ``_SORTS`` that one of its letters is of; empty where none tells."""
    return max(map(_sort, line), key=_SORTS.index, default="")


@lru_cache(maxsize=65_536)
def _sort(character: str) -> str:
    if not character.isalpha():
        return ""
    first = name(character, "").partition(" ")[0]
    if first in _SCRIPTS:
        return _SCRIPTS[first]
    return "cased" if character.upper() != character.lower() else "other"
