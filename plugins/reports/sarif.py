"""SARIF 2.1.0 for code scanning: findings with rule, place and fingerprint; what could not be judged as notifications.

The rules and files that results name by index follow them. A file is named relative to the base ``ROOT``, whose own place
is not told. No source text is copied into the report. GitHub refuses a run of more than 25,000 results as a whole: beyond
that the gravest are kept, and a result of a rule of its own says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from adjudge.lib.escape import brief
from adjudge.lib.fingerprint import Fingerprints, of_error, of_problem
from adjudge.lib.json_text import given, json_line, ordered
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.wording import wording
from adjudge.lib.words import said, template

from .describe import Described, excused, rule_of, standing, tell, web, when
from .gravest import Gravest
from .markdown import escaped, link

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Problem, Summary, Verdict
    from adjudge.lib.documents import Json, Place, SecondPlace
    from adjudge.lib.fingerprint import Fingerprint
    from adjudge.lib.rego.rule import Severity
    from adjudge.report import Context

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "ROOT"
RESULTS = 25_000
"""Results of a run that GitHub takes; it refuses a file with more."""
TAGS = 20
"""Tags of a rule that GitHub takes."""
TRUNCATED = "adjudge.report.truncated"
SCORES = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0", "info": "0.0"}
"""Severity as code scanning reads it: above 9 critical, from 7 high, from 4 medium, above 0 low."""
_SHOWN = frozenset(("denied", "warned", "pending", "waived"))


class SarifWriter:
    """Writes the SARIF report; keeps the names of rules and files that it met, and the errors."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._words = wording(context.language)
        self._fingerprints = Fingerprints()
        self._rules: dict[str, int] = {}
        self._files: dict[str, int] = {}
        self._digests: dict[str, tuple[str, int | None]] = {}
        self._notifications: list[Json] = []
        self._results = Gravest(RESULTS)
        self._next = ""
        stream.write(f'{{\n"$schema": {json_line(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n"results": [')

    def verdict(self, verdict: Verdict) -> None:
        """Take one artifact's findings, a line each."""
        self._file(verdict.file)
        if verdict.sha256 is not None and verdict.path == verdict.file:
            self._digests[verdict.file] = (verdict.sha256, verdict.size)
        for file in verdict.evidence:
            if file.sha256 is not None:
                self._file(file.path)
                self._digests.setdefault(file.path, (file.sha256, None))
        if verdict.problem:
            self._notify(verdict.problem, of_problem(verdict.problem, verdict), verdict)
        for outcome, fingerprints in zip(verdict.outcomes, self._fingerprints.of(verdict), strict=True):
            self._rules.setdefault(outcome.rule, len(self._rules))
            if outcome.outcome == "error":
                self._failed(outcome, verdict)
            if outcome.outcome in _SHOWN:
                for finding, fingerprint in zip(outcome.findings, fingerprints, strict=True):
                    self._take(finding, fingerprint, outcome, verdict)

    def finish(self, summary: Summary) -> None:
        """Write the results, what they refer to, and how the run ended."""
        for problem in summary.problems:
            self._notify(problem, of_problem(problem), None)
        if self._results.total > RESULTS:
            self._truncate()
        for line in self._results.lines():
            self._line(line)
        end = "\n]" if self._next else "]"
        self._list(f'{end},\n"artifacts": [', map(self._artifact, self._files))
        driver = {"name": "adjudge", "version": self._context.version}
        self._list(f'],\n"tool": {{"driver": {json_line(driver)[:-1]}, "rules": [', map(self._rule, self._rules))
        invocation = {
            "executionSuccessful": summary.exit_code in (0, 1),
            "exitCode": summary.exit_code,
            "exitCodeDescription": self._words.of("report.verdicts", summary.decision),
        }
        self._list(
            f']}}}},\n"invocations": [{json_line(invocation)[:-1]}, "toolExecutionNotifications": [',
            self._notifications,
        )
        rest = {
            "originalUriBaseIds": {ROOT: {"description": {"text": self._words("report.root")}}},
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "utf-8",
            "language": _language(self._words.language),
            "properties": {
                "engine": self._context.engine,
                **({"engines": summary.engines} if summary.engines else {}),
                "as_of": self._context.as_of,
                "decision": summary.decision,
                "verdicts": ordered(summary.verdicts),
                "outcomes": ordered(summary.outcomes),
            },
        }
        self._stream.write(f"]}}],\n{json_line(rest)[1:]}]\n}}\n")

    # --- results ----------------------------------------------------------------------------------------------------

    def _take(self, finding: Finding, fingerprint: Fingerprint, outcome: Outcome, verdict: Verdict) -> None:
        result = self._result(finding, fingerprint, outcome, verdict)
        self._results.add(
            json_line(result),
            level=result["level"],
            severity=finding.severity,
            excused="suppressions" in result,
            file=finding.place.file or verdict.file,
        )

    def _truncate(self) -> None:
        """Make room for the result, and add the notification, that say how many findings are left out."""
        self._results.shrink(RESULTS - 1)
        first = self._results.first_left_out
        assert first is not None
        counted = {"kept": self._results.kept, "total": self._results.total}
        message = {"text": self._words("report.truncated", left_out=counted["total"] - counted["kept"], **counted)}
        place = self._physical(first.file, 1, None)
        rule = {"id": TRUNCATED, "index": self._rules.setdefault(TRUNCATED, len(self._rules))}
        self._notifications.append({"level": "warning", "message": message, "associatedRule": rule})
        result = {
            "ruleId": TRUNCATED,
            "ruleIndex": rule["index"],
            "level": "error" if first.level == "error" and not first.is_excused else "warning",
            "message": message,
            "locations": [place],
            "partialFingerprints": {"primaryLocationLineHash": TRUNCATED, "adjudge/v1": TRUNCATED},
            "properties": counted,
        }
        self._results.add(json_line(result), level="error", severity="critical", excused=False, file=first.file)

    def _result(self, finding: Finding, fingerprint: Fingerprint, outcome: Outcome, verdict: Verdict) -> dict[str, Any]:
        level, stands = "error", standing(finding, outcome)
        if stands == "pending":
            level = "note"
        elif finding.level == "warn" or outcome.outcome == "warned":
            level = "warning"
        text = brief(said(finding.message, self._context.language))
        alone = outcome._replace(findings=(finding,))
        since = when(self._context, stands, rule_of(self._context, alone), self._words)
        result: dict[str, Any] = {
            "ruleId": outcome.rule,
            "ruleIndex": self._rules[outcome.rule],
            "level": level,
            "message": {"text": f"{text}{self._words.bracketed(since)}"},
            "locations": [self._location(finding, verdict)],
            # The first is what GitHub goes by; the second says whose it is and how it is made.
            "partialFingerprints": {"primaryLocationLineHash": str(fingerprint), "adjudge/v2": str(fingerprint)},
            "properties": given(
                {
                    "artifact": verdict.path,
                    "kind": verdict.kind,
                    "code": finding.code,
                    "outcome": stands if stands == "pending" else outcome.outcome,
                    "severity": finding.severity,
                    **self._of_code(finding),
                    "details": ordered(finding.details) if finding.details else None,
                }
            ),
        }
        if finding.related:
            result["relatedLocations"] = [self._second(other, verdict) for other in finding.related]
        why = excused(finding, self._words)
        if why is not None or outcome.outcome == "waived":
            # Without a status it counts as accepted; published schemas disagree on that property's name.
            justification = brief(
                why or said(outcome.note or "", self._context.language) or self._words("report.outcomes.waived")
            )
            result["suppressions"] = [{"kind": "external", "justification": justification}]
        return result

    def _of_code(self, finding: Finding) -> dict[str, Json]:
        """Return what is told of a code that is described on its own: the descriptor of the rule tells that of all others."""
        rule = self._context.rule(finding.rule)
        if rule is None or finding.code not in rule.codes:
            return {}
        told = tell(self._context, finding.rule, self._context.language, finding.code)
        return {"title": told.title, "clause": [clause.ref for clause in told.clauses], "fix": told.fix or None}

    def _location(self, finding: Finding, verdict: Verdict) -> Json:
        place = finding.place
        location = self._at(place, verdict.file)
        way = self._fingerprints.way(verdict, finding)
        if way:
            location["logicalLocations"] = [{"fullyQualifiedName": brief(way), "kind": "member"}]
        return location

    def _second(self, other: SecondPlace, verdict: Verdict) -> Json:
        """Return another place of a finding; its message is what GitHub shows as the link to it."""
        place = other.place
        location = self._at(place, verdict.file)
        where = place.told(place.file or verdict.file)
        return {**location, "message": {"text": brief(self._words("report.see", place=where))}}

    def _at(self, place: Place, file: str) -> dict[str, Any]:
        """Return a place as a location. In bytes it has an offset too; the line is for readers that know only those."""
        location = self._physical(place.file or file, place.line, place.column)
        if place.offset is not None:
            region = location["physicalLocation"]["region"]
            location["physicalLocation"]["region"] = {**region, "byteOffset": place.offset}
            if place.box:
                location["message"] = {"text": brief(place.told(""))}
        return location

    def _physical(self, file: str, line: int | None, column: int | None) -> dict[str, Any]:
        region = {"startLine": line or 1, **({"startColumn": column} if column else {})}
        artifact = {"uri": uri(file), "uriBaseId": ROOT, "index": self._file(file)}
        return {"physicalLocation": {"artifactLocation": artifact, "region": region}}

    # --- errors -----------------------------------------------------------------------------------------------------

    def _failed(self, outcome: Outcome, verdict: Verdict) -> None:
        """Tell that a rule could not be evaluated on an artifact."""
        self._notifications.append(
            {
                "level": "error",
                "message": {
                    "text": f"{brief(outcome.rule)}{self._words.colon}{brief(said(outcome.note or '', self._context.language))}"
                },
                "locations": [self._physical(verdict.file, verdict.line, None)],
                "associatedRule": {"id": outcome.rule, "index": self._rules[outcome.rule]},
                "properties": {"artifact": verdict.path, "fingerprint": str(of_error(verdict, outcome))},
            }
        )

    def _notify(self, problem: Problem, fingerprint: Fingerprint, verdict: Verdict | None) -> None:
        """Tell that an artifact, or something outside all, could not be judged."""
        file = problem.file or (verdict.file if verdict else None)
        words = self._words
        step = brief(said(problem.next or "", words.language))
        notification: dict[str, Any] = {
            "level": "error",
            "message": {"text": words.then(brief(said(problem.words, words.language)), step)},
        }
        if file:
            notification["locations"] = [self._physical(file, problem.line, problem.column)]
        notification["properties"] = given(
            {
                "artifact": verdict.path if verdict else None,
                "rule": problem.rule,
                "plugin": problem.plugin,
                "fingerprint": str(fingerprint),
            }
        )
        self._notifications.append(notification)

    # --- what results refer to --------------------------------------------------------------------------------------

    def _rule(self, rule_id: str) -> Json:
        told = tell(self._context, rule_id, self._context.language)
        descriptor = {
            "id": rule_id,
            "name": rule_id,
            "shortDescription": {"text": told.title},
            "fullDescription": {"text": told.description or told.title},
            "help": {"text": "\n".join(self._help(told)), "markdown": "\n\n".join(self._help(told, markdown=True))},
            "helpUri": _address(told),
            "defaultConfiguration": {"level": _level(told)},
            "properties": {
                "security-severity": SCORES[_gravest(told)],
                "severity": told.severity,
                "clause": [clause.ref for clause in told.clauses],
                **self._codes(told),
                "tags": _tags(told),
                **({"plugin": told.rule.plugin, "kind": told.rule.kind} if told.rule else {}),
            },
        }
        return given(descriptor)

    def _codes(self, told: Described) -> dict[str, Json]:
        """Return the codes that are described on their own, each with its title, severity and clauses."""
        codes = told.rule.codes if told.rule is not None else {}
        described = {code: tell(self._context, told.id, self._context.language, code) for code in codes}
        known = {
            code: {"title": each.title, "severity": each.severity, "clause": [clause.ref for clause in each.clauses]}
            for code, each in described.items()
        }
        return {"codes": known} if known else {}

    def _help(self, told: Described, *, markdown: bool = False) -> Iterator[str]:
        plain = escaped if markdown else str
        strong = "**" if markdown else ""
        yield plain(told.description or told.title)
        for clause in told.clauses:
            name = link(clause.text, clause.url) if markdown else clause.text
            summary = f"{self._words.colon}{plain(clause.summary)}" if clause.summary else ""
            ref = f" [{plain(clause.ref)}]" if clause.known else ""
            yield f"{strong}{self._words('report.clause')}{strong}{self._words.colon}{name}{summary}{ref}"
        if told.fix:
            yield f"{strong}{self._words('report.fix')}{strong}{self._words.colon}{plain(told.fix)}"
        for code in told.rule.codes if told.rule is not None else ():
            each = tell(self._context, told.id, self._context.language, code)
            degree = self._words.bracketed(self._words.of("report.severities", each.severity))
            yield f"{strong}{plain(code)}{strong}{degree}{self._words.colon}{plain(each.title)}"
            yield from ((plain(each.fix),) if each.fix and each.fix != told.fix else ())

    def _artifact(self, file: str) -> Json:
        location = {"location": {"uri": uri(file), "uriBaseId": ROOT}}
        if file not in self._digests:
            return location
        sha256, size = self._digests[file]
        return given({**location, "length": size, "hashes": {"sha-256": sha256}})

    def _file(self, file: str) -> int:
        return self._files.setdefault(file, len(self._files))

    # --- small pieces -----------------------------------------------------------------------------------------------

    def _line(self, line: str) -> None:
        self._stream.write(f"{self._next}\n{line}")
        self._next = ","

    def _list(self, head: str, items: Iterable[Json]) -> None:
        self._stream.write(head)
        self._next = ""
        for item in items:
            self._line(json_line(item))


