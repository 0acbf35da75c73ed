"""Expressions as trees, made of the ranges of tokens that :mod:`.syntax` reads. What is not made is on no list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .clauses import Branch, Definition, Literal, Range
from .syntax import Tokens

INFIX = frozenset({":=", "=", "==", "!=", "<", ">", "<=", ">=", "|", "&", "+", "-", "*", "/", "%"})
CONSTANTS = frozenset({"string", "number", "boolean", "null", "array", "set", "object"})
"""Sorts of what is constant if all its parts are."""
COMPREHENSIONS = frozenset({"array_of", "set_of", "object_of"})
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")


class Expression(NamedTuple):
    """One value. ``at`` is its first token; ``sort`` says what ``value`` and ``parts`` are.

    - ``string``, ``number``, ``boolean``, ``null``: ``value`` is the text;
    - ``name``: a name without dots, in ``value``;
    - ``ref``: what it begins with, and the keys; ``call``: a dotted name in ``value``, and the arguments;
    - ``array``, ``set``: the elements; ``object``: keys and values in turn;
    - ``array_of``, ``set_of``, ``object_of``: a comprehension's value, or key and value, and its ``body``;
    - ``infix``: the sign in ``value``, and both sides; ``in``: what is in what, maybe after a key;
    - ``minus``: what has the sign before it.
    """

    sort: str
    at: int
    value: str = ""
    parts: tuple[Expression, ...] = ()
    body: tuple[LiteralTree, ...] = ()

    def everything(self) -> Iterator[Expression]:
        """Yield this and all terms in it, but not those of a comprehension."""
        yield self
        if self.sort not in COMPREHENSIONS:
            for part in self.parts:
                yield from part.everything()


class LiteralTree(NamedTuple):
    """One literal of a body. ``names`` are declared by a bare `some`; ``within`` is the body of an `every`.

    ``terms`` are the expression; of `some … in` and `every`: (key,) value, domain. ``mods`` are targets and values.
    """

    word: str
    at: int
    end: int
    terms: tuple[Expression, ...] = ()
    names: tuple[Expression, ...] = ()
    within: tuple[LiteralTree, ...] = ()
    mods: tuple[tuple[Expression, Expression], ...] = ()


class ClauseTree(NamedTuple):
    """One value with its body; ``sign`` is ``:=``, ``=``, ``contains`` or nothing."""

    sign: str
    value: Expression | None
    body: tuple[LiteralTree, ...]
    has_body: bool


class Head(NamedTuple):
    """What a rule is called, in parts; ``parameters`` is None for what is no function; ``keys`` follow the name."""

    at: int
    name: str
    keys: tuple[Expression, ...]
    parameters: tuple[Expression, ...] | None


class RuleTree(NamedTuple):
    """A definition: its head, its clauses; ``is_default`` is what stands after `default`."""

    head: Head
    clauses: tuple[ClauseTree, ...]
    is_default: bool = False


class Maker:
    """Makes trees of a policy's tokens. Raises UnclearError where the text does not go on as it should."""

    def __init__(self, source: Tokens) -> None:
        self._source = source

    def rules(self) -> Iterator[RuleTree]:
        """Yield the rules of a module in their order."""
        for definition in self._source.definitions():
            yield self._rule(definition)

    # --- rules ----------------------------------------------------------------------------------------------------------

    def _rule(self, definition: Definition) -> RuleTree:
        clauses = tuple(map(self._clause, definition.clauses))
        return RuleTree(self._head(definition.ref), clauses, is_default=definition.is_default)

    def _head(self, ref: Range) -> Head:
        source = self._source
        begin, end = ref
        if source.words[end - 1] == ")":
            opened = source.mates[end - 1]
            parameters = tuple(map(self.term, source.pieces(opened + 1, end - 1)))
            return Head(begin, source.words[begin], self._keys(begin + 1, opened), parameters)
        first, *rest = source.words[begin].split(".")
        dotted = tuple(Expression("string", begin, f'"{name}"') for name in rest)
        return Head(begin, first, (*dotted, *self._keys(begin + 1, end)), None)

    def _clause(self, branch: Branch) -> ClauseTree:
        value = self.term(branch.value) if branch.value else None
        return ClauseTree(branch.sign, value, self.body(branch.body or ()), branch.body is not None)

    # --- bodies ---------------------------------------------------------------------------------------------------------

    def body(self, literals: list[Literal] | tuple[Literal, ...]) -> tuple[LiteralTree, ...]:
        """Make the steps of a body."""
        return tuple(map(self._step, literals))

    def _step(self, literal: Literal) -> LiteralTree:
        source = self._source
        mods = tuple((self.term(target), self.term(value)) for target, value in zip(*self._mods(literal), strict=True))
        made = LiteralTree(literal.word, literal.start, literal.mods[1], mods=mods)
        if literal.word not in ("some", "every"):
            return made._replace(terms=(self.term(literal.region),))
        if any(source.words[at] == "in" for at in literal.chain.signs):
            sign, sides = source.outermost(literal.chain)
            if sign != "in":
                raise source.unclear(literal.start)
            within = self.body(source.query(*literal.within)) if literal.within else ()
            return made._replace(terms=tuple(map(self.term, sides)), within=within)
        if literal.word == "every":
            raise source.unclear(literal.start)
        names = tuple(map(self.term, source.pieces(*literal.region)))
        for name in names:
            if name.sort != "name":
                raise source.unclear(name.at)
        return made._replace(names=names)

    def _mods(self, literal: Literal) -> tuple[list[Range], list[Range]]:
        """Return the targets and the values of `with`."""
        source = self._source
        targets, at = [], literal.mods[0]
        for value in literal.replacements:
            while source.words[at] != "with":
                at += 1
            targets.append((at + 1, value[0] - 1))
            at = value[1]
        return targets, literal.replacements

    # --- expressions ----------------------------------------------------------------------------------------------------

    def term(self, tokens: Range) -> Expression:
        """Make the tree of one expression."""
        source = self._source
        chain = source.whole(tokens)
        if not chain.signs:
            return self._operand(chain.operands[0])
        sign, sides = source.outermost(chain)
        if sign == "in":
            return Expression("in", tokens[0], parts=tuple(map(self.term, sides)))
        if sign not in INFIX:
            raise source.unclear(chain.signs[0])
        return Expression("infix", tokens[0], sign, tuple(map(self.term, sides)))

    def _operand(self, tokens: Range) -> Expression:
        source = self._source
        begin, end = tokens
        word = source.words[begin]
        if word == "-":
            inner = self._operand((begin + 1, end))
            if inner.sort == "number" and source.joined(begin + 1):
                return Expression("number", begin, f"-{inner.value}")
            return Expression("minus", begin, parts=(inner,))
        if word in ("[", "{", "("):
            last = source.mates[begin] + 1
            made = self._brackets(begin)
            if word == "(" and last < end:
                raise source.unclear(last)
            return self._postfix(made, last, end)
        if source.is_name(begin):
            return self._named(begin, end)
        return self._postfix(self._scalar(begin), begin + 1, end)

    def _scalar(self, at: int) -> Expression:
        word = self._source.words[at]
        if word[0] in '"`':
            return Expression("string", at, word)
        if word in ("true", "false"):
            return Expression("boolean", at, word)
        if word == "null":
            return Expression("null", at, word)
        if _NUMBER.fullmatch(word) is None:
            raise self._source.unclear(at)
        return Expression("number", at, word)

    def _named(self, begin: int, end: int) -> Expression:
        source = self._source
        word = source.words[begin]
        if begin + 1 < end and source.words[begin + 1] == "(":
            last = source.mates[begin + 1]
            if word == "set" and last == begin + 2:
                return self._postfix(Expression("set", begin), last + 1, end)
            call = Expression("call", begin, word, tuple(map(self.term, source.pieces(begin + 2, last))))
            return self._postfix(call, last + 1, end)
        first, *rest = word.split(".")
        name = Expression("name", begin, first)
        keys = tuple(Expression("string", begin, f'"{each}"') for each in rest)
        if not keys and begin + 1 == end:
            return name
        return Expression("ref", begin, parts=(name, *keys, *self._keys(begin + 1, end)))

    def _postfix(self, made: Expression, at: int, end: int) -> Expression:
        if at == end:
            return made
        if made.sort in ("string", "number", "boolean", "null"):
            raise self._source.unclear(at)
        return Expression("ref", made.at, parts=(made, *self._keys(at, end)))

    def _keys(self, at: int, end: int) -> tuple[Expression, ...]:
        """Return what follows a value: fields and brackets. A call of what is no plain name is none."""
        source = self._source
        keys: list[Expression] = []
        while at < end:
            word = source.words[at]
            if word == "[":
                last = source.mates[at]
                keys.append(self.term((at + 1, last)))
                at = last + 1
            elif word[0] == "." and len(word) > 1:
                keys += [Expression("string", at, f'"{name}"') for name in word[1:].split(".")]
                at += 1
            else:
                raise source.unclear(at)
        return tuple(keys)

    def _brackets(self, begin: int) -> Expression:
        source = self._source
        word, end = source.words[begin], source.mates[begin]
        if word == "(":
            return self.term((begin + 1, end))
        bar = source.bar(begin)
        if bar is not None:
            pieces = list(source.pieces(begin + 1, bar, signs=(":",)))
            if not 1 <= len(pieces) <= (1 if word == "[" else 2) or source.whole(pieces[-1]).signs:
                raise source.unclear(bar)  # for OPA, the bar belongs to the signs before it
            parts = tuple(map(self.term, pieces))
            sort = "array_of" if word == "[" else "object_of" if len(parts) == 2 else "set_of"
            return Expression(sort, begin, parts=parts, body=self.body(source.query(bar + 1, end)))
        pieces = list(source.pieces(begin + 1, end))
        if word == "[":
            return Expression("array", begin, parts=tuple(map(self.term, pieces)))
        if not pieces:
            return Expression("object", begin)
        pairs = [list(source.pieces(*piece, signs=(":",))) for piece in pieces]
        if all(len(pair) == 1 for pair in pairs):
            return Expression("set", begin, parts=tuple(self.term(pair[0]) for pair in pairs))
        if any(len(pair) != 2 for pair in pairs):
            raise source.unclear(begin)
        return Expression("object", begin, parts=tuple(self.term(side) for pair in pairs for side in pair))
