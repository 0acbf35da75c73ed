"""What a policy is made of, as ranges of its tokens: places only, no tree."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Range: TypeAlias = tuple[int, int]
"""Tokens from the first up to, and without, the second."""


class Operation(NamedTuple):
    """Operands with signs between them, outside of all brackets."""

    operands: list[Range]
    signs: list[int]
    end: int


class Literal(NamedTuple):
    """One line of a body. ``word`` is some, every, not or nothing; ``within`` the body of an `every`."""

    word: str
    start: int
    chain: Operation
    within: Range | None
    mods: Range
    replacements: list[Range]

    @property
    def region(self) -> Range:
        """The expression, without the word before and the `with` after it."""
        return self.chain.operands[0][0], self.chain.end


class Branch(NamedTuple):
    """A value and a body: a rule has one, and one more an `else`. ``end`` is where its head ends."""

    sign: str
    value: Range | None
    end: int
    body: list[Literal] | None
    braced: bool
    last: int


class Definition(NamedTuple):
    """A rule: the reference at its head, and its clauses."""

    ref: Range
    clauses: list[Branch]
    is_default: bool = False

    @property
    def is_set(self) -> bool:
        """Whether it is an element of a set that has the rule's name and nothing more."""
        return self.clauses[0].sign == "contains" and self.ref[1] - self.ref[0] == 1
