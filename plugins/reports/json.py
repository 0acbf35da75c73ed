"""The JSON report: everything that a run found, for programs. ``schemas/adjudge/report.json`` describes it.

Written as it comes, one artifact a line, so that a report can be searched and compared by line; equal inputs give equal
bytes. It has no timings and no paths beyond the root. A run that dies leaves a text that is no JSON: it cannot be
mistaken for a short report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from adjudge import OUTCOMES
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.json_text import given, json_line
from adjudge.lib.report_data import by_language
from adjudge.lib.words import ENGLISH, languages, said
from adjudge.report import cite, finding_data, problem_data

from .reasons import Reasons

if TYPE_CHECKING:
    from adjudge import Outcome, Summary, Verdict
    from adjudge.lib.documents import EvidenceFile, Json
    from adjudge.lib.fingerprint import Fingerprint
    from adjudge.lib.rego.rule import Rule
    from adjudge.report import Context

SCHEMA_VERSION = "1"
VERDICTS = ("pass", "warn", "deny", "error")
_OF_CODES = ("title", "description", "remediation", "severity", "basis", "effective", "resources")


class JsonWriter:
    """Writes the JSON report; keeps nothing of an artifact but the names of the rules that it met."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._rules: set[str] = set()
        self._next = ""
        self._fingerprints = Fingerprints()
        self._reasons = Reasons(context)
        head = {
            "schema_version": SCHEMA_VERSION,
            "adjudge": context.version,
            "engine": context.engine,
            "as_of": context.as_of,
            **({"gate": dict(context.gate)} if context.gate is not None else {}),
        }
        members = "".join(f"{json_line(name)}: {json_line(value)},\n" for name, value in head.items())
        stream.write(f'{{\n{members}"artifacts": [')

    def verdict(self, verdict: Verdict) -> None:
        """Write one artifact as one line."""
        self._rules.update(outcome.rule for outcome in verdict.outcomes)
        self._stream.write(f"{self._next}\n{json_line(self._artifact(verdict))}")
        self._next = ","

    def finish(self, summary: Summary) -> None:
        """Write what belongs to no artifact, the rules that were met, and the summary."""
        rules = {name: rule for name in sorted(self._rules) if (rule := self._context.rule(name))}
        self._list([], end="],\n")
        self._stream.write('"unclaimed": [')
        self._list(summary.unclaimed, end="],\n")
        self._stream.write('"problems": [')
        self._list(map(problem_data, summary.problems), end="],\n")
        self._stream.write('"rules": {')
        comma = ""
        for name, rule in rules.items():
            self._stream.write(f"{comma}\n{json_line(name)}: {json_line(self._rule(rule))}")
            comma = ","
        closing = "\n},\n" if rules else "},\n"
        if summary.engines:
            closing += f'"engines": {json_line(summary.engines)},\n'
        self._stream.write(f'{closing}"summary": {json_line(_summary(summary))}\n}}\n')

    def _list(self, items: Iterable[Json], *, end: str) -> None:
        """Write items, one a line, and close the list that stands open."""
        for item in items:
            self._stream.write(f"{self._next}\n{json_line(item)}")
            self._next = ","
        self._stream.write(f"\n{end}" if self._next else end)
        self._next = ""

    def _artifact(self, verdict: Verdict) -> Json:
        prints = self._fingerprints.of(verdict)
        told = (self._outcome(verdict, *each) for each in zip(verdict.outcomes, prints, strict=True))
        artifact: dict[str, Any] = {
            "path": verdict.path,
            "file": verdict.file,
            "kind": verdict.kind,
            "sha256": verdict.sha256,
            "size": verdict.size,
            "line": verdict.line,
            "verdict": verdict.verdict,
            "outcomes": list(told),
        }
        if verdict.problem:
            artifact["problem"] = problem_data(verdict.problem)
        artifact["evidence"] = [_evidence(file) for file in verdict.evidence]
        if verdict.decision is not None:
            artifact["decision"] = verdict.decision._asdict()
        return artifact

    def _outcome(self, verdict: Verdict, outcome: Outcome, fingerprints: tuple[Fingerprint, ...]) -> Json:
        entry: dict[str, Any] = {"rule": outcome.rule, "outcome": outcome.outcome}
        if outcome.note is not None:
            entry["note"] = said(outcome.note, ENGLISH)
            if not isinstance(outcome.note, str):
                others = [language for language in languages() if language != ENGLISH]
                entry["translations"] = {language: {"note": said(outcome.note, language)} for language in others}
        why = self._reasons.of(verdict, outcome)
        if why is not None:
            entry["because"] = why.data()
        entry["findings"] = list(map(finding_data, outcome.findings, fingerprints))
        return entry

    def _rule(self, rule: Rule) -> dict[str, Json]:
        return {
            "title": by_language({name: words.title for name, words in rule.words.items()}),
            "description": by_language({name: words.description for name, words in rule.words.items()}),
            "remediation": by_language({name: words.remediation for name, words in rule.words.items()}),
            "kind": rule.kind,
            "severity": rule.severity,
            "binding": rule.binding,
            "basis": [self._basis(ref) for ref in rule.basis],
            "jurisdictions": list(rule.jurisdictions),
            "collections": list(rule.collections),
            "effective": given(
                {
                    "from": rule.effective.since,
                    "to": rule.effective.to,
                    "replaced_by": rule.effective.replaced_by,
                }
            ),
            "resources": list(rule.resources),
            "plugin": rule.plugin,
            **({"setting": rule.setting} if rule.setting is not None else {}),
            **({"fix": {code: {fix.verb: fix.value} for code, fix in rule.fixes.items()}} if rule.fixes else {}),
            **({"codes": {code: self._code(each) for code, each in rule.codes.items()}} if rule.codes else {}),
        }

    def _code(self, rule: Rule) -> Json:
        """Return what holds for the findings of a code that is described on its own."""
        said = self._rule(rule)
        return {name: said[name] for name in _OF_CODES}

    def _basis(self, ref: str) -> Json:
        citation, why = cite(self._context, ref)
        if citation is None:
            return given({"ref": ref, "error": said(why, ENGLISH) if why else None})
        instrument = citation.instrument
        return {
            "ref": ref,
            "title": by_language(instrument.title),
            "issuer": by_language(instrument.issuer),
            "number": instrument.number,
            "clause": citation.number,
            "summary": by_language(citation.summary),
            "url": instrument.url,
        }


def _evidence(file: EvidenceFile) -> Json:
    entry: dict[str, Any] = {"path": file.path, "sha256": file.sha256}
    return {**entry, "outside": True} if file.outside else entry


def _summary(summary: Summary) -> Json:
    verdicts: Mapping[Any, int] = summary.verdicts
    return {
        "decision": summary.decision,
        "exit_code": summary.exit_code,
        "reasons": [given(reason._asdict()) for reason in summary.reasons],
        "verdicts": {name: verdicts.get(name, 0) for name in VERDICTS},
        "outcomes": {name: summary.outcomes.get(name, 0) for name in OUTCOMES},
    }
