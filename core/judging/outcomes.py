"""Judge: from what the rules said to outcomes and the verdict. Nothing here is specific to a domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from adjudge.lib.documents import NOTHING, Json, Place
from adjudge.lib.errors import AdjudgeError, EngineError, Told
from adjudge.lib.jurisdictions import are_others
from adjudge.lib.rego.answers import applied_by, members
from adjudge.lib.rego.findings import order, read_finding, templates_of
from adjudge.lib.rego.naming import Names
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.standing import since_of, standings
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
        self._standing, astray = standings(self.rules, self.as_of, self.zone_of)
        self.broken = {**self.broken, **astray}  # its instrument is broken: the rule's own trouble
        if not self._templates:
            self._templates.update({rule.id: templates_of(rule) for rule in self.rules})

    @property
    def in_force(self) -> bool:
        """Whether any of the rules is in force."""
        return any(each.whole == "in_force" for each in self._standing.values())

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
            findings = (*self._findings(rule, said, "deny", locate), *self._findings(rule, said, "warn", locate))
        except EngineError as error:
            return _failed(rule, error)
        name = "pending" if self._standing[rule.id].whole == "pending" else outcome_of(findings)
        note = since_of(rule, findings) if name == "pending" else None
        return Outcome(rule=rule.id, outcome=name, findings=findings, note=note)

    def _applies(self, rule: Rule, said: Heads, jurisdictions: frozenset[str]) -> bool:
        if self._standing[rule.id].whole == "ended" or are_others(rule.jurisdictions, jurisdictions):
            return False
        return "applies" not in rule.heads or applied_by(said)

    def _findings(self, rule: Rule, said: Heads, head: Level, locate: Locate) -> tuple[Finding, ...]:
        found = (self._finding(rule, value, head, locate) for value in members(rule, said, head))
        return tuple(sorted(filter(None, found), key=order))

    def _finding(self, rule: Rule, value: Json, level: Level, locate: Locate) -> Finding | None:
        """Return a finding; None for one whose code is in force no more."""
        said = read_finding(value, self._templates[rule.id], self.names.get(rule.id, NOTHING))
        own, stands = rule.of(said.code), self._standing[rule.id].of(said.code)
        if stands == "ended":
            return None
        return Finding(
            rule=rule.id,
            level=level,
            severity=own.severity,
            since=own.effective.since if stands == "pending" else None,
            code=said.code,
            path=said.path,
            place=locate(said.path),
            message=said.message,
            details=said.details,
            related=said.second_places(locate),
        )


def _failed(rule: Rule, error: AdjudgeError) -> Outcome:
    """Return the outcome of a rule that could not be evaluated."""
    return Outcome(rule=rule.id, outcome="error", note=Told(error))


def outcome_of(findings: Sequence[Finding]) -> OutcomeName:
    """Return what findings amount to: the gravest that counts, else what is not in force yet, else what is excused."""
    if not findings:
        return "passed"
    counting = {finding.level for finding in findings if finding.counts}
    if counting:
        return "denied" if "deny" in counting else "warned"
    return "pending" if any(finding.suppression is None for finding in findings) else "waived"


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
