"""An engine whose time is measured: loading, each kind, each artifact, and each rule where the engine can be asked for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any, TypeVar, cast

from ..durations import Durations, kept
from .answers import Answer
from .failures import Ask, ask_rule
from .printed import artifact_of
from .rule import Rule

LOADING, KIND, RULE, ARTIFACT = "loading", "kind", "rule", "artifact"
"""Sorts of what is measured: of an engine by its name, of a kind by both, of a rule and of an artifact."""


T = TypeVar("T")


def timed_engine(engine: T) -> T:
    """Return an engine that puts one artifact after the other, and measures each; outside of a measurement, the same."""
    to = kept()
    if to is None or hasattr(engine, "judged"):  # one that lets others judge: they are measured
        return engine
    return cast(T, TimedEngine(engine, to))


class TimedEngine:
    """Does what an engine does."""

    def __init__(self, engine: Any, kept: Durations) -> None:
        self._engine = engine
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        """Return what the engine has besides."""
        return getattr(self._engine, name)

    def load(self, programs: Sequence[Any]) -> TimedSession:
        """Load programs."""
        session = self._kept.measure(LOADING, self._engine.name, lambda: self._engine.load(programs))
        return TimedSession(session, self._engine.name, self._kept)


class TimedSession:
    """Asks for one artifact at a time, and at once: what a batch takes could not be told apart."""

    batch = 1

    def __init__(self, session: Any, engine: str, kept: Durations) -> None:
        self._session = session
        self._engine = engine
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        """Return what the session has besides."""
        return getattr(self._session, name)

    def ask(self, kind: str, inputs: Sequence[str]) -> Callable[[], list[Answer]]:
        """Ask, and wait for the answers; then ask each rule by itself where the engine has ``seconds``."""
        answers = [self._answer(kind, text) for text in inputs]
        return lambda: answers

    def _answer(self, kind: str, text: str) -> Answer:
        def answer() -> Answer:
            found: Answer = self._kept.measure(KIND, (kind, self._engine), lambda: self._session.ask(kind, [text])()[0])
            return found

        found = self._kept.measure(ARTIFACT, artifact_of(text), answer, times=0)
        by_rule = getattr(self._session, "seconds", None)
        if by_rule is not None:
            for rule, seconds in self._kept.apart(lambda: by_rule(kind, text)).items():
                self._kept.add(RULE, rule, seconds)
        return found


def seconds_of(rules: Iterable[Rule], ask: Ask) -> dict[str, float]:
    """Return how long each rule takes by itself, by id: with what it needs of modules, which rules of a run share."""
    found: dict[str, float] = {}
    for rule in rules:
        began = perf_counter()
        ask_rule(rule, ask)
        found[rule.id] = perf_counter() - began
    return found
