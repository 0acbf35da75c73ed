"""The Markdown report: for a pull request's comment, a step's summary, an archive that renders it.

GitHub Flavored Markdown. Text of artifacts and plugins is escaped: it makes no markup, no link, no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, TextIO

from adjudge.lib.escape import brief
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .counts import Numbers
from .describe import apart, code_of, excused, kind_of, labelled, second, tell, when

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName, Problem, Summary, Verdict
    from adjudge.report import Context

_KEPT = 8 << 20
_MARKS: dict[str, str] = {"pass": "✅", "warn": "⚠️", "deny": "❌", "error": "🛑"}
_SPEAKS: frozenset[OutcomeName] = frozenset(("denied", "warned", "pending", "waived", "error"))
_PUNCTUATION = re.compile(r"[\\`*_\[\]<|~$]|&(?=[#\w])|:(?=//)|#(?=\d)|(?<=www)\.|^[-+=>#]|(?<=^\d)[.)]", re.IGNORECASE)
"""What makes markup, an entity, a link or a reference, where it stands."""


class MarkdownWriter:
    """Writes the Markdown report. Artifacts wait in a temporary file, since the decision stands above them."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._numbers = Numbers(context)
        self._waiting = SpooledTemporaryFile(_KEPT, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def verdict(self, verdict: Verdict) -> None:
        """Write one artifact: its findings in tables, the outcomes of all its rules below."""
        self._numbers.see(verdict)
        mark, word = _MARKS[verdict.verdict], self._words.of("report.verdicts", verdict.verdict)
        kind = self._words.bracketed(escaped(kind_of(self._context, verdict, self._words, "report.named_aside")))
        self._write(f"\n## {mark} {word}{self._words.colon}{code(verdict.path)}{kind}\n")
        if verdict.problem:
            self._write(f"\n{''.join(self._problem(verdict.problem, verdict.file))}\n")
        for outcome in verdict.outcomes:
            if outcome.outcome in _SPEAKS and (outcome.findings or outcome.outcome != "pending"):
                for part in apart(self._context, outcome):
                    self._outcome(part, verdict)
        if verdict.outcomes:
            self._all(verdict)

    def finish(self, summary: Summary) -> None:
        """Write the decision with its counts, what waited, and what belongs to no artifact."""
        decision = summary.decision
        self._stream.write(
            f"# {self._words('report.report')}{self._words.colon}{_MARKS[decision]} "
            f"{self._words.of('report.verdicts', decision)}\n\n"
        )
        self._stream.write(f"{escaped(self._numbers.told(summary))}\n")
        if summary.problems:
            self._write(f"\n## {_MARKS['error']} {self._words('report.outside')}\n\n")
            for problem in summary.problems:
                self._write(f"- {''.join(self._problem(problem, None))}\n")
        if summary.unclaimed:
            self._write(f"\n## {self._words('report.counts.unclaimed', n=len(summary.unclaimed))}\n\n")
            self._write("".join(f"- {code(path)}\n" for path in summary.unclaimed))
        self._waiting.seek(0)
        copyfileobj(self._waiting, self._stream)
        self._waiting.close()

    def _outcome(self, outcome: Outcome, verdict: Verdict) -> None:
        words = self._words
        told = tell(self._context, outcome.rule, self._context.language, code_of(outcome))
        decided = words.of("report.outcomes", outcome.outcome)
        decided += words.bracketed(words.of("report.severities", told.severity))
        self._write(f"\n### {decided}{words.colon}{escaped(told.title)}\n\n")
        self._write(f"{code(outcome.rule)}\n\n")
        note = when(self._context, outcome.outcome, told.rule, words) or said(outcome.note or "", words.language)
        if note:
            self._write(f"{words('report.note')}{words.colon}{escaped(note)}\n\n")
        if outcome.findings:
            self._write(f"| {words('report.place')} | {words('report.finding')} |\n|---|---|\n")
            self._write("".join(f"{self._row(finding, verdict)}\n" for finding in outcome.findings))
            self._write("\n")
        for clause in told.clauses:
            summary = f"{words.colon}{escaped(clause.summary)}" if clause.summary else ""
            self._write(f"- {words('report.clause')}{words.colon}{link(clause.text, clause.url)}{summary}\n")
        if told.fix:
            self._write(f"- {words('report.fix')}{words.colon}{escaped(told.fix)}\n")

    def _row(self, finding: Finding, verdict: Verdict) -> str:
        place = finding.place
        where = place.told(place.file or verdict.file)
        words = self._words
        tag = words.bracketed(words("report.outcomes.warned")) if finding.level == "warn" else ""
        why = excused(finding, words)
        tag += words.bracketed(words.labelled("report.outcomes.waived", escaped(why))) if why else ""
        tag += words.bracketed(escaped(words.joined(second(finding, verdict.file, words))))
        return f"| {code(where, in_table=True)} | {escaped(said(finding.message, words.language))}{tag} |"

    def _all(self, verdict: Verdict) -> None:
        """Every rule's outcome by name, folded."""
        words = self._words
        self._write(f"\n<details><summary>{words('report.every')}</summary>\n\n")
        self._write(f"| {words('report.outcome')} | {words('report.rule')} | |\n|---|---|---|\n")
        for outcome in verdict.outcomes:
            title = escaped(tell(self._context, outcome.rule, self._context.language).title)
            name = code(outcome.rule, in_table=True)
            self._write(f"| {words.of('report.outcomes', outcome.outcome)} | {name} | {title} |\n")
        self._write("\n")
        if verdict.sha256:
            self._write(f"- sha256 {code(verdict.sha256)}\n")
        for file in verdict.evidence:
            digest = code(file.sha256 or words("report.missing"))
            self._write(f"- {words('report.evidence')} {code(file.path)}{words.colon}{digest}\n")
        self._write("\n</details>\n")

    def _problem(self, problem: Problem, file: str | None) -> Iterator[str]:
        words = self._words
        yield f"{words('report.outcomes.error')}{words.colon}"
        where = problem.file or file
        if where:
            yield code(":".join(str(part) for part in (where, problem.line, problem.column) if part is not None)) + " "
        yield escaped(said(problem.words, words.language))
        for label, text in labelled(problem, words):
            yield f" — {label}{words.colon}{escaped(text)}"

    def _write(self, text: str) -> None:
        self._waiting.write(text)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no link, no mention."""
    return _PUNCTUATION.sub(lambda match: f"\\{match[0]}", brief(text)).replace("@", "@<!-- -->")


def code(text: str, *, in_table: bool = False) -> str:
    """Return a code span that ends where ``text`` ends, whatever is in it."""
    text = brief(text)
    if in_table:
        text = text.replace("|", "\\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{space}{text}{space}{fence}"


def link(text: str, url: str | None) -> str:
    """Return a link, or the text alone."""
    return f"[{escaped(text)}](<{_address(url)}>)" if url else escaped(text)


def _address(url: str) -> str:
    from urllib.parse import quote

    return quote(url, safe="/:?#[]@!$&'()*+,;=%~")
