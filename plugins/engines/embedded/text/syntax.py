"""As much of Rego's grammar as is needed to know what is an argument, a head, a body: places only, no tree.

Everything is a range of tokens. Only what is certain is told: where the text does not go on as the grammar says, this is
an :class:`UnclearError`, and nothing of that policy is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from adjudge.lib.words import say

from .clauses import Branch, Definition, Literal, Operation, Range
from .refusing import UnlistedConstructError

KEYWORDS = frozenset(
    {"as", "default", "else", "every", "false", "if", "import", "in", "not", "null", "package", "some", "true", "with"}
)
_VALUES = frozenset({"false", "null", "true"})
_TOKEN = re.compile(
    r"""
      ( \s*+ (?: \#[^\n]*+ \s*+ )*+ )
      ( `[^`]*` | "(?:[^"\\\n]|\\.)*"
      | \.? [A-Za-z_]\w* (?: \.[A-Za-z_]\w* )*
      | \d+ (?: \.\d+ )? (?: [eE][+-]?\d+ )?
      | := | == | != | <= | >= | . | \Z )
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = frozenset(_OPEN.values())
_SPECIAL = _CLOSE | _OPEN.keys() | {"|", "in", "walk"}
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
# From loose to tight; within a level the last one is the outermost.
_LEVELS = (
    (":=", "="),
    ("in", ","),
    ("==", "!=", "<", ">", "<=", ">="),
    ("|",),
    ("&",),
    ("+", "-"),
    ("*", "/", "%"),
)
_INFIX = frozenset(sign for level in _LEVELS for sign in level)


class UnclearError(Exception):
    """The text cannot be followed with certainty; ``offset`` is where."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Tokens:
    """A policy's tokens. Raises UnclearError when brackets do not match."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = _TOKEN.findall(text)
        while found and not found[-1][1]:
            found.pop()
        self.words: list[str] = [word for _, word in found]
        ends = accumulate([len(space) + len(word) for space, word in found])
        self.starts: list[int] = [end - len(word) for end, word in zip(ends, self.words, strict=True)]
        self.fresh: list[bool] = ["\n" in space for space, _ in found]
        self.mates: dict[int, int] = {}
        self._odd: list[int] = []
        self._definitions: list[Definition] | None = None
        opened: list[int] = []
        for place, word in enumerate(self.words):
            if word not in _SPECIAL:
                continue
            if word in _OPEN:
                if word == "[" and self.joined(place) and self.words[place - 1] == "in":
                    raise self.unclear(place)  # for OPA, a reference of that name
                opened.append(place)
            elif word in _CLOSE:
                if not opened or _OPEN[self.words[opened[-1]]] != word:
                    raise self.unclear(place)
                self.mates[place] = opened.pop()
                self.mates[self.mates[place]] = place
            else:
                self._odd.append(place)
        if opened:
            raise self.unclear(opened[-1])

    def unclear(self, token: int) -> UnclearError:
        """Make the error of a place that cannot be followed."""
        return UnclearError(self.starts[token] if token < len(self.starts) else len(self.text))

    def end(self, token: int) -> int:
        """Return the offset after a token."""
        return self.starts[token] + len(self.words[token])

    def offsets(self, tokens: Range) -> tuple[int, int]:
        """Return the part of the text that tokens cover."""
        return self.starts[tokens[0]], self.end(tokens[1] - 1)

    def joined(self, token: int) -> bool:
        """Return whether nothing stands between a token and the one before it, as in ``f(`` and ``x[``."""
        return token > 0 and self.starts[token] == self.end(token - 1)

    def is_postfix(self, token: int) -> bool:
        """Return whether a bracket belongs to the value before it, as in ``f(`` and ``x[``."""
        if self.words[token] not in ("(", "[") or not self.joined(token):
            return False
        before = self.words[token - 1]
        return before in (")", "]", "}") or before[0] in '"`.' or self.is_name(token - 1)

    def is_name(self, token: int) -> bool:
        """Return whether a token is a name that is no keyword; it may have dots inside, and not in front."""
        word = self.words[token]
        return word[0] in _LETTERS and word not in KEYWORDS

    def imports(self) -> set[str]:
        """Return the names that imports bind."""
        words = self.words
        found = {name.rpartition(".")[2] for name in self.imported() if not name.startswith("future.")}
        return found | {words[at + 1] for at, word in enumerate(words[:-1]) if word == "as"}

    @property
    def has_new_not(self) -> bool:
        """Whether `not` is that of ``future.keywords.not``, true of what is undefined anywhere in it."""
        return "future.keywords.not" in self.imported()

    def imported(self) -> set[str]:
        """Return what is imported, by its full name."""
        return {self.words[at + 1] for at, word in enumerate(self.words[:-1]) if word == "import"}

    def first(self, token: int) -> str:
        """Return a name up to its first dot."""
        return self.words[token].partition(".")[0]

    def names(self, tokens: Range) -> set[str]:
        """Return the names without dots, variables most of them."""
        return {self.words[at] for at in range(*tokens) if self.is_name(at) and "." not in self.words[at]}

    def mentioned(self, tokens: Range) -> set[str]:
        """Return what names begin with, those of what is called left out."""
        words = [*self.words[tokens[0] : tokens[1]], ""]
        return {
            self.first(at)
            for at, after in zip(range(*tokens), words[1:], strict=True)
            if self.is_name(at) and not (after == "(" and self.joined(at + 1))
        }

    def has_name(self, tokens: Range) -> bool:
        """Return whether there is anything but constants."""
        return any(self.is_name(at) for at in range(*tokens))

    def brackets(self, tokens: Range) -> Iterator[int]:
        """Return the brackets that open in a part of the text, but not those inside of them."""
        at = tokens[0]
        while at < tokens[1]:
            if self.words[at] in _OPEN:
                yield at
                at = self.mates[at]
            at += 1

    def is_odd(self, tokens: Range) -> bool:
        """Return whether there is a comprehension, an `in` or a walk: most expressions need no second look."""
        place = bisect_left(self._odd, tokens[0])
        return place < len(self._odd) and self._odd[place] < tokens[1]

    def call(self, tokens: Range) -> int | None:
        """Return the opening bracket if the whole expression is one call."""
        begin = self.mates[tokens[1] - 1] if self.words[tokens[1] - 1] == ")" else tokens[0]
        is_call = begin > tokens[0] and self.is_postfix(begin) and not self.whole(tokens).signs
        return begin if is_call else None

    # --- expressions --------------------------------------------------------------------------------------------------

    def operand(self, begin: int, end: int) -> int:
        """Return the end of a value with all that is joined to it: ``x``, ``x[y].z``, ``f(x)``, ``[…]``, ``(…)``."""
        if begin >= end:
            raise self.unclear(begin)
        word = self.words[begin]
        if word in _OPEN:
            at = self.mates[begin] + 1
        elif self.is_name(begin) or word in _VALUES or word[0] in '"`' or word[0].isdigit():
            at = begin + 1
            if (
                word[0].isdigit() and at < len(self.words) and self.joined(at) and self.words[at][0] in _LETTERS
            ):  # such as `0x10`
                raise self.unclear(begin)
        elif word == "." and begin + 1 < end and self.words[begin + 1][0].isdigit() and self.joined(begin + 1):
            number = f".{self.words[begin + 1]}"
            raise UnlistedConstructError(
                self.starts[begin], say("embedded.number_form", number=number, better=f"0{number}")
            )
        else:
            raise self.unclear(begin)
        while at < end and self.joined(at) and self.words[at][0] in "([.":
            at = self.mates[at] + 1 if self.words[at] in _OPEN else at + 1
        return at

    def chain(self, begin: int, end: int, but: str = "") -> Operation:
        """Read operands and signs as far as they go; ``but`` is a sign at which to stop."""
        operands: list[Range] = []
        signs: list[int] = []
        at = begin
        while True:
            first = at
            if at < end and self.words[at] == "-":
                at += 1
            at = self.operand(at, end)
            operands.append((first, at))
            if at >= end or self.words[at] not in _INFIX or self.words[at] == but:
                return Operation(operands, signs, at)
            signs.append(at)
            at += 1

    def whole(self, tokens: Range) -> Operation:
        """Read tokens that are one expression."""
        chain = self.chain(*tokens)
        if chain.end != tokens[1]:
            raise self.unclear(chain.end)
        return chain

    def bare(self, tokens: Range) -> Range:
        """Leave out the parentheses around an expression."""
        begin, end = tokens
        while self.words[begin] == "(" and self.mates[begin] == end - 1:
            begin, end = begin + 1, end - 1
        return begin, end

    def outermost(self, chain: Operation) -> tuple[str, list[Range]]:
        """Return the sign that is applied last, and what it is applied to; no sign, and all, where there is none."""
        begin, end = chain.operands[0][0], chain.end
        for level in _LEVELS:
            found = [sign for sign in chain.signs if self.words[sign] in level]
            if not found:
                continue
            last = found[-1]
            if level[0] == "in" and self.words[found[0]] == ",":
                if len(found) != 2 or self.words[last] != "in":
                    raise self.unclear(found[0])
                return "in", [(begin, found[0]), (found[0] + 1, last), (last + 1, end)]
            if "," in (self.words[sign] for sign in found) or (level[0] == ":=" and len(found) > 1):
                raise self.unclear(last)
            return self.words[last], [(begin, last), (last + 1, end)]
        return "", [(begin, end)]

    def pieces(self, begin: int, end: int, signs: tuple[str, ...] = (",",)) -> Iterator[Range]:
        """Divide what stands between brackets, at any of the signs."""
        first = at = begin
        while at < end:
            if self.words[at] in signs:
                if first < at:
                    yield first, at
                first = at + 1
            at = self.mates[at] + 1 if self.words[at] in _OPEN else at + 1
        if first < end:
            yield first, end

    def bar(self, bracket: int) -> int | None:
        """Return the `|` of a comprehension; None for another literal."""
        at, end = bracket + 1, self.mates[bracket]
        while at < end:
            if self.words[at] in ("|", ","):
                return at if self.words[at] == "|" and self.words[bracket] != "(" else None
            at = self.mates[at] + 1 if self.words[at] in _OPEN else at + 1
        return None

    # --- bodies and rules -----------------------------------------------------------------------------------------------

    def query(self, begin: int, end: int) -> list[Literal]:
        """Read the literals of a body."""
        literals: list[Literal] = []
        at = begin
        while at < end:
            if literals and self.words[at] == ";":
                at += 1
            elif literals and (not self.fresh[at] or self.words[at] == "("):
                raise self.unclear(at)  # one engine takes a bracket on the next line for a call
            literal = self.literal(at, end)
            literals.append(literal)
            at = literal.mods[1]
        return literals

    def literal(self, begin: int, end: int) -> Literal:
        """Read one literal, as far as it goes."""
        if begin >= end:
            raise self.unclear(begin)
        word = self.words[begin] if self.words[begin] in ("some", "every", "not") else ""
        chain = self.chain(begin + 1 if word else begin, end)
        at = chain.end
        within: Range | None = None
        if word == "every":
            if at >= end or self.words[at] != "{":
                raise self.unclear(at)
            within = (at + 1, self.mates[at])
            at = self.mates[at] + 1
        mods, replacements = at, []
        while at < end and self.words[at] == "with":
            target = self.operand(at + 1, end)
            if target >= end or self.words[target] != "as":
                raise self.unclear(target)
            at = self.chain(target + 1, end, but=",").end
            replacements.append((target + 1, at))
        return Literal(word=word, start=begin, chain=chain, within=within, mods=(mods, at), replacements=replacements)

    def definitions(self) -> list[Definition]:
        """Return the rules of the module, those after `default` too."""
        if self._definitions is None:
            self._definitions = self._read()
        return self._definitions

    def _read(self) -> list[Definition]:
        found: list[Definition] = []
        at, end = 0, len(self.words)
        while at < end:
            word = self.words[at]
            if word in ("package", "import"):
                at = self.operand(at + 1, end)
                if at < end and self.words[at] == "as":
                    at += 2
            elif word == "default":
                found.append(self._default(at + 1, end))
                at = found[-1].clauses[-1].last
            else:
                definition = self._definition(at, end)
                found.append(definition)
                at = definition.clauses[-1].last
        return found

    def _default(self, begin: int, end: int) -> Definition:
        if begin >= end or not self.is_name(begin):
            raise self.unclear(begin)
        at = self.operand(begin, end)
        if at >= end or self.words[at] not in (":=", "="):
            raise self.unclear(at)
        value = (at + 1, self.chain(at + 1, end, but=",").end)
        clause = Branch(sign=self.words[at], value=value, end=at, body=None, braced=False, last=value[1])
        return Definition(ref=(begin, at), clauses=[clause], is_default=True)

    def _definition(self, begin: int, end: int) -> Definition:
        if not self.is_name(begin):
            raise self.unclear(begin)
        at = self.operand(begin, end)
        definition = Definition(ref=(begin, at), clauses=[])
        while not definition.clauses or (at < end and self.words[at] == "else"):
            at = at + 1 if definition.clauses else at
            sign = self.words[at] if at < end and self.words[at] in ("contains", ":=", "=") else ""
            value: Range | None = None
            if sign:
                value = (at + 1, self.chain(at + 1, end, but=",").end)
                at = value[1]
            head = at
            body: list[Literal] | None = None
            braced = False
            if at < end and self.words[at] == "if":
                braced = at + 1 < end and self.words[at + 1] == "{"
                body = self.query(at + 2, self.mates[at + 1]) if braced else [self.literal(at + 1, end)]
                at = self.mates[at + 1] + 1 if braced else body[0].mods[1]
            if not sign and body is None and definition.ref == (begin, begin + 1):
                raise self.unclear(begin)
            definition.clauses.append(Branch(sign=sign, value=value, end=head, body=body, braced=braced, last=at))
        return definition


@lru_cache(maxsize=256)
def tokens_of(text: str) -> Tokens:
    """Return the tokens of a policy, which several readers ask for. Raises UnclearError."""
    return Tokens(text)
