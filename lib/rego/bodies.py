"""The definitions of a policy's rules, statement by statement, as they stand in its text.

Newlines part statements, and do not where an operator goes on; so this is what a formatted policy means. It is for
whoever explains or varies a policy: what an engine decides never hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .scan import Defined

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<string>  `[^`]*` | "(?:[^"\\\n]|\\.)*" )
    | (?P<open>    [({\[] )
    | (?P<close>   [)}\]] )
    | (?P<line>    \n )
    | (?P<part>    ; )
    | (?P<word>    [A-Za-z_][A-Za-z0-9_]* )
    | (?P<number>  [0-9][A-Za-z0-9_.]* )
    | (?P<sign>    :=|==|!=|<=|>=|[<>=+\-*/%|&,.:] )
    """,
    re.VERBOSE,
)
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">", "=")
_ENDS_OPEN = frozenset({"as", "in", "with", "not", "some", "every", *COMPARISONS, *":= + - * / % | & , . :".split()})
_GOES_ON = frozenset({"as", "in", "with", *COMPARISONS, *":= + * / % | & ,".split()})
_HEAD = re.compile(r"[A-Za-z_]\w*")


class Token(NamedTuple):
    """A word, sign or string outside all brackets, or a whole bracket; ``start`` and ``end`` are offsets."""

    sort: str
    text: str
    start: int
    end: int


class Statement(NamedTuple):
    """One statement; ``offset`` is where it begins in the policy."""

    text: str
    offset: int


class RuleDefinition(NamedTuple):
    """One definition of a rule: ``name[keys] := value if { statements }``, each part as it is written.

    ``keys`` are those in brackets, or after dots as strings; ``is_function`` says that it takes arguments,
    ``is_set`` that it ``contains`` something.
    """

    name: str
    keys: tuple[str, ...]
    value: str | None
    statements: tuple[Statement, ...]
    is_function: bool = False
    is_set: bool = False


