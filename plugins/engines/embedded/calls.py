"""Hold each call and each operator of a policy to the positive list, and write guards around what is on it for some
values only.

``lower(x)`` becomes ``__adjudge_lower(x)``, ``substring(x, i, 1)`` becomes ``substring(x, __adjudge_substring_1(i), 1)``:
names that only this policy calls, so that no policy changes a builtin for another. Where the text tells that nothing
can be outside, nothing is written. What the list does not have is refused, with its place.
"""

from __future__ import annotations

import json
from functools import lru_cache

from adjudge.lib.words import say

from .guards import PREFIX, Guard, Guarded
from .rows import OPERATORS, ROWS, Row
from .rows.builtins import AVAILABLE, MISSING
from .rows.outside import OutsideError
from .text.clauses import Range
from .text.expressions import Chains
from .text.refusing import UnlistedConstructError
from .text.rewriting import Rewriting
from .text.syntax import UnclearError, tokens_of

_RULES = f"data.{PREFIX}."
_REGO = frozenset({"collections.counted", "collections.ordered"})
_BUILTINS = AVAILABLE.keys() | MISSING
_GOES_ON = frozenset({"as", "if", "in", "not", "some", "with", "{"})
_ROUTES = frozenset({"print", "trace", "walk"})
_SIGNS = {"+": "plus", "-": "minus", "*": "times", "/": "over", "%": "rest"}
_COMPARES = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_COUNTED = frozenset({"list", "set", "object"})
_SCALARS = frozenset({"whole", "number", "text", "scalar"})


@lru_cache(maxsize=256)
def guard_calls(text: str, *, is_replaced: bool = False) -> Guarded:
    """Return a policy's text with guards; ``is_replaced`` says that a `with` of its program may replace a rule's value.

    Raises UnlistedConstructError, with the place, for what is not on the list.
    """
    try:
        return _Guarding(text, is_replaced=is_replaced).done()
    except UnclearError as error:
        raise UnlistedConstructError(error.offset, say("row.unclear")) from None
    except (RecursionError, IndexError):
        raise UnlistedConstructError(0, say("row.unclear")) from None


def _is_odd(number: str) -> bool:
    """Return whether a number is written otherwise than it would be written again."""
    return not number.isdecimal() and (float(number).is_integer() or repr(float(number)) != number)


