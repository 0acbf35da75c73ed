"""What an engine answers: each rule's heads as they came, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeGuard

from ..documents import Json
from ..errors import EngineError
from ..words import say
from .findings import shortened
from .rule import Rule

Heads: TypeAlias = "Mapping[str, list[Json]]"
"""``{"applies": [true], "deny": [[finding, …]], "warn": [[…]]}``: each head's value in a list, empty when undefined."""


class Decision(NamedTuple):
    """Where an OPA has an answer in its decision log: ``position``, from 0, in ``result`` of the decision ``id``."""

    id: str
    position: int


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Answer:
    """What the engine said of one artifact: each rule's heads as they came, or why there are none.

    Answers compare by identity: an engine may give the same object for the same text, so that judging can remember it.
    ``decision`` is where an OPA has it in its decision log, if it keeps one.
    """

    rules: Mapping[str, Heads | EngineError]
    decision: Decision | None = None


def spoiled(rules: Iterable[Rule], error: EngineError) -> Answer:
    """Return the answer in which every rule has the same error."""
    return Answer(rules={rule.id: of_rule(error, rule) for rule in rules})


def of_rule(error: EngineError, rule: Rule) -> EngineError:
    """Return the error again, as this rule's."""
    return type(error)(
        error.words,
        file=error.file,
        line=error.line,
        column=error.column,
        rule=rule.id,
        plugin=rule.plugin,
        hint=error.next,
    )


def answer_of(rules: Iterable[Rule], outcomes: Json) -> Answer:
    """Make an answer of what an entry module's ``outcomes`` gave. What is missing or misshapen is that rule's error."""
    rules = tuple(rules)
    if not isinstance(outcomes, dict) or not outcomes.keys() <= {rule.id for rule in rules}:
        return spoiled(rules, EngineError(say("rego.other_rules")))
    return Answer(rules={rule.id: _heads(rule, outcomes.get(rule.id)) for rule in rules})


def _heads(rule: Rule, said: Json) -> Heads | EngineError:
    if said is None:
        return of_rule(EngineError(say("rego.no_answer")), rule)
    if not has_shape(rule, said):
        return of_rule(EngineError(say("rego.misshapen")), rule)
    heads: Heads = said
    return heads


def has_shape(rule: Rule, said: object) -> TypeGuard[Heads]:
    """Return whether these are the heads of a rule, each with at most one value."""
    return isinstance(said, dict) and said.keys() == rule.heads and all(map(_is_value, said.values()))


def applied_by(said: Heads) -> bool:
    """Return whether a rule's ``applies`` holds. Raises EngineError for what is neither true, false nor undefined."""
    applies = said.get("applies")
    if applies is None or len(applies) > 1 or not all(isinstance(value, bool) for value in applies):
        raise EngineError(say("judge.applies", value=shortened(applies)))
    return applies == [True]


def members(rule: Rule, said: Heads, head: str) -> list[Json]:
    """Return what a rule's ``deny`` or ``warn`` holds; nothing where it has none. Raises EngineError for what is no set."""
    if head not in rule.heads:
        return []
    values = said.get(head)
    if values is None or len(values) != 1 or not isinstance(values[0], list):
        raise EngineError(say("judge.no_set", head=head))
    return values[0]


def _is_value(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 1


@dataclass(kw_only=True, slots=True, eq=False, repr=False)
class Memo:
    """Remembers the answers of short texts: most artifacts of a run get one of a few.

    ``kept`` bounds how many there are, ``length`` how many characters a text may have.
    """

    kept: int = 256
    length: int = 16_384
    _answers: dict[str, Answer] = field(default_factory=dict)

    def answer(self, text: str, make: Callable[[str], Answer]) -> Answer:
        """Return the answer of a text, the same object as before if it is remembered."""
        known = self._answers.get(text)
        if known is not None:
            return known
        made = make(text)
        if len(text) <= self.length:
            if len(self._answers) >= self.kept:
                del self._answers[next(iter(self._answers))]
            self._answers[text] = made
        return made
