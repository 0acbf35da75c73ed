"""GitLab's code quality report: findings in the merge request, compared with the target branch by fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from adjudge.lib.escape import brief
from adjudge.lib.fingerprint import Fingerprints, of_error, of_problem
from adjudge.lib.json_text import json_line
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .describe import excused, second, standing

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Problem, Summary, Verdict
    from adjudge.lib.fingerprint import Fingerprint
    from adjudge.lib.rego.rule import Severity
    from adjudge.report import Context

SEVERITIES: dict[Severity, str] = {
    "critical": "blocker",
    "high": "critical",
    "medium": "major",
    "low": "minor",
    "info": "info",
}
_WORST = "blocker"
_SHOWN = frozenset(("denied", "warned", "pending", "waived"))
_LENIENT = frozenset(("pending", "waived"))


class GitlabWriter:
    """Writes a JSON list with one entry a finding and error, a line each."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._fingerprints = Fingerprints()
        self._next = ""
        stream.write("[")

    def verdict(self, verdict: Verdict) -> None:
        """Write the entries of one artifact."""
        if verdict.problem:
            self._problem(verdict.problem, of_problem(verdict.problem, verdict), verdict.file)
        for outcome, fingerprints in zip(verdict.outcomes, self._fingerprints.of(verdict), strict=True):
            if outcome.outcome == "error":
                self._entry(
                    said(outcome.note or "", self._context.language),
                    outcome.rule,
                    of_error(verdict, outcome),
                    severity=_WORST,
                    file=verdict.file,
                    line=verdict.line,
                )
            if outcome.outcome in _SHOWN:
                for finding, fingerprint in zip(outcome.findings, fingerprints, strict=True):
                    self._finding(finding, fingerprint, outcome, verdict)

    def finish(self, summary: Summary) -> None:
        """Write the entries that belong to no artifact, and close the list."""
        for problem in summary.problems:
            self._problem(problem, of_problem(problem), None)
        self._stream.write("\n]\n" if self._next else "]\n")

    def _finding(self, finding: Finding, fingerprint: Fingerprint, outcome: Outcome, verdict: Verdict) -> None:
        text = said(finding.message, self._context.language)
        severity = SEVERITIES[finding.severity]
        stands = standing(finding, outcome)
        if stands != "denied":
            text = f"{self._words.of('report.outcomes', stands)}{self._words.colon}{text}"
        text += self._words.bracketed(self._words.joined(second(finding, verdict.file, self._words)))
        text += self._words.bracketed(excused(finding, self._words))
        text += f" {finding.place.told('').strip()}" if finding.place.offset is not None else ""
        if stands in _LENIENT:
            severity = "info"
        place = finding.place
        file = place.file or verdict.file
        self._entry(text, outcome.rule, fingerprint, severity=severity, file=file, line=place.line, column=place.column)

    def _problem(self, problem: Problem, fingerprint: Fingerprint, file: str | None) -> None:
        words = self._words
        name = problem.rule or "adjudge"
        where = problem.file or file or "."
        self._entry(
            words.then(said(problem.words, words.language), said(problem.next or "", words.language)),
            name,
            fingerprint,
            severity=_WORST,
            file=where,
            line=problem.line,
            column=problem.column,
        )

    def _entry(
        self,
        text: str,
        name: str,
        fingerprint: Fingerprint,
        *,
        severity: str,
        file: str,
        line: int | None,
        column: int | None = None,
    ) -> None:
        entry = {
            "description": brief(text),
            "check_name": name,
            "fingerprint": str(fingerprint),
            "severity": severity,
            "location": {"path": file, "positions": {"begin": {"line": line or 1, "column": column or 1}}},
        }
        self._stream.write(f"{self._next}\n{json_line(entry)}")
        self._next = ","
