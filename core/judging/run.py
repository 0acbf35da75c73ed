"""Judge many artifacts: in which order, in which company, each once.

A trip waits at the engine's door until enough others of its kind have come, or nobody else does; verdicts leave in the
order in which trips began, what an artifact names before the artifact itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import Place
from adjudge.lib.errors import AdjudgeError, JudgeError, KindError
from adjudge.lib.files import Candidate
from adjudge.lib.formats import RECORD_SUFFIXES

from ..control.selection import Fails, Selection
from ..decision import Totals
from ..engine import Answer, Pending
from ..model import Problem, Verdict, VerdictName
from ..summary import Summary
from .compiled import CompiledKind
from .cycles import Chain
from .outcomes import problem_of, without
from .pipeline import Evaluation, Follow, Item, Pipeline
from .references import Related

if TYPE_CHECKING:
    from .suppress import Suppressions

_BATCHES_UNDER_WAY = 2
_MAX_WAITING = 1 << 20
"""Characters of the questions that wait for company: big documents are not kept for the sake of a batch."""


@dataclass(kw_only=True, slots=True, eq=False, repr=False)
class _Slot:
    """A place in the order of verdicts. ``verdict`` is None while the trip waits at the engine.

    ``number`` is the artifact's place in its file, from 0; the last three are those of :class:`adjudge.judging.cycles.Link`.
    """

    item: Item
    number: int
    verdict: Verdict | None = None
    evaluate: Evaluation | None = None
    compiled: CompiledKind | None = None
    question: str = ""
    place: Place | None = None
    below: int = 0
    error: AdjudgeError | None = None


class _Memo(NamedTuple):
    """What stays of a verdict once it has left. The rest is read again if somebody names the file later."""

    verdict: VerdictName
    valid: bool


@dataclass(kw_only=True, eq=False, repr=False)
class Run:
    """One run over many files. ``fails`` says what makes it fail; ``skip_unclaimed`` forgives named files.

    ``excuses`` note in a verdict which findings do not count. ``closing`` give verdicts on what is no artifact, such as
    the configuration, once all artifacts have theirs. ``told`` hears of each artifact's policy input, as JSON text.
    """

    make_pipeline: Callable[[Follow], Pipeline]
    selection: Selection = field(default_factory=Selection)
    fails: Fails = field(default_factory=Fails)
    skip_unclaimed: bool = False
    suppressions: Suppressions | None = None
    closing: list[Callable[[Totals], Iterator[Verdict]]] = field(default_factory=list)
    tick: Callable[[int], object] = lambda _size: None
    told: Callable[[str, str], object] = lambda _path, _question: None
    problems: list[AdjudgeError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pipeline = self.make_pipeline(self.follow)
        self._slots: deque[_Slot] = deque()
        self._waiting: list[_Slot] = []
        self._size_waiting = 0
        self._asked: deque[tuple[Pending, list[_Slot]]] = deque()
        self._memos: dict[str, list[_Memo | None]] = {}
        self._notes: dict[tuple[VerdictName, bool], _Memo] = {}
        self._related: dict[str, list[Related]] = {}
        self._chain = Chain()
        self._walked = False
        self._unclaimed: dict[str, list[str]] = {}
        self.totals = Totals(rule=self.pipeline.compiler.catalogue.rule)

    def prepare(self, candidates: Iterable[Candidate]) -> None:
        """Open the kinds that the files' names say, so that the engine loads them all at once."""
        said = {kind for candidate in candidates for kind in self.pipeline.identifier.by_path(candidate.path)}
        self.pipeline.compiler.prepare(said)

    # --- the order of verdicts ------------------------------------------------------------------------------------

    def verdicts(self, candidates: Iterable[Candidate]) -> Iterator[Verdict]:
        """Judge the files and what they name; give each verdict when its turn has come."""
        self.totals.fails = self.fails
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
            self.tick(candidate.size)
            yield from self._leave()
        self._flush()
        yield from self._leave()
        for file in named if not self.skip_unclaimed else ():
            if file not in self.totals.evidence:
                for path in self._unclaimed.get(file, ()):
                    yield self.totals.count(_nobody_claims(path, file))
        for close in self.closing:
            yield from map(self.totals.count, close(self.totals))

    def _leave(self) -> Iterator[Verdict]:
        while self._slots and self._slots[0].verdict is not None:
            slot = self._slots.popleft()
            assert slot.verdict is not None
            yield self.totals.count(self._selected(slot))

    def _selected(self, slot: _Slot) -> Verdict:
        assert slot.verdict is not None
        if not self.selection or slot.compiled is None:
            return slot.verdict
        return without(slot.verdict, self.selection.left_out(slot.compiled.rules))

    def questions(self, path: str) -> Iterator[str]:
        """Give the policy input of each artifact of a file, as JSON text, without asking the engine for this file.

        What the artifacts name is judged first, as ever. Raises AdjudgeError for an artifact that gets no question.
        """
        for number, item in enumerate(self.pipeline.items(path)):
            if isinstance(item, AdjudgeError):
                raise item
            if item.kind is None:
                continue
            slot = _Slot(item=item, number=number)
            self._chain.links.append(slot)
            try:
                _, question = next(self.pipeline.evaluate(item))
            except StopIteration as stop:
                findings = [finding for outcome in stop.value.outcomes for finding in outcome.findings]
                said = "; ".join(f"line {finding.place.line}: {finding.message['en']}" for finding in findings)
                raise JudgeError(f"policies do not see this file: {said or 'no rules'}", file=item.path) from None
            finally:
                self._chain.links.pop()
            if slot.error is not None:
                raise slot.error
            yield question

    # --- trips ----------------------------------------------------------------------------------------------------

    def _judge(self, path: str, expected: str | None, *, at_once: bool = False) -> Iterator[None]:
        """Let the artifacts of a file begin their trips, one at each step."""
        known = self._memos.get(path, [])  # of a file of which some were unclaimed, the others keep their verdicts
        memos = self._memos[path] = []
        self._unclaimed.pop(path, None)
        self._related.pop(path, None)
        unclaimed: list[str] = []
        for number, item in enumerate(self.pipeline.items(path, expected)):
            memos.append(known[number] if number < len(known) else None)
            if memos[number] is not None:
                continue
            if isinstance(item, AdjudgeError):
                record = path if item.line is None or _is_whole(path) else f"{path}#{number + 1}"
                lost = _Slot(item=Item(path=record, file=path, line=item.line or 1), number=number)
                self._take_slot(lost)
                self._done(lost, lost.item.failed(item))
            elif item.kind is None:
                unclaimed.append(item.path)
            else:
                self._begin(_Slot(item=item, number=number), at_once=at_once)
            yield
        if unclaimed:
            self._unclaimed[path] = [path] if len(unclaimed) == len(memos) else unclaimed

    def _refuse(self, path: str, error: AdjudgeError) -> None:
        """Give the verdict of a file that cannot even be looked at."""
        self._memos[path] = [None]
        slot = _Slot(item=Item(path=path, file=path), number=0)
        self._take_slot(slot)
        self._done(slot, slot.item.failed(error))

    def _begin(self, slot: _Slot, *, at_once: bool) -> None:
        """Let a trip go as far as the engine's door."""
        item = slot.item
        self._chain.links.append(slot)
        try:
            slot.compiled = self.pipeline.compiler.get(item.kind or "")
            slot.evaluate = self.pipeline.evaluate(item)
            _, slot.question = next(slot.evaluate)
        except StopIteration as stop:
            verdict = stop.value
        except Exception as error:  # noqa: BLE001  # whatever it is, it is this artifact's, and the others go on
            verdict = item.failed(_as_judge_error(error))
        else:
            verdict = None
        finally:
            self._chain.links.pop()
        self._take_slot(slot)
        if verdict is not None:
            self._done(slot, verdict)
            return
        self._queue(slot)
        if at_once:
            self._flush()

    def _take_slot(self, slot: _Slot) -> None:
        """Fix the artifact's turn: after what it names, before what begins later."""
        self._slots.append(slot)

    def _queue(self, slot: _Slot) -> None:
        assert slot.compiled is not None
        assert slot.compiled.session is not None
        self.told(slot.item.path, slot.question)
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
        self._asked.append((compiled.session.ask(compiled.kind.name, [slot.question for slot in slots]), slots))
        limit = 0 if compiled.session.batch == 1 else _BATCHES_UNDER_WAY - 1
        while len(self._asked) > limit:
            self._answer()

    def _answer(self) -> None:
        pending, slots = self._asked.popleft()
        answers = pending()
        for slot, answer in zip(slots, answers, strict=True):
            self._end(slot, answer)

    def _flush(self) -> None:
        self._ask()
        while self._asked:
            self._answer()

    def _end(self, slot: _Slot, answer: Answer) -> None:
        """Let a trip go from the engine's answer to its verdict."""
        assert slot.evaluate is not None
        try:
            slot.evaluate.send(answer)
        except StopIteration as stop:
            verdict: Verdict = stop.value
            self._done(slot, verdict._replace(decision=answer.decision) if answer.decision else verdict)
        except Exception as error:  # noqa: BLE001  # as in _begin
            self._done(slot, slot.item.failed(_as_judge_error(error)))
        else:
            self._done(slot, slot.item.failed(JudgeError("the trip asked the engine twice")))

    def _done(self, slot: _Slot, verdict: Verdict) -> None:
        """Keep what later artifacts may ask for, and give the verdict its turn."""
        if slot.error is not None:
            verdict = slot.item.failed(slot.error)
        if self.suppressions is not None:
            verdict = self.suppressions.apply(verdict)
        self._chain.leave(slot)
        slot.verdict, slot.evaluate = verdict, None
        broken = bool(verdict.outcomes) and verdict.outcomes[0].rule == f"{verdict.kind}.schema"
        valid = verdict.problem is None and not broken
        self._memos[verdict.file][slot.number] = self._notes.setdefault(
            (verdict.verdict, valid), _Memo(verdict.verdict, valid)
        )

    def _under_way(self, path: str) -> bool:
        return any(slot.verdict is None and slot.item.file == path for slot in self._slots)

    # --- related artifacts ----------------------------------------------------------------------------------------

    def follow(self, path: str, expected: str | None, place: Place) -> list[Related]:
        """Give the entries of a file that an artifact names, judged now if it was not; none if nobody claims it.

        ``place`` is that of the reference. Raises JudgeError where the chain of references is too long.
        """
        if not self._chain.follow(path, place):
            return []
        if self._under_way(path):
            self._flush()
        if path not in self._memos or (expected is not None and path in self._unclaimed):
            if self._chain.is_full() and any(map(_has_kind, self.pipeline.items(path, expected))):
                raise self._chain.too_long()
            for _ in self._judge(path, expected, at_once=True):
                pass
        if path not in self._related:
            self._related[path] = self._entries(path, expected)
        if self._related[path]:
            self._chain.hang(path)
        return self._related[path]

    def _entries(self, path: str, expected: str | None) -> list[Related]:
        """Read a judged file again for its documents: the shelf sees to it that it is still the same."""
        memos = self._memos[path]
        if not any(memos):
            return []
        return [
            self._entry(path, expected, item, memo)
            for item, memo in zip(self.pipeline.items(path, expected), memos, strict=True)
            if memo is not None
        ]

    def _entry(self, path: str, expected: str | None, item: Item | AdjudgeError, memo: _Memo) -> Related:
        if isinstance(item, AdjudgeError):
            if memo.verdict != "error":
                raise item  # it could be read before
            sha256, size = self.pipeline.sources.digest(path)
            said = list(self.pipeline.identifier.by_path(path, expected))
            kind = said[0] if len(said) == 1 else None
            return Related(path=path, kind=kind, sha256=sha256, size=size, verdict="error")
        return Related(
            path=item.path,
            kind=item.kind,
            sha256=item.sha256,
            size=item.size,
            verdict=memo.verdict,
            document=self.pipeline.value(item) if memo.valid else None,
        )

    # --- the end --------------------------------------------------------------------------------------------------

    def unclaimed(self) -> tuple[str, ...]:
        """Give the files that nobody claims and nobody used as evidence, by path."""
        return tuple(
            path
            for file in sorted(self._unclaimed)
            if file not in self.totals.evidence
            for path in self._unclaimed[file]
        )

    def summary(self) -> Summary:
        """Give the summary once all verdicts have left."""
        errors = [*self.problems, *self.pipeline.compiler.problems, *self.pipeline.compiler.catalogue.problems()]
        problems = [problem_of(error) for error in errors]
        judged = sum(self.totals.verdicts.values())
        if not judged and (problems or self._walked or not (self.skip_unclaimed and self._unclaimed)):
            problems.append(
                Problem(
                    message="nothing was judged",
                    hint="Name files or folders that hold artifacts; `adjudge plugins` lists "
                    "what each kind's files are called.",
                )
            )
        elif judged and self.selection and not any(self.totals.outcomes.values()):
            problems.append(Problem(message="the selection leaves no rule for what was judged", hint="Widen it."))
        return self.totals.summary(tuple(dict.fromkeys(problems)), self.unclaimed())


def _is_whole(path: str) -> bool:
    """Tell whether a file of this format is one document, so that an error is the file's, not a record's."""
    return not path.lower().endswith(tuple(RECORD_SUFFIXES))


def _has_kind(item: Item | AdjudgeError) -> bool:
    return isinstance(item, Item) and item.kind is not None


def _as_judge_error(error: Exception) -> AdjudgeError:
    if isinstance(error, AdjudgeError):
        return error
    return JudgeError(
        f"adjudge itself failed: {type(error).__name__}: {error}", hint="Please report this with the artifact."
    )


def _nobody_claims(path: str, file: str) -> Verdict:
    error = KindError(
        "nobody claims this file", hint="Name its kind with --kind, a pattern in the configuration, or a `kind` in it."
    )
    return Item(path=path, file=file).failed(error)
