"""Which regular expressions a schema may use: those that every dialect at hand reads alike.

A schema's patterns are read by jsonschema_rs here, by JavaScript in the author's editor and by Python in other tools.
This keeps to their common ground (ECMA-262 without look-around and back-references, which linear time excludes) and
refuses a pattern that says less than it seems to: JSON Schema searches, so ``[0-9]{4}`` accepts ``x20261``.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from ..words import Said, say

_ESCAPES = frozenset("dDwWsStnrfv^$\\.*+?()[]{}|/-")
_CODES = {"x": 2, "u": 4}


class _OddError(Exception):
    """Dialects read it differently: how it is said, and of what."""

    def __init__(self, code: str, piece: str = "") -> None:
        super().__init__(code, piece)
        self.code, self.piece = code, piece


def pattern_problem(pattern: str, at: str, *, whole: bool) -> Said | None:
    """Return what is wrong with ``pattern``, which stands ``at`` a place in a schema, and what to do, or None.

    ``whole`` says that the pattern alone decides about the whole string: then each alternative must be anchored at both
    ends, else at its beginning. A single character or class (``\\S``: "has one that is not blank") needs no anchor.
    """
    try:
        pieces = list(_pieces(pattern))
    except _OddError as odd:
        return say(odd.code, at=at, piece=odd.piece)
    problem = _refused_by_an_engine(pattern, at)
    if problem:
        return problem
    if len(pieces) == 1 and pieces[0] not in ("^", "$"):
        return None
    for branch in _branches(pieces):
        if branch[:1] != ["^"] or (whole and branch[-1:] != ["$"]):
            return say("contract.pattern_ends", at=at) if whole else say("contract.pattern_beginning", at=at)
    return None


def _refused_by_an_engine(pattern: str, at: str) -> Said | None:
    import jsonschema_rs

    from .formats import options

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Python warns where its dialect is about to change
            re.compile(pattern)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        return say("contract.pattern_python", at=at, why=str(error))
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, **options())
    except ValueError:
        return say("contract.pattern_linear", at=at)
    return None


def _pieces(pattern: str) -> Iterator[str]:
    """Cut ``pattern`` into escapes, classes, quantifiers and characters; _OddError where dialects differ."""
    at, quantified = 0, False
    while at < len(pattern):
        piece = _piece(pattern, at)
        at += len(piece)
        is_quantifier = piece[0] in "*+?" or (piece[0] == "{" and len(piece) > 1)
        if is_quantifier and quantified and piece != "?":
            raise _OddError("contract.pattern_quantifier", piece)
        quantified = is_quantifier
        yield piece


def _piece(pattern: str, at: int) -> str:
    char = pattern[at]
    if char == "\\":
        return _escape(pattern, at)
    if char == "[":
        return _class(pattern, at)
    if char == "(" and pattern[at + 1 : at + 2] == "?":
        if pattern[at + 2 : at + 3] != ":":
            raise _OddError("contract.pattern_group", pattern[at : at + 4])
        return "(?:"
    if char in "{}":
        counted = re.compile(r"\{[0-9]+(,[0-9]*)?\}").match(pattern, at)
        if counted is None:
            raise _OddError("contract.pattern_bare", char)
        return counted[0]
    return char


def _escape(pattern: str, at: int) -> str:
    letter = pattern[at + 1 : at + 2]
    if letter in _CODES:
        code = pattern[at : at + 2 + _CODES[letter]]
        if re.fullmatch(r"\\[xu][0-9A-Fa-f]+", code) and len(code) == 2 + _CODES[letter]:
            return code
    elif letter and letter in _ESCAPES:
        return pattern[at : at + 2]
    raise _OddError("contract.pattern_escape", f"\\{letter}")


def _class(pattern: str, start: int) -> str:
    at = start + (2 if pattern[start + 1 : start + 2] == "^" else 1)
    if pattern[at : at + 1] == "]":
        raise _OddError("contract.pattern_class_begins")
    while at < len(pattern) and pattern[at] != "]":
        if pattern[at] == "[" or pattern[at : at + 2] in ("&&", "~~", "||", "--"):
            raise _OddError("contract.pattern_in_class", pattern[at : at + 2])
        at += len(_escape(pattern, at)) if pattern[at] == "\\" else 1
    if at >= len(pattern):
        raise _OddError("contract.pattern_open_class")
    return pattern[start : at + 1]


def _branches(pieces: list[str]) -> Iterator[list[str]]:
    """Return the alternatives: of the whole, or of the one group that is the whole."""
    if pieces[:1] in (["("], ["(?:"]) and pieces[-1] == ")" and _closes(pieces) == len(pieces) - 1:
        pieces = pieces[1:-1]
    depth = 0
    branch: list[str] = []
    for piece in pieces:
        depth += (piece in ("(", "(?:")) - (piece == ")")
        if piece == "|" and depth == 0:
            yield branch
            branch = []
        else:
            branch.append(piece)
    yield branch


def _closes(pieces: list[str]) -> int:
    depth = 0
    for index, piece in enumerate(pieces):
        depth += (piece in ("(", "(?:")) - (piece == ")")
        if depth == 0:
            return index
    return -1
