"""The METADATA blocks inside a policy: OPA's annotations of scope rule, each of what is defined below it.

One above ``deny`` or ``warn`` may describe a code (``custom.code``): the findings of that code have its words, its severity
and its dates. One above anything else is documentation, and nothing that adjudge reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from .scan import Defined, Scan, comments, line_of

_TERM = re.compile(r"(?:deny|warn)(?:\s|#[^\n]*\n)+contains(?:\s|#[^\n]*\n)+")
_PIECE = re.compile(r'`[^`]*`|"(?:[^"\\\n]|\\.)*"|#[^\n]*|:=|[({\[]|[)}\]]|[,:|]|[^\s\[\](){},:|"`#]+')
_CODE = '"code"'


class MetadataBlock(NamedTuple):
    """The YAML of a block, the line of its ``# METADATA``, and what it stands above; None where that is no rule."""

    line: int
    text: str
    head: Defined | None

    @property
    def is_of_findings(self) -> bool:
        """Whether it stands above what gives findings."""
        return self.head is not None and self.head.name in ("deny", "warn") and self.head.form in ("set", "value")


def blocks(text: str, scan: Scan) -> Iterator[MetadataBlock]:
    """Yield the blocks below ``package``, as OPA takes them: comments from the beginning of lines without a gap."""
    if text.count("METADATA") < 2:  # the first is that of the package
        return
    begun: tuple[int, list[str]] | None = None
    for offset, comment in comments(text):
        line, starts_line = line_of(text, offset), offset == 0 or text[offset - 1] == "\n"
        if begun is not None and starts_line and line == begun[0] + len(begun[1]):
            begun[1].append(comment[2:] if comment[1:2] == " " else comment[1:])
            continue
        if begun is not None:
            yield _block(text, scan, *begun)
        opens = line > scan.package_line and comment[1:].strip().startswith("METADATA")
        begun = (line + 1, []) if opens else None
    if begun is not None:
        yield _block(text, scan, *begun)


def _block(text: str, scan: Scan, line: int, lines: list[str]) -> MetadataBlock:
    """Return the block whose YAML begins on a line."""
    last = line + len(lines) - 1
    below = (each for each in scan.definitions if line_of(text, each.offset) > last)
    return MetadataBlock(line - 1, "\n".join(lines), next(below, None))


def codes_said(text: str, head: Defined) -> tuple[str, ...] | None:
    """Return the code that a finding says where it is written out in the head: one or none; None where it is not."""
    found = _TERM.match(text, head.offset)
    if found is None:
        return None
    pieces = [each.group() for each in _PIECE.finditer(text, found.end(), head.end) if not each.group().startswith("#")]
    if pieces[:1] != ["{"]:
        return () if pieces and pieces[0].startswith(('"', "`")) else None
    depth, is_key = 0, False
    for place, piece in enumerate(pieces):
        following = pieces[place + 1 : place + 4]
        if depth == 1 and is_key and piece == _CODE and following[:1] == [":"]:
            is_text = following[1].startswith('"') and following[2:] in ([","], ["}"])
            return _text(following[1]) if is_text else None
        if depth == 1 and (piece == "|" or (is_key and not piece.startswith('"') and piece != "}")):
            return None  # a comprehension, or a key that is no text: it may be the code
        depth += (piece in "({[") - (piece in ")}]")
        if not depth:
            break
        is_key = depth == 1 and piece in ("{", ",")
    return ()


def _text(literal: str) -> tuple[str, ...] | None:
    """Return what a string says; None for one that is none in Rego either: the engine refuses it."""
    try:
        return (json.loads(literal),)
    except ValueError:
        return None
