"""Hostile text made safe to look at, and the excerpt of a line with the column that a caret goes under.

Artifacts are written by strangers. Nothing of theirs reaches a terminal as a command, as a change of direction or
unseen: whatever is not plainly visible is spelled as an escape (``\\x1b``, ``\\u202e``). That includes the joiners and
selectors of emoji, since terminals disagree about their width and the caret would stand in the wrong column.

Widths are those of a terminal: East Asian wide and fullwidth characters take two cells, combining ones none, ambiguous
ones one (Unicode Standard Annex 11).
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from .blank import UNSEEN, members

WINDOW = 100
"""Cells of a source line that are shown."""

TEXT = 2000
"""Code points of a message that are shown; a report is no place to store a megabyte that an artifact put into a key."""

_LEFT = 60
_TAB = "    "
# Visible by their category, but drawn as nothing, or drawn together with their neighbour by some terminals only:
# fillers, variation selectors, skin tones; and marks piled so high that they cover the lines above.
_TRICKY = (
    f"[{members(UNSEEN)}\U0001f3fb-\U0001f3ff]"
    "|[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,}"
)
_ESCAPED = re.compile(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|.", re.DOTALL)
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JAMO_TAIL = range(0x1160, 0x1200)


def escape(text: str) -> str:
    """Spell every character of ``text`` as ``\\xhh``, ``\\uhhhh`` or ``\\Uhhhhhhhh``."""
    codes = map(ord, text)
    return "".join(f"\\x{c:02x}" if c < 0x100 else f"\\u{c:04x}" if c < 0x10000 else f"\\U{c:08x}" for c in codes)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
    return escape(character) if category(character) in _HIDDEN else character


def visible(text: str) -> str:
    """Return ``text`` as one line in which everything can be seen and nothing acts; tabs and ends of lines too."""
    if text.isprintable():
        if text.isascii() or not re.search(_TRICKY, text):
            return text
    else:
        text = "".join(map(_shown, text))
    return re.sub(_TRICKY, lambda match: escape(match[0]), text)


def brief(text: str) -> str:
    """Return :func:`visible` text that says how much it leaves out where it would be longer than TEXT."""
    text = text.rstrip()
    if len(text) <= TEXT:
        return visible(text)
    return f"{visible(text[:TEXT])}… (+{len(text) - TEXT})"


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if ord(character) in _JAMO_TAIL or category(character) in ("Mn", "Me") else 1


def width(text: str) -> int:
    """Count the cells that :func:`visible` text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Return the part of ``line`` around ``column`` (code points, from 1) as it is shown, and the cells before it.

    At most WINDOW cells, with ``…`` where the line goes on; a column outside the line is its nearest end.
    """
    at = min(max(column - 1, 0), len(line))
    if len(line) <= WINDOW and line.isascii() and line.isprintable():
        return line, at
    left, right = max(at - WINDOW, 0), at + WINDOW
    before, after = _line(line[left:at]), _line(line[at:right])
    if left == 0 and right >= len(line) and width(before) + width(after) <= WINDOW:
        return before + after, width(before)
    before = _clip(before, max(_LEFT, WINDOW - width(after)), more=left > 0, end=True)
    cells = width(before)
    return before + _clip(after, WINDOW - cells, more=right < len(line)), cells


def _line(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _clip(text: str, room: int, *, more: bool, end: bool = False) -> str:
    """Keep the beginning (or the ``end``) of ``text`` in ``room`` cells, with a sign where something is left out."""
    if not more and width(text) <= room:
        return text
    room -= 1
    if text.isascii() and "\\" not in text:
        return f"…{text[-room:]}" if end else f"{text[:room]}…"
    units: list[str] = _ESCAPED.findall(text)  # an escape is kept whole
    taken: list[str] = []
    for unit in reversed(units) if end else units:
        room -= width(unit)
        if room < 0:
            break
        taken.append(unit)
    return "…" + "".join(reversed(taken)) if end else "".join(taken) + "…"
