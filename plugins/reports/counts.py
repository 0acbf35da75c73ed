"""A run in numbers, as one line: the same in every report that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjudge.lib.escape import visible
from adjudge.lib.wording import count, wording

if TYPE_CHECKING:
    from adjudge import OutcomeName, Summary, VerdictName
    from adjudge.lib.wording import Wording
    from adjudge.report import Context

_TAIL: tuple[OutcomeName, ...] = ("denied", "warned", "error", "pending", "waived", "not_evaluated")
_AMISS: tuple[tuple[str, VerdictName], ...] = (("deny", "deny"), ("error_verdict", "error"), ("warn", "warn"))
_NAMED = 5
"""Rules that are named as reasons."""
_REASONS = {
    ("error", None): "error_verdict",
    ("problem", None): "problems",
    ("budget", "warned"): "budget_warned",
    ("budget", "waived"): "budget_waived",
}


def counts(context: Context, summary: Summary, language: str | None = None, *, run: bool = True) -> str:
    """Return the counts of a run, in ``language`` or that of the context, and why it did not pass.

    ``run`` adds the engine, the clock and the gate.
    """
    words = wording(language or context.language)
    opening, closing = words.brackets
    few = [count(words, word, summary.verdicts[name]) for word, name in _AMISS if summary.verdicts.get(name)]
    parts = [count(words, "artifacts", sum(summary.verdicts.values()))]
    parts[0] += f"{opening}{words.comma.join(few)}{closing}" if few else ""
    parts.append(count(words, "passed", summary.outcomes.get("passed", 0)))
    parts += [count(words, name, summary.outcomes[name]) for name in _TAIL if summary.outcomes.get(name)]
    parts.append(count(words, "not_applicable", summary.outcomes.get("not_applicable", 0)))
    parts.append(count(words, "unclaimed", len(summary.unclaimed)))
    if summary.problems:
        parts.append(count(words, "problems", len(summary.problems)))
    text = words.comma.join(parts)
    if run:
        about = [visible(context.engine), visible(context.as_of)]
        if context.gate is not None:
            about.append(words.gate.format(environment=visible(context.gate["environment"])))
        text += f"{opening}{words.comma.join(about)}{closing}"
    return text + _because(summary, words)


def _because(summary: Summary, words: Wording) -> str:
    """Return why the run did not pass; the first few rules by name."""
    rules = [reason for reason in summary.reasons if reason.code == "rule"]
    parts = [
        count(words, _REASONS[reason.code, reason.name], reason.number)
        for reason in summary.reasons
        if reason.code != "rule"
    ]
    for reason in rules[:_NAMED]:
        parts.append(visible(reason.name or "") + (f" ×{reason.number}" if reason.number > 1 else ""))
    if len(rules) > _NAMED:
        parts.append(words.more.format(n=len(rules) - _NAMED))
    return words.because.format(reasons=words.comma.join(parts)) if parts else ""
