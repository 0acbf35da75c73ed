"""The reference engine: a real OPA, asked over HTTP, many inputs at once.

While OPA evaluates one batch, the next is made ready: :meth:`OpaSession.ask` returns at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge.engine import Answer, Decision, Memo, Pending, answer_of, decode, spoiled
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, UsageError
from adjudge.lib.rego import failures
from adjudge.lib.rego.limits import MOST, EngineLimits, Exceeding, limits_of
from adjudge.lib.rego.opa_errors import explained
from adjudge.lib.rego.printed import artifact_of, show
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import say

from .client import EvaluationFailed
from .line import BrokenError, Line, OwnLine
from .server import OpaServer

if TYPE_CHECKING:
    from adjudge import EngineSetup, Program
    from adjudge.lib.rego.covered import Lines

BATCH = 200
_MAX_BODY = 8 * 1024 * 1024
_LIMITS = EngineLimits()


class OpaEngine:
    """Starts the ``opa`` at ``binary``, else on PATH, for the length of a run; ``limits`` bound each artifact."""

    name = "opa"

    def __init__(self, binary: str | None = None, *, sha256: str | None = None, limits: EngineLimits = _LIMITS) -> None:
        self._binary = binary
        self._sha256 = sha256
        self._limits = limits
        self._sessions: list[OpaSession] = []

    def build(self) -> Mapping[str, str]:
        """Return the digest of the executable."""
        from adjudge.lib.digests import file_digest

        return {"sha256": file_digest(Path(self._find()))}

    def load(self, programs: Sequence[Program]) -> OpaSession:
        """Start an OPA with the programs; those that were started before keep running beside it.

        Raises EngineError when there is no OPA or it does not start, PolicyError for a policy that it refuses.
        """
        server = OpaServer(self._find(), programs, self._limits.mebibytes)
        try:
            session = OpaSession(server, programs, self._limits.seconds)
        except BaseException:
            server.stop()
            raise
        self._sessions.append(session)
        return session

    def covered(self, programs: Sequence[Program], inputs: Mapping[str, Sequence[str]]) -> Mapping[str, Lines]:
        """Return by file which lines are evaluated for the inputs of each kind. Raises PolicyError, EngineError."""
        from .covering import covered

        return covered(self._find(), programs, inputs)

    def close(self) -> None:
        """Stop every OPA that was started, whatever happens to one of them."""
        with ExitStack() as stack:
            while self._sessions:
                stack.callback(self._sessions.pop().close)

    def _find(self) -> str:
        from shutil import which

        found = which(self._binary or "opa")
        if found is None:
            raise EngineError(say("opa.missing"), file=self._binary)
        file = os.path.abspath(found)  # noqa: PTH100  # it must stay the same file from another folder, links and all
        if self._sha256 is not None:
            from adjudge.lib.digests import file_digest

            if file_digest(Path(file)) != self._sha256:
                raise UsageError(say("opa.other"), file=file)
        return file


def make(setup: EngineSetup) -> OpaEngine:
    """Make the engine of a session; nothing is started before something is loaded."""
    wanted = setup.gate.config.values.get("opa_sha256") if setup.gate is not None else None
    return OpaEngine(setup.options.value("opa"), sha256=wanted, limits=limits_of(setup.options))


class Asking:
    """Programs that an OPA has, and the way to ask it."""

    batch = BATCH

    def __init__(self, line: Line, programs: Sequence[Program]) -> None:
        self._line = line
        self._judges = {program.kind: _Evaluator(line, program) for program in programs}
        # One connection is enough: OPA and this process have the processors between them.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="adjudge-opa")

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Send the inputs; what it returns waits for the answers. A kind that was not loaded is a KeyError."""
        judge = self._judges[kind]
        try:
            answers: Future[list[Answer]] = self._worker.submit(judge.answers, list(inputs))
        except RuntimeError:  # the session is closed
            return lambda: [judge.unreachable()] * len(inputs)
        return answers.result

    def close(self) -> None:
        """Ask no more."""
        self._worker.shutdown()
        self._line.close()


class OpaSession(Asking):
    """Programs loaded into an OPA of our own, which has ``seconds`` for each artifact."""

    def __init__(self, server: OpaServer, programs: Sequence[Program], seconds: float) -> None:
        super().__init__(OwnLine(server, seconds), programs)
        self._server = server

    @property
    def pid(self) -> int:
        """OPA's process."""
        return self._server.pid

    def close(self) -> None:
        """Kill the server; whoever still waits gets errors."""
        self._server.stop()
        super().close()


