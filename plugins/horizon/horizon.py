"""What starts to fail within the next days: found by judging again, not by a second set of rules.

Artifacts are judged now and then a day apart. Whatever lasts a day or longer is seen so, in whichever zone the day
begins and whatever makes it end: a date in a document or in what it names, that date and a parameter, facts, a rule
that comes into force. Between two days that differ, halving finds the second at which a failure begins. A state that
comes and goes within a day is not looked for.

Files are read and hashed once, domains opened and policies loaded once. On a day only those files are judged of which
something can differ from the day before (:mod:`.changes`): a rule that reads the clock answers otherwise, a rule comes into
force, a waiver ends, a hook asks for the time, an artifact that is named has another verdict. Where a plugin's watcher or
suppressor takes part, or the engine loads no part of a kind, it is every file on every day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from adjudge.lib.documents import Steps
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.words import ENGLISH, Texts, said, say

from .changes import Calendar, Questions

if TYPE_CHECKING:
    from adjudge import Finding, OutcomeName, Problem, Session, Summary, Verdict

STEP = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_FAILING: frozenset[OutcomeName] = frozenset({"denied", "warned", "error"})

FailureReason: TypeAlias = Literal["rule_in_force", "finding", "not_judged"]
_Key: TypeAlias = "tuple[str, str | None, str, str | None, Steps]"


class Failure(NamedTuple):
    """Something that starts to fail at ``at`` (in UTC, to the second) and did not a second before.

    ``before`` is what the rule said then, ``pending`` of a finding whose code was not in force. ``reason`` is
    ``rule_in_force`` where the findings were there already and the rule, or their code, comes into force, ``not_judged``
    where an error takes the place of an answer (``note`` says which). ``rule`` is None where the artifact as a whole can no
    longer be judged.
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
    """What fails at an instant, the outcome of each rule on each artifact that is not ``passed``, and what is not in force.

    ``waiting`` has the findings that will fail once the rule, or their code of it, is in force.
    """

    failing: Mapping[_Key, list[_Trouble]]
    outcomes: Mapping[tuple[str, str | None], OutcomeName]
    waiting: frozenset[_Key]

    def of(self, files: set[str]) -> _State:
        """Return the same for what fails in some files."""
        some = {key: each for key, each in self.failing.items() if each[0].verdict.file in files}
        return self._replace(failing=some)


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
    """Looks ahead over the files of a session; ``tick`` is called with 1 for each day that was looked at.

    ``questions`` is one of the session's watchers: without it each file is judged again on each day, which finds the same.
    """

    session: Session
    days: int
    tick: Callable[[int], object] = lambda _days: None
    questions: Questions | None = None
    _problems: dict[Problem, None] = field(default_factory=dict)
    _verdicts: dict[str, Verdict] = field(default_factory=dict)
    _always: set[str] = field(default_factory=set)
    _claimed: dict[str, set[bool]] = field(default_factory=dict)
    _calendar: Calendar | None = None

    def look(self) -> Outlook:
        """Return what starts to fail after now and until ``days`` later. Raises UsageError where the calendar ends."""
        start = self.session.as_of
        try:
            days = [start + number * STEP for number in range(self.days + 1)]
        except OverflowError as error:
            raise UsageError(say("command.beyond_calendar")) from error
        state = _state(self._noted(self.session.verdicts()))
        now, already = self.session.summary(), sum(map(len, state.failing.values()))
        self._problems |= dict.fromkeys(now.problems)
        self._plan(days)
        found: list[Failure] = []
        for number in range(1, len(days)) if self._verdicts and self._may_change() else ():
            found += self._day(days[number - 1], days[number], number)
            self.tick(1)
        return Outlook(
            failures=tuple(sorted(found, key=_order)), now=now, already=already, problems=tuple(self._problems)
        )

    def _noted(self, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
        """Pass verdicts on, and keep those on artifacts: a check's is asked for only now."""
        for verdict in verdicts:
            unread = verdict.kind is None and verdict.problem is not None
            if unread or verdict.kind in self.session.settings.registry.kinds:
                self._verdicts[verdict.path] = verdict
            yield verdict

    def _plan(self, days: Sequence[datetime]) -> None:
        """Find out which files can change on which day; in doubt, it is all of them on each day."""
        if self.questions is None or self.session.has_strangers or (self._is_partial and self._may_excuse):
            return
        try:
            calendar = Calendar(self.session, days, self.questions)
        except AdjudgeError:  # an engine that loads a kind only as a whole
            return
        self._calendar = calendar
        for verdict in self._verdicts.values():
            self._take(verdict, calendar)

    def _take(self, verdict: Verdict, calendar: Calendar) -> None:
        """Note when an artifact can change: each day where a hook of it asks for the time, or it got no question."""
        assert self.questions is not None
        path = verdict.path
        if verdict.kind not in self.session.settings.registry.kinds:
            return  # unread it is, and stays
        lost = verdict.problem is not None and path not in self.questions.latest
        if path in self.session.timed or path in self.questions.dropped or lost:
            self._always.add(verdict.file)
        calendar.take(path, verdict.file, asked=verdict.file not in self._always)

    def _may_change(self) -> bool:
        if self._calendar is None or self._always or not self._calendar.is_empty:
            return True
        return any(map(_has_findings, self._verdicts.values()))

    def _day(self, start: datetime, end: datetime, number: int) -> Iterator[Failure]:
        """Judge what can differ from the day before, and what names it where it does; yield what begins to fail."""
        calendar = self._calendar
        done: dict[str, Verdict] = {}
        files: set[str] = set()
        due = set(self.session.files)
        if calendar is not None:
            due = self._reached(self._always | calendar.due(number) | self._suppressed_otherwise(end))
        while due:
            found = self._judged(end, due)
            files |= due
            changed = {each.file for path, each in found.items() if self._differs(path, each)}
            done |= found
            if calendar is None:
                break
            for verdict in found.values():
                self._take(verdict, calendar)
            due = self._reached(calendar.naming(changed)) - files
        before = _state(iter([self._verdicts[path] for path in done if path in self._verdicts]))
        self._verdicts |= done
        yield from self._between(start, before, end, _state(iter(done.values())))

    def _differs(self, path: str, verdict: Verdict) -> bool:
        """Return whether others may see an artifact otherwise than before; they see rules too that are not selected."""
        return self._is_partial or _stand(verdict) != _stand(self._verdicts.get(path))

    @cached_property
    def _is_partial(self) -> bool:
        values = self.session.settings.values
        return bool(values.value("select", ()) or values.value("ignore", ()))

    @property
    def _may_excuse(self) -> bool:
        return self.session.evidence is not None or bool(self.session.settings.values.value("inline_waivers"))

    def _suppressed_otherwise(self, as_of: datetime) -> set[str]:
        """Return the files of artifacts of which other findings are suppressed than the day before."""
        failing = [verdict for verdict in self._verdicts.values() if _has_findings(verdict)]
        moved = self.session.at(as_of).again(failing) if failing else ()
        return {old.file for old, new in zip(failing, moved, strict=True) if old.outcomes != new.outcomes}

    def _reached(self, files: set[str]) -> set[str]:
        """Return what is to be judged for files to be: what names them, where they are no artifacts of their own."""
        assert self._calendar is not None
        own: set[str] = set()
        seen: set[str] = set()
        left = set(files)
        while left:
            file = left.pop()
            seen.add(file)
            claimed = self._claimed_of(file) if file in self._all else {False}
            if True in claimed:
                own.add(file)
            if False in claimed:  # of a file that holds both, what is known by itself is judged whoever names the rest
                left |= self._calendar.naming([file]) - seen
        return own

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.session.files)

    def _claimed_of(self, file: str) -> set[bool]:
        if file not in self._claimed:
            self._claimed[file] = self.session.claimed(file)
        return self._claimed[file]

    def _judged(self, as_of: datetime, files: Collection[str]) -> dict[str, Verdict]:
        """Judge files at another time; a kind that comes up only then may bring problems of its own."""
        if not files:
            return {}
        moved = self.session.at(as_of)
        verdicts = {verdict.path: verdict for verdict in moved.verdicts(files)}
        self._problems |= dict.fromkeys(filter(_of_a_plugin, moved.problems()))
        return verdicts

    def _between(self, start: datetime, before: _State, end: datetime, after: _State) -> Iterator[Failure]:
        """Yield what fails at ``end`` and not at ``start``, each with the second at which it begins."""
        fresh = [trouble for key, troubles in after.failing.items() for trouble in _fresh(before, key, troubles)]
        if not fresh:
            return
        if end - start <= _SECOND:
            yield from (_failure(end, trouble, before) for trouble in fresh)
            return
        middle = start + timedelta(seconds=(end - start) // _SECOND // 2)
        files = {trouble.verdict.file for trouble in fresh}
        reached = self._reached(files) if self._calendar is not None else self._all
        judged = self._judged(middle, reached).values()
        then = _state(each for each in judged if each.file in files)
        yield from self._between(start, before.of(files), middle, then)
        yield from self._between(middle, then, end, after.of(files))


def _of_a_plugin(problem: Problem) -> bool:
    """Return whether a problem is one of policies or plugins: that a part of the files has no outcome is none."""
    return any(each is not None for each in (problem.plugin, problem.rule, problem.file))


def _has_findings(verdict: Verdict) -> bool:
    return any(each.findings and each.outcome in ("denied", "warned", "waived") for each in verdict.outcomes)


def _stand(verdict: Verdict | None) -> object:
    """Return what others see of a verdict."""
    if verdict is None:
        return None
    broken = bool(verdict.outcomes) and verdict.outcomes[0].rule == f"{verdict.kind}.schema"
    return verdict.verdict, verdict.problem is None, broken


def _state(verdicts: Iterator[Verdict]) -> _State:
    failing: dict[_Key, list[_Trouble]] = {}
    outcomes: dict[tuple[str, str | None], OutcomeName] = {}
    waiting: set[_Key] = set()
    for verdict in verdicts:
        for trouble in _troubles(verdict):
            failing.setdefault(_key(verdict, trouble.rule, trouble.finding), []).append(trouble)
        if verdict.problem is not None:
            outcomes[verdict.path, None] = "error"
        for outcome in verdict.outcomes:
            if outcome.outcome != "passed":
                outcomes[verdict.path, outcome.rule] = outcome.outcome
            waiting.update(_key(verdict, outcome.rule, each) for each in outcome.findings if each.since)
    return _State(failing=failing, outcomes=outcomes, waiting=frozenset(waiting))


def _key(verdict: Verdict, rule: str | None, finding: Finding | None) -> _Key:
    if finding is None:
        return verdict.path, rule, "error", None, ()
    return verdict.path, rule, finding.level, finding.code, finding.path


def _troubles(verdict: Verdict) -> Iterator[_Trouble]:
    if verdict.problem is not None:
        yield _Trouble(verdict=verdict, rule=None, outcome="error", note=verdict.problem.words)
    for outcome in verdict.outcomes:
        if outcome.outcome == "error":
            yield _Trouble(verdict=verdict, rule=outcome.rule, outcome="error", note=outcome.note)
        elif outcome.outcome in _FAILING:
            for finding in (each for each in outcome.findings if each.counts):
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
    if trouble.finding is not None and _key(verdict, trouble.rule, trouble.finding) in before.waiting:
        was = "pending"
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
