"""What an engine is to the rest of adjudge.

``Engine.load(programs)`` gives a :class:`Session` that can judge the kinds of those programs.
``Session.ask(kind, inputs)`` takes inputs as JSON texts and returns at once; calling what it returned waits for the
answers. It never raises: whatever goes wrong is an EngineError in the place of the answer that it spoils.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.rule import Rule

from .model import Decision, Program

Heads: TypeAlias = "Mapping[str, list[Json]]"
"""``{"applies": [true], "deny": [[finding, …]], "warn": [[…]]}``: each head's value in a list, empty when undefined."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Answer:
    """What the engine said of one artifact: each rule's heads as they came, or why there are none.

    Answers compare by identity: an engine may give the same object for the same text, so that judging can remember it.
    ``decision`` is where an OPA has it in its decision log, if it keeps one.
    """

    rules: Mapping[str, Heads | EngineError]
    decision: Decision | None = None


Pending: TypeAlias = Callable[[], "list[Answer]"]


class Session(Protocol):
    """An engine with programs loaded. ``batch`` is how many inputs it likes to get at once."""

    batch: int

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Begin to evaluate ``inputs`` (JSON texts of the policy input) against the rules of ``kind``."""
        ...


class Engine(Protocol):
    """A way to evaluate Rego. ``name`` is what ``--engine`` and reports call it."""

    name: str

    def build(self) -> Mapping[str, str]:
        """Say which engine exactly this is: its version, or the digest of its executable."""
        ...

    def load(self, programs: Sequence[Program]) -> Session:
        """Load programs; the sessions of earlier loads stay usable.

        Raises EngineError when the engine cannot start, PolicyError for a policy it refuses.
        """
        ...

    def close(self) -> None:
        """Stop whatever was started, whatever has happened."""
        ...


# --- numbers --------------------------------------------------------------------------------------------------------

_LOWEST, _BEYOND = -(2**63), 2**64


def _integer(text: str) -> int | float:
    number = int(text)
    return number if _LOWEST <= number < _BEYOND else _finite(text)


def _number(text: str) -> int | float:
    number = _finite(text)
    return int(number) if number.is_integer() and _LOWEST <= number < _BEYOND else number


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{text[:20]} is beyond a 64-bit float")
    return number


def _constant(text: str) -> float:
    raise ValueError(f"{text} is no JSON")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_number, parse_constant=_constant)


def decode(text: str) -> Json:
    """Read an engine's JSON so that equal numbers are equal values on every engine.

    One engine writes 1.0 as 1 and integers beyond 64 bits as floats, another keeps them: here a number without a
    fraction is an int as long as it fits into 64 bits, and a float beyond. Raises ValueError for what is no JSON.
    """
    return _DECODER.decode(text)


# --- answers --------------------------------------------------------------------------------------------------------


def spoiled(rules: Iterable[Rule], error: EngineError) -> Answer:
    """Give the answer in which every rule has the same error."""
    return Answer(rules={rule.id: of_rule(error, rule) for rule in rules})


def of_rule(error: EngineError, rule: Rule) -> EngineError:
    """Give the error again, as this rule's."""
    return EngineError(
        error.message,
        file=error.file,
        line=error.line,
        column=error.column,
        rule=rule.id,
        plugin=rule.plugin,
        hint=error.hint,
    )


def answer_of(rules: Iterable[Rule], outcomes: Json) -> Answer:
    """Make an answer of what an entry module's ``outcomes`` gave. What is missing or misshapen is that rule's error."""
    rules = tuple(rules)
    if not isinstance(outcomes, dict) or not outcomes.keys() <= {rule.id for rule in rules}:
        return spoiled(rules, EngineError("the engine's answer is not about these rules"))
    return Answer(rules={rule.id: _heads(rule, outcomes.get(rule.id)) for rule in rules})


def _heads(rule: Rule, said: Json) -> Heads | EngineError:
    if said is None:
        return of_rule(EngineError("the engine gave no answer for this rule"), rule)
    if not isinstance(said, dict) or said.keys() != rule.heads or not all(_is_value(each) for each in said.values()):
        return of_rule(EngineError("the engine's answer has not the agreed shape"), rule)
    return said


def _is_value(value: Json) -> bool:
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
        """Give the answer of a text, the same object as before if it is remembered."""
        known = self._answers.get(text)
        if known is not None:
            return known
        made = make(text)
        if len(text) <= self.length:
            if len(self._answers) >= self.kept:
                del self._answers[next(iter(self._answers))]
            self._answers[text] = made
        return made
