"""Apply what excuses findings (waivers, a baseline) to a verdict: what is excused stays visible and does not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.rego.rule import Rule

from ..model import Finding, Outcome, Suppression, Verdict
from ..roles import Suppressor
from .outcomes import verdict_of


class Suppressions:
    """Excuses the findings of a run. ``rule(id)`` gives a rule; what is no rule's own is never excused."""

    def __init__(self, suppressors: Sequence[Suppressor], rule: Callable[[str], Rule | None]) -> None:
        self._excusers = suppressors
        self._rule = rule
        self._fingerprints = Fingerprints()

    def at(self, as_of: datetime) -> Suppressions:
        """Give the same on another day."""
        return Suppressions([suppressor.at(as_of) for suppressor in self._excusers], self._rule)

    def apply(self, verdict: Verdict) -> Verdict:
        """Give the verdict with its excuses; an artifact that could not be judged stays an error."""
        for suppressor in self._excusers:
            suppressor.see(verdict)
        if not any(outcome.outcome in ("denied", "warned") for outcome in verdict.outcomes):
            return verdict
        prints = self._fingerprints.of(verdict)
        outcomes = tuple(
            self._excused(verdict, outcome, tuple(map(str, found)))
            for outcome, found in zip(verdict.outcomes, prints, strict=True)
        )
        if outcomes == verdict.outcomes:
            return verdict
        return verdict._replace(outcomes=outcomes, verdict="error" if verdict.problem else verdict_of(outcomes))

    def _excused(self, verdict: Verdict, outcome: Outcome, prints: tuple[str, ...]) -> Outcome:
        rule = self._rule(outcome.rule)
        if rule is None or outcome.outcome not in ("denied", "warned"):
            return outcome
        names = frozenset((rule.id, *rule.formerly))
        findings = tuple(
            finding._replace(suppression=self._ask(verdict, finding, fingerprint, names))
            for finding, fingerprint in zip(outcome.findings, prints, strict=True)
        )
        counting = {finding.level for finding in findings if finding.suppression is None}
        name = outcome.outcome if outcome.outcome == "warned" or "deny" in counting else "warned"
        return outcome._replace(outcome=name if counting else "waived", findings=findings)

    def _ask(self, verdict: Verdict, finding: Finding, fingerprint: str, names: frozenset[str]) -> Suppression | None:
        asked = (suppressor.suppression(verdict, finding, fingerprint, names) for suppressor in self._excusers)
        return next((suppression for suppression in asked if suppression is not None), None)
