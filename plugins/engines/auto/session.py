"""Programs in several engines: each artifact is put to all that have rules for its kind, and their answers are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from adjudge.lib.errors import UnlistedValueError
from adjudge.lib.rego.answers import Answer
from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge import Program
    from adjudge.engine import EngineSession, Heads, Pending
    from adjudge.lib.errors import EngineError
    from adjudge.lib.words import Texts

_KEPT = 256


class Share(NamedTuple):
    """Some rules of a kind in an engine."""

    name: str
    session: EngineSession
    program: Program


Fallback: TypeAlias = "Callable[[Program, str], tuple[str, EngineSession] | Texts]"
"""``fallback(program, domain)``: who judges a domain's rules where values are off the list, or why nobody does."""


class AutoSession:
    """Programs in several engines. ``judged`` are the kinds and domains that were asked about, each with the engine."""

    def __init__(self, shares: Mapping[str, Sequence[Share]], fallback: Fallback) -> None:
        self._shares = shares
        self._fallback = fallback
        self._fallbacks: dict[tuple[str, str], tuple[str, EngineSession] | Texts] = {}
        self._merged: dict[tuple[Answer, ...], Answer] = {}
        self._asked: set[str] = set()
        self.judged: set[tuple[str, str, str]] = set()
        self.batch = max((share.session.batch for each in shares.values() for share in each), default=1)

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Ask the engines that have rules of the kind. A kind that was not loaded is a KeyError."""
        shares = self._shares[kind]
        if kind not in self._asked:
            self._asked.add(kind)
            self.judged.update((kind, rule.domain, share.name) for share in shares for rule in share.program.rules)
        pending = [share.session.ask(kind, inputs) for share in shares]

        def answers() -> list[Answer]:
            found = [self._mended(share, each(), inputs) for share, each in zip(shares, pending, strict=True)]
            return found[0] if len(found) == 1 else [self._merge(each) for each in zip(*found, strict=True)]

        return answers

    def _merge(self, answers: tuple[Answer, ...]) -> Answer:
        """Return the answers of several engines on one artifact as one: the same object for the same ones."""
        known = self._merged.get(answers)
        if known is not None:
            return known
        rules = {rule: said for answer in answers for rule, said in answer.rules.items()}
        decision = next((answer.decision for answer in answers if answer.decision is not None), None)
        merged = Answer(rules=rules, decision=decision)
        if decision is None:
            if len(self._merged) >= _KEPT:
                del self._merged[next(iter(self._merged))]
            self._merged[answers] = merged
        return merged

    # --- values that are off the list -----------------------------------------------------------------------------

    def _mended(self, share: Share, answers: list[Answer], inputs: Sequence[str]) -> list[Answer]:
        """Return an engine's answers with those of an OPA in the place of what it would not decide of these values."""
        beyond: dict[str, list[int]] = {}
        last: Answer | None = None
        for number, answer in enumerate(answers):
            if answer is last:
                continue
            last = answer
            if UnlistedValueError in map(type, answer.rules.values()):
                last = None
                for domain in _domains(share.program, answer):
                    beyond.setdefault(domain, []).append(number)
        for domain, numbers in beyond.items():
            unit = (share.program.kind, domain)
            if unit not in self._fallbacks:
                self._fallbacks[unit] = self._fallback(share.program, domain)
            other = self._fallbacks[unit]
            if not isinstance(other, tuple):
                for number in numbers:
                    answers[number] = replace(answers[number], rules=_without(answers[number].rules, other))
                continue
            name, session = other
            self.judged.add((*unit, name))
            replies = session.ask(share.program.kind, [inputs[number] for number in numbers])()
            for number, reply in zip(numbers, replies, strict=True):
                rules = {**answers[number].rules, **reply.rules}
                answers[number] = Answer(rules=rules, decision=reply.decision)
        return answers


def _domains(program: Program, answer: Answer) -> list[str]:
    """Return the domains of the rules that met values which are off the list."""
    return sorted({rule.domain for rule in program.rules if isinstance(answer.rules[rule.id], UnlistedValueError)})


def _without(rules: Mapping[str, Heads | EngineError], why: Texts) -> dict[str, Heads | EngineError]:
    """Return the answers with what keeps an OPA from answering in the place of those that are none."""
    return {rule: _told(said, why) if isinstance(said, UnlistedValueError) else said for rule, said in rules.items()}


def _told(error: UnlistedValueError, why: Texts) -> UnlistedValueError:
    where = {name: getattr(error, name) for name in ("file", "line", "column", "rule", "plugin")}
    return UnlistedValueError(error.words, hint=say("auto.next", step=error.next or "", why=why), **where)
