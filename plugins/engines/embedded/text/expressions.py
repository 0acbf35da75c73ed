"""Expressions with signs between operands: where they begin and end, and what the text tells of their values."""

from __future__ import annotations

from functools import cached_property

from ..rows import ROWS
from .clauses import Definition, Range
from .syntax import KEYWORDS, Tokens

_SIGNS = frozenset({"+", "-", "*", "/", "%", "&", "|", "<", "<=", ">", ">=", "==", "!="})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%"})
_SETS = frozenset({"&", "|"})
_CLOSE = frozenset({")", "]", "}"})
_VALUES = frozenset({"true", "false", "null"})
_NUMBERS = frozenset({"whole", "number"})
_EXACT = 2**53


class Chains:
    """The expressions of a policy; each is given once, at the first of its signs.

    ``is_replaced`` says that a `with` may put another value in the place of a rule: then its text does not tell what it gives.
    """

    def __init__(self, source: Tokens, *, is_replaced: bool = False) -> None:
        self._source = source
        self._is_replaced = is_replaced
        self._done: set[int] = set()
        self._own: dict[str, str] = {}
        self._definitions: list[Definition] | None = None
        self._locals: set[str] = set()

    @cached_property
    def _bars(self) -> set[int | None]:
        """The `|` of comprehensions: they are no signs."""
        source = self._source
        if "|" not in source.words:
            return set()
        brackets = (at for at in source.mates if source.words[at] in ("[", "{"))
        return {source.bar(at) for at in brackets if not source.is_postfix(at)}

    def around(self, at: int) -> Range | None:
        """Return the expression that a sign belongs to; None the second time, and for the sign of a number."""
        if at in self._done or at in self._bars or not self._ends(at - 1):
            return None
        begin, end = self._begin(at), self._end(at)
        self._done.update(self._source.whole((begin, end)).signs)
        return begin, end

    def _ends(self, at: int) -> bool:
        """Return whether an operand may end with a token."""
        word = self._source.words[at] if at >= 0 else " "
        if word in KEYWORDS:
            return word in _VALUES
        return word in _CLOSE or word[0] in '"`._' or word[0].isalnum()

    def _begin(self, at: int) -> int:
        words, source = self._source.words, self._source
        while True:
            at -= 1
            while words[at] in _CLOSE or words[at][0] == ".":
                if words[at] in _CLOSE:
                    at = source.mates[at]
                    if not source.is_postfix(at):
                        break
                at -= 1
            if words[at - 1] == "-" and not self._ends(at - 2):
                at -= 1
            before = at - 1
            if before < 0 or words[before] not in _SIGNS or before in self._bars or not self._ends(before - 1):
                return at
            at = before

    def _end(self, at: int) -> int:
        words, source = self._source.words, self._source
        while True:
            at += 1
            if words[at] == "-":
                at += 1
            at = source.operand(at, len(words))
            if at >= len(words) or words[at] not in _SIGNS or at in self._bars:
                return at

    # --- values -----------------------------------------------------------------------------------------------------

    def constant(self, tokens: Range) -> int | None:
        """Return the value of an expression of small whole numbers only; None for all else."""
        source = self._source
        tokens = source.bare(tokens)
        word = source.words[tokens[0]]
        if tokens[1] - tokens[0] == 1:
            return int(word) if word.isdecimal() and int(word) < _EXACT else None
        if not word[0].isdigit() and word not in ("(", "-"):
            return None
        sign, sides = source.outermost(source.whole(tokens))
        if sign not in ("+", "-", "*"):
            return None
        left, right = (self.constant(side) for side in sides)
        if left is None or right is None:
            return None
        value = left + right if sign == "+" else left - right if sign == "-" else left * right
        return value if -_EXACT < value < _EXACT else None

    def gives(self, tokens: Range) -> str:
        """Return the type of an expression's value as rows have it, ``any`` where the text does not tell."""
        source = self._source
        tokens = source.bare(tokens)
        begin, end = tokens
        word = source.words[begin]
        if end - begin == 1:
            if word[0].isdigit():
                return "number" if self.constant(tokens) is None else "whole"
            return "text" if word[0] in '"`' else "scalar" if word in _VALUES else self._name(begin)
        if source.words[end - 1] not in _CLOSE or source.mates[end - 1] != begin:
            chain = source.whole(tokens)
            if chain.signs:
                return self._of_sign(tokens)
            if word == "-":
                return "number"
            return self._of_call(tokens)
        return "list" if word == "[" else self._of_braces(begin)

    def _of_braces(self, begin: int) -> str:
        source = self._source
        bar = source.bar(begin)
        end = source.mates[begin] if bar is None else bar
        inside = list(source.pieces(begin + 1, end))
        return "object" if not inside or list(source.pieces(begin + 1, end, (",", ":"))) != inside else "set"

    def _of_call(self, tokens: Range) -> str:
        source = self._source
        bracket = source.call(tokens)
        if bracket is None or bracket != tokens[0] + 1:
            return "any"
        name = source.words[tokens[0]]
        if name == "set":
            return "set"
        return ROWS[name].gives if name in ROWS else self._name(tokens[0])

    def _of_sign(self, tokens: Range) -> str:
        sign, sides = self._source.outermost(self._source.whole(tokens))
        if sign in _SETS:
            return "set"
        if sign not in _ARITHMETIC:
            return "any" if sign in (":=", "=") else "scalar"
        if self.constant(tokens) is not None:
            return "whole"
        given = {self.gives(side) for side in sides}
        if sign != "-":
            return "whole" if given == {"whole"} and sign in ("+", "%") else "number"
        if "set" in given:
            return "set"
        return "whole" if given == {"whole"} else "number" if given & _NUMBERS else "any"

    def _name(self, at: int) -> str:
        """Return what a rule or function of the module gives, if all of its definitions give the same type."""
        if self._is_replaced:
            return "any"
        name = self._source.words[at]
        if name not in self._own:
            self._own[name] = "any"  # for a function that calls itself
            found = self._defined(name)
            self._own[name] = "number" if found == "whole" else found  # `with` may put another number there
        return self._own[name]

    def _defined(self, name: str) -> str:
        source = self._source
        if self._definitions is None:
            self._definitions = source.definitions()
            self._locals = self._bound()
        if name in self._locals:
            return "any"
        found: set[str] = set()
        for each in self._definitions:
            begin, end = each.ref
            if source.first(begin) != name:
                continue
            is_whole = source.words[begin] == name and (end == begin + 1 or source.words[begin + 1] == "(")
            for clause in each.clauses:
                if clause.sign == "contains":
                    found.add("set" if is_whole else "any")
                elif clause.value is None or not is_whole:
                    found.add("any")
                else:
                    found.add(self.gives(clause.value))
        if len(found) > 1:
            return "number" if found <= _NUMBERS else "any"
        return found.pop() if found else "any"

    def _bound(self) -> set[str]:
        """Return the names that are bound inside of rules, where they may hide a rule."""
        source, words = self._source, self._source.words
        found: set[str] = set()
        for each in self._definitions or ():
            for at in source.brackets(each.ref):
                found |= source.names((at, source.mates[at]))
        heads = {each.ref[0] for each in self._definitions or ()}
        for at, word in enumerate(words):
            if word == "default":
                found.add(source.first(at + 1))
            elif word in ("some", "every"):
                end = at + 1
                while end < len(words) and words[end] != "in" and not source.fresh[end]:
                    end += 1
                found |= source.names((at + 1, end))
            elif word == ":=" and at - 1 not in heads:
                begin = source.mates[at - 1] if words[at - 1] in _CLOSE else at - 1
                found |= source.names((begin, at))
        return found