def tokens(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """Return what stands outside all brackets in a part of a text, each bracket as one; comments are left out."""
    found: list[Token] = []
    depth, opened = 0, 0
    end = len(text) if end is None else end
    for each in _TOKEN.finditer(text, begin, end):
        sort = str(each.lastgroup)
        if sort == "open":
            opened = each.start() if not depth else opened
            depth += 1
        elif sort == "close" and depth:
            depth -= 1
            if not depth:
                found.append(Token("bracket", text[opened : each.end()], opened, each.end()))
        elif not depth and sort not in ("comment", "close"):
            found.append(Token(sort, each.group(), each.start(), each.end()))
    return found


def clause(text: str, defined: Defined) -> RuleDefinition:
    """Return one definition of a rule, of those that the scan of the text has found."""
    found = [each for each in tokens(text, defined.offset, defined.end) if each.sort != "line"]
    name, at, keys, is_function = found[0].text, 1, [], False
    while at < len(found):
        token = found[at]
        if token.sort == "bracket" and token.text[0] == "[" and token.start == found[at - 1].end:
            keys.append(token.text[1:-1].strip())
        elif token.sort == "bracket" and token.text[0] == "(":
            is_function = True
        elif token.text == "." and at + 1 < len(found):
            at += 1
            keys.append(f'"{found[at].text}"')
        else:
            break
        at += 1
    rest = found[at:]
    opens = next((place for place, each in enumerate(rest) if each.text == "if"), None)
    stops = next((place for place, each in enumerate(rest) if each.text == "else"), len(rest))
    head = rest[: opens if opens is not None and opens < stops else stops]
    is_set = bool(head) and head[0].text == "contains"
    value = text[head[0].end : head[-1].end].strip() if len(head) > 1 and head[0].text in (":=", "=") else None
    body = rest[opens + 1 : stops] if opens is not None and opens < stops else []
    return RuleDefinition(
        name=name,
        keys=tuple(keys),
        value=value,
        statements=tuple(_statements_of(text, body)),
        is_function=is_function,
        is_set=is_set,
    )


def _statements_of(text: str, body: Sequence[Token]) -> Iterator[Statement]:
    if not body:
        return
    first = body[0]
    if len(body) == 1 and first.sort == "bracket" and first.text[0] == "{":
        yield from statements(text, first.start + 1, first.end - 1)
    else:
        yield Statement(text[first.start : body[-1].end], first.start)


def statements(text: str, begin: int, end: int) -> Iterator[Statement]:
    """Yield the statements of a body, whose braces stand right before ``begin`` and at ``end``."""
    row: list[Token] = []
    found = tokens(text, begin, end)
    for place, token in enumerate(found):
        if token.sort not in ("line", "part"):
            row.append(token)
            continue
        after = next((each for each in found[place + 1 :] if each.sort != "line"), None)
        goes_on = token.sort == "line" and (
            (after is not None and after.text in _GOES_ON) or (bool(row) and row[-1].text in _ENDS_OPEN)
        )
        if row and not goes_on:
            yield Statement(text[row[0].start : row[-1].end], row[0].start)
            row = []
    if row:
        yield Statement(text[row[0].start : row[-1].end], row[0].start)


class StatementParts(NamedTuple):
    """A statement apart: ``left sign right``, or ``left`` alone; ``withs`` are its targets and what replaces them.

    ``sign`` is a comparison, ``:=``, ``in``, or one of the words ``not``, ``some`` and ``every``, whose ``left`` are
    names; of ``every``, ``right`` is what is gone through and ``body`` the statements that must hold.
    """

    sign: str
    left: str
    right: str = ""
    withs: tuple[tuple[str, str], ...] = ()
    body: tuple[Statement, ...] = ()

    @property
    def replacing(self) -> str:
        """All of ``withs`` as they are written, behind an expression."""
        return "".join(f" with {target} as {value}" for target, value in self.withs)


def expression(statement: str) -> StatementParts:
    """Take a statement apart."""
    found = [each for each in tokens(statement) if each.sort != "line"]
    cuts = [place for place, each in enumerate(found) if each.text == "with" and each.sort == "word"]
    withs = tuple(_withs(statement, found, cuts))
    row = found[: cuts[0]] if cuts else found
    if not row:
        return StatementParts("", statement)
    word = row[0].text if row[0].sort == "word" else ""
    inside = next((place for place, each in enumerate(row) if each.text == "in" and each.sort == "word"), None)
    if word == "not":
        return StatementParts("not", _text(statement, row[1:]), withs=withs)
    if word == "every" and inside is not None and row[-1].text[0] == "{" and len(row) > inside + 2:
        body = tuple(statements(statement, row[-1].start + 1, row[-1].end - 1))
        names, through = _text(statement, row[1:inside]), _text(statement, row[inside + 1 : -1])
        return StatementParts("every", names, through, withs, body)
    if word == "some":
        end = len(row) if inside is None else inside
        through = "" if inside is None else _text(statement, row[inside + 1 :])
        return StatementParts("some", _text(statement, row[1:end]), through, withs)
    for place, each in enumerate(row):
        if each.text in (":=", "in", *COMPARISONS) and 0 < place < len(row) - 1:
            return StatementParts(each.text, _text(statement, row[:place]), _text(statement, row[place + 1 :]), withs)
    return StatementParts("", _text(statement, row), withs=withs)


def _withs(text: str, found: Sequence[Token], cuts: Sequence[int]) -> Iterator[tuple[str, str]]:
    for begin, end in pairwise((*cuts, len(found))):
        row = found[begin + 1 : end]
        split = next((place for place, each in enumerate(row) if each.text == "as"), None)
        if split:
            yield _text(text, row[:split]), _text(text, row[split + 1 :])


def _text(text: str, row: Sequence[Token]) -> str:
    return text[row[0].start : row[-1].end] if row else ""


def names(text: str) -> frozenset[str]:
    """Return the names in a part of a policy, those in its brackets too, and none that is a field of another."""
    return frozenset(
        each.group()
        for each in _TOKEN.finditer(text)
        if each.lastgroup == "word" and _HEAD.fullmatch(each.group()) and not text.endswith(".", 0, each.start())
    )