class _Evaluator:
    """One program at one OPA. Its methods run in the session's worker."""

    def __init__(self, line: Line, program: Program) -> None:
        self._line = line
        self._package = f"adjudge.{program.kind}"
        self._rules = program.rules
        self._by_file = {rule.file: rule for rule in program.rules}
        self._modules: Mapping[str, Module] = {module.file: module for module in program.modules}
        self._memo = Memo()
        self._exceeding = Exceeding()

    def unreachable(self) -> Answer:
        """Return the answer of a judge that cannot ask any more."""
        return spoiled(self._rules, self._line.gone or EngineError(say("opa.stopped")))

    def answers(self, inputs: list[str]) -> list[Answer]:
        """Return one answer an input, whatever happens."""
        found: list[Answer] = []
        for part in _parts(inputs, 1 if self._line.hears else BATCH):  # so that it is known who prints
            found += self._part(part)
        return found

    def _part(self, inputs: list[str]) -> list[Answer]:
        """Ask about some inputs; where OPA breaks, about each alone until it is known which one breaks it."""
        if self._line.gone is not None:
            return [self.unreachable()] * len(inputs)
        if self._exceeding.given_up:
            return [self._one_by_one(text, EngineError(say("contained.given_up", n=MOST))) for text in inputs]
        try:
            return self._batch(inputs)
        except BrokenError as broken:
            if len(inputs) == 1:
                return [self._one_by_one(inputs[0], broken.error)]
        self._line.printed()  # it will be printed again
        found: list[Answer] = []
        for position, text in enumerate(inputs, 1):
            try:
                found += self._batch([text])
            except BrokenError as broken:
                found.append(self._one_by_one(text, broken.error))
                return [*found, *(self._part(inputs[position:]) if inputs[position:] else ())]
        return found

    def _batch(self, inputs: list[str]) -> list[Answer]:
        """Ask about some inputs at once. Raises BrokenError."""
        try:
            reply = self._line.query(self._package, "batch", f'{{"batch":[{",".join(inputs)}]}}')
            outcomes = reply.values[0] if reply.values else None
            if not isinstance(outcomes, list) or len(outcomes) != len(inputs):
                raise EngineError(say("opa.other_number"))
            answers = [self._memo.answer(json.dumps(each, allow_nan=False), self._read) for each in outcomes]
            if self._line.hears:
                show(self._line.printed(), self._by_file, self._modules, artifact_of(inputs[0]))
            return answers if reply.decision_id is None else list(_decided(answers, reply.decision_id))
        except EvaluationFailed as failed:
            if len(inputs) == 1:
                return [self._one_by_one(inputs[0], explained(failed.error, self._modules))]
            self._line.printed()  # it will be printed again
            half = len(inputs) // 2
            return [*self._part(inputs[:half]), *self._part(inputs[half:])]
        except EngineError as error:
            return [spoiled(self._rules, error)] * len(inputs)
        except (ValueError, RecursionError) as error:
            return [spoiled(self._rules, _unreadable(error))] * len(inputs)

    def _one_by_one(self, text: str, whole: EngineError) -> Answer:
        """Ask each rule about an input of which not all could be asked at once, for the reason ``whole``."""
        printed = self._line.printed()

        def ask(rule: Rule, head: str) -> list[Json] | EngineError:
            said = self._head(rule, head, text)
            printed.extend(self._line.printed())
            return said

        answer = failures.one_by_one(self._rules, ask, lambda: whole)
        show(dict.fromkeys(printed), self._by_file, self._modules, artifact_of(text))  # some of it was printed again
        return answer

    def _read(self, text: str) -> Answer:
        return answer_of(self._rules, decode(text))

    def _head(self, rule: Rule, head: str, text: str) -> list[Json] | EngineError:
        refusal = self._exceeding.refusal(rule)
        if refusal is not None:
            return refusal
        try:
            return [decode(json.dumps(value)) for value in self._line.query(rule.id, head, text).values]
        except EvaluationFailed as failed:
            return explained(failed.error, self._modules)
        except BrokenError as broken:
            return self._exceeding.noted(rule, broken.error)
        except EngineError as error:
            return error
        except (ValueError, RecursionError) as error:
            return _unreadable(error)


def _unreadable(error: Exception) -> EngineError:
    return EngineError(say("opa.unreadable", why=str(error)))


def _decided(answers: list[Answer], decision_id: str) -> Iterator[Answer]:
    """Yield each answer with the decision of OPA's log that it is part of, and where in it."""
    for position, answer in enumerate(answers):
        yield replace(answer, decision=Decision(id=decision_id, position=position))


def _parts(inputs: list[str], most: int) -> Iterator[list[str]]:
    """Divide inputs into batches that are neither too many nor too large."""
    part: list[str] = []
    size = 0
    for text in inputs:
        if part and (len(part) >= most or size + len(text) > _MAX_BODY):
            yield part
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield part
