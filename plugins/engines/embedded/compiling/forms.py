"""Forms of single values that the embedded engine reads otherwise than OPA, or that OPA does not read at all."""

from __future__ import annotations

import json
import re

from adjudge.lib.words import Said, say

from ..text.refusing import RefusedError, UnlistedConstructError
from ..text.syntax import Tokens
from ..text.terms import CONSTANTS, Expression, LiteralTree, RuleTree

_COMPARES = frozenset({"==", "!=", "<", ">", "<=", ">="})
_DISORDERED = (frozenset({"set", "set_of"}), frozenset({"object", "object_of"}))
_MOST = 2**63 - 1
_DIGITS = 15
"""Decimal digits that a number of 64 bits keeps, whatever they are."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Forms:
    """Sees to the values of one module. Raises RefusedError, UnlistedConstructError."""

    def __init__(self, source: Tokens) -> None:
        self._source = source

    def check(self, rule: RuleTree) -> None:
        """See to all values of a rule."""
        for parameter in rule.head.parameters or ():
            self._term(parameter)
        for key in rule.head.keys:
            self._term(key)
        for clause in rule.clauses:
            for step in clause.body:
                self._step(step)
            if clause.value is not None:
                self._term(clause.value)

    def _step(self, step: LiteralTree) -> None:
        if step.word == "some" and step.terms:
            self._searched(step.terms[-1])
        for term in step.terms:
            # Only what is a literal by itself searches.
            is_walk = not step.word and term.sort == "call" and term.value == "walk" and len(term.parts) == 2
            for part in term.parts if is_walk else (term,):
                self._term(part)
        for _, value in step.mods:
            self._term(value)
        for inner in step.within:
            self._step(inner)

    def _searched(self, whole: Expression) -> None:
        """See that what is searched is no set or object of values that are not known before: OPA finds equal ones twice."""
        elements = whole.parts if whole.sort == "set" else whole.parts[::2] if whole.sort == "object" else ()
        if len(elements) > 1 and any(
            each.sort not in CONSTANTS for element in elements for each in element.everything()
        ):
            raise self._unlisted(whole, say("embedded.searched_literal"))

    def _term(self, term: Expression, *, is_compared: bool = False) -> None:
        if term.sort == "number":
            self._number(term, is_compared=is_compared)
        elif term.sort == "string":
            self._string(term)
        elif term.sort == "minus":
            raise self._unlisted(term, say("embedded.minus"))
        elif term.sort == "call" and term.value == "walk":
            raise self._unlisted(term, say("embedded.walk_value"))
        elif term.sort == "in" and len(term.parts) == 3 and term.parts[2].sort != "array":
            raise self._unlisted(term, say("embedded.key_in_set"))
        elif term.sort == "set" and all(sorts & {part.sort for part in term.parts} for sorts in _DISORDERED):
            raise self._unlisted(term, say("embedded.mixed_set"))
        if term.sort == "ref":
            self._searched(term.parts[0])
        compares = term.sort == "infix" and term.value in _COMPARES
        for part in term.parts:
            self._term(part, is_compared=compares)
        for step in term.body:
            self._step(step)

    def _number(self, term: Expression, *, is_compared: bool) -> None:
        """See that a number is written as both engines write it: OPA keeps the text."""
        if term.value.lstrip("-").isdigit() and term.value != "-0":
            if abs(int(term.value)) > _MOST:
                raise self._unlisted(term, say("embedded.number_range", number=term.value))
            return
        value = float(term.value)
        if abs(value) > _MOST or len(re.sub(r"\D", "", term.value.lower().partition("e")[0])) > _DIGITS + 1:
            raise self._unlisted(term, say("embedded.number_range", number=term.value))
        best = str(int(value)) if value.is_integer() else repr(value)
        if term.value == "-0" or (best != term.value and not is_compared):
            raise self._unlisted(term, say("embedded.number_form", number=term.value, better=best))

    def _string(self, term: Expression) -> None:
        if term.value[0] == "`" or "\\" not in term.value:
            return
        try:
            text = json.loads(term.value, strict=False)
        except ValueError:
            raise RefusedError(self._source.starts[term.at], say("embedded.string_escape")) from None
        if _SURROGATE.search(text):
            raise self._unlisted(term, say("embedded.string_form"))

    def _unlisted(self, term: Expression, words: Said) -> UnlistedConstructError:
        return UnlistedConstructError(self._source.starts[term.at], words)