class _Guarding:
    def __init__(self, text: str, *, is_replaced: bool) -> None:
        self._source = tokens_of(text)
        self._changes = Rewriting(text)
        self._chains = Chains(self._source, is_replaced=is_replaced)
        self._guards: dict[str, Guard] = {}
        self._closing: list[int] = []
        self._needs_rego = False

    def done(self) -> Guarded:
        words = self._source.words
        different = set(words)
        odd = any(_is_odd(word) for word in different if word[0].isdigit())
        builtins = different & _BUILTINS
        if builtins:
            self._check_names(builtins)
        wanted = builtins | (different & OPERATORS.keys())
        for at, word in enumerate(words):
            if word in wanted:
                if word in OPERATORS:
                    self._operators(at)
                elif self._is_call(at):
                    self._call(at)
        for offset in self._closing:  # after what is put around the operators inside
            self._changes.insert(offset, "]")
        return Guarded(self._changes.done(), self._guards, self._needs_rego, odd)

    def _is_call(self, at: int) -> bool:
        words = self._source.words
        return at + 1 < len(words) and words[at + 1] == "(" and self._source.joined(at + 1)

    def _refuse(self, at: int, code: str, **fields: object) -> None:
        raise UnlistedConstructError(self._source.starts[at], say(code, **fields))

    # --- names ------------------------------------------------------------------------------------------------------

    def _check_names(self, builtins: set[str]) -> None:
        """See that a builtin's name means the builtin, and that it is called by it in no other way."""
        source, words = self._source, self._source.words
        bound = source.imports()
        called: dict[str, int] = {}
        first = {name.partition(".")[0] for name in builtins}
        wanted = builtins | first
        for at, word in enumerate(words):
            if word not in wanted:
                continue
            is_replaced = words[at - 1] == "with" or (words[at - 1] == "as" and not self._is_call(at))
            if word in builtins and is_replaced:
                self._refuse(at, "embedded.with_function")
            if word in builtins and "." in word and not self._is_call(at):
                self._refuse(at, "embedded.not_called", name=word)
            if word in builtins and self._is_call(at):
                called.setdefault(word, at)
                if self._is_head(at):
                    bound.add(word)
            elif word in first and word != "contains" and source.is_name(at):
                bound.add(word)
        for name, at in called.items():
            if name.partition(".")[0] in bound:
                self._refuse(at, "embedded.shadows", name=name)

    def _is_head(self, at: int) -> bool:
        """Return whether a function is defined here: first on its line, and followed by what follows a head."""
        source, words = self._source, self._source.words
        end = source.mates[at + 1] + 1
        follows = words[end] if end < len(words) else ""
        return words[at - 1] == "default" or (
            source.fresh[at] and words[at - 1] not in _GOES_ON and (follows in (":=", "=", "if") or end == len(words))
        )

    # --- calls ------------------------------------------------------------------------------------------------------

    def _call(self, at: int) -> None:
        source = self._source
        name = source.words[at]
        row = ROWS.get(name)
        if row is None:
            self._refuse(at, "row.unlisted", name=name)
            return
        arguments = list(source.pieces(at + 2, source.mates[at + 1]))
        if len(arguments) != row.takes and name not in _ROUTES:
            self._refuse(at, "embedded.result_argument", name=name)
        if name == "sprintf":
            self._sprintf(at, row, arguments)
        elif row.ours:
            self._rename(at, self._guard(row, row.ours, row.takes))
        else:
            for place, function in enumerate(row.guards):
                if function:
                    self._argument(row, arguments[place], function, place)

    def _argument(self, row: Row, tokens: Range, function: str, place: int) -> None:
        if function in _REGO:
            self._collection(row, tokens, function)
            return
        literal = self._literal(tokens)
        if literal is not None:
            self._check_literal(row, tokens, function, literal[0])
            return
        if function.startswith("numbers.") and self._chains.gives(tokens) == "whole":
            return
        self._wrap(tokens, self._guard(row, function, 1, place))

    def _collection(self, row: Row, tokens: Range, function: str) -> None:
        gives = self._chains.gives(tokens)
        if function == "collections.counted":
            if gives not in _COUNTED:
                self._needs_rego = True
                self._wrap(tokens, f"{_RULES}counted")
            return
        self._wrap(tokens, self._guard(row, function, 1))
        if gives != "list":
            self._needs_rego = True
            self._wrap(tokens, f"{_RULES}listed")

    def _check_literal(self, row: Row, tokens: Range, function: str, value: object) -> None:
        """Ask a guard about what is written in the text; a pattern is put there as the engine needs it."""
        try:
            said = Guard("", row, 1, function, is_call=False).made()(value)
        except OutsideError:
            self._refuse(tokens[0], "row.literal", name=row.name, when=say(f"row.{row.when}"))
            return
        if said != value:
            self._changes.replace(self._source.offsets(tokens), json.dumps(said))

    def _literal(self, tokens: Range) -> tuple[object] | None:
        """Return the value of a literal text or number; None for all else."""
        tokens = self._source.bare(tokens)
        word = self._source.words[tokens[0]]
        if tokens[1] - tokens[0] != 1:
            return None
        if word[0] == "`":
            return (word[1:-1],)
        if word[0] == '"' or word.isdecimal():
            try:
                return (json.loads(word, strict=False),)
            except ValueError:
                return None
        return None

    def _sprintf(self, at: int, row: Row, arguments: list[Range]) -> None:
        """Tell sets from arrays, which are one and the same once they have gone through Python."""
        source = self._source
        self._check_format(at, arguments[0])
        begin, end = source.bare(arguments[1])
        if source.words[begin] != "[" or source.mates[begin] != end - 1 or source.bar(begin) is not None:
            self._rename(at, self._guard(row, "formats.sprintf_all", 2))
            return
        self._rename(at, self._guard(row, row.ours, 2))
        for piece in source.pieces(begin + 1, end - 1):
            if self._chains.gives(piece) in _SCALARS:
                self._changes.insert(source.starts[piece[0]], '["", ')
                self._closing.append(source.end(piece[1] - 1))
            else:
                self._needs_rego = True
                self._wrap(piece, f"{_RULES}shown")

    def _check_format(self, at: int, tokens: Range) -> None:
        from .rows.formats import other_verb

        template = self._literal(tokens)
        if template is None or not isinstance(template[0], str):
            self._refuse(at, "embedded.format")
            return
        verb = other_verb(template[0])
        if verb is not None:
            self._refuse(at, "embedded.verb", verb=verb[:20])

    # --- operators --------------------------------------------------------------------------------------------------

    def _operators(self, at: int) -> None:
        """Go through the whole expression that a sign stands in, from the outermost sign to the innermost."""
        tokens = self._chains.around(at)
        if tokens is not None:
            self._expression(tokens)

    def _expression(self, tokens: Range) -> None:
        source = self._source
        sign, sides = source.outermost(source.whole(tokens))
        if not sign:
            return
        if sign in _SIGNS and self._chains.constant(tokens) is None:
            self._arithmetic(sign, sides)
        elif sign in _COMPARES and not any(self._chains.gives(side) in _SCALARS for side in sides):
            self._wrap(sides[1], self._guard(OPERATORS[sign], "collections.compared", 1))
        for side in sides:
            self._expression(side)

    def _arithmetic(self, sign: str, sides: list[Range]) -> None:
        source = self._source
        gives = [self._chains.gives(side) for side in sides]
        if (sign == "-" and "set" in gives) or (sign in ("+", "-", "%") and gives == ["whole", "whole"]):
            return
        row = OPERATORS[sign]
        if sign == "-" and not any(each in _SCALARS for each in gives):
            self._needs_rego = True
            self._guard(row, "numbers.near", 1)
            for side in sides:
                self._wrap(side, f"{_RULES}subtracted")
            return
        self._changes.insert(source.starts[sides[0][0]], f"{self._guard(row, row.ours, 2, 2)}(")
        self._changes.replace(source.offsets((sides[0][1], sides[0][1] + 1)), ",")
        self._changes.insert(source.end(sides[1][1] - 1), ")")

    # --- changes ----------------------------------------------------------------------------------------------------

    def _guard(self, row: Row, function: str, count: int, place: int | None = None) -> str:
        """Return the name of a guard, which the engine then gets."""
        name = {**_SIGNS, **_COMPARES}.get(row.name) or row.name.replace(".", "_")
        is_call = function in (row.ours, "formats.sprintf_all")
        suffix = "_all" if function == "formats.sprintf_all" else "" if place is None else f"_{place}"
        guard = Guard(f"{PREFIX}_{name}{suffix}", row, count, function, is_call and row.name not in OPERATORS)
        self._guards[guard.name] = guard
        return guard.name

    def _wrap(self, tokens: Range, function: str) -> None:
        self._changes.insert(self._source.starts[tokens[0]], f"{function}(")
        self._changes.insert(self._source.end(tokens[1] - 1), ")")

    def _rename(self, at: int, name: str) -> None:
        self._changes.replace(self._source.offsets((at, at + 1)), name)
