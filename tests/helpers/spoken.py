"""What an error says in each language. tests/conftest.py makes this file importable."""

from __future__ import annotations

import re

from adjudge.lib.errors import AdjudgeError

_QUOTED = re.compile(r"“[^”]*”|`[^`]*`|'[^']*'|\"[^\"]*\"")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]+")


def english_in(text: str) -> list[str]:
    """Return the English phrases of a Chinese text; quotations, code and names are none."""
    return _ENGLISH.findall(_QUOTED.sub("…", text))


def spoken(error: AdjudgeError) -> str:
    """Return what an error says in English; its code has words in Chinese, and no English among them."""
    chinese = error.told("zh")
    assert error.code is not None
    assert re.search("[\u4e00-\u9fff]", chinese), chinese
    assert english_in(chinese) == []
    return error.told("en")
