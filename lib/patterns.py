"""The pattern language of paths: what `exclude`, `kinds`, waivers and a gate write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from .blank import UNSEEN, members
from .errors import UsageError
from .system import foreign
from .words import say


class PathPattern(NamedTuple):
    """A compiled pattern. ``text`` is how it was written, without what says nothing (``./``, ``//``).

    ``folded`` is there in a pattern that demands: it meets what a reader, a player or a file system takes for such a path.
    """

    text: str
    exact: re.Pattern[str]
    folded: re.Pattern[str] | None = None

    def fullmatch(self, path: str) -> re.Match[str] | None:
        """Return the match where the pattern means a path; that of a folder ends in ``/``."""
        met = self.exact.fullmatch(path if path.isascii() else normalize("NFC", path))
        return met if met is not None or self.folded is None else self.folded.fullmatch(fold(path))


def patterns(texts: Iterable[str]) -> tuple[PathPattern, ...]:
    """Compile path patterns that let something be: they mean exactly what they say.

    ``*`` stays within a step, ``**`` crosses them. ``notes.md`` is a file, ``docs/`` and ``docs/**`` are all that lies in a
    folder. Case counts; the composed and the decomposed form of a letter (Unicode NFC, NFD) are the same.

    No pattern takes long on any path: whoever writes the tree writes both. Raises UsageError for one that cannot be read
    or can mean nothing.
    """
    return tuple(PathPattern(text, _compiled(text)) for text in map(_plain, texts))


def demands(texts: Iterable[str]) -> tuple[PathPattern, ...]:
    """Compile path patterns that ask for something: what could escape them by its looks is meant too.

    So is all that lies in a folder of that name, and what differs in case, in width or other forms of the same letters, in
    invisible characters, or in spaces and dots at the end of a name. Raises UsageError as :func:`patterns` does.
    """
    below = "(?:/.*)?"
    return tuple(
        PathPattern(text, _compiled(text, below), _compiled(fold(text), below, re.IGNORECASE))
        for text in map(_plain, texts)
    )


def leaves_out(left_out: Iterable[PathPattern], path: str, *, folder: bool) -> bool:
    """Return whether patterns mean a file, or a whole folder.

    Raises UsageError for a pattern that is the path of a folder and written as a file: it would mean nothing there.
    """
    for pattern in left_out:
        if pattern.fullmatch(f"{path}/" if folder else path) is not None:
            return True
        if folder and pattern.text == path:
            raise UsageError(say("path.pattern_of_folder", pattern=path))
    return False


_UNSEEN = re.compile(f"[{members(UNSEEN)}]")
_NOTHING = re.compile(r"(?:^|(?<=/))(?:\./)+")
_TAIL = re.compile(r"(?<![\s.])[\s.]++(?=/|$)")


def fold(path: str) -> str:
    """Return a path as it is taken where case, forms of letters, invisible characters and a name's tail do not count."""
    path = _UNSEEN.sub("", path)
    if not path.isascii():
        path = normalize("NFKC", normalize("NFKC", path).casefold())
    return _TAIL.sub("", path.lower())


def _plain(text: str) -> str:
    """Return a pattern without what says nothing. Raises UsageError for one that can mean no file."""
    plain = _NOTHING.sub("", re.sub("//+", "/", normalize("NFC", text)))
    steps = plain.removesuffix("/").split("/")
    if any(step in ("", ".", "..") for step in steps):
        raise UsageError(say("path.pattern_of_nothing", pattern=text))
    return plain


def _compiled(text: str, below: str = "", flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(_expression(f"{text}**" if text.endswith("/") else text) + below, re.DOTALL | flags)
    except re.error as error:
        raise UsageError(say("path.pattern", pattern=text, why=foreign(error.msg))) from error


_WILDCARD = re.compile(r"((?:^|(?<=/))\*\*/|\*\*|\*|\?|\[[^\]]*\])")

_BEFORE = {"": "", "**": ".*?", "**/": "(?:.*?/)??"}


def _expression(text: str) -> str:
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
    return f"{once}{_BEFORE[crossing]}{_section(runs)}{end}"


def _section(runs: list[str]) -> str:
    """Translate what lies between two crossings: texts with stars between them."""
    begin, *others = runs
    return "".join((begin, *(f"(?>[^/]*?{run})" for run in others)))


def _one(part: str) -> str:
    """Translate what stands for one character, which is never a slash."""
    if part == "?":
        return "[^/]"
    return part.replace("[!", "[^/", 1) if part.startswith("[!") else f"(?!/){part}"
