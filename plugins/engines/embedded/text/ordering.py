"""Which calls in an expression OPA makes before all else, so that what is undefined beside them cannot hide that they fail.

OPA takes the calls out of an expression, the inner ones first, and looks up references after them. The embedded engine
goes from left to right and stops at what is undefined: ``[x.missing, to_number("y")]`` is undefined there, and an error
in OPA.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .clauses import Range
from .scoping import Bounds
from .syntax import Tokens

CALLS = frozenset("(+-*/%&|")
"""Where none of these is, nothing is called."""
_FAILING = frozenset("+-*/%&|")
_HARMLESS = frozenset(
    {"is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "print", "set", "type_name"}
)


class Event(NamedTuple):
    """What happens on the way from left to right: a call with what is in it, or something that may be undefined."""

    call: Range | None
    inner: tuple[Event, ...] = ()


class Order:
    """Finds the calls of one module that have to be made before the expression that they stand in."""

    def __init__(self, source: Tokens, bounds: Bounds) -> None:
        self._source = source
        self._bounds = bounds

    def early(self, expressions: Sequence[Range]) -> list[Range]:
        """Return the calls to be made before, in their order, of expressions that are evaluated one after the other."""
        if self._is_one_call(expressions):
            return []
        events = [event for tokens in expressions for event in self._events(tokens)]
        return _early(events)

    def _is_one_call(self, expressions: Sequence[Range]) -> bool:
        """Return whether nothing but one call is made, and nothing stands before it."""
        words = self._source.words
        first = expressions[0]
        calls = [at for begin, end in expressions for at in range(begin, end) if words[at] in CALLS]
        return calls == [first[0] + 1] and words[calls[0]] == "("

    def _events(self, tokens: Range) -> Iterator[Event]:
        source = self._source
        tokens = source.bare(tokens)
        chain = source.whole(tokens)
        if not chain.signs:
            yield from self._operand(tokens)
            return
        sign, sides = source.outermost(chain)
        inner = (event for side in sides for event in self._events(side))
        if sign in _FAILING:
            yield Event(tokens, tuple(inner))
        else:
            yield from inner

    def _operand(self, tokens: Range) -> Iterator[Event]:
        source, begin = self._source, tokens[0]
        brackets = list(source.brackets(tokens))
        calls = [at for at in brackets if source.words[at] == "(" and source.is_postfix(at)]
        if calls:
            yield from self._call(begin, calls[0])
        elif source.words[begin] in ("[", "{"):
            yield from self._literal(begin)
        rest = [at for at in brackets if at not in calls[:1] and at != begin]
        if not calls and (not rest or source.words[begin] in ("[", "{")) and self._bounds.is_sure(tokens):
            return
        is_reference = not calls and source.words[begin] not in ("[", "{")
        if is_reference or rest:
            yield Event(None)
        for at in rest:
            yield from self._within(at)

    def _call(self, begin: int, bracket: int) -> Iterator[Event]:
        inner = self._within(bracket)
        if self._source.words[bracket - 1] in _HARMLESS:
            yield from inner
        else:
            yield Event((begin, self._source.mates[bracket] + 1), tuple(inner))

    def _literal(self, bracket: int) -> Iterator[Event]:
        source = self._source
        if source.bar(bracket) is not None:
            yield Event((bracket, source.mates[bracket] + 1))
        else:
            yield from self._within(bracket)

    def _within(self, bracket: int) -> Iterator[Event]:
        source = self._source
        for piece in source.pieces(bracket + 1, source.mates[bracket], (",", ":")):
            yield from self._events(piece)


def _early(events: Iterable[Event]) -> list[Range]:
    is_unsure = False
    plans: list[tuple[Range, list[Range], bool]] = []
    for event in events:
        if event.call is None:
            is_unsure = True
        else:
            plans.append((event.call, _early(event.inner), is_unsure))
    last = max((place for place, (_, inner, has_to) in enumerate(plans) if inner or has_to), default=-1)
    found: list[Range] = []
    for place, (call, inner, has_to) in enumerate(plans[: last + 1]):
        found += inner
        if place < last or has_to:
            found.append(call)
    return found
