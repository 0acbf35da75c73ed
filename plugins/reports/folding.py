"""One cause, one finding: what a report for people folds of an artifact's findings, so that each cause is told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.dependence import Dependency

from .describe import apart, standing

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, Verdict
    from adjudge.report import Context

_COUNTING = frozenset({"denied", "warned"})


class FoldedFinding(NamedTuple):
    """A finding with the outcome that it is of."""

    finding: Finding
    outcome: Outcome

    @property
    def word(self) -> str:
        """What it amounts to."""
        return standing(self.finding, self.outcome)


class Lacking(NamedTuple):
    """What a whole run lacks: the first finding about it, its ``file``, and how many artifacts are told the same."""

    first: FoldedFinding
    file: str
    artifacts: int


class Folding(NamedTuple):
    """What is told of an artifact's outcomes: ``own`` as they are, ``depending`` by what they depend on, and ``lacking``.

    Of ``own``, the findings of a code that is described on its own stand apart. ``lacking`` is about a setting that the whole run lacks.
    """

    own: tuple[Outcome, ...]
    depending: dict[Dependency, list[FoldedFinding]]
    lacking: list[FoldedFinding]


def folded(context: Context, verdict: Verdict, *, whole: bool = False) -> Folding:
    """Fold the findings of a verdict; ``whole`` leaves those that depend on another artifact where they are.

    What was excused, and what is not in force, is told for itself.
    """
    own: list[Outcome] = []
    depending: dict[Dependency, list[FoldedFinding]] = {}
    lacking: list[FoldedFinding] = []
    for outcome in verdict.outcomes:
        rule = context.rule(outcome.rule) if outcome.findings else None
        stay: list[Finding] = []
        for finding in outcome.findings:
            if standing(finding, outcome) not in _COUNTING:
                stay.append(finding)
            elif finding.depends_on is not None and not whole:
                depending.setdefault(finding.depends_on, []).append(FoldedFinding(finding, outcome))
            elif rule is not None and rule.setting is not None:
                lacking.append(FoldedFinding(finding, outcome))
            else:
                stay.append(finding)
        if len(stay) == len(outcome.findings):
            own.append(outcome)
        elif stay:
            own.append(outcome._replace(findings=tuple(stay)))
    return Folding(tuple(part for each in own for part in apart(context, each)), depending, lacking)


def alike(findings: Sequence[Finding]) -> int:
    """Return how many of the findings at the beginning stand at one place, and count alike."""
    first = findings[0]
    return next(
        (
            number
            for number, each in enumerate(findings)
            if each.place != first.place or (each.suppression is None) != (first.suppression is None)
        ),
        len(findings),
    )
