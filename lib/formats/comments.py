"""Where the comments of a text are: what a format's reader takes for a comment, never what stands in a string or a cell.

JSON, JSON Lines and CSV have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..documents import Source
from ..errors import ReadError
from .limits import decode
from .text import Text

_YAML_COMMENT = re.compile(r"(?<![^ \t\r\n])#[^\r\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
_TOML = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|(#[^\r\n]*+)",
    re.DOTALL,
)


class Comment(NamedTuple):
    """A comment of one line, without the sign that begins it, and the ``first`` and ``last`` line that it is about."""

    line: int
    text: str
    first: int
    last: int


def core_comments(suffix: str, take: Callable[[], Source]) -> list[Comment]:
    """Return the comments of a text in a format that the core knows; none where it cannot be read.

    What has no comments is not taken: it may be bigger than what is read at once. Raises what ``take`` raises.
    """
    find = {".yaml": _of_yaml, ".yml": _of_yaml, ".toml": _of_toml}.get(suffix)
    if find is None:
        return []
    source = take()
    try:
        text = Text(source.path, decode(source.path, source.data))
    except ReadError:
        return []
    found = []
    for at, said in find(text.text):
        begin = max(text.text.rfind("\n", 0, at), text.text.rfind("\r", 0, at)) + 1
        found.append((text.place(at).line, said.lstrip("#"), not text.text[begin:at].strip(" \t")))
    return line_comments(found)


def line_comments(found: Iterable[tuple[int, str, bool]]) -> list[Comment]:
    """Return comments that are given by line, text, and whether they stand alone in their line.

    One behind something is about its own line; one that stands alone is about the next that is not such a comment too.
    """
    comments = list(found)
    alone = {line for line, _, stands_alone in comments if stands_alone}
    about: dict[int, int] = {}
    for line in sorted(alone, reverse=True):
        about[line] = about.get(line + 1, line + 1)
    return [Comment(line, text, about.get(line, line), about.get(line, line)) for line, text, _ in comments]


def _of_toml(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[1]) for found in _TOML.finditer(text) if found[1])


def _of_yaml(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments between the tokens of a YAML text, and those behind the head of a block of text."""
    from yaml import YAMLError
    from yaml._yaml import CParser

    scanner, end = CParser(text.encode()), 0
    found: list[tuple[int, str]] = []
    try:
        while (token := scanner.get_token()) is not None:
            start = token.start_mark.index
            found += ((each.start(), each[0]) for each in _YAML_COMMENT.finditer(text, end, max(start, end)))
            header = _BLOCK_HEADER.match(text, start)
            if header is not None and token.end_mark.index > header.end():
                found.append((header.start(1), header[1]))
            end = max(end, token.end_mark.index)
    except YAMLError:
        return iter(())
    return iter(found)
