"""Policies with one change: a comparison, a negation, a constant, a path, a condition, a clause or a whole head.

A change that could not be seen is not made: the arguments of `print`, a statement that is `true`, keys of objects, names of
rules and calls, and statements that bind what others use. METADATA is a comment, and no matter of tests.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from adjudge.lib.rego.bodies import Statement, Token, expression, names, statements, tokens
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import Defined, Form, aliases, line_of, scan

Sort: TypeAlias = Literal["comparison", "negation", "constant", "path", "condition", "clause", "head"]
SORTS: tuple[Sort, ...] = ("comparison", "negation", "constant", "path", "condition", "clause", "head")

_OTHER = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_FLIPPED = {"true": "false", "false": "true"}
_NOT_ROOTS = frozenset({"data", "rego"})
_PRINT = re.compile(r"print\s*\(")
_MARK = "_changed"
_HEADS: dict[str, tuple[Form, tuple[str, ...]]] = {
    "deny": ("set", ('deny contains json.unmarshal("{}") if false',)),
    "warn": ("set", ('warn contains json.unmarshal("{}") if false',)),
    "applies": ("value", ("applies := false", "applies := true")),
}
"""What a rule could turn into by a slip: one that finds nothing, never applies, or always does.

What the call returns may be anything to OPA's types: with ``{}`` in its place, tests that look for a key would not compile.
"""


class PolicyChange(NamedTuple):
    """One change: ``replaced`` stands at ``offset`` in the policy, and ``by`` in its place."""

    module: Module
    sort: Sort
    offset: int
    replaced: str
    by: str

    @property
    def file(self) -> str:
        """The policy, by its path inside the bundle root."""
        return self.module.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return line_of(self.module.text, self.offset)

    @property
    def text(self) -> str:
        """The policy with the change."""
        text = self.module.text
        return f"{text[: self.offset]}{self.by}{text[self.offset + len(self.replaced) :]}"

    @property
    def diff(self) -> tuple[str, ...]:
        """The change as lines of a unified diff: a place, then what goes and what comes."""
        before, after = self.module.text.splitlines(), self.text.splitlines()
        return tuple(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]

    @property
    def before(self) -> str:
        """The lines that go, without what is around them."""
        return _lines(self.diff, "-")

    @property
    def after(self) -> str:
        """The lines that come, without what is around them."""
        return _lines(self.diff, "+")

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


def _lines(diff: Sequence[str], sign: str) -> str:
    return "\n".join(each[1:].strip() for each in diff if each.startswith(sign))


def policy_changes(module: Module) -> list[PolicyChange]:
    """Return the changes of a policy, in the order of its text; each leads to another text."""
    found = _Changes(module)
    made: dict[tuple[int, str, str], PolicyChange] = {}
    for each in found:
        made.setdefault((each.offset, each.replaced, each.by), each)
    texts: dict[str, PolicyChange] = {}
    for each in made.values():
        texts.setdefault(each.text, each)
    return sorted(texts.values(), key=lambda each: (each.offset, SORTS.index(each.sort), each.by))


class _Changes:
    def __init__(self, module: Module) -> None:
        self._module, self._text = module, module.text
        self._imported = aliases(scan(module.text))
        self._defined = scan(module.text).definitions

    def __iter__(self) -> Iterator[PolicyChange]:
        alone = set()
        for name in _HEADS:
            clauses = [each for each in self._defined if each.name == name and each.form == _HEADS[name][0]]
            if clauses:
                yield from self._head(name, clauses)
                alone |= {*clauses} if len(clauses) == 1 else set()
        for defined in self._defined:
            yield from self.of(defined, alone=defined in alone)

    def _change(self, sort: Sort, offset: int, end: int, by: str) -> PolicyChange:
        return PolicyChange(self._module, sort, offset, self._text[offset:end], by)

    def of(self, defined: Defined, *, alone: bool = False) -> Iterator[PolicyChange]:
        """Yield the changes of a definition; ``alone``: it is all there is of a head, which was taken out already."""
        found = _row(self._text, defined.offset, defined.end)
        cuts = [place for place, each in enumerate(found) if each.text in ("if", "else") and each.sort == "word"]
        ends = [*cuts, len(found)][1:]
        head = found[: cuts[0]] if cuts else found
        yield from self._terms(head)
        for cut, end in zip(cuts, ends, strict=True):
            row = found[cut + 1 : end]
            if found[cut].text == "else":
                yield from self._terms(row)
            elif row:
                yield from self._clause(row, defined, alone=alone and len(cuts) == 1)

    # --- heads --------------------------------------------------------------------------------------------------------

    def _head(self, name: str, clauses: Sequence[Defined]) -> Iterator[PolicyChange]:
        """Yield the changes that take all clauses of a head out, and leave what stands between them."""
        ends = [_row(self._text, each.offset, each.end)[-1].end for each in clauses]
        between = "".join(self._text[end : following.offset] for end, following in zip(ends, clauses[1:], strict=False))
        for instead in _HEADS[name][1]:
            yield self._change("head", clauses[0].offset, ends[-1], f"{instead}{between}")

    # --- conditions ---------------------------------------------------------------------------------------------------

    def _clause(self, row: Sequence[Token], defined: Defined, *, alone: bool) -> Iterator[PolicyChange]:
        first, last = row[0], row[-1]
        if len(row) == 1 and first.text[0] == "{":
            body = list(statements(self._text, first.start + 1, first.end - 1))
            if body and not alone:
                yield self._change("clause", body[0].offset, body[0].offset, "false; ")
        else:
            body = [Statement(self._text[first.start : last.end], first.start)]
            if not alone:
                yield self._change("clause", first.start, last.end, "false")
        around = self._text[defined.offset : defined.end]
        yield from self._body(body, around, kept=alone and len(body) == 1 and defined.name == "applies")

    def _body(self, body: Sequence[Statement], around: str, *, kept: bool = False) -> Iterator[PolicyChange]:
        """Yield the changes of some statements; ``around`` is all that can use what they bind. ``kept`` ones stay conditions."""
        for each in body:
            if _PRINT.match(each.text):
                continue
            parts = expression(each.text)
            end = each.offset + len(each.text)
            if not kept and each.text not in _FLIPPED and not _binds(parts.sign, parts.left, parts.right, around):
                yield self._change("condition", each.offset, end, "true")
            row = _row(self._text, each.offset, end)
            if parts.sign == "every" and parts.body:
                yield from self._terms(row[:-1])
                inner = list(statements(self._text, row[-1].start + 1, row[-1].end - 1))
                yield from self._body(inner, self._text[row[0].start : row[-1].end])
            elif each.text not in _FLIPPED:
                yield from self._terms(row)

    # --- terms --------------------------------------------------------------------------------------------------------

    def _terms(self, row: Sequence[Token]) -> Iterator[PolicyChange]:
        for place, token in enumerate(row):
            if token.sort == "bracket":
                yield from self._bracket(token)
            elif token.sort == "sign" and token.text in _OTHER:
                yield self._change("comparison", token.start, token.end, _OTHER[token.text])
            elif token.text == "not" and place + 1 < len(row):
                yield self._change("negation", token.start, row[place + 1].start, "")
            elif token.text in _FLIPPED:
                yield self._change("constant", token.start, token.end, _FLIPPED[token.text])
            elif token.sort == "number":
                yield from self._number(token)
            elif token.sort == "string" and not (place + 1 < len(row) and row[place + 1].text == ":"):
                yield self._change("constant", token.end - 1, token.end - 1, _MARK)
            elif token.sort == "word" and not _goes_on(row, place):
                yield from self._path(row, place)

    def _bracket(self, token: Token) -> Iterator[PolicyChange]:
        begin, end = token.start + 1, token.end - 1
        row = _row(self._text, begin, end)
        bar = next((place for place, each in enumerate(row) if each.text == "|"), None)
        if bar is None or token.text[0] == "(":
            yield from self._terms(row)
            return
        yield from self._terms(row[:bar])
        yield from self._body(list(statements(self._text, row[bar].end, end)), token.text)

    def _number(self, token: Token) -> Iterator[PolicyChange]:
        try:
            other: float = int(token.text) + 1 if token.text.isdecimal() else float(token.text) + 1
        except ValueError:
            return
        yield self._change("constant", token.start, token.end, str(other))

    def _path(self, row: Sequence[Token], place: int) -> Iterator[PolicyChange]:
        """Yield the change of the last field of a path that leads into a document; of no path of rules or calls."""
        fields: list[Token] = []
        at = place + 1
        while at < len(row) and row[at].start == row[at - 1].end:
            if row[at].text == "." and at + 1 < len(row) and row[at + 1].sort == "word":
                fields.append(row[at + 1])
                at += 2
            elif row[at].sort == "bracket" and row[at].text[0] == "[":
                at += 1
            else:
                break
        called = at < len(row) and row[at].text[0] == "(" and row[at].start == row[at - 1].end
        root = row[place].text
        of_rules = root in _NOT_ROOTS or (root in self._imported and len(fields) < 2)  # a rule's own
        if fields and not called and not of_rules:
            yield self._change("path", fields[-1].end, fields[-1].end, _MARK)


def _row(text: str, begin: int, end: int) -> list[Token]:
    return [each for each in tokens(text, begin, end) if each.sort != "line"]


def _goes_on(row: Sequence[Token], place: int) -> bool:
    """Return whether a word is a field of what stands before it."""
    return place > 0 and row[place - 1].text == "." and row[place - 1].end == row[place].start


def _binds(sign: str, left: str, right: str, around: str) -> bool:
    """Return whether a statement binds a name that something else uses, or says that there is one."""
    if sign == "some" and not right:
        return True
    if sign not in (":=", "some"):
        return False
    bound = {each for each in names(left) if each != "_"}
    return any(len(re.findall(rf"\b{re.escape(name)}\b", around)) > left.count(name) for name in bound)
