"""Whether every variable is bound before it is used, in the order in which a body is written.

OPA orders a body by what binds; the embedded engine does so too, but it is proven only for bodies that need no ordering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adjudge.lib.words import say

from ..text.refusing import RefusedError, UnlistedConstructError
from ..text.syntax import Tokens
from ..text.terms import COMPREHENSIONS, ClauseTree, Expression, LiteralTree
from .naming import NamedRule, Variable

_SCALARS = frozenset({"string", "number", "boolean", "null"})
_NESTS = frozenset({"array", "object", "name"})


class Safety:
    """Sees to the variables of one rule. Raises RefusedError."""

    def __init__(self, source: Tokens, named: NamedRule, *, has_new_not: bool) -> None:
        self._source = source
        self._has_new_not = has_new_not
        self._meanings = named.meanings
        self._rule = named.rule

    def check(self) -> None:
        """See that all is bound in every clause."""
        parameters = self.names(*(self._rule.head.parameters or ()))
        for clause in self._rule.clauses:
            self._clause(clause, parameters)

    def _clause(self, clause: ClauseTree, parameters: set[Variable]) -> None:
        safe = set(parameters)
        terms = (*self._rule.head.keys, *([clause.value] if clause.value else []))
        head = LiteralTree("", self._rule.head.at, self._rule.head.at, terms)
        self._body(clause.body, safe, head)
        for term in terms:
            try:
                self._search(term, safe)
            except _UnboundError as unbound:
                self._explain(unbound, (head,))

    # --- bodies ---------------------------------------------------------------------------------------------------------

    def _body(self, steps: Iterable[LiteralTree], safe: set[Variable], *after: LiteralTree) -> None:
        """Go through a body; what it binds is added to ``safe``. What is bound only later needs an order."""
        steps = tuple(steps)
        for place, step in enumerate(steps):
            try:
                bound = self._step(step, safe)
            except _UnboundError as unbound:
                self._explain(unbound, (*steps[place:], *after))
            safe |= bound

    def _explain(self, unbound: _UnboundError, rest: tuple[LiteralTree, ...]) -> None:
        variable, at = unbound.variable, self._source.starts[unbound.at]
        if any(variable in self._bound_by(step) for step in rest):
            raise UnlistedConstructError(at, say("embedded.order", name=variable.name)) from None
        raise RefusedError(at, say("embedded.unsafe", name=variable.name)) from None

    def _bound_by(self, step: LiteralTree) -> set[Variable]:
        if step.word == "not":
            return set()
        found = self.names(*step.terms[:-1]).union(*map(self.searched, step.terms))
        for term in step.terms[-1:]:
            if (term.sort == "infix" and term.value in (":=", "=")) or term.value == "walk":
                found |= self.names(*term.parts)
        return found

    def _step(self, step: LiteralTree, safe: set[Variable]) -> set[Variable]:
        """Return what a literal binds. Raises _UnboundError."""
        for _, value in step.mods:
            self._see_blank(value)
            self._needs(value, safe)
        if step.names:
            return set()
        if step.word == "not":
            self._negated(step.terms[0], safe)
            return set()
        if step.word in ("some", "every"):
            *patterns, domain = step.terms
            found = self._search(domain, safe)
            if step.word == "some":
                return found | self.names(*patterns)
            self._body(step.within, safe | found | self.names(*patterns))
            return found
        return self._expression(step.terms[0], safe)

    def _negated(self, term: Expression, safe: set[Variable]) -> None:
        """See that a negation binds nothing. What the old `not` has evaluated before may search: alignment sees to it."""
        if not self._has_new_not:
            self._closures(term, safe)
            return
        self._see_blank(term)
        self._needs(term, safe)

    def _see_blank(self, term: Expression, *searched: int) -> None:
        """Refuse a `_` that nothing binds: all but those at the places that are searched."""
        for each in term.everything():
            if each.sort == "name" and each.value == "_" and each.at not in searched:
                raise RefusedError(self._source.starts[each.at], say("embedded.unsafe", name="_"))

    def _expression(self, term: Expression, safe: set[Variable]) -> set[Variable]:
        if term.sort == "call" and term.value == "walk" and len(term.parts) == 2:
            source, pattern = term.parts
            return self._search(source, safe) | self.names(pattern)
        if term.sort != "infix" or term.value not in (":=", "="):
            return self._search(term, safe)
        left, right = term.parts
        if term.value == ":=":
            for each in left.everything():
                if each.sort in _SCALARS:  # OPA assigns to no constant, and the engine compares
                    raise UnlistedConstructError(self._source.starts[each.at], say("embedded.unclear"))
            return self._search(right, safe) | self.names(left)
        return self._unified(left, right, safe)

    def _unified(self, left: Expression, right: Expression, safe: set[Variable]) -> set[Variable]:
        if left.sort == right.sort == "array" and len(left.parts) == len(right.parts):
            bound: set[Variable] = set()
            for one, other in zip(left.parts, right.parts, strict=True):
                bound |= self._unified(one, other, safe | bound)
            return bound
        has_blank = any(each.sort == "name" and each.value == "_" for each in left.everything())
        if left.sort in _NESTS and (has_blank or not self.names(left) <= safe):
            return self._search(right, safe) | self.names(left)
        found = self._search(left, safe)
        return found | (self.names(right) if right.sort in _NESTS else self._search(right, safe | found))

    # --- expressions ----------------------------------------------------------------------------------------------------

    def names(self, *patterns: Expression) -> set[Variable]:
        """Return the variables of patterns."""
        found: set[Variable] = set()
        for pattern in patterns:
            for term in pattern.everything():
                meaning = self._meanings.get(term.at) if term.sort == "name" else None
                if isinstance(meaning, Variable):
                    found.add(meaning)
        return found

    def searched(self, term: Expression) -> set[Variable]:
        """Return the variables that a value binds as keys of what it refers to."""
        found: set[Variable] = set()
        for each in term.everything():
            if each.sort == "ref":
                for key in each.parts[1:]:
                    if key.sort in _NESTS:
                        found |= self.names(key)
        return found

    def _search(self, term: Expression, safe: set[Variable]) -> set[Variable]:
        """Return the variables that a value binds; what it searches in, and all else, is bound. Raises _UnboundError."""
        for each in term.everything():
            if each.sort == "ref" and each.parts[0].sort == "name":
                self._needs(each.parts[0], safe)
        keys = {
            part.at
            for each in term.everything()
            for key in (each.parts[1:] if each.sort == "ref" else ())
            for part in _outside_calls(key)
            if part.sort == "name"
        }
        self._see_blank(term, *keys)
        found = self.searched(term)
        self._needs(term, safe | found)
        return found

    def _needs(self, term: Expression, safe: set[Variable]) -> None:
        for each in term.everything():
            if each.sort == "name":
                meaning = self._meanings.get(each.at)
                if isinstance(meaning, Variable) and meaning not in safe:
                    raise _UnboundError(meaning, each.at)
        self._closures(term, safe)

    def _closures(self, term: Expression, safe: set[Variable]) -> None:
        """See to the comprehensions in a term, whose parts are bound inside of them."""
        if term.sort in COMPREHENSIONS:
            inner = set(safe)
            self._body(term.body, inner)
            for part in term.parts:
                self._search(part, inner)
            return
        for part in term.parts:
            self._closures(part, safe)


class _UnboundError(Exception):
    def __init__(self, variable: Variable, at: int) -> None:
        super().__init__(variable.name)
        self.variable = variable
        self.at = at


def _outside_calls(term: Expression) -> Iterator[Expression]:
    """Yield a key and its parts, but for what is given to a call."""
    if term.sort == "call":
        return
    yield term
    for part in term.parts:
        yield from _outside_calls(part)
