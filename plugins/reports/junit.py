"""JUnit XML, which every CI server shows: a suite an artifact, a case a rule.

What denied is a failure, what could not be judged an error; a warning, and what was not decided, is skipped with why,
since JUnit has no word for it and green would be too kind. The last suite is the run itself: its one case passes only
where the exit code is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from adjudge.lib.escape import brief
from adjudge.lib.wording import wording
from adjudge.lib.words import said

from .counts import Numbers
from .describe import apart, code_of, excused, labelled, rule_of, second, tell, when

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Problem, Summary, Verdict
    from adjudge.report import Context

_TAGS = {"denied": "failure", "error": "error", "passed": ""}
"""What becomes of a case by its outcome; all others are skipped."""
_SPECIAL = re.compile("[&<>\"']")
_WHITE = re.compile("[\t\n\r]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitWriter:
    """Writes the JUnit report; each suite as its verdict comes."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._numbers = Numbers(context)
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="adjudge">\n')

    def verdict(self, verdict: Verdict) -> None:
        """Write the suite of one artifact."""
        self._numbers.see(verdict)
        name = verdict.kind or "adjudge"
        cases = [self._case(outcome, verdict) for outcome in verdict.outcomes]
        if verdict.problem:
            cases.append(_case("judged", name, verdict.file, verdict.line, self._problem(verdict.problem)))
        self._suite(verdict.path, cases)

    def finish(self, summary: Summary) -> None:
        """Write the run's own suite: the problems that belong to no artifact, and the decision."""
        cases = [_case("judged", "adjudge", None, None, self._problem(problem)) for problem in summary.problems]
        word = self._words.of("report.verdicts", summary.decision)
        said_of_it = f"{word}{self._words.colon}{self._numbers.told(summary)}"
        result: tuple[tuple[str, str, str], ...] = ()
        if summary.exit_code:
            result = (("failure" if summary.exit_code == 1 else "error", said_of_it, ""),)
        cases.append(_case("decision", "adjudge", None, None, result, output=said_of_it))
        self._suite("adjudge", cases)
        self._stream.write("</testsuites>\n")

    def _case(self, outcome: Outcome, verdict: Verdict) -> str:
        tag = _TAGS.get(outcome.outcome, "skipped")
        line = outcome.findings[0].place.line if outcome.findings else verdict.line
        result = ((tag, self._message(outcome), self._body(outcome, verdict)),) if tag else ()
        return _case(outcome.rule, verdict.kind or "adjudge", verdict.file, line, result)

    def _message(self, outcome: Outcome) -> str:
        """One line: the first finding, and how many more there are."""
        words = self._words
        counting = [finding for finding in outcome.findings if finding.counts] or [
            finding for finding in outcome.findings if finding.suppression is None
        ]
        counting = counting or list(outcome.findings)
        texts = [said(finding.message, words.language) for finding in counting[:1]]
        if len(outcome.findings) > 1:
            texts[0] += f" (+{len(outcome.findings) - 1})"
        note = when(self._context, outcome.outcome, rule_of(self._context, outcome), words) or said(
            outcome.note or "", words.language
        )
        more = words.colon.join(brief(text) for text in (*texts, *((note,) if note else ())))
        word = words.of("report.outcomes", outcome.outcome)
        return f"{word}{words.colon}{more}" if more else word

    def _body(self, outcome: Outcome, verdict: Verdict) -> str:
        parts = apart(self._context, outcome)
        lines = [line for part in parts for line in self._told(part, verdict, alone=len(parts) == 1)]
        return "\n".join(map(brief, lines))

    def _told(self, outcome: Outcome, verdict: Verdict, *, alone: bool) -> list[str]:
        """Return the title, from when it is in force where it is not ``alone``, the findings, and what is behind them."""
        told = tell(self._context, outcome.rule, self._context.language, code_of(outcome))
        since = None if alone else when(self._context, outcome.outcome, told.rule, self._words)
        lines = [told.title + self._words.bracketed(since)]
        lines += (self._line(finding, verdict) for finding in outcome.findings)
        if outcome.findings:
            lines += [f"{self._words('report.clause')}{self._words.colon}{clause.named}" for clause in told.clauses]
            lines += [f"{self._words('report.fix')}{self._words.colon}{told.fix}"] if told.fix else []
        return lines

    def _line(self, finding: Finding, verdict: Verdict) -> str:
        place = finding.place
        where = place.told(place.file or verdict.file)
        why = excused(finding, self._words)
        waived = self._words.bracketed(self._words.labelled("report.outcomes.waived", why)) if why else ""
        see = self._words.bracketed(self._words.joined(second(finding, verdict.file, self._words)))
        return f"{where}{self._words.colon}{said(finding.message, self._context.language)}{see}{waived}"

    def _problem(self, problem: Problem) -> tuple[tuple[str, str, str], ...]:
        words = self._words
        place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
        lines = [place, *(f"{label}{words.colon}{text}" for label, text in labelled(problem, words))]
        return (("error", brief(said(problem.words, words.language)), "\n".join(map(brief, filter(None, lines)))),)

    def _suite(self, name: str, cases: Iterable[str]) -> None:
        cases = list(cases)
        attributes: dict[str, str | int | None] = {"name": brief(name), "tests": len(cases)}
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            attributes[attribute] = sum(f"<{tag} " in case for case in cases)
        self._stream.write(f"<testsuite{_attributes(attributes)}>\n{''.join(cases)}</testsuite>\n")


def _case(
    name: str,
    kind: str,
    file: str | None,
    line: int | None,
    results: Iterable[tuple[str, str, str]],
    *,
    output: str = "",
) -> str:
    head = f"<testcase{_attributes({'name': brief(name), 'classname': brief(kind), 'file': file, 'line': line})}"
    inside = "".join(f"{part}\n" for part in _inside(results, output))
    return f"{head}>\n{inside}</testcase>\n" if inside else f"{head}/>\n"


def _inside(results: Iterable[tuple[str, str, str]], output: str) -> Iterator[str]:
    for tag, message, body in results:
        yield f"<{tag}{_attributes({'message': message})}>{_text(body)}</{tag}>"
    if output:
        yield f"<system-out>{_text(output)}</system-out>"


def _attributes(values: dict[str, str | int | None]) -> str:
    return "".join(f' {name}="{_value(str(value))}"' for name, value in values.items() if value is not None)


def _value(text: str) -> str:
    """Return an attribute's value: white space that a parser would turn into a plain space goes by its number."""
    return _WHITE.sub(lambda match: f"&#{ord(match[0])};", _text(text))


def _text(text: str) -> str:
    """Return text as XML: what XML has no place for is spelled as an escape."""
    text = _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
