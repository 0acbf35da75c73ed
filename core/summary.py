"""The run as a whole: what is counted of its verdicts, the decision and its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from adjudge.lib.documents import NOTHING
from adjudge.lib.problems import Problem
from adjudge.lib.rego.rule import SEVERITIES, Rule
from adjudge.lib.rego.selection import Fails

from .model import JudgedBy, Outcome, OutcomeName, Verdict, VerdictName

_WARNING: frozenset[OutcomeName] = frozenset({"denied", "warned", "pending"})


class Reason(NamedTuple):
    """One reason why a run did not pass.

    ``rule``: the rule ``name`` failed it on so many artifacts. ``budget``: there are so many outcomes ``name``, more
    than the gate allows. ``error``: so many artifacts, ``problem``: so many other things, could not be judged.
    """

    code: Literal["rule", "budget", "error", "problem"]
    number: int
    name: str | None = None


class Summary(NamedTuple):
    """The run as a whole. ``verdicts`` and ``outcomes`` are counts by name; ``problems`` belong to no artifact.

    ``reasons`` say why the exit code is not 0. ``engines`` judged, where the run's engine let others judge.
    """

    exit_code: int
    verdicts: Mapping[VerdictName, int]
    outcomes: Mapping[OutcomeName, int]
    unclaimed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    engines: JudgedBy = NOTHING

    @property
    def engine_names(self) -> list[str]:
        """The engines that judged, sorted; empty where the run's engine judged itself."""
        return sorted({name for by_domain in self.engines.values() for names in by_domain.values() for name in names})

    @property
    def decision(self) -> VerdictName:
        """The run in one word; it follows the exit code, so that no report is kinder than the gate."""
        if self.exit_code == 0:
            return "warn" if self.verdicts.get("warn") or self.verdicts.get("deny") else "pass"
        return "deny" if self.exit_code == 1 else "error"


@dataclass(kw_only=True)
class Totals:
    """The counts of a run. ``judged`` counts artifacts by kind and file, ``failing`` the artifacts on which a rule fails
    the run; ``files`` hold artifacts that have verdicts, ``evidence`` was hashed for one. ``unclaimed`` are documents that
    nobody claims, by file and path, each with its first line; a file's own path where nobody claims any of it.

    ``rule(id)`` gives a rule, None for what is the core's own (schema, references, parameters): that always counts.
    """

    rule: Callable[[str], Rule | None]
    fails: Fails = field(default_factory=Fails)
    verdicts: Counter[VerdictName] = field(default_factory=Counter)
    outcomes: Counter[OutcomeName] = field(default_factory=Counter)
    judged: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)
    unclaimed: dict[str, dict[str, int]] = field(default_factory=dict)
    failing: Counter[str] = field(default_factory=Counter)

    def count(self, verdict: Verdict) -> Verdict:
        """Take a verdict into account, and give it back."""
        self.verdicts[verdict.verdict] += 1
        if verdict.kind is not None and verdict.problem is None:
            self.judged[verdict.kind, verdict.file] += 1
        for outcome in verdict.outcomes:
            self.outcomes[outcome.outcome] += 1
            if outcome.findings and self._fails(outcome):
                self.failing[outcome.rule] += 1
        self.evidence.update(file.path for file in verdict.evidence if not file.outside)
        return verdict

    def summary(self, problems: tuple[Problem, ...], unclaimed: tuple[str, ...]) -> Summary:
        """Return the decision on the run: an error wins over a denial, since what was not judged may be worse."""
        reasons = [Reason(code="problem", number=len(problems))] if problems else []
        errors = self.verdicts["error"]
        reasons += [Reason(code="error", number=errors)] if errors else []
        failed = [
            Reason(code="rule", number=self.failing[rule], name=rule) for rule in sorted(self.failing, key=self._rank)
        ]
        failed += self._over_budget()
        exit_code = 3 if reasons else 1 if failed else 0
        return Summary(
            exit_code=exit_code,
            verdicts=dict(self.verdicts),
            outcomes=dict(self.outcomes),
            unclaimed=unclaimed,
            problems=problems,
            reasons=(*reasons, *failed),
        )

    def _rank(self, rule_id: str) -> tuple[int, int, str]:
        """Order the reasons: what is no rule's own, then by severity, then by how many artifacts fail."""
        rule = self.rule(rule_id)
        severity = SEVERITIES.index(rule.severity) if rule is not None else -1
        return severity, -self.failing[rule_id], rule_id

    def _fails(self, outcome: Outcome) -> bool:
        if outcome.outcome == "denied" and self.fails.denied(outcome.rule, outcome.findings, self.rule):
            return True
        return outcome.outcome in _WARNING and self.fails.warned(outcome.rule, outcome.findings, self.rule)

    def _over_budget(self) -> list[Reason]:
        spent = {"warned": self.outcomes["warned"], "waived": self.outcomes["waived"]}
        return [
            Reason(code="budget", number=spent[name], name=name)
            for name, most in sorted(self.fails.budgets.items())
            if spent[name] > most
        ]
