"""What usually lies behind a text that cannot be read: a template, punctuation or spaces of another width.

Only what is refused already is looked at, so that nothing is read in a different way: the message names the cause.
"""

from __future__ import annotations

import re

from ..words import say
from .limits import Refusal

# The full-width signs are what people type where a format wants the plain one.
_PLAIN = str.maketrans("：，；｛｝［］（）＝＂＇“”‘’「」、", ':,;{}[]()="\'""\'\'"",')
"""The sign that a format knows, for each that an input method for Chinese or a word processor writes in its place."""

_TEMPLATE = re.compile(r"\{\{|\{%|<%")
_QUOTED = r"""(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
# As above: full-width colons and equal signs.
_KEY = re.compile(rf"[ \t]*(?:- +)*(?:{_QUOTED}|[^\s：＝:='\"#，。\[{{][^：＝:='\"#，。\[{{\n]{{0,60}})[ \t]*([：＝])")
# Full-width quotes and brackets.
_OPENS = re.compile(r"(?:^|[:=\[{,]|-[ \t])[ \t]*([“”‘’＂＇｛［「])")
# Full-width separators.
_LISTED = re.compile(rf"[\[{{](?:{_QUOTED}|[^\"'\n#])*?([，；、｝］：])")
_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]")


def at_sign(text: str, offset: int) -> tuple[int, Refusal] | None:
    """Return the cause that stands just where a parser stopped, with its offset: for a format that has no free text."""
    sign = text[offset : offset + 1]
    if _TEMPLATE.match(text, max(offset - 1, 0)) or _TEMPLATE.match(text, offset):
        begin = offset if _TEMPLATE.match(text, offset) else offset - 1
        return begin, _template(text[begin : begin + 2])
    return (offset, _sign(sign)) if sign and (ord(sign) in _PLAIN or _SPACES.match(sign)) else None


def in_lines(text: str, offset: int, pair: str = ":") -> tuple[int, Refusal] | None:
    """Return the cause on the line where a parser stopped, or on the one with text before it; with its offset.

    ``pair`` stands between a key and its value. Only where a sign takes the place of one of the format's is it the
    cause: a comma of Chinese prose is none.
    """
    end = text.find("\n", offset)
    lines = text[: len(text) if end < 0 else end].splitlines(keepends=True)
    at, seen = sum(map(len, lines)), 0
    for line in reversed(lines):
        at -= len(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cause = _in_line(line, pair)
        if cause is not None:
            return at + cause[0], cause[1]
        seen += 1
        if seen == 2:
            break
    return None


def _in_line(line: str, pair: str) -> tuple[int, Refusal] | None:
    bare = re.sub(_QUOTED, lambda found: "x" * len(found[0]), line)
    template = _TEMPLATE.search(bare)
    if template:
        return template.start(), _template(template[0])
    if key := _KEY.match(line):
        return key.start(1), _sign(key[1], pair)
    found = _OPENS.search(bare) or _LISTED.search(bare)
    return (found.start(1), _sign(found[1])) if found else None


def full_width(text: str) -> Refusal | None:
    """Return the cause where a text is one that somebody wrote in full-width quotes, such as the name of a column."""
    # Full-width quotes.
    return _sign(text[0]) if len(text) > 1 and text[0] in "“”＂「" and text[-1] in "“”＂」" else None


def key(text: str, at: int) -> tuple[int, Refusal] | None:
    """Return the full-width colon behind what would be a key at ``at``, with its offset; None where there is none."""
    found = _KEY.match(text, at)
    return (found.start(1), _sign(found[1])._replace(ambiguous=True)) if found else None


def _template(mark: str) -> Refusal:
    return Refusal(say("read.template", mark=mark))


def _sign(sign: str, plain: str = "") -> Refusal:
    if _SPACES.match(sign):
        return Refusal(say("read.odd_space", code=f"U+{ord(sign):04X}"))
    return Refusal(say("read.full_width", sign=sign, plain=plain or sign.translate(_PLAIN)))
