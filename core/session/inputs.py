"""Judge again from policy inputs that were recorded: without the files, and without asking any hook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from adjudge.lib.dependence import dependent
from adjudge.lib.documents import NOTHING, EvidenceFile, Json, Place
from adjudge.lib.errors import AdjudgeError, JudgeError
from adjudge.lib.jurisdictions import jurisdictions_of
from adjudge.lib.words import say

from ..judging.compiled import Compiler, JudgedKind
from ..judging.outcomes import verdict_of
from ..judging.participants import Participant
from ..judging.suppress import Suppressions
from ..model import JudgedBy, Verdict
from ..roles import Suppressor
from .settings import Settings


class Recorded(NamedTuple):
    """An artifact as it was judged: what its verdict said of it, and its policy input as JSON text.

    ``locate(steps)`` gives the place of a finding, ``locate(steps, path)`` one in an entry of ``related``; ``document`` is
    that of the input.
    """

    path: str
    file: str
    kind: str
    sha256: str
    size: int
    line: int
    text: str
    document: Json
    locate: Callable[..., Place]
    evidence: tuple[EvidenceFile, ...] = ()
    related: tuple[Mapping[str, Json], ...] = ()
    known_as: str = ""


class InputSession:
    """Judges recorded inputs by the rules that are installed, at ``as_of``. Use it in a ``with`` block.

    ``engine`` is started here, whatever server is configured; ``judged`` says which engines it let judge, where that is to
    be done again. Raises UsageError where there is none of that name.
    """

    def __init__(self, settings: Settings, *, as_of: datetime, engine: str, judged: JudgedBy = NOTHING) -> None:
        self.settings = settings
        known = settings.registry.engines.get(engine)
        local = known[0].instead_of if known is not None and known[0].instead_of is not None else engine
        self.engine = settings.engine(local, judged)
        self._compiler = Compiler(catalogue=settings.catalogue, engine=self.engine, as_of=as_of)

    def __enter__(self) -> InputSession:
        return self

    def __exit__(self, *_error: object) -> None:
        self.engine.close()

    def prepare(self, kinds: Iterable[str]) -> tuple[AdjudgeError, ...]:
        """Open kinds and load their rules, all at once; return what is wrong with them. Raises KeyError for no kind."""
        self._compiler.prepare(kinds)
        return (*self._compiler.problems, *self.settings.catalogue.problems())

    def refused(self, kind: str) -> Iterable[AdjudgeError]:
        """Yield why a kind, or some of its rules, cannot be judged by this engine."""
        try:
            compiled = self._compiler.get(kind)
        except AdjudgeError as error:
            yield error
            return
        yield from compiled.missing
        yield from (error for _, error in sorted(compiled.outcomes_of.broken.items()))

    def judged_kinds(self) -> list[JudgedKind]:
        """Return the kinds that are ready, sorted."""
        return self._compiler.judged()

    def verdict(self, recorded: Recorded, suppressor: Suppressor | None = None) -> Verdict:
        """Judge an input. Raises JudgeError for a kind that cannot be judged at all."""
        compiled = self._compiler.get(recorded.kind)
        if compiled.session is None:
            raise JudgeError(say("judge.no_live_rule", kind=recorded.kind))
        (answer,) = compiled.session.ask(recorded.kind, [recorded.text])()
        jurisdictions = jurisdictions_of(compiled.kind.jurisdictions, recorded.document)
        outcomes = compiled.outcomes_of.outcomes(answer, recorded.locate, jurisdictions)
        related, reads = json.loads(recorded.text)["related"], self.settings.catalogue.reads
        outcomes = dependent(outcomes, related, recorded.document, recorded.locate, reads)
        verdict = Verdict(
            path=recorded.path,
            file=recorded.file,
            kind=recorded.kind,
            sha256=recorded.sha256,
            size=recorded.size,
            line=recorded.line,
            verdict=verdict_of(outcomes),
            outcomes=outcomes,
            evidence=recorded.evidence,
            document=recorded.document,
            schema=compiled.schema,
            related=recorded.related,
            known_as=recorded.known_as,
        )
        if suppressor is None:
            return verdict
        return Suppressions([Participant(suppressor)], self.settings.catalogue.rule).apply(verdict)
