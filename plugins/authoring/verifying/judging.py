"""Judge files of a kind in memory, by the settings of a run and on an engine that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from adjudge import Given, Session, Settings, Verdict
from adjudge.engine import Engine
from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.words import Said, Texts, say, texts

from ..testing.lending import LendingSettings, LentEngine
from .documents import DocumentFile
from .results import Fault

_AT_ONCE = 200
_OF_PLUGIN = (
    "stranger.",
    "plugin.",
    "policy.",
    "catalogue.",
    "judge.failed",
    "judge.facts_broken",
    "judge.no_facts_schema",
)
"""Beginnings of the codes of what is no artifact's error."""


class JudgedFile(NamedTuple):
    """A file and the verdicts on what is in it."""

    file: DocumentFile
    verdicts: tuple[Verdict, ...]


class JudgedAll(NamedTuple):
    """Files that were judged together, and what was wrong with the run."""

    files: tuple[JudgedFile, ...]
    problems: tuple[Fault, ...]


class JudgingBench:
    """Judges on one engine. ``folder`` is where the files would lie: none of them is written."""

    def __init__(self, settings: Settings, engine: Engine, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._lent = LentEngine(engine)

    def judged(self, kind: str | None, files: Sequence[DocumentFile]) -> JudgedAll:
        """Judge files as of a kind, or as whoever claims them says."""
        found: list[JudgedFile] = []
        problems: list[Fault] = []
        rest = iter(files)
        while batch := list(islice(rest, _AT_ONCE)):
            judged, wrong = self._batch(kind, batch)
            found += judged
            problems += wrong
        return JudgedAll(tuple(found), tuple(problems))

    def _batch(self, kind: str | None, files: list[DocumentFile]) -> tuple[list[JudgedFile], list[Fault]]:
        by_name: dict[str, list[Verdict]] = {each.name: [] for each in files}
        given: Mapping[str, Any] = {str(self._folder / each.name): each.data for each in files}
        try:
            with Session(settings=self._of(kind), given=given) as session:
                for verdict in session.verdicts():
                    by_name.setdefault(verdict.file, []).append(verdict)
                problems = [Fault(each.words, each.file, each.line) for each in session.problems()]
        except AdjudgeError as error:
            return [], [Fault(Told(error))]
        return [JudgedFile(each, tuple(by_name[each.name])) for each in files], problems

    def _of(self, kind: str | None) -> Settings:
        said = {"root": self._folder, "skip_unclaimed": True} | ({} if kind is None else {"kind": kind})
        given = {name: (Given(name, value, "caller", name),) for name, value in said.items()}
        values = self._settings.values._replace(said={**self._settings.values.said, **given})
        return LendingSettings.of(self._settings._replace(values=values), self._lent)


def wrong_with(judged: JudgedFile, kind: str) -> Iterator[Fault]:
    """Yield what should not have become of a file."""
    file = judged.file
    where = f"{kind}: {file.label}"
    if not judged.verdicts:
        yield Fault(say("verifying.no_verdict"), where)
    for verdict in judged.verdicts:
        if file.expected == "refused" and verdict.verdict in ("pass", "warn"):
            yield Fault(say("verifying.refused_passes", verdict=verdict.verdict), where)
        for why in _errors(verdict):
            yield Fault(why, where)


def _errors(verdict: Verdict) -> Iterator[Texts]:
    """Yield the errors that are not those of the artifact."""
    for outcome in verdict.outcomes:
        if outcome.outcome == "error":
            yield say("verifying.rule_fails", rule=outcome.rule, why=texts(outcome.note or ""))
    if verdict.problem is not None:
        words = verdict.problem.words
        if isinstance(words, Said) and words.code.startswith(_OF_PLUGIN):
            yield say("verifying.not_judged", why=words)
