"""Judge many artifacts: in which order, in which company, each once.

An evaluation waits at the engine's door until enough others of its kind have come, or nobody else does; verdicts leave in
the order in which evaluations began, what an artifact names before the artifact itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from adjudge.lib.cycles import Chain
from adjudge.lib.documents import Place
from adjudge.lib.durations import measured
from adjudge.lib.errors import AdjudgeError, JudgeError, KindError
from adjudge.lib.files import Candidate
from adjudge.lib.problems import Problem, as_judge_error, not_seen, problem_of
from adjudge.lib.rego.selection import Fails, Selection
from adjudge.lib.words import say

from ..engine import Answer, Pending, judged_by
from ..model import Verdict, VerdictName
from ..summary import Summary, Totals
from .compiled import CompiledKind
from .outcomes import without
from .participants import Participants, verdicts_of
from .pipeline import Evaluation, Pipeline, Question, Wanted
from .reading import Found, Item, Unclaimed, Unread, failed
from .references import Related
from .suppress import Suppressions

_BATCHES_UNDER_WAY = 2
_MAX_WAITING = 1 << 20
"""Characters of the questions that wait for company: big documents are not kept for the sake of a batch."""


@dataclass(kw_only=True, slots=True, eq=False, repr=False)
class _Slot:
    """A place in the order of verdicts. ``verdict`` is None while the evaluation waits at the engine.

    ``number`` is the artifact's place in its file, from 0; the last three are those of :class:`adjudge.lib.cycles.Link`.
    """

    path: str
    file: str
    number: int
    item: Item | None = None
    compiled: CompiledKind | None = None
    verdict: Verdict | None = None
    evaluation: Evaluation | None = None
    question: str = ""
    place: Place | None = None
    below: int = 0
    error: AdjudgeError | None = None


class _Kept(NamedTuple):
    """What stays of a verdict once it has left. The rest is read again if somebody names the file later."""

    verdict: VerdictName
    valid: bool


@dataclass(kw_only=True, eq=False, repr=False)
class Run:
    """One run over many files. ``fails`` says what makes it fail; ``skip_unclaimed`` forgives named files,
    ``known_as`` gives a file relative to the configuration's folder, where that is not the root.

    All is given at construction; what the run comes to know afterwards is its own.
    """

    pipeline: Pipeline
    participants: Participants = field(default_factory=Participants)
    selection: Selection = field(default_factory=Selection)
    fails: Fails = field(default_factory=Fails)
    skip_unclaimed: bool = False
    problems: Sequence[AdjudgeError] = ()
    known_as: Callable[[str], str] = field(default=lambda _file: "")

    def __post_init__(self) -> None:
        self.reading = self.pipeline.reading
        rule = self.pipeline.compiler.catalogue.rule
        self.totals = Totals(rule=rule, fails=self.fails)
        self._watchers = self.participants.watchers
        suppressors = self.participants.suppressors
        self.suppressions = Suppressions(suppressors, rule) if suppressors else None
        self._failures: list[AdjudgeError] = []
        self._slots: deque[_Slot] = deque()
        self._waiting: list[_Slot] = []
        self._size_waiting = 0
        self._asked: deque[tuple[Pending, list[_Slot]]] = deque()
        self._memos: dict[str, list[_Kept | None]] = {}
        self._notes: dict[tuple[VerdictName, bool], _Kept] = {}
        self._related: dict[str, list[Related]] = {}
        self._chain = Chain()
        self._walked = False
        self._unclaimed = self.totals.unclaimed

    # --- the order of verdicts ------------------------------------------------------------------------------------

    def verdicts(self, candidates: Iterable[Candidate], *, all_of_it: bool = True) -> Iterator[Verdict]:
        """Judge the files and what they name; yield each verdict when its turn has come.

        ``all_of_it`` is False where the files are a part of those that a session is about: checks, which are on the whole,
        are then not asked.
        """
        named: list[str] = []
        for candidate in candidates:
            if candidate.named:
                named.append(candidate.path)
            self._walked = self._walked or not candidate.named
            if candidate.error is not None:
                self._refuse(candidate.path, candidate.error)
            elif candidate.path not in self._memos:
                for _ in self._judge(candidate.path, None):
                    yield from self._leave()
            self._tell("file", candidate.path, candidate.size)
            yield from self._leave()
        self._flush()
        yield from self._leave()
        for file in named if not self.skip_unclaimed else ():
            for path in self._unclaimed.get(file, ()) if file not in self.totals.evidence else ():
                yield self._counted(Unread(path=path, file=file, error=KindError(say("judge.unclaimed"))).verdict)
        for check in self.participants.checks if all_of_it else ():
            try:
                yield from map(self._counted, verdicts_of(check, self.totals))
            except AdjudgeError as error:
                self._failures.append(error)

    def _counted(self, verdict: Verdict) -> Verdict:
        verdict = verdict._replace(known_as=self.known_as(verdict.file))
        self.totals.count(verdict)
        self._tell("verdict", verdict)
        return verdict

    def _tell(self, method: str, *said: object) -> None:
        """Let the watchers hear something; one that fails hears no more, and the run is an error."""
        for watcher in self._watchers:
            try:
                watcher.call(method, *said)
            except AdjudgeError as error:
                self._failures.append(error)
                self._watchers = tuple(each for each in self._watchers if each is not watcher)

    def _leave(self) -> Iterator[Verdict]:
        while self._slots and self._slots[0].verdict is not None:
            yield self._counted(self._selected(self._slots.popleft()))

    def _selected(self, slot: _Slot) -> Verdict:
        assert slot.verdict is not None
        self.totals.files.add(slot.file)  # not that of a check: it may share its name with a file that nobody judged
        if not self.selection or slot.compiled is None:
            return slot.verdict
        return without(slot.verdict, self.selection.left_out(slot.compiled.rules))

    def questions(self, path: str) -> Iterator[str]:
        """Yield the policy input of each artifact of a file, as JSON text, without asking the engine for this file.

        What the artifacts name is judged first, as ever. Raises AdjudgeError for an artifact that gets no question.
        """
        for number, item in enumerate(self.reading.items(path)):
            if isinstance(item, Unread):
                raise item.error
            if isinstance(item, Unclaimed):
                continue
            slot = _Slot(path=item.path, file=item.file, number=number, item=item)
            self._chain.links.append(slot)
            try:
                question = self._to_the_engine(self.pipeline.evaluate(item))
            except StopIteration as stop:
                said = ((each.place.line, each.message) for one in stop.value.outcomes for each in one.findings)
                raise JudgeError(not_seen(said), file=item.path) from None
            finally:
                self._chain.links.pop()
            if slot.error is not None:
                raise slot.error
            yield question.text

    # --- evaluations ----------------------------------------------------------------------------------------------

    def _judge(self, path: str, expected: str | None, *, at_once: bool = False) -> Iterator[None]:
        """Let the evaluations of a file's artifacts begin, one at each step."""
        known = self._memos.get(path, [])  # of a file of which some were unclaimed, the others keep their verdicts
        memos = self._memos[path] = []
        self._unclaimed.pop(path, None)
        self._related.pop(path, None)
        unclaimed: dict[str, int] = {}
        for number, item in enumerate(self.reading.items(path, expected)):
            memos.append(known[number] if number < len(known) else None)
            if memos[number] is not None:
                continue
            if isinstance(item, Unclaimed):
                unclaimed[item.path] = item.line
            elif isinstance(item, Unread):
                lost = _Slot(path=item.path, file=path, number=number)
                self._slots.append(lost)
                self._done(lost, item.verdict)
            else:
                self._begin(_Slot(path=item.path, file=path, number=number, item=item), item, at_once=at_once)
            yield
        if unclaimed:
            self._unclaimed[path] = {path: 1} if len(unclaimed) == len(memos) else unclaimed

    def _refuse(self, path: str, error: AdjudgeError) -> None:
        """Return the verdict of a file that cannot even be looked at."""
        self._memos[path] = [None]
        slot = _Slot(path=path, file=path, number=0)
        self._slots.append(slot)
        self._done(slot, Unread(path=path, file=path, error=error).verdict)

    def _begin(self, slot: _Slot, item: Item, *, at_once: bool) -> None:
        """Let an evaluation go as far as the engine's door, and fix its turn: after what it names, before what is later."""
        self._chain.links.append(slot)
        verdict: Verdict | None = None
        try:
            slot.compiled = self.pipeline.compiler.get(item.kind)
            slot.evaluation = self.pipeline.evaluate(item)
            slot.question = measured("artifact", slot.path, self._to_the_engine, slot.evaluation).text
        except StopIteration as stop:
            verdict = stop.value
        except Exception as error:  # noqa: BLE001  # whatever it is, it is this artifact's, and the others go on
            verdict = item.failed(as_judge_error(error))
        finally:
            self._chain.links.pop()
        self._slots.append(slot)
        if verdict is not None:
            self._done(slot, verdict)
            return
        self._queue(slot)
        if at_once:
            self._flush()

    def _to_the_engine(self, evaluation: Evaluation) -> Question:
        """Answer what an evaluation wants until it has a question for the engine. Raises StopIteration with the verdict."""
        asked = next(evaluation)
        while isinstance(asked, Wanted):
            try:
                found = self._follow(asked)
            except AdjudgeError as error:
                asked = evaluation.throw(error)
            else:
                asked = evaluation.send(found)
        return asked

    def _queue(self, slot: _Slot) -> None:
        assert slot.compiled is not None
        assert slot.compiled.session is not None
        self._tell("question", slot.path, slot.question)
        if self._waiting and self._waiting[0].compiled is not slot.compiled:
            self._ask()
        self._waiting.append(slot)
        self._size_waiting += len(slot.question)
        if len(self._waiting) >= slot.compiled.session.batch or self._size_waiting > _MAX_WAITING:
            self._ask()

    def _ask(self) -> None:
        """Put the waiting questions to the engine, and take the answers of those before."""
        slots, self._waiting, self._size_waiting = self._waiting, [], 0
        if not slots:
            return
        compiled = slots[0].compiled
        assert compiled is not None
        assert compiled.session is not None
        texts = [slot.question for slot in slots]
        self._asked.append((compiled.session.ask(compiled.kind.name, texts), slots))
        limit = 0 if compiled.session.batch == 1 else _BATCHES_UNDER_WAY - 1
        while len(self._asked) > limit:
            self._answer()

    def _answer(self) -> None:
        pending, slots = self._asked.popleft()
        for slot, answer in zip(slots, pending(), strict=True):
            self._end(slot, answer)

    def _flush(self) -> None:
        self._ask()
        while self._asked:
            self._answer()

    def _end(self, slot: _Slot, answer: Answer) -> None:
        """Let an evaluation go from the engine's answer to its verdict."""
        assert slot.evaluation is not None
        assert slot.item is not None
        try:
            slot.evaluation.send(answer)
        except StopIteration as stop:
            verdict: Verdict = stop.value
            self._done(slot, verdict._replace(decision=answer.decision) if answer.decision else verdict)
        except Exception as error:  # noqa: BLE001  # as in _begin
            self._done(slot, slot.item.failed(as_judge_error(error)))
        else:
            self._done(slot, slot.item.failed(JudgeError(say("judge.twice"))))

    def _done(self, slot: _Slot, verdict: Verdict) -> None:
        """Keep what later artifacts may ask for, and give the verdict its turn."""
        if slot.error is not None and slot.item is not None:
            verdict = slot.item.failed(slot.error)
        verdict = verdict._replace(known_as=self.known_as(verdict.file))
        if self.suppressions is not None:
            try:
                verdict = self.suppressions.apply(verdict)
            except AdjudgeError as error:
                verdict = failed(verdict, error)
        self._chain.leave(slot)
        slot.verdict, slot.evaluation, slot.question = verdict, None, ""
        broken = bool(verdict.outcomes) and verdict.outcomes[0].rule == f"{verdict.kind}.schema"
        valid = verdict.problem is None and not broken
        self._memos[verdict.file][slot.number] = self._notes.setdefault(
            (verdict.verdict, valid), _Kept(verdict.verdict, valid)
        )

    # --- related artifacts ----------------------------------------------------------------------------------------

    def _follow(self, wanted: Wanted) -> list[Related]:
        """Return the entries of a file that an artifact names, judged now if it was not; none if nobody claims it.

        Raises JudgeError where the chain of references is too long.
        """
        path, expected, place = wanted
        if not self._chain.follow(path, place):
            return []
        if any(slot.verdict is None and slot.file == path for slot in self._slots):  # it is under way
            self._flush()
        if path not in self._memos or (expected is not None and path in self._unclaimed):
            if self._chain.is_full() and any(isinstance(item, Item) for item in self.reading.items(path, expected)):
                raise self._chain.too_long()
            for _ in self._judge(path, expected, at_once=True):
                pass
        if path not in self._related:
            self._related[path] = self._entries(path, expected)
        if self._related[path]:
            self._chain.hang(path)
        return self._related[path]

    def _entries(self, path: str, expected: str | None) -> list[Related]:
        """Read a judged file again for its documents: the sources see to it that it is still the same."""
        memos = self._memos[path]
        if not any(memos):
            return []
        return [
            self._entry(path, expected, item, memo)
            for item, memo in zip(self.reading.items(path, expected), memos, strict=True)
            if memo is not None
        ]

    def _entry(self, path: str, expected: str | None, item: Found, memo: _Kept) -> Related:
        if isinstance(item, Item):
            return Related(
                path=item.path,
                kind=item.kind,
                sha256=item.document.sha256,
                size=item.document.size,
                verdict=memo.verdict,
                document=self.pipeline.value(item) if memo.valid else None,
            )
        if isinstance(item, Unread) and memo.verdict != "error":
            raise item.error  # it could be read before
        sha256, size = self.reading.sources.digest(path)
        said = list(self.reading.identifier.by_path(path, expected))
        kind = said[0] if len(said) == 1 else None
        return Related(path=path, kind=kind, sha256=sha256, size=size, verdict="error")

    # --- the end --------------------------------------------------------------------------------------------------

    def unclaimed(self) -> tuple[str, ...]:
        """Return the files that nobody claims and nobody used as evidence, by path."""
        return tuple(
            path
            for file in sorted(self._unclaimed)
            if file not in self.totals.evidence
            for path in self._unclaimed[file]
        )

    def summary(self) -> Summary:
        """Return the summary once all verdicts have left."""
        compiler = self.pipeline.compiler
        errors = [*self.problems, *compiler.problems, *compiler.catalogue.problems(), *self._failures]
        problems = [problem_of(error) for error in errors]
        judged = sum(self.totals.verdicts.values())
        if not judged and (problems or self._walked or not (self.skip_unclaimed and self._unclaimed)):
            problems.append(Problem(say("judge.nothing")))
        elif judged > self.totals.verdicts["error"] and self.selection and not any(self.totals.outcomes.values()):
            problems.append(Problem(say("judge.no_rule_left")))
        elif self.totals.outcomes["pending"] and not compiler.in_force():
            problems.append(Problem(say("judge.none_in_force", day=compiler.as_of.date().isoformat())))
        summary = self.totals.summary(tuple(dict.fromkeys(problems)), self.unclaimed())
        return summary._replace(engines=judged_by(compiler.engine))
