"""What starts to fail within the next days: found by judging again, not by a second set of rules.

Artifacts are judged now and then a day apart. Whatever lasts a day or longer is seen so, in whichever zone the day
begins and whatever makes it end: a date in a document or in what it names, that date and a parameter, facts, a rule
that comes into force. Between two days that differ, halving finds the second at which a failure begins. A state that
comes and goes within a day is not looked for.

Files are read and hashed once, domains opened and policies loaded once. Files of kinds that cannot depend on the clock
are judged only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from adjudge.lib.documents import Steps
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.rego.scan import scan
from adjudge.lib.words import ENGLISH, Texts, said, say

if TYPE_CHECKING:
    from adjudge import Finding, JudgedKind, OutcomeName, Problem, Session, Summary, Verdict

STEP = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_FAILING: frozenset[OutcomeName] = frozenset({"denied", "warned", "error"})
_CLOCK = ("input.as_of", "input.related")  # what an artifact names has a verdict, which the clock may change

FailureReason: TypeAlias = Literal["rule_in_force", "finding", "not_judged"]
_Key: TypeAlias = "tuple[str, str | None, str, str | None, Steps]"


class Failure(NamedTuple):
    """Something that starts to fail at ``at`` (in UTC, to the second) and did not a second before.

    ``before`` is what the rule said then. ``reason`` is ``rule_in_force`` where the findings were there already and the
    rule comes into force, ``not_judged`` where an error takes the place of an answer (``note`` says which). ``rule`` is
    None where the artifact as a whole can no longer be judged.
    """

    at: datetime
    path: str
    file: str
    line: int
    kind: str | None
    rule: str | None
    outcome: OutcomeName
    before: OutcomeName
    reason: FailureReason
    finding: Finding | None = None
    note: str | Texts | None = None


class _Trouble(NamedTuple):
    """One thing that fails at an instant."""

    verdict: Verdict
    rule: str | None
    outcome: OutcomeName
    finding: Finding | None = None
    note: str | Texts | None = None


class _State(NamedTuple):
    """What fails at an instant, and the outcome of each rule on each artifact that is not ``passed``."""

    failing: Mapping[_Key, list[_Trouble]]
    outcomes: Mapping[tuple[str, str | None], OutcomeName]


class Outlook(NamedTuple):
    """What a look ahead has found: ``failures`` by time, artifact and rule.

    ``now`` is the summary of the first run, ``already`` how many things fail now. ``problems`` belong to no artifact,
    now or later.
    """

    failures: tuple[Failure, ...]
    now: Summary
    already: int
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """3 when something cannot be judged, now or later, else 0: a horizon informs, `check` gates."""
        later = any(failure.outcome == "error" for failure in self.failures)
        return 3 if later or self.problems or self.now.exit_code == 3 else 0


@dataclass(kw_only=True, eq=False, repr=False)
class Horizon:
    """Looks ahead over the files of a session; ``tick`` is called with 1 for each day that was judged again."""

    session: Session
    days: int
    tick: Callable[[int], object] = lambda _days: None
    _problems: dict[Problem, None] = field(default_factory=dict)
    _kinds: dict[str, set[str]] = field(default_factory=dict)
    _moving: frozenset[str] = frozenset()

    def look(self) -> Outlook:
        """Return what starts to fail after now and until ``days`` later. Raises UsageError where the calendar ends."""
        as_of = self.session.as_of
        try:
            as_of + self.days * STEP
        except OverflowError as error:
            raise UsageError(say("command.beyond_calendar")) from error
        state = _state(self._noted(self.session.verdicts()))
        now, already = self.session.summary(), sum(map(len, state.failing.values()))
        self._problems |= dict.fromkeys(now.problems)
        self._moving = self._on_the_move()
        found: list[Failure] = []
        for _ in range(self.days if self._moving else 0):
            then = self._at(as_of + STEP)
            found += self._between(as_of, state, as_of + STEP, then)
            as_of, state = as_of + STEP, then
            self.tick(1)
        return Outlook(
            failures=tuple(sorted(found, key=_order)), now=now, already=already, problems=tuple(self._problems)
        )

    def _noted(self, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
        """Pass verdicts on, and note of which kinds the artifacts of each file are."""
        for verdict in verdicts:
            if verdict.kind is not None and verdict.kind in self.session.settings.registry.kinds:
                self._kinds.setdefault(verdict.file, set()).add(verdict.kind)
            yield verdict

    def _at(self, as_of: datetime) -> _State:
        """Judge at another time; a kind that comes up only then may bring problems of its own."""
        moved = self.session.at(as_of)
        state = _state(moved.verdicts(self._moving))
        self._problems |= dict.fromkeys(filter(_of_a_plugin, moved.problems()))
        return state

    def _between(self, start: datetime, before: _State, end: datetime, after: _State) -> Iterator[Failure]:
        """Yield what fails at ``end`` and not at ``start``, each with the second at which it begins."""
        fresh = [trouble for key, troubles in after.failing.items() for trouble in _fresh(before, key, troubles)]
        if not fresh:
            return
        if end - start <= _SECOND:
            yield from (_failure(end, trouble, before) for trouble in fresh)
            return
        middle = start + timedelta(seconds=(end - start) // _SECOND // 2)
        then = self._at(middle)
        yield from self._between(start, before, middle, then)
        yield from self._between(middle, then, end, after)

    def _on_the_move(self) -> frozenset[str]:
        """Leave out files on which the clock has no bearing, as long as the others are reached without them."""
        try:
            moving = {judged.kind for judged in self.session.judged_kinds() if self._depends(judged)}
        except AdjudgeError:  # in doubt, all of them
            return frozenset(self.session.files)
        files = {file for file, kinds in self._kinds.items() if kinds & moving}
        left = frozenset(file for file in self.session.files if file in files)
        reached = {file for file in left if self.session.is_claimed(file)}
        return left if files <= reached else frozenset(self.session.files)

    def _depends(self, judged: JudgedKind) -> bool:
        """Return whether the verdict on a kind can change until the horizon ends; in doubt, it can."""
        now = self.session.as_of
        until = now + self.days * STEP
        if judged.has_facts:
            return True
        try:
            if any(
                self.session.standing(rule, now) != self.session.standing(rule, until) for rule in judged.program.rules
            ):
                return True
        except AdjudgeError:
            return True
        return any(asks_the_clock(module.text) for module in judged.program.modules)


def _of_a_plugin(problem: Problem) -> bool:
    """Return whether a problem is one of policies or plugins: that a part of the files has no outcome is none."""
    return any(each is not None for each in (problem.plugin, problem.rule, problem.file))


def asks_the_clock(text: str) -> bool:
    """Return whether a policy reads the clock, what is related, or ``input`` as a whole or by a name in brackets."""
    return any(name.text == "input" or name.text.startswith(_CLOCK) for name in scan(text).names)


def _state(verdicts: Iterator[Verdict]) -> _State:
    failing: dict[_Key, list[_Trouble]] = {}
    outcomes: dict[tuple[str, str | None], OutcomeName] = {}
    for verdict in verdicts:
        for trouble in _troubles(verdict):
            finding = trouble.finding
            code, path = (finding.code, finding.path) if finding is not None else (None, ())
            level = finding.level if finding is not None else "error"
            failing.setdefault((verdict.path, trouble.rule, level, code, path), []).append(trouble)
        if verdict.problem is not None:
            outcomes[verdict.path, None] = "error"
        for outcome in verdict.outcomes:
            if outcome.outcome != "passed":
                outcomes[verdict.path, outcome.rule] = outcome.outcome
    return _State(failing=failing, outcomes=outcomes)


def _troubles(verdict: Verdict) -> Iterator[_Trouble]:
    if verdict.problem is not None:
        yield _Trouble(verdict=verdict, rule=None, outcome="error", note=verdict.problem.words)
    for outcome in verdict.outcomes:
        if outcome.outcome == "error":
            yield _Trouble(verdict=verdict, rule=outcome.rule, outcome="error", note=outcome.note)
        elif outcome.outcome in _FAILING:
            for finding in (each for each in outcome.findings if each.suppression is None):
                name: OutcomeName = "denied" if finding.level == "deny" else "warned"
                yield _Trouble(verdict=verdict, rule=outcome.rule, outcome=name, finding=finding)


def _fresh(before: _State, key: _Key, troubles: list[_Trouble]) -> list[_Trouble]:
    """Return those of a place that were not there before; a message that only counts on is no new finding."""
    known = before.failing.get(key, [])
    more = len(troubles) - len(known)
    if more <= 0:
        return []
    said = [_message(trouble) for trouble in known]
    unsaid = [trouble for trouble in troubles if _message(trouble) not in said]
    return (unsaid or troubles)[-more:]


def _message(trouble: _Trouble) -> str:
    return said(trouble.finding.message if trouble.finding is not None else trouble.note or "", ENGLISH)


def _failure(at: datetime, trouble: _Trouble, before: _State) -> Failure:
    verdict = trouble.verdict
    was = before.outcomes.get((verdict.path, trouble.rule), "passed")
    finding: FailureReason = "rule_in_force" if was == "pending" else "finding"
    return Failure(
        at=at,
        path=verdict.path,
        file=verdict.file,
        line=verdict.line,
        kind=verdict.kind,
        rule=trouble.rule,
        outcome=trouble.outcome,
        before=was,
        reason=finding if trouble.finding is not None else "not_judged",
        finding=trouble.finding,
        note=trouble.note,
    )


def _order(failure: Failure) -> tuple[datetime, str, str, int, str]:
    finding = failure.finding
    line, message = (finding.place.line, finding.message["en"]) if finding is not None else (failure.line, "")
    return failure.at, failure.path, failure.rule or "", line, message
