"""Engines agree: what the embedded engine says of a file is what OPA says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

from adjudge import Settings, Verdict
from adjudge.engine import Engine
from adjudge.lib.errors import AdjudgeError, Told
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


def disagreements(kind: str, embedded: JudgedAll, opa: JudgedAll) -> Iterator[Fault]:
    """Yield the files of a kind of which two engines say something else."""
    for one, other in zip(embedded.files, opa.files, strict=True):
        mine = [_said(each) for each in one.verdicts]
        yours = [_said(each) for each in other.verdicts]
        if mine != yours:
            yield Fault(
                say("verifying.engines_differ", embedded=_told(one.verdicts), opa=_told(other.verdicts)),
                f"{kind}: {one.file.label}",
            )


def _said(verdict: Verdict) -> tuple[object, ...]:
    """Return what counts of a verdict: not how an engine words why a rule failed."""
    outcomes = [
        (
            each.rule,
            each.outcome,
            [(found.place, found.path, found.code, found.message["en"], found.details) for found in each.findings],
        )
        for each in verdict.outcomes
    ]
    return verdict.path, verdict.verdict, outcomes


def _told(verdicts: tuple[Verdict, ...]) -> str:
    return "; ".join(
        f"{verdict.verdict} ({', '.join(f'{each.rule} {each.outcome} {len(each.findings)}' for each in verdict.outcomes)})"
        for verdict in verdicts
    )
