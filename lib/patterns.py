"""The pattern language of paths: what `exclude`, `kinds`, waivers and a gate write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import UsageError
from .system import foreign
from .words import say


def patterns(texts: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Compile path patterns: ``*`` stays within a step, ``**`` crosses them; a folder's pattern covers all below it.

    No pattern takes long on any path: whoever writes the tree writes both. Raises UsageError for one that cannot be read.
    """
    return tuple(_pattern(text.rstrip("/")) for text in texts)


_WILDCARD = re.compile(r"((?:^|(?<=/))\*\*/|\*\*|\*|\?|\[[^\]]*\])")

_BEFORE = {"": "", "**": ".*?", "**/": "(?:.*?/)??"}


def _pattern(text: str) -> re.Pattern[str]:
    """Translate a pattern; what stands between two wildcards is looked for once, at the first place where it fits.

    A later place leaves less for the wildcard after it, so trying that one too (backtracking) would find nothing more
    and take time that grows with the power of every wildcard.
    """
    sections = [("", [""])]  # what crosses steps, and what comes after it: the texts between its single stars
    for number, part in enumerate(_WILDCARD.split(text)):
        if part in ("**", "**/"):
            sections.append((part, [""]))
        elif part == "*":
            sections[-1][1].append("")
        else:
            sections[-1][1][-1] += _one(part) if number % 2 else re.escape(part)
    *before, (crossing, runs) = sections
    once = "".join(f"(?>{_BEFORE[crossed]}{_section(texts)})" for crossed, texts in before)
    end = f"[^/]*{runs.pop()}" if len(runs) > 1 else ""
    try:
        return re.compile(f"{once}{_BEFORE[crossing]}{_section(runs)}{end}(?:/.*)?", re.DOTALL)
    except re.error as error:
        raise UsageError(say("path.pattern", pattern=text, why=foreign(error.msg))) from error


def _section(runs: list[str]) -> str:
    """Translate what lies between two crossings: texts with stars between them."""
    begin, *others = runs
    return "".join((begin, *(f"(?>[^/]*?{run})" for run in others)))


def _one(part: str) -> str:
    """Translate what stands for one character, which is never a slash."""
    if part == "?":
        return "[^/]"
    return part.replace("[!", "[^/", 1) if part.startswith("[!") else f"(?!/){part}"
