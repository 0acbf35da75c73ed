r"""What of a text with markup is seen: as it is written, and as players show it, who do not agree.

What braces hold is searched with what is around it, and left out; ``\N``, ``\n`` and ``\h`` are breaks and spaces, and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from .spelling import Spelled, pieced

Cues: TypeAlias = "Sequence[tuple[int, str]]"
"""The texts of cues, each with the index of its first character in the script."""

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


def readings(texts: Cues) -> Iterator[Spelled]:
    """Return the script as it is written, and as players show it; each reading once."""
    written = pieced([*_pieces(texts, None)])
    yield written
    if any(_ANY_MARKUP.search(text) for _, text in texts):
        seen = {written.text}
        present = {sign for sign in "}\\" if any(sign in text for _, text in texts)}
        for signs, reading in _READINGS:
            if not present.issuperset(signs):
                continue
            shown = pieced([*_pieces(texts, reading)])
            if shown.text not in seen:
                seen.add(shown.text)
                yield shown


def _pieces(texts: Cues, markup: re.Pattern[str] | None) -> Iterator[tuple[str, int, bool]]:
    """Yield what is left of each cue without its markup; a cue's markup cannot reach into the next cue."""
    for base, text in texts:
        begin = 0
        closed = text.rfind("}") + 1  # to look from every { behind it for a } would take the square of the time
        seen = text[:closed] + text[closed:].replace("{", " ") if markup else text
        for match in markup.finditer(seen) if markup else ():
            yield text[begin : match.start()], base + begin, False
            yield _meaning(match[0]), base + match.start(), True
            begin = match.end()
        yield text[begin:], base + begin, False
        yield "\n", base + len(text), True


def _meaning(markup: str) -> str:
    if markup.startswith("&"):
        from html import unescape

        return unescape(markup)
    return "\n" if _BREAK.match(markup) else ""
