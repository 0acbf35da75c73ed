"""What each name of a policy stands for, and which of OPA's rules of language about names it breaks.

OPA refuses a variable that is bound twice, used before it is bound, declared and never used, or bound by nothing. The
embedded engine loads some of these; others it refuses although OPA has them. Whatever is not certain is not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from adjudge.lib.words import say

from ..text.refusing import RefusedError, UnlistedConstructError
from ..text.syntax import Tokens
from ..text.terms import ClauseTree, Expression, LiteralTree, RuleTree

ROOTS = frozenset({"input", "data"})
PATTERNS = frozenset({"name", "array", "object", "string", "number", "boolean", "null"})


class Variable:
    """A name that a body, a parameter or a search binds; two variables may have one name."""

    __slots__ = ("at", "is_declared", "is_searched", "is_used", "name", "room")

    def __init__(self, name: str, at: int, room: Room, *, is_declared: bool = False, is_searched: bool = False) -> None:
        self.name = name
        self.at = at
        self.room = room
        self.is_declared = is_declared
        self.is_searched = is_searched
        self.is_used = False


Meaning: TypeAlias = "Variable | tuple[str, ...]"
"""What a name stands for: a variable, or the path of a rule or a document, beginning with input or data."""


@dataclass(slots=True, eq=False, repr=False)
class Room:
    """A body, or what has one: in it names are bound. ``seen`` were used in it, and mean something from outside."""

    around: Room | None = None
    bound: dict[str, Variable] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    def outward(self) -> Iterator[Room]:
        """Yield this and the rooms around it."""
        room: Room | None = self
        while room is not None:
            yield room
            room = room.around


class Globals(NamedTuple):
    """The names that a module has without binding them: by imports, and the rules of its package."""

    package: tuple[str, ...]
    imports: Mapping[str, tuple[str, ...]]
    rules: frozenset[str]


class NamedRule(NamedTuple):
    """A rule, what its names mean (by token), and its rooms: of each clause, and of each comprehension (by token)."""

    rule: RuleTree
    meanings: dict[int, Meaning]
    rooms: dict[int, Room]


class Namer:
    """Gives the names of a module's rules their meanings. Raises RefusedError."""

    def __init__(self, source: Tokens, around: Globals) -> None:
        self._source = source
        self._globals = around
        self._meanings: dict[int, Meaning] = {}
        self._rooms: dict[int, Room] = {}

    def name(self, rule: RuleTree) -> NamedRule:
        """Name one rule."""
        self._meanings, self._rooms = {}, {}
        head = rule.head
        if head.name in ROOTS:
            raise self._refused(head.at, "embedded.reserved", head.name)
        if head.name in self._globals.imports:
            raise self._unlisted(head.at, "embedded.shadows", head.name)
        outer = Room()
        for parameter in head.parameters or ():
            self._bind(parameter, outer, is_declared=False, is_parameter=True)
        for clause in rule.clauses:
            self._clause(rule, clause, Room(outer))
        return NamedRule(rule, self._meanings, self._rooms)

    def _clause(self, rule: RuleTree, clause: ClauseTree, room: Room) -> None:
        self._rooms[id(clause)] = room
        self._body(clause.body, room)
        for key in rule.head.keys:
            self._term(key, room)
        if clause.value is not None:
            self._term(clause.value, room)
        self._see_used(room)

    # --- bodies ---------------------------------------------------------------------------------------------------------

    def _body(self, steps: Iterable[LiteralTree], room: Room) -> None:
        for step in steps:
            for target, value in step.mods:
                self._target(target, room)
                self._term(value, room)
            if step.names:
                for name in step.names:
                    self._bind(name, room, is_declared=True)
            elif step.word == "some":
                *patterns, domain = step.terms
                self._term(domain, room)
                for pattern in patterns:
                    self._bind(pattern, room, is_declared=False)
            elif step.word == "every":
                self._every(step, room)
            elif step.terms[0].sort == "infix" and step.terms[0].value == ":=" and not step.word:
                left, right = step.terms[0].parts
                self._term(right, room)
                self._bind(left, room, is_declared=False)
            else:
                self._term(step.terms[0], room, is_whole=True)

    def _every(self, step: LiteralTree, room: Room) -> None:
        *patterns, domain = step.terms
        self._term(domain, room)
        inner = Room(room)
        self._rooms[step.at] = inner
        for pattern in patterns:
            if pattern.sort != "name":
                raise self._source.unclear(pattern.at)
            self._bind(pattern, inner, is_declared=True)
        # What is bound in the body is bound beside the variables: OPA lets it not have the same names.
        self._body(step.within, inner)
        self._see_used(inner)
        self._close(inner)

    def _see_used(self, room: Room) -> None:
        for variable in room.bound.values():
            if variable.is_declared and not variable.is_used:
                raise self._refused(variable.at, "embedded.unused", variable.name)

    def _close(self, room: Room) -> None:
        """Remember what was bound by a search inside: outside it would be the same variable."""
        if room.around is not None:
            searched = {name for name, variable in room.bound.items() if variable.is_searched}
            room.around.closed |= searched | room.closed

    # --- what binds -----------------------------------------------------------------------------------------------------

    def _bind(self, pattern: Expression, room: Room, *, is_declared: bool, is_parameter: bool = False) -> None:
        if pattern.sort == "name":
            self._declare(pattern, room, is_declared=is_declared, is_parameter=is_parameter)
        elif pattern.sort == "array":
            for part in pattern.parts:
                self._bind(part, room, is_declared=is_declared, is_parameter=is_parameter)
        elif pattern.sort == "object":
            for key, value in zip(pattern.parts[::2], pattern.parts[1::2], strict=True):
                self._term(key, room)
                self._bind(value, room, is_declared=is_declared, is_parameter=is_parameter)
        elif pattern.sort not in PATTERNS:
            raise self._source.unclear(pattern.at)

    def _declare(self, pattern: Expression, room: Room, *, is_declared: bool, is_parameter: bool) -> None:
        name = pattern.value
        if name == "_":
            return
        if name in ROOTS:
            raise self._refused(pattern.at, "embedded.reserved", name)
        for each in room.outward():
            if name in each.bound and is_parameter:
                raise self._unlisted(pattern.at, "embedded.shadows", name)
            if name in each.bound and (each is room or (each.around is None and each is room.around)):
                is_late = each.bound[name].is_searched
                raise self._refused(pattern.at, "embedded.bound_late" if is_late else "embedded.bound_twice", name)
            if name in each.bound:
                raise self._unlisted(pattern.at, "embedded.shadows", name)
        if name in room.seen:
            raise self._refused(pattern.at, "embedded.bound_late", name)
        if name in room.closed or any(name in each.seen for each in room.outward()):
            raise self._unlisted(pattern.at, "embedded.shadows", name)
        variable = Variable(name, pattern.at, room, is_declared=is_declared)
        room.bound[name] = variable
        self._meanings[pattern.at] = variable

    # --- what is used ---------------------------------------------------------------------------------------------------

    def _term(self, term: Expression, room: Room, *, is_whole: bool = False) -> None:
        if term.sort == "name":
            self._use(term, room)
        elif term.sort == "call":
            self._call(term, room)
        elif term.sort in ("array_of", "set_of", "object_of"):
            inner = Room(room)
            self._rooms[term.at] = inner
            self._body(term.body, inner)
            for part in term.parts:
                self._term(part, inner)
            self._see_used(inner)
            self._close(inner)
        else:
            if term.sort == "infix" and term.value in (":=", "=") and not (is_whole and term.value == "="):
                raise self._source.unclear(term.at)
            for part in term.parts:
                self._term(part, room)

    def _use(self, term: Expression, room: Room) -> None:
        name = term.value
        if name == "_":
            return
        for each in room.outward():
            if name in each.bound:
                each.bound[name].is_used = True
                self._meanings[term.at] = each.bound[name]
                return
            each.seen.add(name)
        path = self._path(name)
        if path is not None:
            self._meanings[term.at] = path
            return
        if name in room.closed:
            raise self._unlisted(term.at, "embedded.shadows", name)
        for each in room.outward():
            each.seen.discard(name)
        # A name that nothing binds is bound by a search: as if it had been declared here.
        variable = Variable(name, term.at, room, is_searched=True)
        variable.is_used = True
        room.bound[name] = variable
        self._meanings[term.at] = variable

    def _path(self, name: str) -> tuple[str, ...] | None:
        if name in self._globals.imports:
            return self._globals.imports[name]
        if name in self._globals.rules:
            return ("data", *self._globals.package, name)
        return (name,) if name in ROOTS else None

    def _call(self, term: Expression, room: Room) -> None:
        first = term.value.partition(".")[0]
        for each in room.outward():
            if first in each.bound:
                raise self._unlisted(term.at, "embedded.shadows", first)
        for part in term.parts:
            self._term(part, room)

    def _target(self, target: Expression, room: Room) -> None:
        """See that `with` replaces a part of input or data: a rule's value, never a function."""
        name = target.parts[0] if target.sort == "ref" else target
        if name.sort != "name" or any(key.sort != "string" for key in target.parts[1:]):
            raise self._source.unclear(target.at)
        self._use(name, room)
        if isinstance(self._meanings.get(name.at), Variable):
            raise self._unlisted(target.at, "embedded.with_function")

    # --- what is said ---------------------------------------------------------------------------------------------------

    def _refused(self, at: int, code: str, name: str) -> RefusedError:
        return RefusedError(self._source.starts[at], say(code, name=name))

    def _unlisted(self, at: int, code: str, name: str = "") -> UnlistedConstructError:
        words = say(code, name=name) if name else say(code)
        return UnlistedConstructError(self._source.starts[at], words)
