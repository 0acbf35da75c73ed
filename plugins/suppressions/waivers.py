"""Waivers: dated, owned, reasoned exceptions to findings of one rule, from a file; and what is wrong with them.

A waiver names the fingerprints of the findings that it excuses, so it lapses when what was waived changes. Errors, and
what is no rule's own (schemas, references, parameters beyond the law, waivers themselves), cannot be waived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge import Check, Finding, Outcome, Suppression, Suppressor, Verdict
from adjudge.lib.documents import Document, EvidenceFile, Json, Place, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.fingerprint import is_current, name_of
from adjudge.lib.formats import read_core
from adjudge.lib.patterns import PathPattern, patterns
from adjudge.lib.rego.rule import Severity
from adjudge.lib.words import say

from .places import nearest, normal

if TYPE_CHECKING:
    from adjudge import Totals, VerdictName

SOON_DAYS = 14
_DENY: Mapping[str, Severity] = {"expired": "high", "over_long": "high", "duplicate": "medium"}
_SAYS = {
    "expired": "report.waivers.expired",
    "over_long": "report.waivers.over_long",
    "duplicate": "report.waivers.duplicate",
    "unused": "report.waivers.unused",
    "pending": "report.waivers.pending",
    "expiring": "report.waivers.expiring",
    "unmatched": "report.waivers.unmatched",
    "unmatched_near": "report.waivers.unmatched_near",
    "outdated": "report.waivers.outdated",
}


class Waiver(NamedTuple):
    """One entry of a waiver file. It counts from ``created`` to ``expires``, whole days in UTC, both included."""

    number: int
    rule: str
    artifact: PathPattern
    said: str
    fingerprints: frozenset[str]
    suppression: Suppression
    created: date
    expires: date


@dataclass(kw_only=True)
class Waivers(Suppressor, Check):
    """The waivers of a file on a day. ``max_days`` is the longest that one may last.

    ``used`` counts what each has excused, ``asked`` the artifacts that it could have excused something of; ``names`` are
    the files that were looked at, relative to the configuration's folder, and ``whole`` says that those are all.
    """

    document: Document
    path: str
    waivers: tuple[Waiver, ...]
    today: date
    max_days: int
    used: Counter[int] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    whole: bool = False
    files: tuple[Path, ...] = ()
    evidence: EvidenceFile | None = None

    def at(self, as_of: datetime) -> Waivers:
        """Return the same waivers on another day."""
        return replace(self, today=as_of.date(), used=Counter(), asked=Counter(), names=set())

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,  # noqa: ARG002  # its fingerprint says it all
        fingerprint: str,
        names: frozenset[str],
    ) -> Suppression | None:
        """Return the excuse for a finding of the rule that goes by ``names``; None when it counts."""
        for waiver in self.waivers:
            if waiver.rule not in names or not self._is_about(waiver, verdict):
                continue
            if fingerprint in waiver.fingerprints and waiver.created <= self.today <= waiver.expires:
                self.used[waiver.number] += 1
                return waiver.suppression
        return None

    def see(self, verdict: Verdict) -> None:
        """Note that an artifact was judged, so that a waiver for it can be known to be of no use."""
        self.names.add(name_of(verdict))
        for waiver in self.waivers:
            if self._is_about(waiver, verdict):
                self.asked[waiver.number] += 1

    def see_files(self, files: Iterable[str]) -> None:
        """Note the files that there are, without judging them: whose waiver is for none of them cannot be of use."""
        self.whole, self.names = True, set(files)
        for waiver in self.waivers:
            named, number = waiver.artifact.fullmatch, waiver.said.rpartition("#")[2]
            if waiver.said.startswith("../") or any(named(name) or named(f"{name}#{number}") for name in self.names):
                self.asked[waiver.number] += 1
                self.used[waiver.number] += 1

    def verdicts(self, totals: Totals | None = None) -> Iterator[Verdict]:  # noqa: ARG002  # it knows what it saw
        """Return the verdict on the waiver file itself, once every artifact has its own; none where all is well."""
        found: dict[str, list[Finding]] = {}
        for code, waiver in self._wrong():
            rule = f"adjudge.waivers.{code}"
            found.setdefault(rule, []).append(self._finding(rule, code, waiver))
        outcomes = tuple(
            Outcome(rule=rule, outcome="denied" if findings[0].level == "deny" else "warned", findings=tuple(findings))
            for rule, findings in sorted(found.items())
        )
        if outcomes:
            worst: VerdictName = "deny" if any(outcome.outcome == "denied" for outcome in outcomes) else "warn"
            yield Verdict(
                path=self.path,
                file=self.path,
                kind="adjudge.waivers",
                sha256=self.document.sha256,
                size=self.document.size,
                verdict=worst,
                outcomes=outcomes,
            )

    def _is_about(self, waiver: Waiver, verdict: Verdict) -> bool:
        names = (name_of(verdict, verdict.path), name_of(verdict))
        return any(waiver.artifact.fullmatch(name) is not None for name in names)

    def _wrong(self) -> Iterator[tuple[str, Waiver]]:
        seen: set[tuple[str, str]] = set()
        for waiver in self.waivers:
            names = {(waiver.rule, fingerprint) for fingerprint in waiver.fingerprints}
            if names & seen:
                yield "duplicate", waiver
            seen |= names
            if (waiver.expires - waiver.created).days > self.max_days:
                yield "over_long", waiver
            if waiver.expires < self.today:
                yield "expired", waiver
            elif waiver.created > self.today:
                yield "pending", waiver
            elif not all(map(is_current, waiver.fingerprints)):
                yield "outdated", waiver
            elif self.whole and not self.asked[waiver.number]:
                yield "unmatched", waiver
            elif self.asked[waiver.number] and not self.used[waiver.number]:
                yield "unused", waiver
            elif (waiver.expires - self.today).days <= SOON_DAYS:
                yield "expiring", waiver

    def _finding(self, rule: str, code: str, waiver: Waiver) -> Finding:
        days = (waiver.expires - waiver.created).days
        details: dict[str, Json] = {
            "rule": waiver.rule,
            "owner": waiver.suppression.owner,
            "created": waiver.created.isoformat(),
            "expires": waiver.expires.isoformat(),
            "days": days,
            "most": self.max_days,
        }
        says, near = _SAYS[code], nearest(waiver.said, self.names) if code == "unmatched" else None
        if code == "unmatched":
            details |= {"artifact": waiver.said, **({"near": near} if near else {})}
            says = _SAYS["unmatched_near"] if near else says
        place = self.document.locate(("waivers", waiver.number))
        return Finding(
            rule=rule,
            severity=_DENY.get(code, "low"),
            level="deny" if code in _DENY else "warn",
            place=place,
            path=("waivers", waiver.number),
            message=say(says, **details),
            details=details,
        )


def read_waivers(source: Source, as_of: datetime, max_days: int) -> Waivers:
    """Read a waiver file. Raises ReadError for one that does not parse or breaks ``schemas/adjudge/waivers.json``."""
    documents = list(read_core(source, ".yaml"))
    document = documents[0]
    if isinstance(document, ReadError):
        raise document.at(file=source.path)
    if len(documents) > 1:
        raise ReadError(say("waiver.several"), file=source.path)
    _check(document, source.path)
    waivers = tuple(_waiver(number, entry) for number, entry in enumerate(document.value["waivers"]))
    return Waivers(document=document, path=source.path, waivers=waivers, today=as_of.date(), max_days=max_days)


def _check(document: Document, file: str) -> None:
    from adjudge.lib.schema.own import own_validator

    validator = own_validator("waivers")
    if validator.is_valid(document.value):
        return
    error = validator.errors(document.value)[0]
    place: Place = document.locate(error.steps)
    raise ReadError(say("waiver.broken", why=error.message), file=file, line=place.line, column=place.column)


def _waiver(number: int, entry: Mapping[str, Any]) -> Waiver:
    suppression = Suppression(
        by="waiver",
        reason=entry["reason"],
        owner=entry["owner"],
        approver=entry["approver"],
        ticket=entry.get("ticket"),
        expires=entry["expires"],
    )
    return Waiver(
        number=number,
        rule=entry["rule"],
        artifact=patterns([normal(entry["artifact"])])[0],
        said=entry["artifact"],
        fingerprints=frozenset(entry["fingerprints"]),
        suppression=suppression,
        created=date.fromisoformat(entry["created"]),
        expires=date.fromisoformat(entry["expires"]),
    )
