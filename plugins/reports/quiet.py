"""The quiet text report: one line for each denial and error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from adjudge.lib.escape import brief, visible
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .describe import code_tag, depending, standing

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Problem, Verdict
    from adjudge.report import Context

    from .folding import Folding, Lacking


class QuietLines:
    """Makes the lines of the quiet report."""

    def __init__(self, context: Context) -> None:
        self._words = wording(context.language)
        self._shown = context.shown

    def verdict(self, verdict: Verdict, told: Folding) -> Iterator[str]:
        """Yield what is denied or could not be judged of an artifact."""
        if verdict.problem:
            yield self.problem(verdict.problem, verdict.file)
        for dependency, findings in told.depending.items():
            if any(each.outcome.outcome == "denied" for each in findings):
                place, what = dependency.place, visible(depending(dependency, self._words, self._shown))
                word = self._words("report.outcomes.denied")
                at = visible(place.told(self._shown(place.file or verdict.file)))
                yield f"{at}: {word}{self._words.colon}{what}"
        for outcome in told.own:
            if outcome.outcome == "error":
                word = f"{self._words('report.outcomes.error')} {visible(outcome.rule)}"
                why = brief(said(outcome.note or "", self._words.language))
                yield f"{visible(self._shown(verdict.path))}: {word}{self._words.colon}{why}"
            for finding in outcome.findings if outcome.outcome in ("denied", "error") else ():
                yield self._finding(finding, outcome, verdict.file)

    def _finding(self, finding: Finding, outcome: Outcome, file: str) -> str:
        place = finding.place
        word = f"{self._words.of('report.outcomes', standing(finding, outcome))} {visible(outcome.rule)}"
        at = visible(place.told(self._shown(place.file or file)))
        return f"{at}: {word}{code_tag(finding.code)}{self._words.colon}{brief(said(finding.message, self._words.language))}"

    def lacking(self, found: Iterable[Lacking]) -> Iterator[str]:
        """Yield what the whole run lacks, where that is denied."""
        for first, file, artifacts in found:
            if first.outcome.outcome == "denied":
                line = self._finding(first.finding, first.outcome, file)
                yield line + self._words.bracketed(
                    self._words("report.counts.artifacts", n=artifacts) if artifacts > 1 else None
                )

    def problem(self, problem: Problem, file: str | None) -> str:
        """Return what could not be judged, with its place."""
        where = problem.file or file
        parts = (self._shown(where) if where else None, problem.line, problem.column)
        place = "".join(f"{visible(str(part))}:" for part in parts if part is not None)
        origin = self._words.joined(
            f"{word} {visible(name)}"
            for word, name in (
                (self._words("report.rule"), problem.rule),
                (self._words("report.plugin"), problem.plugin),
            )
            if name
        )
        words = self._words
        text = words.labelled("report.outcomes.error", brief(said(problem.words, words.language)))
        text = words.then(text + words.bracketed(origin), brief(said(problem.next or "", words.language)))
        return f"{place} {text}" if place else text
