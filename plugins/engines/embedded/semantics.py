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

Nothing else is touched. What cannot be rewritten with certainty is refused before anything is judged.
"""

from __future__ import annotations

from typing import NamedTuple

from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import say

from .rewriting import Offsets, Part, Rewriting, Rewritten
from .scoping import Bounds, RefusedError, Scope
from .support import refusal
from .syntax import Branch, Definition, Literal, Range, Tokens, UnclearError

NEGATION = "future.keywords.not"


def align(module: Module, rule: Rule | None = None) -> Rewritten | None:
    """Return the policy's text as the embedded engine needs it; None when it needs no change.

    ``rule`` is the one whose module it is. Raises PolicyError, with the place, for what would be read differently.
    """
    try:
        return _Alignment(module.text).done()
    except UnclearError as error:
        raise refusal(module, rule, error.offset, say("embedded.unclear")) from None
    except RefusedError as error:
        raise refusal(module, rule, error.offset, error.words) from None
    except RecursionError:
        raise refusal(module, rule, 0, say("embedded.nested")) from None


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
    def __init__(self, text: str) -> None:
        self._source = source = Tokens(text)
        self._changes = Rewriting(text)
        self._rules = source.definitions()
        names = {"input", "data", *source.imports(), *(source.first(rule.ref[0]) for rule in self._rules)}
        sets = {source.first(rule.ref[0]) for rule in self._rules if rule.is_set}
        self._bounds = Bounds(source, names, sets)
        self._empty: dict[str, str] = {}
        self._negates_calls = NEGATION in source.imported()

    def done(self) -> Rewritten | None:
        for rule in self._rules:
            self._rule(rule)
        if self._empty:
            self._changes.insert(len(self._source.text), "\n", *self._empty.values())
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
            scope = Scope(clause.body or [], names)
            crowded = self._body(scope)
            moved: list[_Moved] = []
            for tokens in [*keys, *([clause.value] if clause.value else [])]:
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
        crowded = [self._literal(each, scope) for each in scope.literals]
        return any(crowded)

    def _literal(self, literal: Literal, scope: Scope) -> bool:
        source = self._source
        signs = {source.words[at] for at in literal.chain.signs}
        if literal.word == "not" and self._negates_calls:
            self._negated_whole(literal, scope)
            return False
        is_odd = source.is_odd((literal.start, literal.mods[1])) or source.words[literal.start] in ("(", "[", "{")
        if (literal.word == "some" and "in" not in signs) or not (literal.word or is_odd or "=" in signs):
            return False
        moved: list[_Moved] = []
        here = _Site(scope, moved, source.offsets(literal.mods) if literal.replacements else None)
        for tokens in literal.replacements:
            self._value(tokens, _Site(scope, moved))
        sign, sides = source.outermost(source.whole(source.bare(literal.region)))
        if sign == "=":
            for tokens in sides:
                self._bounds.check_pattern(tokens, may_be_value=True)
        elif sign == ":=" or literal.word == "some":
            for tokens in sides[:-1]:
                self._bounds.check_pattern(tokens)
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
        for each in moved:
            self._changes.insert(source.starts[literal.start], *each.parts(), "; ")
        return bool(moved)

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

    def _negated_whole(self, literal: Literal, scope: Scope) -> None:
        """Go through a negation that OPA, too, evaluates with all that is in it: nothing may be moved out of it."""
        source = self._source
        if source.words[literal.region[0]] == "{":
            raise RefusedError(source.starts[literal.start], say("embedded.not_with_body"))
        sign, sides = source.outermost(source.whole(source.bare(literal.region)))
        if sign == ":=":
            raise RefusedError(source.starts[sides[0][0]], say("embedded.negated_assignment"))
        here = _Site(scope, None)
        for tokens in literal.replacements:
            self._value(tokens, here)
        for tokens in sides:
            if sign == "=":
                self._bounds.check_pattern(tokens, may_be_value=True)
            self._refuse_negated_call(source.bare(tokens))
            self._bounds.check_bound(tokens, scope)
            self._value(tokens, here)

    def _refuse_negated_call(self, tokens: Range) -> None:
        call = self._source.call(tokens)
        if call is not None and self._source.words[call - 1] in ("print", "walk"):
            words = say("embedded.negated_call", name=self._source.words[call - 1])
            raise RefusedError(self._source.starts[tokens[0]], words)

    def _negated(self, sign: str, sides: list[Range], here: _Site) -> None:
        """Move what OPA evaluates before a negated expression."""
        source = self._source
        for side in sides:
            tokens = source.bare(side)
            call = source.call(tokens)
            if call is not None and not sign:
                self._refuse_negated_call(tokens)
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
            for piece in source.pieces(at + 1, bar, signs=(":",)):
                self._value(piece, _Site(scope, None))
            self._body(scope)
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
        if here.moved is None:
            raise RefusedError(where[0], say("embedded.undefined_in"))
        name = self._changes.new_name()
        here.moved.append(_Moved(name, where, here.mods))
        self._changes.replace(where, name)
