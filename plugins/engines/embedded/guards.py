"""The guards of a program: what the engine gets beside its policies so that it decides only what is on the list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from adjudge import Program
from adjudge.lib.errors import PolicyError, PolicyErrors, UnlistedValueError
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import Said, say

from .culprit import GUILTY, Extension
from .rows import OPERATORS, Row
from .rows.document import BeyondError, Spelling, has_rewritten
from .support import placed
from .text.refusing import UnlistedConstructError
from .text.rewriting import Rewritten
from .text.syntax import Tokens, tokens_of

PREFIX = "__adjudge"
_OF_DOCUMENT = frozenset({"formats.marshal", "formats.sprintf", "formats.sprintf_all"})
_NOT_CONVERTED = ("TypeError: unhashable", "not an i64")


class Guard(NamedTuple):
    """A function for calls of one builtin: ``takes`` are how many arguments, ``is_call`` tells that it is called instead."""

    name: str
    row: Row
    takes: int
    function: str
    is_call: bool

    @property
    def is_sign(self) -> bool:
        """Whether it stands for an operator."""
        return self.row.name in OPERATORS

    def made(self, document: object = None) -> Callable[..., Any]:
        """Return the function; ``document`` is what it may have to know of the artifact."""
        module, name = self.function.split(".")
        found: Callable[..., Any] = getattr(import_module(f"{__package__}.rows.{module}"), name)
        return partial(found, document) if self.function in _OF_DOCUMENT else found

    def outside(self) -> Said:
        """Return the words for values that the row does not cover."""
        return say("row.value", name=self.row.name, when=say(f"row.{self.row.when}"))


class Guarded(NamedTuple):
    """A policy's text with its guards, None where it needs none; and whether those in Rego are among them."""

    text: Rewritten | None
    guards: Mapping[str, Guard]
    needs_rego: bool
    has_odd_numbers: bool


class Guards:
    """What a program needs: ``texts`` of its policies by file, ``modules`` and ``extensions`` beside them."""

    def __init__(self, aligned: Mapping[str, Rewritten], found: Mapping[str, Guarded], data: str) -> None:
        self.texts = dict(aligned)
        for file, each in found.items():
            if each.text is not None:
                self.texts[file] = each.text._replace(before=aligned.get(file))
        self._guards = {name: guard for each in found.values() for name, guard in each.guards.items()}
        self._document = Spelling()
        self._always = any(each.has_odd_numbers for each in found.values())
        self.modules: list[Module] = []
        if any(each.needs_rego for each in found.values()):
            from .rows.collections import REGO

            self.modules.append(Module(file=f"{PREFIX}.rego", text=REGO, plugin=""))
            near = Guard(f"{PREFIX}_minus", OPERATORS["-"], 1, "numbers.near", is_call=False)
            self._guards[near.name] = near
        self.see(data)
        self._always = self._always or self._document.rewritten

    @property
    def extensions(self) -> list[Extension]:
        """The guards in Python, as the engine takes them."""
        return [(each.name, each.takes, each.made(self._document)) for each in self._guards.values()]

    def see(self, text: str) -> None:
        """Look at an input before it is judged. Raises UnlistedValueError for numbers that the engine would round."""
        try:
            self._document.rewritten = has_rewritten(text) or self._always
        except BeyondError as error:
            raise UnlistedValueError(say("row.beyond", number=str(error)[:30])) from None

    def at(self, said: str, line: str) -> Guard | None:
        """Return the guard that the engine complains of; ``line`` is the text up to where it points."""
        name = re.match(GUILTY, said)
        if name is not None:
            return self._guards.get(name["name"])
        called = re.search(rf"({PREFIX}\w+)$", line) if said.startswith(_NOT_CONVERTED) else None
        return self._guards.get(called[1]) if called is not None else None


def guarded(program: Program, aligned: Mapping[str, Rewritten]) -> Guards:
    """Hold a program to the list. ``aligned`` are the texts of its policies, by file, where they are not their own.

    Raises UnlistedError, or PolicyErrors where there are several, each with its place.
    """
    rules = {rule.file: rule for rule in program.rules}
    found: dict[str, Guarded] = {}
    errors: list[PolicyError] = []
    is_replaced = any("with" in module.text and replaces(tokens_of(module.text)) for module in program.modules)
    for module in program.modules:
        try:
            found[module.file] = guard(
                module, rules.get(module.file), aligned.get(module.file), is_replaced=is_replaced
            )
        except PolicyError as error:
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else PolicyErrors(errors)
    return Guards(aligned, found, json.dumps(program.data, allow_nan=False))


def replaces(source: Tokens) -> bool:
    """Return whether a policy has a `with` of more than the input."""
    return any(word == "with" and source.first(at + 1) != "input" for at, word in enumerate(source.words[:-1]))


def guard(module: Module, rule: Rule | None, aligned: Rewritten | None, *, is_replaced: bool = False) -> Guarded:
    """Hold one module to the list. Raises UnlistedError with the place."""
    from .calls import guard_calls

    with placed(module, rule):
        if PREFIX in module.text:
            raise UnlistedConstructError(module.text.index(PREFIX), say("row.reserved", name=PREFIX))
        try:
            return guard_calls(aligned.text if aligned is not None else module.text, is_replaced=is_replaced)
        except UnlistedConstructError as error:
            offset = aligned.origin(error.offset) if aligned is not None else error.offset
            raise UnlistedConstructError(offset, error.words) from None
