"""A run in numbers, as one line: the same in every report that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjudge.lib.clock import local
from adjudge.lib.escape import visible
from adjudge.lib.wording import wording

from .describe import named, title_of, zone

if TYPE_CHECKING:
    from adjudge import Outcome, OutcomeName, Summary, Verdict, VerdictName
    from adjudge.lib.wording import Wording
    from adjudge.report import Context

_TAIL: tuple[OutcomeName, ...] = ("denied", "warned", "error", "pending", "waived", "not_evaluated")
_AMISS: tuple[tuple[str, VerdictName], ...] = (
    ("report.counts.deny", "deny"),
    ("report.counts.error_verdict", "error"),
    ("report.counts.warn", "warn"),
)
_NAMED = 5
"""Rules that are named as reasons."""
_REASONS = {
    ("error", None): "report.counts.error_verdict",
    ("problem", None): "report.counts.problems",
    ("budget", "warned"): "report.counts.budget_warned",
    ("budget", "waived"): "report.counts.budget_waived",
}


class Numbers:
    """A run in numbers. It hears every verdict, so as to know on whose clocks the run is looked at."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rules: set[str] = set()
        self._last: tuple[Outcome, ...] = ()

    def see(self, verdict: Verdict) -> None:
        """Note the rules of a verdict; many have the very same outcomes."""
        if verdict.outcomes is not self._last:
            self._last = verdict.outcomes
            self._rules.update([outcome.rule for outcome in verdict.outcomes])

    def as_of(self, words: Wording) -> str:
        """Return the clock of the run, as the language shows it: in UTC, or on the clocks of the instruments."""
        return words("report.as_of", utc=self._context.as_of, local=_Local(self))

    def local(self) -> str:
        """Return the clock of the run in the zone that all rules of the run have in common; in UTC without one."""
        zones = {zone(self._context, rule) for name in self._rules if (rule := self._context.rule(name)) and rule.basis}
        return local(self._context.as_of, zones.pop()) if len(zones) == 1 else self._context.as_of

    def told(self, summary: Summary, language: str | None = None, *, run: bool = True) -> str:
        """Return the counts of a run, in ``language`` or that of the context, and why it did not pass.

        ``run`` adds the engines, the clock and the gate.
        """
        context = self._context
        words = wording(language or context.language)
        few = [words(code, n=summary.verdicts[name]) for code, name in _AMISS if summary.verdicts.get(name)]
        parts = [words("report.counts.artifacts", n=sum(summary.verdicts.values()))]
        parts[0] += words.bracketed(words.joined(few))
        parts.append(words("report.counts.passed", n=summary.outcomes.get("passed", 0)))
        parts += [
            words(f"report.counts.{name}", n=summary.outcomes[name]) for name in _TAIL if summary.outcomes.get(name)
        ]
        parts.append(words("report.counts.not_applicable", n=summary.outcomes.get("not_applicable", 0)))
        parts.append(words("report.counts.unclaimed", n=len(summary.unclaimed)))
        if summary.problems:
            parts.append(words("report.counts.problems", n=len(summary.problems)))
        text = words.joined(parts)
        if run:
            about = [*map(visible, summary.engine_names or [context.engine]), visible(self.as_of(words))]
            if context.gate is not None:
                about.append(words("report.gate", environment=visible(context.gate["environment"])))
            text += words.bracketed(words.joined(about))
        return text + self._because(summary, words)

    def _because(self, summary: Summary, words: Wording) -> str:
        """Return why the run did not pass; the first few rules by name."""
        rules = [reason for reason in summary.reasons if reason.code == "rule"]
        parts = [
            words(_REASONS[reason.code, reason.name], n=reason.number)
            for reason in summary.reasons
            if reason.code != "rule"
        ]
        parts += [self._rule(reason.name or "", reason.number, words) for reason in rules[:_NAMED]]
        if len(rules) > _NAMED:
            parts.append(words("report.more", n=len(rules) - _NAMED))
        return words("report.because", reasons=words.joined(parts)) if parts else ""

    def _rule(self, name: str, times: int, words: Wording) -> str:
        text = named(name, words, lambda: title_of(name, self._context.rule(name), words))
        return visible(text) + (f" ×{times}" if times > 1 else "")


class _Local:
    """The clock of a run on the clocks of its instruments, found out when somebody reads it."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def __str__(self) -> str:
        return self._numbers.local()
