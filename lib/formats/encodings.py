"""In which encoding bytes are that are no UTF-8 text. Only what is refused already is looked at."""

from __future__ import annotations

import codecs

from ..words import Texts, say

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 1 << 16


def encoding(data: bytes, good: int = 0) -> Texts | None:
    """Name the encoding of bytes that are no UTF-8 text, where their look says which; else None.

    Up to ``good`` they are UTF-8: with more than ASCII there, the rest is broken, and of no other encoding.
    """
    named = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if named is not None:
        return say("read.encoding", name=named)
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        halves = sample[: len(sample) & ~1]
        if any(_is_written(halves, name) for name in ("utf-16-le", "utf-16-be")):
            return say("read.encoding_guess", name="UTF-16")
        return None
    if not data[:good].isascii() or _is_cut_off(data[good:]):
        return None
    text = sample.decode("gb18030", errors="ignore")
    wide = [character for character in text if not character.isascii()]
    usual = sum(1 for character in wide if _is_usual(character))
    if wide and usual >= 0.7 * len(wide) and (len(data) > _SAMPLE or _is_strictly(sample, "gb18030")):
        return say("read.encoding_guess", name="GBK")
    return None


def _is_cut_off(data: bytes) -> bool:
    """Return whether bytes are UTF-8 but for a character that lacks its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _is_written(data: bytes, name: str) -> bool:
    """Return whether bytes are, in an encoding, a text of what people write."""
    if not _is_strictly(data, name):
        return False
    text = data.decode(name)
    known = sum(1 for character in text if " " <= character <= "~" or character in "\t\r\n" or _is_usual(character))
    return len(text) > 1 and "\0" not in text and known >= 0.7 * len(text)


def _is_strictly(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_usual(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
