"""The text report: for a developer at a terminal and for a compliance officer who reads what was printed.

One block a rule and artifact: what was decided and what is wrong, where, the line itself, the fix, the rule, the clause.
Further findings of that rule keep the place, the line and the message; a place is framed once an artifact. Findings that
only follow from a related artifact are one block, and what a whole run lacks is told once, at the end. Every decision is
a word; colour only repeats it. Text of artifacts and plugins passes through :mod:`adjudge.lib.escape` before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from adjudge.lib.dependence import Dependency
from adjudge.lib.escape import brief, excerpt, visible, width
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.wording import wording
from adjudge.lib.words import ENGLISH, said

from .counts import Numbers
from .describe import clause, code_tag, depending, excused, kind_of, labelled, rule_of, second, standing, title_of, when
from .folding import FoldedFinding, Folding, Lacking, alike, folded
from .frames import gutter, inside, lines_of
from .reasons import Mostly, Reasons

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName, Problem, Summary, Verdict
    from adjudge.lib.documents import Place, Steps
    from adjudge.lib.rego.rule import Rule
    from adjudge.report import Context

    from .quiet import QuietLines

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
        self._reasons = Reasons(context)
        self._lacking: dict[tuple[str, str | None, str, str], Lacking] = {}
        self._mostly: dict[tuple[str | None, Mostly], tuple[str, int]] = {}
        self._framed: set[tuple[str, int, int]] = set()
        self._begun = False
        self._shown = context.shown

    def verdict(self, verdict: Verdict) -> None:
        """Write what one artifact's verdict has to say, at once; what a whole run lacks waits for the end."""
        self._numbers.see(verdict)
        verbose = self._context.verbosity > 0
        told = folded(self._context, verdict, whole=verbose)
        for each in told.lacking:
            key = (each.outcome.rule, each.finding.code, each.finding.message[ENGLISH], each.word)
            first = self._lacking.get(key, Lacking(each, verdict.file, 0))
            self._lacking[key] = first._replace(artifacts=first.artifacts + 1)
        if self._context.verbosity < 0:
            self._write(self._quiet().verdict(verdict, told))
            return
        most = self._reasons.most(verdict)
        if verbose or self._speaks(verdict, told):
            self._write(self._artifact(verdict, told, most))
        elif most is not None:
            path, number = self._mostly.get((verdict.kind, most), (verdict.path, 0))
            self._mostly[verdict.kind, most] = path, number + 1

    def finish(self, summary: Summary) -> None:
        """Write what belongs to no artifact: what the run lacks, problems, unclaimed files (verbose), and the counts."""
        if self._context.verbosity < 0:
            self._write(self._quiet().problem(problem, None) for problem in summary.problems)
            self._write(self._quiet().lacking(self._lacking.values()))
            if summary.exit_code:
                self._write([self._counts(summary)])
            return
        for lacking in self._lacking.values():
            self._block(self._of_run(lacking))
        if self._mostly:
            self._block(self._mostly_silent(*first, most) for (_, most), first in self._mostly.items())
        for problem in summary.problems:
            self._block([self._wrong(problem)])
            self._write(self._problem(problem, None, gutter([problem.line or 1])))
        if self._context.verbosity > 0 and summary.unclaimed:
            self._block(
                f"{self._words('report.unclaimed')}{self._words.colon}{visible(self._shown(path))}"
                for path in summary.unclaimed
            )
        root = self._shown(".")
        # Success is one line: without a path above there is nothing to say it of.
        named = [self._words.labelled("report.root_here", visible(root))] if root != "." and self._begun else []
        self._block([*named, self._counts(summary)])

    def _quiet(self) -> QuietLines:
        from .quiet import QuietLines  # start-up time

        return QuietLines(self._context)

    # --- one artifact -----------------------------------------------------------------------------------------------

    def _speaks(self, verdict: Verdict, told: Folding) -> bool:
        """Return whether an artifact is shown without ``-v``; not for what is told once for the whole run."""
        if verdict.problem or told.depending or any(map(_speaks, told.own)):
            return True
        return verdict.verdict != "pass" and not told.lacking

    def _artifact(self, verdict: Verdict, told: Folding, most: Mostly | None) -> Iterator[str]:
        self._framed.clear()
        name = self._paint("strong", visible(self._shown(verdict.path)))
        kind = self._words.bracketed(visible(kind_of(self._context, verdict, self._words, "report.named_aside")))
        if self._begun:
            yield ""
        self._begun = True
        word = self._words.of("report.verdicts", verdict.verdict)
        yield f"{self._paint(verdict.verdict, word)}{self._words.colon}{name}{kind}"
        if most is not None:
            yield f"  {visible(most.told(self._words))}"
        if self._context.verbosity > 0:
            yield from self._everything(verdict)
        pad = gutter(lines_of(verdict))
        if verdict.problem:
            yield ""
            yield self._wrong(verdict.problem)
            yield from self._problem(verdict.problem, verdict.file, pad)
        for dependency, findings in told.depending.items():
            yield ""
            yield from self._depending(dependency, findings, verdict.file, pad)
        explained: set[tuple[str, int]] = set()
        for outcome in told.own:
            if _speaks(outcome):
                yield ""
                yield from self._outcome(outcome, verdict, pad, explained)
        skipped = sum(outcome.outcome == "not_evaluated" for outcome in verdict.outcomes)
        if skipped and not self._context.verbosity:
            yield ""
            yield self._words("report.counts.skipped", n=skipped)

    def _everything(self, verdict: Verdict) -> Iterator[str]:
        """Every rule's outcome by name, with why it does not apply, and the digests of what was read."""
        if verdict.sha256:
            yield f"  sha256 {visible(verdict.sha256)}"
        shown = {outcome.outcome: self._words.of("report.outcomes", outcome.outcome) for outcome in verdict.outcomes}
        columns = max(map(width, shown.values()), default=0)
        for outcome in verdict.outcomes:
            word = shown[outcome.outcome]
            space = " " * (columns - width(word) + 2)
            rule = self._context.rule(outcome.rule)
            why = self._reasons.of(verdict, outcome)
            since = self._words.bracketed(self._since(outcome, rule) or (visible(why.told(self._words)) if why else ""))
            name = f"{visible(outcome.rule)}{self._title(outcome.rule, rule)}"
            yield f"  {self._paint(outcome.outcome, word)}{space}{name}{since}"
        for file in verdict.evidence:
            digest = visible(file.sha256 or self._words("report.missing"))
            yield f"  {self._words('report.evidence')}  {visible(self._shown(file.path))}  {digest}"

    def _depending(self, dependency: Dependency, findings: list[FoldedFinding], file: str, pad: str) -> Iterator[str]:
        """Yield once that findings follow from a related artifact, at the line that names it, and of which rules they are."""
        path = visible(self._shown(dependency.path))
        worst = min(findings, key=lambda each: (each.word != "denied", SEVERITIES.index(each.finding.severity)))
        severity = self._words.bracketed(self._words.of("report.severities", worst.finding.severity))
        what = visible(depending(dependency, self._words, self._shown))
        yield f"{self._decided(worst.word)}{severity}{self._words.colon}{what}"
        yield from self._frame(dependency.place, file, pad)
        yield self._labelled(pad, self._words("report.fix"), self._words("report.depends.mend", path=path))
        rules = dict.fromkeys(f"{visible(each.outcome.rule)}{code_tag(each.finding.code)}" for each in findings)
        yield self._labelled(pad, self._words("report.rules"), self._words.listed(rules))

    def _outcome(self, outcome: Outcome, verdict: Verdict, pad: str, explained: set[tuple[str, int]]) -> Iterator[str]:
        rule = rule_of(self._context, outcome)
        file, key = verdict.file, (outcome.rule, rule.line if rule is not None else 0)
        findings = sorted(outcome.findings, key=lambda finding: finding.suppression is not None)
        if findings:
            first, code = findings[0], findings[0].code
            yield self._headline(first, standing(first, outcome), rule)
            begun = alike(findings)
            yield from self._frame(first.place, file, pad, path=first.path)
            yield from self._also(findings[:begun], outcome, code, pad, file)
        else:
            begun, code = 0, None
            note = (
                said(outcome.note or "", self._words.language)
                or title_of(outcome.rule, rule, self._words)
                or outcome.rule
            )
            yield f"{self._decided(outcome.outcome)}{self._words.colon}{brief(note)}"
            yield f"{pad} {self._arrow} {visible(self._shown(file))}:{verdict.line}"
        yield from self._notes(outcome, rule, pad)
        yield from self._explanation(outcome, rule, pad, code, whole=key not in explained)
        explained.add(key)
        while begun < len(findings):
            finding = findings[begun]
            count = alike(findings[begun:])
            tag = self._tag(finding, outcome, code)
            yield from self._frame(finding.place, file, pad, message=self._message(finding), tag=tag, path=finding.path)
            yield from self._also(findings[begun : begun + count], outcome, finding.code, pad, file)
            begun += count

    def _headline(self, finding: Finding, word: str, rule: Rule | None, times: int = 1) -> str:
        """Return what was decided, how grave it is, on how many artifacts if they are several, and what is wrong."""
        degree = [self._words.of("report.severities", finding.severity)]
        degree += [self._words("report.advisory")] if rule and not rule.binding else []
        degree += [self._words("report.counts.artifacts", n=times)] if times > 1 else []
        bracket = self._words.bracketed(self._words.joined(degree))
        return f"{self._decided(word)}{bracket}{self._words.colon}{self._message(finding)}"

    def _also(
        self, findings: Sequence[Finding], outcome: Outcome, code: str | None, pad: str, file: str
    ) -> Iterator[str]:
        """Yield where else the first finding of a place points, why it does not count, and what else is wrong there."""
        for number, finding in enumerate(findings):
            if number:
                yield f"{pad} {self._equals} {self._message(finding)}{self._tag(finding, outcome, code)}"
            for other, see in zip(finding.related, second(finding, file, self._words, self._shown), strict=True):
                yield f"{pad} {self._equals} {visible(see)}"
                yield from list(self._frame(other.place, file, pad))[1:]
            yield from self._excuse(finding, pad)

    def _tag(self, finding: Finding, outcome: Outcome, code: str | None) -> str:
        """Return what a further finding is beside the first: its code, and that it only warns."""
        tag = code_tag(finding.code) if finding.code != code else ""
        warns = finding.level == "warn" and outcome.outcome == "denied"
        return f"{tag} {self._words('report.outcomes.warned')}" if warns else tag

    def _message(self, finding: Finding) -> str:
        return brief(said(finding.message, self._context.language))

    def _frame(
        self, place: Place, file: str, pad: str, *, message: str = "", tag: str = "", path: Steps = ()
    ) -> Iterable[str]:
        """Return place, line with caret, message. Written for speed: a file may have hundreds of these."""
        file = place.file or file
        line = self._context.line(file, place.line) if place.offset is None else None
        head = f"{pad} {self._arrow} {visible(place.told(self._shown(file)))}{tag}"
        below = (f"{pad} {self._equals} {message}",) if message else ()
        if line is None:
            # Nothing to show, as in media: the way into the document says more than line 1 does.
            return f"{head}{inside(path)}", *below
        at = (file, place.line, place.column)
        if at in self._framed:
            return head, *below
        self._framed.add(at)
        shown, before = excerpt(line, place.column)
        frame = f"{place.line:>{len(pad)}} {self._bar} {shown}"
        caret = f"{pad} {self._bar} {' ' * before}{self._caret}"
        if message and (before <= 40 or before + width(message) <= _BESIDE):
            return head, frame, f"{caret} {message}"
        return head, frame, caret, *below

    def _excuse(self, finding: Finding, pad: str) -> Iterator[str]:
        """Yield what a finding depends on, and why it does not count, and who answers for that."""
        if finding.depends_on is not None:
            yield f"{pad} {self._equals} {visible(depending(finding.depends_on, self._words))}"
        why = excused(finding, self._words)
        if why is not None:
            yield self._labelled(pad, self._words("report.outcomes.waived"), why)

    def _notes(self, outcome: Outcome, rule: Rule | None, pad: str) -> Iterator[str]:
        since = self._since(outcome, rule)
        if since:
            yield f"{pad} {self._equals} {since}"
        elif outcome.note and outcome.findings:
            yield self._labelled(pad, self._words("report.note"), said(outcome.note, self._words.language))

    def _since(self, outcome: Outcome, rule: Rule | None) -> str | None:
        """From when a rule that is still pending will be in force."""
        since = when(self._context, outcome.outcome, rule, self._words)
        return visible(since) if since else None

    def _explanation(
        self, outcome: Outcome, rule: Rule | None, pad: str, code: str | None, *, whole: bool
    ) -> Iterator[str]:
        """The fix, the rule and its clauses; for the core's own findings what it can say without a rule."""
        if whole and outcome.outcome != "error":
            fix = self._fix(outcome.rule, rule)
            if fix:
                yield self._labelled(pad, self._words("report.fix"), fix)
        name = f"{self._paint('strong', visible(outcome.rule))}{code_tag(code)}{self._title(outcome.rule, rule)}"
        yield f"{pad} {self._equals} {self._words('report.rule')}{self._words.colon}{name}"
        for ref in rule.basis if rule is not None and whole else ():
            yield self._labelled(pad, self._words("report.clause"), self._clause(ref))

    def _fix(self, rule_id: str, rule: Rule | None) -> str:
        if rule is None:
            kind, _, name = rule_id.rpartition(".")
            return self._words("report.compare", kind=kind) if name == "schema" else ""
        fix = said({name: words.remediation for name, words in rule.words.items()}, self._context.language)
        return " ".join(fix.split())

    def _clause(self, ref: str) -> str:
        found = clause(self._context, ref, self._context.language)
        if not found.known:
            return found.text
        summary = f"{self._words.colon}{found.summary}" if self._context.verbosity > 0 else ""
        return f"{found.text}{summary} [{ref}]"

    # --- what could not be judged -----------------------------------------------------------------------------------

    def _wrong(self, problem: Problem) -> str:
        return f"{self._decided('error')}{self._words.colon}{brief(said(problem.words, self._words.language))}"

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

    # --- what the whole run lacks -----------------------------------------------------------------------------------

    def _of_run(self, lacking: Lacking) -> Iterator[str]:
        """Yield once what many artifacts are told for the same setting, with how many they are and where the first is."""
        first, file, artifacts = lacking
        alone = first.outcome._replace(findings=(first.finding,))
        rule, pad = rule_of(self._context, alone), gutter([first.finding.place.line])
        self._framed.clear()
        yield self._headline(first.finding, first.word, rule, artifacts)
        place = first.finding.place
        yield f"{pad} {self._arrow} {visible(self._shown(place.file or file))}:{place.line}:{place.column}"
        yield from self._explanation(first.outcome, rule, pad, first.finding.code, whole=True)

    def _mostly_silent(self, path: str, artifacts: int, most: Mostly) -> str:
        """Return that one field switches off most of the rules of artifacts that pass."""
        others = self._words("report.more", n=artifacts - 1) if artifacts > 1 else None
        return f"{visible(self._shown(path))}{self._words.bracketed(others)}{self._words.colon}{visible(most.told(self._words))}"

    # --- the last line ----------------------------------------------------------------------------------------------

    def _counts(self, summary: Summary) -> str:
        decision = summary.decision
        word = self._paint(decision, self._words.of("report.verdicts", decision))
        return f"{word}{self._words.colon}{self._numbers.told(summary)}"

    # --- small pieces -----------------------------------------------------------------------------------------------

    def _title(self, rule_id: str, rule: Rule | None) -> str:
        title = title_of(rule_id, rule, self._words)
        return f"{self._words.colon}{visible(title)}" if title else ""

    def _decided(self, outcome: str) -> str:
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
