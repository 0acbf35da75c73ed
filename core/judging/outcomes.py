"""Judge: from what the rules said to outcomes and the verdict. Nothing here is specific to a domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from adjudge.lib.documents import NOTHING, Json, Place, SecondPlace
from adjudge.lib.errors import AdjudgeError, EngineError, Told
from adjudge.lib.rego.findings import order, read_finding, shortened, templates_of
from adjudge.lib.rego.naming import Names
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.standing import Standing, standing
from adjudge.lib.words import say

from ..engine import Answer, Heads
from ..model import Finding, Outcome, OutcomeName, Verdict, VerdictName

Locate: TypeAlias = Callable[..., Place]
"""``locate(steps)`` gives a place in the artifact, ``locate(steps, path)`` one in an entry of its ``input.related``."""
Level: TypeAlias = Literal["deny", "warn"]
_APPLIED: frozenset[OutcomeName] = frozenset({"passed", "denied", "warned", "pending", "waived", "error"})
_CLEAN_ANSWERS = 4096


@dataclass(kw_only=True, eq=False, repr=False)
class Outcomes:
    """Judges artifacts of one kind: its rules, where they stand at ``as_of``, and their messages.

    ``broken`` are rules that could not be loaded, with why; they are errors on every artifact. ``names`` are those of the
    values that messages show, by rule id and placeholder.
    """

    rules: Sequence[Rule]
    as_of: datetime
    zone_of: Callable[[str], str]
    broken: Mapping[str, EngineError | AdjudgeError] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)
    _templates: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    _clean: dict[tuple[Answer, frozenset[str]], tuple[Outcome, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._standing: dict[str, Standing] = {}
        for rule in self.rules:
            try:
                self._standing[rule.id] = standing(rule, self.as_of, self.zone_of)
            except AdjudgeError as error:  # its instrument is broken: the rule's own trouble
                self.broken = {**self.broken, rule.id: error}
        if not self._templates:
            self._templates.update({rule.id: templates_of(rule) for rule in self.rules})

    @property
    def in_force(self) -> bool:
        """Whether any of the rules is in force."""
        return "in_force" in self._standing.values()

    def at(self, as_of: datetime) -> Outcomes:
        """Return the same at another time."""
        return replace(self, as_of=as_of, _clean={})

    def outcomes(self, answer: Answer, locate: Locate, jurisdictions: frozenset[str]) -> tuple[Outcome, ...]:
        """Return each rule's outcome, by rule id. An empty ``jurisdictions`` means all."""
        key = (answer, jurisdictions)
        known = self._clean.get(key)
        if known is not None:
            return known
        outcomes = tuple(self._outcome(rule, answer, locate, jurisdictions) for rule in self.rules)
        clean = not any(outcome.findings or outcome.outcome == "error" for outcome in outcomes)
        if clean and len(self._clean) < _CLEAN_ANSWERS:
            self._clean[key] = outcomes
        return outcomes

    def _outcome(self, rule: Rule, answer: Answer, locate: Locate, jurisdictions: frozenset[str]) -> Outcome:
        if rule.id in self.broken:
            return _failed(rule, self.broken[rule.id])
        said = answer.rules.get(rule.id)
        try:
            if said is None:
                raise EngineError(say("judge.no_answer"))
            if isinstance(said, AdjudgeError):
                raise said
            if not self._applies(rule, said, jurisdictions):
                return Outcome(rule=rule.id, outcome="not_applicable")
            denied = self._findings(rule, said, "deny", locate)
            warned = self._findings(rule, said, "warn", locate)
        except EngineError as error:
            return _failed(rule, error)
        if self._standing[rule.id] == "pending":
            return Outcome(rule=rule.id, outcome="pending", findings=(*denied, *warned), note=rule.effective.since)
        name: OutcomeName = "denied" if denied else "warned" if warned else "passed"
        return Outcome(rule=rule.id, outcome=name, findings=(*denied, *warned))

    def _applies(self, rule: Rule, said: Heads, jurisdictions: frozenset[str]) -> bool:
        if self._standing[rule.id] == "ended":
            return False
        if rule.jurisdictions and jurisdictions and jurisdictions.isdisjoint(rule.jurisdictions):
            return False
        if "applies" not in rule.heads:
            return True
        applies = said.get("applies")
        if applies is None or len(applies) > 1 or not all(isinstance(value, bool) for value in applies):
            raise EngineError(say("judge.applies", value=shortened(applies)))
        return applies == [True]

    def _findings(self, rule: Rule, said: Heads, head: Level, locate: Locate) -> tuple[Finding, ...]:
        if head not in rule.heads:
            return ()
        values = said.get(head)
        if values is None or len(values) != 1 or not isinstance(values[0], list):
            raise EngineError(say("judge.no_set", head=head))
        findings = [self._finding(rule, value, head, locate) for value in values[0]]
        return tuple(sorted(findings, key=order))

    def _finding(self, rule: Rule, value: Json, level: Level, locate: Locate) -> Finding:
        path, code, message, details, related = read_finding(
            value, self._templates[rule.id], self.names.get(rule.id, NOTHING)
        )
        return Finding(
            rule=rule.id,
            level=level,
            severity=rule.severity,
            code=code,
            path=path,
            place=locate(path),
            message=message,
            details=details,
            related=tuple(
                SecondPlace(artifact, steps, locate(steps) if artifact is None else locate(steps, artifact))
                for artifact, steps in related
            ),
        )


def _failed(rule: Rule, error: AdjudgeError) -> Outcome:
    """Return the outcome of a rule that could not be evaluated."""
    return Outcome(rule=rule.id, outcome="error", note=Told(error))


def verdict_of(outcomes: Iterable[Outcome]) -> VerdictName:
    """Return the verdict that outcomes amount to."""
    worst: VerdictName = "pass"
    for outcome in outcomes:
        if outcome.outcome == "error":
            return "error"
        if outcome.outcome == "denied":
            worst = "deny"
        elif worst == "pass" and (outcome.outcome == "warned" or (outcome.outcome == "pending" and outcome.findings)):
            worst = "warn"
    return worst


def applied(outcomes: Iterable[Outcome]) -> bool:
    """Return whether any rule applied."""
    return any(outcome.outcome in _APPLIED for outcome in outcomes)


def without(verdict: Verdict, left_out: frozenset[str]) -> Verdict:
    """Return a verdict without the outcomes of some rules, its own verdict following from those that stay."""
    if not left_out:
        return verdict
    outcomes = tuple(outcome for outcome in verdict.outcomes if outcome.rule not in left_out)
    return verdict._replace(outcomes=outcomes, verdict="error" if verdict.problem else verdict_of(outcomes))
