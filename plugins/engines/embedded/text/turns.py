"""Literals that the engine puts off until all that needs nothing is found, written so that it does not.

After ``walk(x, [p, q])`` and ``y := x`` a call that fails would not be made when a later search finds nothing; OPA makes it.
"""

from __future__ import annotations

from .clauses import Literal, Range
from .ordering import CALLS
from .rewriting import Rewriting
from .scoping import Bounds, Scope
from .syntax import Tokens


class Turns:
    """Writes a walk as a search, and fetches from an array what is given another name."""

    def __init__(self, source: Tokens, bounds: Bounds, changes: Rewriting) -> None:
        self._source = source
        self._bounds = bounds
        self._changes = changes

    def see(self, literal: Literal, scope: Scope) -> None:
        """Write what the engine would put off in another way, if something in the body may fail until then."""
        source = self._source
        if literal.word or not {":=", "=", "walk"} & set(source.words[slice(*literal.region)]):
            return
        is_walk = source.words[literal.start] == "walk"
        first = literal.start + 2 if is_walk else literal.mods[1]
        if CALLS.isdisjoint(source.words[first : scope.literals[-1].mods[1]]):
            return
        tokens = source.bare(literal.region)
        sign, sides = source.outermost(source.whole(tokens))
        if is_walk and source.call(tokens) == literal.start + 1:
            self._walk(literal, scope)
        elif sign in (":=", "="):
            plain = [side for side in reversed(sides) if self._is_plain(side)]
            known = [side for side in plain if self._are_known(side, literal, scope)]
            if sign == ":=" and sides[-1] in plain:
                self._fetch(sides[-1])
            elif sign == "=" and len(plain) == 2 and len(known) < 2:
                if not known:
                    raise source.unclear(literal.start)
                self._fetch(known[0])

    def _is_plain(self, tokens: Range) -> bool:
        """Return whether a value is a variable, or made of them."""
        source = self._source
        return not any(source.is_postfix(at) or source.words[at] == "|" for at in range(*tokens)) and any(
            source.is_name(at) and not self._bounds.is_rule(source.first(at)) for at in range(*tokens)
        )

    def _are_known(self, tokens: Range, literal: Literal, scope: Scope) -> bool:
        return all(self._bounds.is_bound_before(name, scope, literal) for name in self._source.mentioned(tokens))

    def _fetch(self, tokens: Range) -> None:
        begin, end = self._source.offsets(tokens)
        self._changes.insert(begin, "[")
        self._changes.insert(end, "][0]")

    def _walk(self, literal: Literal, scope: Scope) -> None:
        """Make a search of a walk: what it finds is put into an array before. Its variables must be new."""
        source = self._source
        opened = literal.start + 1
        pieces = list(source.pieces(opened + 1, source.mates[opened]))
        if len(pieces) != 2:
            return
        found = self._source.names(pieces[1])
        declared = {name for each in scope.literals if each.word == "some" for name in source.names(each.region)}
        if found & declared or any(self._bounds.is_bound_before(name, scope, literal) for name in found - {"_"}):
            raise source.unclear(literal.start)
        name = self._changes.new_name()
        where = source.offsets(pieces[1])
        self._changes.insert(source.starts[literal.start], "some ", where, f" in [{name} | ")
        self._changes.replace(where, name)
        self._changes.insert(source.end(source.mates[opened]), "]")
