"""Rego's earlier version, v0: it is told by its bodies, which had no ``if``."""

from __future__ import annotations

import re

from .scan import line_of

_BODY = re.compile(r"^[A-Za-z_](?:[^\n#`{]*(?<=[\w\])\"])|\w*\[[^\n#`]*\])[ \t]*\{", re.MULTILINE)
"""A head and the brace behind it. What a head has in brackets may have braces of its own: `violation[{"msg": msg}] {`."""
_BRACKETS = re.compile(r"\[[^\n]*\]")
_NEW = re.compile(r"(?:\b(?:if|in|contains|with|as|not|some|every)|:=|=|[|,(\[{])\s*\{")
_KEYWORD = re.compile(r"\b(?:if|contains)\b")
_KEPT = re.compile(r"^import\s+rego\.v1\b", re.MULTILINE)


def line_of_earlier(text: str) -> int | None:
    """Return the line of the first body that only the earlier version has; None where there is none."""
    if _KEPT.search(text):
        return None
    for found in _BODY.finditer(text):
        line = _BRACKETS.sub("[]", found[0])
        if (
            not _KEYWORD.search(line)
            and not _NEW.search(line)
            and not line.startswith(("import ", "package ", "else "))
        ):
            return line_of(text, found.start())
    return None