def _language(language: str) -> str:
    """Return a language as SARIF wants it, ``en-US``; its tag where it says nothing of a region."""
    known = (template(each, code) for each in (language, "en") for code in ("report.locale", "language.tag"))
    return next(filter(None, known), "en-US")


def uri(file: str) -> str:
    """Return a file's name as a relative URI (RFC 3986); bytes that are no UTF-8 stay those bytes."""
    return quote(file.encode("utf-8", "surrogateescape"), safe="/")


def _address(told: Described) -> str | None:
    resources = map(web, told.rule.resources if told.rule else ())
    return next(filter(None, (*(clause.url for clause in told.clauses), *resources)), None)


def _gravest(told: Described) -> Severity:
    """Return the gravest severity that a finding of a rule can have: code scanning knows one for a rule."""
    parts = told.rule.each() if told.rule is not None else ()
    return min((told.severity, *(part.severity for part in parts)), key=SEVERITIES.index)


def _level(told: Described) -> str:
    return "warning" if told.rule is not None and "deny" not in told.rule.heads else "error"


def _tags(told: Described) -> list[str]:
    """Return words to filter by; ``security`` is what makes code scanning show the severity."""
    more = (*told.rule.collections, *told.rule.jurisdictions) if told.rule else ()
    return list(dict.fromkeys(("compliance", "security", told.id.partition(".")[0], *more)))[:TAGS]
