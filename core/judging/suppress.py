"""Apply suppressions (waivers, a baseline) to a verdict: what is suppressed stays visible and does not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adjudge.lib.errors import PluginError
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import say

from ..model import Finding, Outcome, Suppression, Verdict
from .outcomes import outcome_of, verdict_of
from .participants import Participant


class Suppressions:
    """Suppresses findings of a run. ``rule(id)`` gives a rule; what is no rule's own always counts."""

    def __init__(self, suppressors: Sequence[Participant], rule: Callable[[str], Rule | None]) -> None:
        from adjudge.lib.fingerprint import Fingerprints

        self._suppressors = suppressors
        self._rule = rule
        self._fingerprints = Fingerprints()

    def apply(self, verdict: Verdict) -> Verdict:
        """Return the verdict with its suppressions; an artifact that could not be judged stays an error.

        Raises PluginError for what a plugin's suppressor raises.
        """
        for suppressor in self._suppressors:
            suppressor.call("see", verdict)
        if not any(outcome.outcome in ("denied", "warned") for outcome in verdict.outcomes):
            return verdict
        prints = self._fingerprints.of(verdict)
        outcomes = tuple(
            self._suppressed(verdict, outcome, tuple(map(str, found)))
            for outcome, found in zip(verdict.outcomes, prints, strict=True)
        )
        if outcomes == verdict.outcomes:
            return verdict
        return verdict._replace(outcomes=outcomes, verdict="error" if verdict.problem else verdict_of(outcomes))

    def again(self, verdict: Verdict) -> Verdict:
        """Return a verdict of another day with the suppressions of this one."""
        bare = tuple(map(_bare, verdict.outcomes))
        return self.apply(verdict._replace(outcomes=bare, verdict="error" if verdict.problem else verdict_of(bare)))

    def _suppressed(self, verdict: Verdict, outcome: Outcome, prints: tuple[str, ...]) -> Outcome:
        rule = self._rule(outcome.rule)
        if rule is None or outcome.outcome not in ("denied", "warned"):
            return outcome
        names = frozenset((rule.id, *rule.formerly))
        findings = tuple(
            finding if finding.since else finding._replace(suppression=self._ask(verdict, finding, fingerprint, names))
            for finding, fingerprint in zip(outcome.findings, prints, strict=True)
        )
        name = outcome_of(findings)
        return outcome._replace(outcome=outcome.outcome if name == "denied" else name, findings=findings)

    def _ask(self, verdict: Verdict, finding: Finding, fingerprint: str, names: frozenset[str]) -> Suppression | None:
        for suppressor in self._suppressors:
            said = suppressor.call("suppression", verdict, finding, fingerprint, names)
            if isinstance(said, Suppression):
                if suppressor.plugin is None:
                    return said
                said = said._replace(by=suppressor.plugin)
                if isinstance(said.reason, str) and all(isinstance(each, str | None) for each in said):
                    return said
            if said is not None:
                words = say("plugin.suppression", role=type(suppressor.role).__name__, type=type(said).__name__)
                raise PluginError(words, plugin=suppressor.plugin)
        return None


def _bare(outcome: Outcome) -> Outcome:
    """Return an outcome as it was before anything of it was suppressed."""
    if not any(finding.suppression for finding in outcome.findings):
        return outcome
    bare = tuple(each._replace(suppression=None) for each in outcome.findings)
    return outcome._replace(outcome=outcome_of(bare), findings=bare)
