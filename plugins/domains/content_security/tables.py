"""The tables of characters that ship with adjudge: simplified ones, and those that look like a letter or digit of ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def simplified() -> Mapping[str, str]:
    """Return the simplified character of each traditional one."""
    return _table("simplified.txt")


@cache
def look_alikes() -> Mapping[str, str]:
    """Return the ASCII letter or digit that each other letter looks like."""
    return _table("look_alikes.txt")


# Characters that are compared, no words: the digits of everyday use, and those that accountants write.
CHINESE_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)) | dict(
    zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)
)
"""In simplified characters, as accountants write them too."""


def _table(name: str) -> dict[str, str]:
    from importlib.resources import files

    text = (files("adjudge.plugins.domains.content_security") / name).read_text(encoding="utf-8")
    rows = [line.split(" ") for line in text.splitlines() if not line.startswith("#")]
    return {one: becomes for becomes, ones in rows for one in ones}
