"""GitHub annotations: workflow commands that GitHub Actions turns into notes at the lines of a change.

GitHub shows the first ten errors, warnings and notices of a step each, and the rest in its log; the Markdown report
goes into the step's summary: ``-o github -o markdown="$GITHUB_STEP_SUMMARY"``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from adjudge.lib.escape import brief, visible
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .counts import Numbers
from .describe import Described, apart, code_of, excused, labelled, second, standing, tell, when

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Problem, Summary, Verdict
    from adjudge.report import Context

_COMMANDS = {"denied": "error", "warned": "warning", "pending": "warning", "waived": "notice"}
_DECISIONS = {"pass": "notice", "warn": "warning", "deny": "error", "error": "error"}


class GithubWriter:
    """Writes one workflow command a finding and error, and one for the decision."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._numbers = Numbers(context)

    def verdict(self, verdict: Verdict) -> None:
        """Write the annotations of one artifact."""
        self._numbers.see(verdict)
        if verdict.problem:
            self._problem(verdict.problem, verdict.file)
        for outcome in verdict.outcomes:
            if outcome.outcome == "error":
                why = brief(said(outcome.note or "", self._context.language))
                self._command("error", why, outcome.rule, verdict.file, at=(verdict.line, None))
            elif outcome.outcome in _COMMANDS and outcome.findings:
                for part in apart(self._context, outcome):
                    told = tell(self._context, part.rule, self._context.language, code_of(part))
                    for finding in part.findings:
                        self._finding(finding, part, told, verdict.file)

    def finish(self, summary: Summary) -> None:
        """Write the annotations that belong to no artifact, and the decision."""
        for problem in summary.problems:
            self._problem(problem, None)
        decision = summary.decision
        text = f"{self._words.of('report.verdicts', decision)}{self._words.colon}{self._numbers.told(summary)}"
        self._command(_DECISIONS[decision], text, "adjudge")

    def _finding(self, finding: Finding, outcome: Outcome, told: Described, file: str) -> None:
        words = self._words
        stands = standing(finding, outcome)
        command = _COMMANDS[stands]
        at = finding.place
        lines = [] if at.offset is None else [at.told(self._context.shown(at.file or file))]
        lines += [said(finding.message, self._context.language)]
        lines += second(finding, file, words, self._context.shown)
        note = (
            when(self._context, stands, told.rule, words)
            or excused(finding, words)
            or said(outcome.note or "", words.language)
        )
        lines += [f"{words.of('report.outcomes', stands)}{words.colon}{note}"] if note else []
        lines += [f"{words('report.clause')}{words.colon}{clause.named}" for clause in told.clauses]
        lines += [f"{words('report.fix')}{words.colon}{told.fix}"] if told.fix else []
        place = finding.place
        text = "\n".join(map(brief, lines))
        title = f"{outcome.rule}{words.colon}{told.title}"
        self._command(command, text, title, place.file or file, at=(place.line, place.column))

    def _problem(self, problem: Problem, file: str | None) -> None:
        words = self._words
        more = (f"{label}{words.colon}{text}" for label, text in labelled(problem, words))
        lines = [said(problem.words, words.language), *more]
        text = "\n".join(map(brief, lines))
        self._command("error", text, "adjudge", problem.file or file, at=(problem.line, problem.column))

    def _command(
        self,
        command: str,
        text: str,
        title: str,
        file: str | None = None,
        *,
        at: tuple[int | None, int | None] = (None, None),
    ) -> None:
        where = {
            "file": _name(self._context.shown(file)) if file else None,
            "line": at[0],
            "col": at[1],
            "title": brief(title),
        }
        said_of_it = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value is not None)
        self._stream.write(f"::{command} {said_of_it}::{_data(text)}\n")


def _name(file: str) -> str:
    """Return a file's name so that GitHub finds the file: an end of line in it is escaped later, as a command can."""
    return "".join(part if part in ("\r", "\n", "\t") else visible(part) for part in re.split(r"([\r\n\t])", file))


def _data(text: str) -> str:
    """Escape what would end a command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property's value, which commas and colons would end as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
