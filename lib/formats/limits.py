"""What every reader refuses, since engines, languages or versions of a format differ on it or die of it.

Nesting above 100 levels, lone surrogates, numbers that are not finite, integers beyond 64 bits, duplicate keys, and
bytes that are no UTF-8 text. The words are the same whatever the format.
"""

from __future__ import annotations

import codecs
import json
from math import isfinite
from typing import NamedTuple

from ..errors import ReadError
from ..words import Texts, say

MAX_DEPTH = 100
MIN_INTEGER = -(2**63)
MAX_INTEGER = 2**64 - 1
_MAX_INTEGER_TEXT = 21


class Refusal(NamedTuple):
    """Why something is refused, and the next step: the words of a ReadError before its place is known.

    ``hint`` is another next step than the words bring; ``ambiguous`` is what an AmbiguousError says.
    """

    words: Texts
    hint: Texts | None = None
    ambiguous: bool = False


TOO_DEEP = Refusal(say("read.too_deep", levels=MAX_DEPTH))
LONE_SURROGATE = Refusal(say("read.lone_surrogate"))
NOT_FINITE = Refusal(say("read.not_finite"))
TOO_BIG = Refusal(say("read.too_big"))
NUL = Refusal(say("read.nul"))
EMPTY = Refusal(say("read.empty"))
NO_RECORDS = Refusal(say("read.no_records"))


def duplicate(key: str) -> Refusal:
    """Refuse a key that is there already."""
    return Refusal(say("read.duplicate", key=quoted(key)))


def quoted(text: str) -> str:
    """Return ``text`` in quotes, cut where it is long, for a message."""
    return json.dumps(text if len(text) <= 60 else text[:57] + "…", ensure_ascii=False)


class Refused(ValueError):  # noqa: N818  # it never leaves the readers
    """Something is refused at a place that who found it cannot know. ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.words)
        self.refusal = refusal


def integer(text: str) -> int:
    """Parse a decimal integer without needless zeros. Raises Refused beyond 64 bits."""
    if len(text) > _MAX_INTEGER_TEXT or not MIN_INTEGER <= (number := int(text)) <= MAX_INTEGER:
        raise Refused(TOO_BIG)
    return number


def number(text: str) -> float:
    """Parse a floating-point number. Raises Refused where it is not finite."""
    value = float(text)
    if not isfinite(value):
        raise Refused(NOT_FINITE)
    return value


def no_constant(_: str) -> object:
    """Refuse ``NaN``, ``Infinity`` and ``-Infinity``. Raises Refused."""
    raise Refused(NOT_FINITE)


def decode(path: str, data: bytes, line: int = 1) -> str:
    """Decode UTF-8, strictly; a byte order mark at the start of a file is no part of its text.

    Raises ReadError with the place of the first byte that is not UTF-8, or of a NUL.
    """
    if line == 1 and data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as bad:
        other = Refusal(say("read.not_utf_8", byte=f"0x{data[bad.start]:02x}"))
        raise _undecoded(path, data, bad.start, line, other) from None
    if "\0" in text:
        raise _undecoded(path, data, data.index(b"\0"), line, NUL)
    return text


def _undecoded(path: str, data: bytes, at: int, line: int, other: Refusal) -> ReadError:
    """Name the encoding where it can be told; else ``other``, at the byte ``at``."""
    from .encodings import encoding

    said = encoding(data, at)
    before = "" if said is not None and b"\0" in data else data[:at].decode()
    return _error(path, before, line, other if said is None else Refusal(said))


def _error(path: str, before: str, line: int, refusal: Refusal) -> ReadError:
    breaks = before.replace("\r\n", "\n").replace("\r", "\n")
    return ReadError(
        refusal.words,
        file=path,
        line=line + breaks.count("\n"),
        column=len(breaks) - breaks.rfind("\n"),
        hint=refusal.hint,
    )
