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

MAX_DEPTH = 100
MIN_INTEGER = -(2**63)
MAX_INTEGER = 2**64 - 1
_MAX_INTEGER_TEXT = 21
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Refusal(NamedTuple):
    """Why something is refused, and the next step: the words of a ReadError before its place is known.

    ``ambiguous`` is what an AmbiguousError says.
    """

    message: str
    hint: str
    ambiguous: bool = False


TOO_DEEP = Refusal(f"nested more than {MAX_DEPTH} levels deep", f"Use at most {MAX_DEPTH} levels.")
LONE_SURROGATE = Refusal(
    "holds half of a surrogate pair, which is no character", "Write the whole pair, or the character itself."
)
NOT_FINITE = Refusal("the number is not finite", "Write a finite number.")
TOO_BIG = Refusal("the integer needs more than 64 bits", "Write it as text, in quotes.")
NUL = Refusal("holds a NUL byte, so it is not text", "Save the file as UTF-8 text.")
EMPTY = Refusal("there is no document in it", "Write one, or `exclude` the file.")
NO_RECORDS = Refusal("there are no records in it", "Write some, or `exclude` the file.")


def duplicate(key: str) -> Refusal:
    """Refuse a key that is there already."""
    return Refusal(f"the key {quoted(key)} is there twice", "Keep one of them.")


def quoted(text: str) -> str:
    """Return ``text`` in quotes, cut where it is long, for a message."""
    return json.dumps(text if len(text) <= 60 else text[:57] + "…", ensure_ascii=False)


class Refused(ValueError):  # noqa: N818  # it never leaves the readers
    """Something is refused at a place that who found it cannot know. ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
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
        refusal = Refusal(f"byte 0x{data[bad.start]:02x} is not UTF-8", "Save the file as UTF-8.")
        if data.startswith(_UTF_16):
            refusal = Refusal("the text is UTF-16, not UTF-8", "Save the file as UTF-8.")
        raise _error(path, data[: bad.start].decode(), line, refusal) from None
    if "\0" in text:
        raise _error(path, text[: text.index("\0")], line, NUL)
    return text


def _error(path: str, before: str, line: int, refusal: Refusal) -> ReadError:
    breaks = before.replace("\r\n", "\n").replace("\r", "\n")
    return ReadError(
        refusal.message,
        file=path,
        line=line + breaks.count("\n"),
        column=len(breaks) - breaks.rfind("\n"),
        hint=refusal.hint,
    )
