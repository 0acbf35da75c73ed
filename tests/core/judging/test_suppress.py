"""Suppressions of another day: what counts again fails again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from adjudge import Suppressor
from adjudge.judging.participants import Participant
from adjudge.judging.suppress import Suppressions
from adjudge.lib.documents import Place
from adjudge.lib.rego.rule import Rule, Words
from adjudge.model import Finding, Outcome, OutcomeName, Suppression, Verdict, VerdictName

RULE = Rule(
    id="catering.menu.a",
    domain="catering",
    kind="catering.menu",
    severity="high",
    words={"en": Words(title="A", messages={"": "bare"})},
    heads=frozenset({"deny", "warn"}),
    file="a.rego",
    line=1,
    plugin="catering",
    basis=("kitchen-code#7",),
)


class Excuses(Suppressor):
    """Excuses everything, or nothing."""

    def __init__(self, *, everything: bool) -> None:
        self.everything = everything

    def at(self, as_of: datetime) -> Excuses:  # the same on each day
        return self

    def suppression(self, *_about: Any) -> Suppression | None:
        return Suppression(by="the kitchen", reason="the cook is ill") if self.everything else None


def suppressions(*, everything: bool) -> Suppressions:
    return Suppressions([Participant(Excuses(everything=everything))], {RULE.id: RULE}.get)


@pytest.mark.parametrize(("level", "outcome", "verdict"), [("deny", "denied", "deny"), ("warn", "warned", "warn")])
def test_a_verdict_without_the_excuse_of_the_day_before_is_what_it_was_without_any(
    level: Any, outcome: OutcomeName, verdict: VerdictName
):
    place = Place(1, 1)
    finding = Finding(rule=RULE.id, severity="high", level=level, place=place, message={"en": "bare"})
    judged = Verdict(
        path="a.yaml",
        file="a.yaml",
        kind=RULE.kind,
        sha256="0" * 64,
        size=1,
        verdict=verdict,
        outcomes=(Outcome(rule=RULE.id, outcome=outcome, findings=(finding,)),),
        document={},
    )
    excused = suppressions(everything=True).apply(judged)
    assert (excused.verdict, excused.outcomes[0].outcome) == ("pass", "waived")
    assert suppressions(everything=False).again(excused) == judged
    assert suppressions(everything=True).again(excused) == excused
