"""Which names have a value, and where: what is surely defined, and what OPA refuses because it is not bound."""

from __future__ import annotations

from typing import NamedTuple

from adjudge.lib.words import say

from .clauses import Literal, Range
from .refusing import RefusedError, UnlistedConstructError
from .syntax import Tokens


class Scope(NamedTuple):
    """A body, and those around it. ``names`` are bound before it begins: parameters, the variables of an `every`."""

    literals: list[Literal]
    names: frozenset[str] = frozenset()
    around: Scope | None = None


class Bounds:
    """What the names of a module stand for: ``rules`` are those that are no variables, ``sets`` those of rules that
    make a set, which is always defined.
    """

    def __init__(self, source: Tokens, rules: set[str], sets: set[str]) -> None:
        self._source = source
        self._rules = rules
        self._sets = sets
        self._unsure = rules - sets

    def is_set(self, name: str) -> bool:
        """Return whether a name is that of a rule that makes a set."""
        return name in self._sets

    def is_rule(self, name: str) -> bool:
        """Return whether a name is no variable."""
        return name in self._rules

    def is_sure(self, tokens: Range) -> bool:
        """Return whether an expression cannot be undefined: constants, variables, sets of the module, comprehensions."""
        source = self._source
        at = tokens[0]
        while at < tokens[1]:
            word = source.words[at]
            is_unsure = source.is_name(at) and ("." in word or word in self._unsure)
            if is_unsure or word[0] == "." or source.is_postfix(at):
                return False
            at = source.mates[at] + 1 if word in ("[", "{") and source.bar(at) is not None else at + 1
        return True

    def searches(self, tokens: Range) -> bool:
        """Return whether an expression may have several values: it has brackets with a name in them, or walks."""
        source = self._source
        for at in range(*tokens):
            inside = (at + 1, source.mates[at]) if source.words[at] == "[" and source.is_postfix(at) else (at, at)
            if source.words[at] == "walk" or source.has_name(inside):
                return True
        return False

    def check_parameters(self, tokens: Range) -> None:
        """Refuse parameters that are patterns of objects, or not made of variables and constants."""
        self.check_pattern(tokens)
        for at in range(*tokens):
            if self._source.is_name(at) and self._source.first(at) in ("input", "data"):
                raise self._unsafe(at)

    def check_pattern(self, tokens: Range, *, may_be_value: bool = False) -> None:
        """Refuse an object as a pattern: OPA wants exactly its keys. An object without variables may be a value."""
        source = self._source
        for at in range(*tokens):
            end = source.mates[at] if source.words[at] == "{" and source.bar(at) is None else at
            if ":" in source.words[at:end] and not (may_be_value and source.names((at, end)) <= self._rules):
                raise UnlistedConstructError(source.starts[at], say("embedded.object_pattern"))

    def check_negated(self, tokens: Range, scope: Scope) -> None:
        """Refuse variables that only the negation names: for OPA they are unsafe, the embedded engine searches.

        The arguments of calls inside are evaluated before, and may search.
        """
        source = self._source
        tokens = source.bare(tokens)
        if source.whole(tokens).signs:
            return
        at = tokens[0]
        is_function = at + 1 < tokens[1] and source.words[at + 1] == "("
        if source.is_name(at) and not is_function and not self._is_bound(source.first(at), scope):
            raise self._unsafe(at)
        for begin in source.brackets(tokens):
            is_call = source.words[begin] == "(" and source.is_postfix(begin)
            if not is_call and source.bar(begin) is None:
                for piece in source.pieces(begin + 1, source.mates[begin], (",", ":")):
                    self.check_negated(piece, scope)

    def _unsafe(self, at: int) -> RefusedError:
        return RefusedError(self._source.starts[at], say("embedded.unsafe", name=self._source.first(at)))

    def is_bound_before(self, name: str, scope: Scope, literal: Literal | None) -> bool:
        """Return whether a name has its value before a literal, or, without one, after the whole body."""
        if name in self._rules or name in scope.names:
            return True
        for each in scope.literals:
            if each is literal:
                break
            if name in self._bound_by(each):
                return True
        return scope.around is not None and self._is_bound(name, scope.around)

    def _is_bound(self, name: str, scope: Scope | None) -> bool:
        if name in self._rules:
            return True
        if name == "_":
            return False
        while scope is not None:
            if name in scope.names or any(name in self._bound_by(each) for each in scope.literals):
                return True
            scope = scope.around
        return False

    def _bound_by(self, literal: Literal) -> set[str]:
        """Return the variables that a literal can bind: assigned, unified, searched by `some`, `walk` or in brackets."""
        source = self._source
        if literal.word == "not":
            return set()
        found: set[str] = set()
        for at in range(*literal.region):
            if source.is_postfix(at) and (source.words[at] == "[" or source.words[at - 1] == "walk"):
                found |= source.names((at, source.mates[at]))
        sign, sides = source.outermost(source.whole(literal.region))
        if sign == "=":
            return found | source.names(literal.region)
        if sign == ":=" or (sign == "in" and literal.word == "some"):
            return found.union(*(source.names(each) for each in sides[:-1]))
        return found
