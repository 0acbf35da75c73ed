"""A run in numbers, as one line: the same in every report that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjudge.report.frame import visible
from adjudge.report.words import count, wording

if TYPE_CHECKING:
    from adjudge.model import OutcomeName, VerdictName
    from adjudge.report.base import Context, Summary

_TAIL: tuple[OutcomeName, ...] = ("denied", "warned", "error", "pending", "waived", "not_evaluated")
_AMISS: tuple[tuple[str, VerdictName], ...] = (("deny", "deny"), ("error_verdict", "error"), ("warn", "warn"))


def counts(context: Context, summary: Summary, language: str | None = None, *, run: bool = True) -> str:
    """Give the counts of a run, in ``language`` or that of the context; ``run`` adds the engine and the clock."""
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
    if not run:
        return words.comma.join(parts)
    about = f"{opening}{visible(context.engine)}{words.comma}{visible(context.as_of)}{closing}"
    return f"{words.comma.join(parts)}{about}"
