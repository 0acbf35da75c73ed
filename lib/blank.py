"""What nobody can see: the one list of characters that leave no ink, and the patterns that schemas make of it.

A text of such characters alone is blank: it states nothing, whatever its length. White space is not all of it: zero-width
and format characters, controls of direction, fillers, selectors and tags are drawn as nothing, and neither ``\\S`` nor a
trim takes them away. :data:`TEXT` and :data:`TOKEN` name them one by one, so that ECMA-262, Python, Rust and RE2 mean the
same by them, whatever version of Unicode each knows. ``data.lib.texts`` has the same list for rules.

They are those of Unicode's White_Space and Default_Ignorable_Code_Point, the format characters (Cf) that are not drawn,
and what is drawn as nothing in spite of its category (the blank of braille, null notehead, the mark of an object).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

UNSEEN = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFC),
    (0x13430, 0x13440),
    (0x16FE4, 0x16FE4),
    (0x1BCA0, 0x1BCA3),
    (0x1D159, 0x1D159),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Controls, and what is drawn as nothing and takes no room, or should take none: first and last code points."""

SPACES = (
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
)
"""What parts words or lines: first and last code points."""


def members(ranges: Iterable[tuple[int, int]]) -> str:
    """Return ranges of code points as the inside of a character class, in order, neighbours as one.

    ASCII is spelled as escapes; what comes after it stands as itself, since dialects have no escape for it in common.
    """
    merged: list[list[int]] = []
    for first, last in sorted(ranges):
        if merged and merged[-1][1] + 1 == first:
            merged[-1][1] = last
        else:
            merged.append([first, last])
    ends = ((_member(first), _member(last)) for first, last in merged)
    return "".join(first if first == last else f"{first}-{last}" for first, last in ends)


def _member(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x80 else chr(code)


_BLANK = members((*UNSEEN, *SPACES))

TEXT = f"[^{_BLANK}]"
"""The pattern of a text in a schema: it has a character that is seen."""

TOKEN = f"^[^{_BLANK}]+$"
"""The pattern of an id in a schema: each of its characters is seen."""

_SEEN = re.compile(TEXT)
_UNSEEN = re.compile(f"[{members(each for each in (*UNSEEN, *SPACES) if each[0] >= 0x7F)}]")


def is_blank(text: str) -> bool:
    """Return whether nothing of a text is seen; so of the empty one."""
    return _SEEN.search(text) is None


def spelled(text: str) -> str:
    """Return JSON in which what nobody sees is spelled as escapes, so that it can be looked at and copied."""
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)
