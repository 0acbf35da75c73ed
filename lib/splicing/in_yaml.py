"""Change a value of a YAML text, at the marks of libyaml's nodes; what aliases share is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..documents import Json
from ..formats.limits import Refused
from ..formats.scalars import NUMBER_START, WORDS, plain_number
from ..words import say
from .changes import Change, Exchange, SpliceError, as_json

_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*\Z").match
_rest = re.compile(r"[ \t]*(?:#[^\r\n]*)?").match
_PROPERTIES = "&!*"


def yaml_pieces(text: str, changes: Sequence[Change]) -> Iterator[Exchange]:
    """Yield what to exchange. Raises SpliceError."""
    nodes = _documents(text)
    for change in changes:
        if not 0 < (change.number or 1) <= len(nodes):
            raise SpliceError(say("splice.nowhere"))
        yield _piece(text, nodes[(change.number or 1) - 1], change)


def _piece(text: str, node: Any, change: Change) -> Exchange:
    *above, last = change.steps
    for step in above:
        node = _member(node, step)
        if node is None:
            raise SpliceError(say("splice.nowhere"))
    found = _member(node, last)
    if found is not None:
        return _replaced(text, found, change.value)
    if node.id != "mapping" or not isinstance(last, str):
        raise SpliceError(say("splice.nowhere"))
    return (
        _in_brackets(text, node, last, change.value) if node.flow_style else _in_lines(text, node, last, change.value)
    )


def _documents(text: str) -> list[Any]:
    """Return the root of each document; the reader has read the text, so it is YAML."""
    from yaml import CBaseLoader, compose_all

    return list(compose_all(text, Loader=CBaseLoader))


def _member(node: Any, step: str | int) -> Any:
    """Return the node of a member, None where there is none. Raises SpliceError for what stands elsewhere, by an alias."""
    found, before = None, node.start_mark.index
    if node.id == "mapping":
        for key, value in node.value:
            if key.id == "scalar" and key.value == step:
                found, before = value, key.end_mark.index
    elif node.id == "sequence" and isinstance(step, int) and 0 <= step < len(node.value):
        found = node.value[step]
    if found is not None and found.start_mark.index < before:
        raise SpliceError(say("splice.alias"))
    return found


def _replaced(text: str, node: Any, value: Json) -> Exchange:
    """Return a scalar in the quotes that the old one had."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.id != "scalar" or node.style in ("|", ">"):
        raise SpliceError(say("splice.no_scalar"))
    if start == end or text[start] in _PROPERTIES:
        raise SpliceError(say("splice.alias"))
    if node.style == "'" and isinstance(value, str) and value.isprintable():
        return Exchange(start, end, "'{}'".format(value.replace("'", "''")))
    return Exchange(start, end, as_json(value) if node.style == '"' else _scalar(value))


def _scalar(value: Json) -> str:
    """Return a value as YAML in one line: without quotes where every reader takes it for the same text."""
    if not isinstance(value, str) or not _WORD(value) or value in WORDS:
        return as_json(value)
    try:
        plain = value[0] not in NUMBER_START or plain_number(value) == value
    except Refused:
        plain = False
    return value if plain and value.casefold() not in _SOMEBODYS_WORDS else as_json(value)


_SOMEBODYS_WORDS = frozenset("y n yes no on off true false null".split())
"""What YAML 1.1 reads as no text."""


def _key(node: Any, name: str) -> str:
    """Return a key in the quotes of the key before it."""
    style = node.value[-1][0].style if node.value else None
    if style == "'" and name.isprintable():
        return "'{}'".format(name.replace("'", "''"))
    return as_json(name) if style == '"' else _scalar(name)


def _in_lines(text: str, node: Any, name: str, value: Json) -> Exchange:
    """Return a line below the last member of a block."""
    at = _end(node)
    column = node.value[-1][0].start_mark.column
    new = f"{' ' * column}{_key(node, name)}: {_scalar(value)}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    if at and text[at - 1] == "\n":  # behind a block of text
        return Exchange(at, at, f"{new}{line_end}")
    rest = _rest(text, at)
    at = rest.end() if rest else at
    return Exchange(at, at, f"{line_end}{new}")


def _in_brackets(text: str, node: Any, name: str, value: Json) -> Exchange:
    """Return a member behind the last one between braces, set as that is."""
    if not node.value:
        at = node.start_mark.index + 1
        return Exchange(at, at, f"{_key(node, name)}: {as_json(value)}")
    at = _end(node.value[-1][1])
    before = ", "
    last = node.value[-1][0].start_mark.index
    above = _end(node.value[-2][1]) if len(node.value) > 1 else node.start_mark.index + 1
    gap = re.sub(r"#[^\r\n]*", "", text[above:last]).lstrip(",").lstrip(" ")
    if "\n" in gap:
        before = f",{gap[gap.index(chr(10)) - (chr(13) in gap) :]}"
    return Exchange(at, at, f"{before}{_key(node, name)}: {as_json(value)}")


def _end(node: Any) -> int:
    """Return where the last thing in a node ends; a block's own mark stands at what follows it."""
    end: int = node.end_mark.index
    if node.id == "scalar" or node.flow_style:
        return end
    last = node.value[-1]
    inner, before = (last[1], last[0].end_mark.index) if node.id == "mapping" else (last, node.start_mark.index)
    if inner.start_mark.index < before:
        raise SpliceError(say("splice.alias"))
    return _end(inner)
