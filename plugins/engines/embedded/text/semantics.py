"""Rewrite a policy so that the embedded engine reads it as OPA does.

Both engines agree on what is defined. Where something is not, the embedded engine goes its own way, in silence:

- A head that is undefined once (``deny contains {"file": track.file}``, and one track has no file) drops what was
  found before, and the rule passes. OPA evaluates heads at the end of the body: here they are moved there.
- ``not f(x.y)`` is true when ``x.y`` is undefined. OPA evaluates arguments before the negation, all but a reference
  that is itself negated or compared by ``==``, and then finds nothing: here they are moved before it. With
  ``import future.keywords.not`` OPA reads it as the embedded engine does: there nothing is moved.
- ``x := y.z in w`` is false when ``y.z`` is undefined, and undefined in OPA: the operands are moved before it.
- A constant head ends the search through a body, and with it the errors that OPA would still meet: it is moved too.
- ``m[k] contains v`` without any ``v`` is undefined; OPA has ``{}``: an empty definition is added.
- ``walk`` and ``y := x`` are put off until all else is found that needs nothing, and with them calls that fail: a walk
  becomes a search, and what is given another name is fetched from an array.

Nothing else is touched. What cannot be rewritten with certainty is refused before anything is judged.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import say

from ..support import placed
from .clauses import Branch, Definition, Literal, Range
from .ordering import CALLS, Order
from .refusing import RefusedError, UnlistedConstructError
from .rewriting import Offsets, Part, Rewriting, Rewritten
from .scoping import Bounds, Scope
from .syntax import Tokens, tokens_of
from .turns import Turns


def align(module: Module, rule: Rule | None = None) -> Rewritten | None:
    """Return the policy's text as the embedded engine needs it; None when it needs no change.

    ``rule`` is the one whose module it is. Raises PolicyError, with the place, for what would be read differently.
    """
    with placed(module, rule):
        return aligned(tokens_of(module.text))


@lru_cache(maxsize=256)
def aligned(source: Tokens) -> Rewritten | None:
    """Return the text of tokens as the embedded engine needs it. Raises UnclearError and RefusedError.

    Several kinds have the same helpers: what was read is kept.
    """
    return _Alignment(source).done()


class _Moved(NamedTuple):
    """What is evaluated by itself: a part of the text, under the `with` of its literal; ``name`` is put in its place."""

    name: str
    where: Offsets
    mods: Offsets | None

    def parts(self) -> tuple[Part, ...]:
        mods: tuple[Part, ...] = (" ", self.mods) if self.mods else ()
        return f"{self.name} := ", self.where, *mods


class _Site(NamedTuple):
    """Where an expression stands. What is moved away from it is collected in ``moved``; None where nothing can be."""

    scope: Scope
    moved: list[_Moved] | None
    mods: Offsets | None = None


class _Alignment:
    def __init__(self, source: Tokens) -> None:
        self._source = source
        self._changes = Rewriting(source.text)
        self._rules = source.definitions()
        names = {"input", "data", *source.imports(), *(source.first(rule.ref[0]) for rule in self._rules)}
        sets = {source.first(rule.ref[0]) for rule in self._rules if rule.is_set}
        self._bounds = Bounds(source, names, sets)
        self._order = Order(source, self._bounds)
        self._turns = Turns(source, self._bounds, self._changes)
        self._moved: set[Offsets] = set()
        self._empty: dict[str, str] = {}
        self._many = ""

    def done(self) -> Rewritten | None:
        for rule in self._rules:
            if not rule.is_default:
                self._rule(rule)
        added = list(self._empty.values())
        if self._many:
            added.append(f'{self._many}(x) := x if type_name(x) in {{"array", "object", "set"}}\n')
        if added:
            self._changes.insert(len(self._source.text), "\n", *added)
        return self._changes.done()

    # --- rules and heads ----------------------------------------------------------------------------------------------

    def _rule(self, rule: Definition) -> None:
        source = self._source
        brackets = [(at + 1, source.mates[at]) for at in source.brackets(rule.ref)]
        parameters = [each for each in brackets if source.words[each[0] - 1] == "("]
        keys = [each for each in brackets if source.words[each[0] - 1] == "[" and source.has_name(each)]
        for tokens in parameters:
            self._bounds.check_parameters(tokens)
        names = frozenset[str]().union(*(source.names(tokens) for tokens in parameters))
        if keys and not parameters:
            self._add_empty(rule, keys[0])
        for clause in rule.clauses:
            if parameters and clause is not rule.clauses[0] and not clause.sign:
                self._changes.insert(source.end(clause.end - 1), " := true")  # the engine leaves out such a branch
            scope = Scope(clause.body or [], names)
            crowded = self._body(scope)
            moved: list[_Moved] = []
            heads = [*keys, *([clause.value] if clause.value else [])]
            self._calls_first(heads, _Site(scope, moved), None)
            for tokens in heads:
                here = _Site(scope, moved)
                self._value(tokens, here)
                if self._has_to_move(tokens, clause, is_function=bool(parameters), is_alone=len(rule.clauses) == 1):
                    self._move(tokens, here)
            if moved or (crowded and not clause.braced):
                self._extend(clause, moved)

    def _has_to_move(self, tokens: Range, clause: Branch, *, is_function: bool, is_alone: bool) -> bool:
        """Return whether this part of a head, the value or a key, is one that the engine evaluates otherwise than OPA."""
        source = self._source
        iterates = any(each.word == "some" or self._bounds.searches(each.region) for each in clause.body or ())
        if self._bounds.is_sure(tokens):
            return clause.sign == "contains" and iterates and not source.has_name(tokens)
        return not is_alone or self._bounds.searches(tokens) or (iterates and not is_function)

    def _extend(self, clause: Branch, moved: list[_Moved]) -> None:
        """Put what was moved at the end of a body, in braces if there is now more than one literal."""
        source, insert = self._source, self._changes.insert
        last = clause.body[-1].mods[1] if clause.body and clause.braced else clause.last
        end = source.end(last - 1)
        before = "; " if clause.body else " if { "
        if clause.body and not clause.braced:
            insert(source.end(clause.body[0].start - 1), " {")
        for each in moved:
            insert(end, before, *each.parts())
            before = "; "
        if not clause.braced:
            insert(end, " }")

    def _add_empty(self, rule: Definition, key: Range) -> None:
        """Return an object of which the engine forgets that it is there a definition that is never true."""
        source = self._source
        if rule.clauses[0].sign != "contains" and key[1] + 1 == rule.ref[1]:
            return
        base = source.text[source.starts[rule.ref[0]] : source.end(key[0] - 2)]
        name = self._changes.new_name()
        self._empty.setdefault(base, f"{base}[{name}] := {name} if {{ some {name} in [] }}\n")

    # --- bodies -------------------------------------------------------------------------------------------------------

    def _body(self, scope: Scope) -> bool:
        """Go through a body; True when something was put before a literal of it."""
        self._declare_first(scope.literals)
        if len(scope.literals) == 1:
            self._see_constant(scope.literals[0])
        crowded = [self._literal(each, scope) for each in scope.literals]
        return any(crowded)

    def _see_constant(self, literal: Literal) -> None:
        """Refuse a body that is nothing but `not true`: OPA reads it as `true`."""
        source = self._source
        begin, end = source.bare(literal.region)
        if literal.word == "not" and source.words[begin:end] == ["true"]:
            raise source.unclear(literal.start)

    def _calls_first(self, expressions: list[Range], here: _Site, literal: Literal | None) -> None:
        """Move the calls that OPA makes before it looks up what stands beside them."""
        source = self._source
        if not any(not CALLS.isdisjoint(source.words[begin:end]) for begin, end in expressions):
            return
        early = self._order.early(expressions)
        if not early:
            return
        searched = {
            name
            for tokens in expressions
            for at in source.brackets(tokens)
            if source.words[at] == "[" and source.is_postfix(at)
            for name in source.mentioned((at + 1, source.mates[at])) - {"_"}
        }
        free = {name for name in searched if not self._bounds.is_bound_before(name, here.scope, literal)}
        for call in early:
            if here.moved is None or free & source.mentioned(call):
                raise UnlistedConstructError(source.starts[call[0]], say("embedded.call_order"))
            self._move(call, here)

    def _declare_first(self, literals: list[Literal]) -> None:
        """Put what a bare `some` declares before all else: the engine takes a second time for a second variable."""
        source = self._source
        is_first = True
        for literal in literals:
            is_bare = literal.word == "some" and not any(source.words[at] == "in" for at in literal.chain.signs)
            if is_bare and not is_first:
                names = source.text[slice(*source.offsets(literal.region))]
                self._changes.insert(source.starts[literals[0].start], f"some {names}; ")
                self._changes.replace(source.offsets((literal.start, literal.mods[1])), "true")
            is_first = is_first and is_bare

    def _literal(self, literal: Literal, scope: Scope) -> bool:
        source = self._source
        signs = {source.words[at] for at in literal.chain.signs}
        self._turns.see(literal, scope)
        words = source.words[literal.start : literal.mods[1]]
        is_odd = (
            words[0] in ("[", "{") or not CALLS.isdisjoint(words) or source.is_odd((literal.start, literal.mods[1]))
        )
        if (literal.word == "some" and "in" not in signs) or not (literal.word or is_odd or "=" in signs):
            return False
        moved: list[_Moved] = []
        is_new_not = literal.word == "not" and source.has_new_not
        if is_new_not and source.words[literal.start + 1] == "{":
            raise UnlistedConstructError(source.starts[literal.start], say("embedded.not_with_body"))
        here = _Site(
            scope, None if is_new_not else moved, source.offsets(literal.mods) if literal.replacements else None
        )
        for tokens in literal.replacements:
            self._value(tokens, _Site(scope, moved))
        sign, sides = source.outermost(source.whole(source.bare(literal.region)))
        if sign == "=":
            for tokens in sides:
                self._bounds.check_pattern(tokens, may_be_value=True)
        elif sign == ":=" or literal.word == "some":
            for tokens in sides[:-1]:
                self._bounds.check_pattern(tokens)
        self._calls_first(sides[-1:] if sign == ":=" or literal.word in ("some", "every") else sides, here, literal)
        for tokens in sides:
            self._value(tokens, here)
            # The engine finds what is undefined where there is nothing: `7, x.y in []` is true.
            if not literal.word and sign == "in" and len(sides) == 3 and not self._bounds.is_sure(tokens):
                self._move(tokens, here)
        if literal.within is not None:
            names = frozenset[str]().union(*(source.names(tokens) for tokens in sides[:-1]))
            self._bind(names, literal.within)
            self._body(Scope(source.query(*literal.within), names, scope))
        if literal.word == "not":
            self._negated(sign, sides, here)
        elif literal.word == "some":
            self._some(sides[-1])
        for each in moved:
            self._changes.insert(source.starts[literal.start], *each.parts(), "; ")
        return bool(moved)

    def _some(self, domain: Range) -> None:
        """Let a search in what is no collection find nothing: there, the engine fails."""
        source = self._source
        first = source.words[domain[0]]
        is_literal = first in ("[", "{") and source.mates[domain[0]] == domain[1] - 1
        if is_literal or (domain[1] - domain[0] == 1 and self._bounds.is_set(first)):
            return
        begin, end = source.offsets(domain)
        self._many = self._many or self._changes.new_name()
        self._changes.insert(begin, f"{self._many}(")
        self._changes.insert(end, ")")

    def _bind(self, names: frozenset[str], body: Range) -> None:
        """Return the variables of an `every` other names in its body: there, the engine takes them for unbound."""
        source = self._source
        if not any(source.words[at] in ("not", "=", "walk") or source.is_postfix(at) for at in range(*body)):
            return
        for name in sorted(names - {"_"}):
            bound = self._changes.new_name()
            self._changes.insert(source.starts[body[0]], f"{bound} := {name}; ")
            for at in range(*body):
                if source.is_name(at) and source.first(at) == name:
                    self._changes.replace((source.starts[at], source.starts[at] + len(name)), bound)

    def _negated_plainly(self, sign: str, sides: list[Range]) -> None:
        """Refuse what the new `not`, which the engine has, negates otherwise than OPA."""
        source = self._source
        if sign == ":=":
            raise RefusedError(source.starts[sides[0][0]], say("embedded.negated_assignment"))
        for side in sides:
            call = source.call(source.bare(side))
            if call is not None and source.words[call - 1] in ("print", "walk"):
                words = say("embedded.negated_call", name=source.words[call - 1])
                raise UnlistedConstructError(source.starts[side[0]], words)

    def _negated(self, sign: str, sides: list[Range], here: _Site) -> None:
        """Move what OPA evaluates before a negated expression."""
        source = self._source
        if source.has_new_not:
            self._negated_plainly(sign, sides)
            return
        for side in sides:
            tokens = source.bare(side)
            call = source.call(tokens)
            if call is not None and not sign:
                if source.words[call - 1] in ("print", "walk"):
                    words = say("embedded.negated_call", name=source.words[call - 1])
                    raise UnlistedConstructError(source.starts[tokens[0]], words)
                for argument in source.pieces(call + 1, source.mates[call]):
                    self._argument(argument, here)
            elif sign in ("", "=", "==") and call is None and not source.whole(tokens).signs:
                self._reference(tokens, here)
            elif sign == ":=":
                raise RefusedError(source.starts[side[0]], say("embedded.negated_assignment"))
            else:
                self._argument(side, here)

    def _argument(self, tokens: Range, here: _Site) -> None:
        self._bounds.check_negated(tokens, here.scope)
        if not self._bounds.is_sure(tokens):
            self._move(tokens, here)

    def _reference(self, tokens: Range, here: _Site) -> None:
        """Move what stands in the brackets of a reference, and what it begins with if that is no name."""
        source = self._source
        self._bounds.check_negated(tokens, here.scope)
        outer = list(source.brackets(tokens))
        calls = [at for at in outer if source.words[at] == "("]
        if calls or source.words[tokens[0]] in ("[", "{"):
            end = source.mates[calls[-1] if calls else tokens[0]] + 1
            if not self._bounds.is_sure((tokens[0], end)):
                self._move((tokens[0], end), here)
            outer = [at for at in outer if at >= end]
        for at in outer:
            if not self._bounds.is_sure((at + 1, source.mates[at])):
                self._move((at + 1, source.mates[at]), here)

    # --- expressions --------------------------------------------------------------------------------------------------

    def _value(self, tokens: Range, here: _Site) -> None:
        """Go through an expression whose value is used: there, `in` is false when an operand is undefined."""
        source = self._source
        if not source.is_odd(tokens):
            return
        chain = source.whole(tokens)
        for operand in chain.operands:
            for at in source.brackets(operand):
                self._bracket(at, here)
        if any(source.words[at] == "in" for at in chain.signs):
            for side in source.pieces(*tokens, signs=("in", ",")):
                if not self._bounds.is_sure(side):
                    self._move(side, here)

    def _bracket(self, at: int, here: _Site) -> None:
        """Go through what stands in brackets: a comprehension, or expressions."""
        source = self._source
        end = source.mates[at]
        bar = None if source.is_postfix(at) else source.bar(at)
        if bar is not None:
            scope = Scope(source.query(bar + 1, end), around=here.scope)
            pieces, last = list(source.pieces(at + 1, bar, signs=(":",))), _Site(scope, [])
            self._calls_first(pieces, last, None)
            for piece in pieces:
                self._value(piece, _Site(scope, None))
            self._body(scope)
            for each in last.moved or ():
                self._changes.insert(source.starts[end], "; ", *each.parts())
        elif source.words[at] == "(" and not source.is_postfix(at):
            self._value((at + 1, end), here)
        else:
            pieces = list(source.pieces(at + 1, end, signs=(",", ":")))
            if source.words[at - 1] == "walk" and source.is_postfix(at):
                self._bounds.check_pattern(pieces[-1])
            for piece in pieces:
                self._value(piece, here)

    def _move(self, tokens: Range, here: _Site) -> None:
        where = self._source.offsets(tokens)
        if where in self._moved:
            return
        if here.moved is None:
            raise UnlistedConstructError(where[0], say("embedded.undefined_in"))
        self._moved.add(where)
        name = self._changes.new_name()
        here.moved.append(_Moved(name, where, here.mods))
        self._changes.replace(where, name)
