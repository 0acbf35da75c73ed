"""The text report: for a developer at a terminal and for a compliance officer who reads what was printed.

One block a rule and artifact: what was decided, which rule, where, the line itself, what is wrong, the clause, the fix.
Further findings of that rule keep the place, the line and the message. Every decision is a word; colour only repeats
it. Text of artifacts and plugins passes through :mod:`adjudge.lib.escape` before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from adjudge.lib.escape import brief, excerpt, visible, width
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .counts import Numbers
from .describe import clause, excused, kind_of, labelled, standing, title_of, when

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName, Problem, Summary, Verdict
    from adjudge.lib.documents import Steps
    from adjudge.lib.rego.rule import Rule
    from adjudge.report import Context

_COLOURS = {
    "deny": "1;31",
    "denied": "1;31",
    "error": "1;35",
    "warn": "1;33",
    "warned": "1;33",
    "pending": "1;33",
    "pass": "1;32",
    "passed": "32",
    "waived": "36",
    "mark": "1;31",
    "edge": "36",
    "strong": "1",
}
_BESIDE = 120
"""Cells up to which a message may stand beside its caret."""
_SHOWN: frozenset[OutcomeName] = frozenset(("denied", "warned", "pending", "waived", "error"))


class TextWriter:
    """Writes the text report. Quiet: one line for each denial and error, nothing else on success."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._numbers = Numbers(context)
        self._bar = self._paint("edge", "|")
        self._arrow = self._paint("edge", "-->")
        self._equals = self._paint("edge", "=")
        self._caret = self._paint("mark", "^")
        self._begun = False
        self._shown = context.shown

    def verdict(self, verdict: Verdict) -> None:
        """Write what one artifact's verdict has to say, at once; only the names of its rules are kept."""
        self._numbers.see(verdict)
        if self._context.verbosity < 0:
            lines = self._quiet(verdict)
        elif self._context.verbosity or verdict.verdict != "pass" or any(map(_speaks, verdict.outcomes)):
            lines = self._artifact(verdict)
        else:
            return
        self._write(lines)

    def finish(self, summary: Summary) -> None:
        """Write the problems that belong to no artifact, the unclaimed files (verbose) and the one line of counts."""
        if self._context.verbosity < 0:
            self._write(self._short(problem, None) for problem in summary.problems)
            if summary.exit_code:
                self._write([self._counts(summary)])
            return
        for problem in summary.problems:
            self._block(
                [f"{self._decided('error')}{self._words.colon}{brief(said(problem.words, self._words.language))}"]
            )
            self._write(self._problem(problem, None, _gutter([problem.line or 1])))
        if self._context.verbosity > 0 and summary.unclaimed:
            self._block(
                f"{self._words('report.unclaimed')}{self._words.colon}{visible(self._shown(path))}"
                for path in summary.unclaimed
            )
        root = self._shown(".")
        named = [self._words.labelled("report.root_here", visible(root))] if root != "." else []
        self._block([*named, self._counts(summary)])

    # --- one artifact -----------------------------------------------------------------------------------------------

    def _artifact(self, verdict: Verdict) -> Iterator[str]:
        name = self._paint("strong", visible(self._shown(verdict.path)))
        kind = self._words.bracketed(visible(kind_of(self._context, verdict, self._words, "report.named_aside")))
        if self._begun:
            yield ""
        self._begun = True
        word = self._words.of("report.verdicts", verdict.verdict)
        yield f"{self._paint(verdict.verdict, word)}{self._words.colon}{name}{kind}"
        if self._context.verbosity > 0:
            yield from self._everything(verdict)
        pad = _gutter(_lines(verdict))
        if verdict.problem:
            yield ""
            yield f"{self._decided('error')}{self._words.colon}{brief(said(verdict.problem.words, self._words.language))}"
            yield from self._problem(verdict.problem, verdict.file, pad)
        explained: set[str] = set()
        for outcome in verdict.outcomes:
            if _speaks(outcome):
                yield ""
                yield from self._outcome(outcome, verdict, pad, explained)
        skipped = sum(outcome.outcome == "not_evaluated" for outcome in verdict.outcomes)
        if skipped and not self._context.verbosity:
            yield ""
            yield self._words("report.counts.skipped", n=skipped)

    def _everything(self, verdict: Verdict) -> Iterator[str]:
        """Every rule's outcome by name, and the digests of what was read."""
        if verdict.sha256:
            yield f"  sha256 {visible(verdict.sha256)}"
        shown = {outcome.outcome: self._words.of("report.outcomes", outcome.outcome) for outcome in verdict.outcomes}
        columns = max(map(width, shown.values()), default=0)
        for outcome in verdict.outcomes:
            word = shown[outcome.outcome]
            space = " " * (columns - width(word) + 2)
            rule = self._context.rule(outcome.rule)
            since = self._words.bracketed(self._since(outcome, rule))
            name = f"{visible(outcome.rule)}{self._title(outcome.rule, rule)}"
            yield f"  {self._paint(outcome.outcome, word)}{space}{name}{since}"
        for file in verdict.evidence:
            digest = visible(file.sha256 or self._words("report.missing"))
            yield f"  {self._words('report.evidence')}  {visible(self._shown(file.path))}  {digest}"

    def _outcome(self, outcome: Outcome, verdict: Verdict, pad: str, explained: set[str]) -> Iterator[str]:
        rule = self._context.rule(outcome.rule)
        file, findings = verdict.file, outcome.findings
        code = findings[0].code if findings else None
        degree = ""
        if findings:
            advisory = f"{self._words.comma}{self._words('report.advisory')}" if rule and not rule.binding else ""
            degree = self._words.bracketed(f"{self._words.of('report.severities', findings[0].severity)}{advisory}")
        yield (
            f"{self._decided(outcome.outcome)}{degree} {self._paint('strong', visible(outcome.rule))}"
            f"{_code(code)}{self._title(outcome.rule, rule)}"
        )
        if findings:
            yield from self._finding(findings[0], file, pad)
            yield from self._excuse(findings[0], pad)
        else:
            yield f"{pad} {self._arrow} {visible(self._shown(file))}:{verdict.line}"
        yield from self._notes(outcome, rule, pad)
        if outcome.rule not in explained:
            explained.add(outcome.rule)
            yield from self._explanation(outcome.rule, rule, pad)
        for number in range(1, len(findings)):
            finding = findings[number]
            tag = _code(finding.code) if finding.code != code else ""
            if finding.level == "warn" and outcome.outcome == "denied":
                tag += f" {self._words('report.outcomes.warned')}"
            yield from self._finding(finding, file, pad, tag)
            yield from self._excuse(finding, pad)

    def _finding(self, finding: Finding, file: str, pad: str, code: str = "") -> Iterable[str]:
        """Place, line with caret, message. Written for speed: a file may have hundreds of these."""
        place = finding.place
        file = place.file or file
        message = brief(said(finding.message, self._context.language))
        line = self._context.line(file, place.line)
        head = f"{pad} {self._arrow} {visible(self._shown(file))}:{place.line}:{place.column}{code}"
        if line is None:
            # Nothing to show, as in media: the way into the document says more than line 1 does.
            return f"{head}{_inside(finding.path)}", f"{pad} {self._equals} {message}"
        shown, before = excerpt(line, place.column)
        frame = f"{place.line:>{len(pad)}} {self._bar} {shown}"
        caret = f"{pad} {self._bar} {' ' * before}{self._caret}"
        if before <= 40 or before + width(message) <= _BESIDE:
            return head, frame, f"{caret} {message}"
        return head, frame, caret, f"{pad} {self._equals} {message}"

    def _excuse(self, finding: Finding, pad: str) -> Iterator[str]:
        """Why a finding does not count, and who answers for that."""
        why = excused(finding, self._words)
        if why is not None:
            yield self._labelled(pad, self._words("report.outcomes.waived"), why)

    def _notes(self, outcome: Outcome, rule: Rule | None, pad: str) -> Iterator[str]:
        since = self._since(outcome, rule)
        if since:
            yield f"{pad} {self._equals} {since}"
        elif outcome.note:
            yield self._labelled(pad, self._words("report.note"), said(outcome.note, self._words.language))

    def _since(self, outcome: Outcome, rule: Rule | None) -> str | None:
        """From when a rule that is still pending will be in force."""
        since = when(self._context, outcome, rule, self._words)
        return visible(since) if since else None

    def _explanation(self, rule_id: str, rule: Rule | None, pad: str) -> Iterator[str]:
        """The clauses and the fix; for the core's own findings what it can say without a rule."""
        if rule is None:
            kind, _, name = rule_id.rpartition(".")
            if name == "schema":
                yield self._labelled(pad, self._words("report.fix"), self._words("report.compare", kind=kind))
            return
        for ref in rule.basis:
            yield self._labelled(pad, self._words("report.clause"), self._clause(ref))
        fix = said({name: words.remediation for name, words in rule.words.items()}, self._context.language)
        if fix:
            yield self._labelled(pad, self._words("report.fix"), " ".join(fix.split()))

    def _clause(self, ref: str) -> str:
        found = clause(self._context, ref, self._context.language)
        if not found.known:
            return found.text
        summary = f"{self._words.colon}{found.summary}" if self._context.verbosity > 0 else ""
        return f"{found.text}{summary} [{ref}]"

    # --- what could not be judged -----------------------------------------------------------------------------------

    def _problem(self, problem: Problem, file: str | None, pad: str) -> Iterator[str]:
        where = problem.file or file
        if where:
            place = "".join(f":{part}" for part in (problem.line, problem.column) if part is not None)
            yield f"{pad} {self._arrow} {visible(self._shown(where))}{place}"
            line = self._context.line(where, problem.line) if problem.line else None
            if line is not None:
                shown, before = excerpt(line, problem.column or 1)
                yield f"{problem.line:>{len(pad)}} {self._bar} {shown}"
                if problem.column:
                    yield f"{pad} {self._bar} {' ' * before}{self._caret}"
        yield from (self._labelled(pad, label, text) for label, text in labelled(problem, self._words))

    # --- quiet ------------------------------------------------------------------------------------------------------

    def _quiet(self, verdict: Verdict) -> Iterator[str]:
        if verdict.problem:
            yield self._short(verdict.problem, verdict.file)
        for outcome in verdict.outcomes:
            if outcome.outcome not in ("denied", "error"):
                continue
            rule = visible(outcome.rule)
            if outcome.outcome == "error":
                word = f"{self._words('report.outcomes.error')} {rule}"
                why = brief(said(outcome.note or "", self._words.language))
                yield f"{visible(self._shown(verdict.path))}: {word}{self._words.colon}{why}"
            for finding in outcome.findings:
                place = finding.place
                word = f"{self._words.of('report.outcomes', standing(finding, outcome))} {rule}"
                message = brief(said(finding.message, self._context.language))
                file = visible(self._shown(place.file or verdict.file))
                yield f"{file}:{place.line}:{place.column}: {word}{_code(finding.code)}{self._words.colon}{message}"

    def _short(self, problem: Problem, file: str | None) -> str:
        where = problem.file or file
        parts = (self._shown(where) if where else None, problem.line, problem.column)
        place = "".join(f"{visible(str(part))}:" for part in parts if part is not None)
        origin = " ".join(
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

    # --- the last line ----------------------------------------------------------------------------------------------

    def _counts(self, summary: Summary) -> str:
        decision = summary.decision
        word = self._paint(decision, self._words.of("report.verdicts", decision))
        return f"{word}{self._words.colon}{self._numbers.told(summary)}"

    # --- small pieces -----------------------------------------------------------------------------------------------

    def _title(self, rule_id: str, rule: Rule | None) -> str:
        title = title_of(rule_id, rule, self._words)
        return f"{self._words.colon}{visible(title)}" if title else ""

    def _decided(self, outcome: OutcomeName) -> str:
        return self._paint(outcome, self._words.of("report.outcomes", outcome))

    def _labelled(self, pad: str, label: str, text: str) -> str:
        return f"{pad} {self._equals} {label}{self._words.colon}{brief(text)}"

    def _paint(self, name: str, text: str) -> str:
        colour = _COLOURS.get(name)
        return f"\x1b[{colour}m{text}\x1b[0m" if self._context.colour and colour else text

    def _block(self, lines: Iterable[str]) -> None:
        if self._begun:
            self._stream.write("\n")
        self._begun = True
        self._write(lines)

    def _write(self, lines: Iterable[str]) -> None:
        text = "\n".join(lines)
        if text:
            self._stream.write(f"{text}\n")


def _speaks(outcome: Outcome) -> bool:
    """Return whether an outcome is shown without ``-v``: a rule that isn't in force yet only where it would deny."""
    return outcome.outcome in _SHOWN and (outcome.outcome != "pending" or bool(outcome.findings))


def _lines(verdict: Verdict) -> Iterator[int]:
    yield (verdict.problem.line if verdict.problem else None) or 1
    for outcome in verdict.outcomes:
        for finding in outcome.findings:
            yield finding.place.line


def _gutter(lines: Iterable[int]) -> str:
    return " " * len(str(max(lines)))


def _code(code: str | None) -> str:
    return f" [{visible(code)}]" if code else ""


def _inside(path: Steps) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f" ({brief(steps.removeprefix('.'))})" if steps else ""
