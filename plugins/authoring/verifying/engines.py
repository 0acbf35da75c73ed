"""Engines agree: what the embedded engine says of a file is what OPA says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import NamedTuple

from adjudge import Program, Settings, Verdict
from adjudge.engine import Answer, Engine, EngineSession, Pending
from adjudge.lib.errors import AdjudgeError, Told, UnlistedValueError
from adjudge.lib.words import Texts, say

from .judging import JudgedAll
from .results import Fault

EMBEDDED = "embedded"
_OPA = ("native", "opa")


class OpaThere:
    """An OPA to compare with: the worker without a server, else the executable; ``why`` is there is none."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        self.engine: Engine | None = None
        self.why: Texts | None = None
        for name in _OPA:
            if name not in settings.registry.engines:
                continue
            try:
                made = stack.enter_context(closing(settings.engine(name)))
                made.load([])
            except AdjudgeError as error:
                self.why = say("verifying.no_opa", why=Told(error))
            else:
                self.engine, self.why = made, None
                return


class WatchedEngine:
    """The embedded engine of a comparison: ``left`` are the rules that it would not decide of some values, which OPA would."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.left: set[str] = set()
        self._engine = engine

    def build(self) -> Mapping[str, str]:
        """Return which engine exactly this is."""
        return self._engine.build()

    def load(self, programs: Sequence[Program]) -> EngineSession:
        """Load programs. Raises what the engine raises."""
        return _WatchedSession(self._engine.load(programs), self.left)

    def close(self) -> None:
        """Stop the engine."""
        self._engine.close()


class _WatchedSession:
    def __init__(self, session: EngineSession, left: set[str]) -> None:
        self.batch = session.batch
        self._session, self._left = session, left

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        pending = self._session.ask(kind, inputs)

        def answers() -> list[Answer]:
            found = pending()
            for each in found:
                self._left.update(rule for rule, said in each.rules.items() if isinstance(said, UnlistedValueError))
            return found

        return answers


class EnginesCompared(NamedTuple):
    """How many files two engines decided, and where they say something else."""

    asked: int
    faults: tuple[Fault, ...]


def compared(kind: str, embedded: JudgedAll, opa: JudgedAll, left: Collection[str] = ()) -> EnginesCompared:
    """Compare what two engines say of the files of a kind, apart from what the embedded one leaves to OPA.

    Where one of the ``left`` rules is an error, the other rules are compared. What no rule was asked of is compared too, and
    does not count.
    """
    asked, faults = 0, []
    for one, other in zip(embedded.files, opa.files, strict=True):
        apart = {
            each.rule for verdict in one.verdicts for each in verdict.outcomes if each.outcome == "error"
        }.intersection(left)
        asked += any(each.rule not in apart for verdict in one.verdicts for each in verdict.outcomes)
        if [_said(each, apart) for each in one.verdicts] != [_said(each, apart) for each in other.verdicts]:
            words = say("verifying.engines_differ", embedded=_told(one.verdicts), opa=_told(other.verdicts))
            faults.append(Fault(words, f"{kind}: {one.file.label}"))
    return EnginesCompared(asked, tuple(faults))


def _said(verdict: Verdict, apart: Collection[str]) -> tuple[object, ...]:
    """Return what counts of a verdict: not how an engine words why a rule failed, nothing of rules that stand apart."""
    outcomes = [
        (
            each.rule,
            each.outcome,
            [(found.place, found.path, found.code, found.message["en"], found.details) for found in each.findings],
        )
        for each in verdict.outcomes
        if each.rule not in apart
    ]
    return verdict.path, None if apart else verdict.verdict, outcomes


def _told(verdicts: tuple[Verdict, ...]) -> str:
    return "; ".join(
        f"{verdict.verdict} ({', '.join(f'{each.rule} {each.outcome} {len(each.findings)}' for each in verdict.outcomes)})"
        for verdict in verdicts
    )
