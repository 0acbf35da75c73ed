"""The engine ``native``: OPA without a server.

While the worker evaluates one batch, the next is made ready: :meth:`NativeSession.ask` returns at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from adjudge.engine import Answer, Memo, Pending, answer_of, decode, spoiled
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors
from adjudge.lib.rego import failures
from adjudge.lib.rego.limits import MOST, EngineLimits, ExceededError, Exceeding, limits_of
from adjudge.lib.rego.opa_errors import explained
from adjudge.lib.rego.policy import IMPURE
from adjudge.lib.rego.printed import Printed, artifact_of, show
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.system import foreign
from adjudge.lib.words import Said, say

from .desk import Desk, Reply, Source
from .worker import EXECUTABLE, Died

if TYPE_CHECKING:
    from adjudge import EngineSetup, Program

_LIMITS = EngineLimits()
_HEADS = ("applies", "deny", "warn")
_MEBIBYTE = 1 << 20
_T = TypeVar("_T")


class NativeEngine:
    """Evaluates Rego by OPA in a worker process; ``limits`` bound each artifact."""

    name = "native"

    def __init__(self, *, limits: EngineLimits = _LIMITS, executable: str | os.PathLike[str] = EXECUTABLE) -> None:
        self._executable = Path(executable)
        self._limits = limits
        self._made: Desk | None = None
        self._closed = False

    def build(self) -> Mapping[str, str]:
        """Return OPA's version and the digest of the executable. Raises EngineError."""
        from adjudge.lib.digests import file_digest

        desk = self.desk()
        about = self._done(desk, desk.about)
        return {"version": f"opa {about['opa']}", "sha256": file_digest(self._executable)}

    def load(self, programs: Sequence[Program]) -> NativeSession:
        """Load programs. Raises EngineError when the worker cannot start, PolicyErrors for all that OPA refuses."""
        desk = self.desk()
        judges = {program.kind: _Judge(self, program) for program in programs}
        refused: list[PolicyError] = []
        for judge in judges.values():
            refused += self._done(desk, judge.load)
        if refused:
            for judge in judges.values():
                self._done(desk, judge.drop)
            told = {str(error): error for error in refused}  # kinds share their libraries
            raise PolicyErrors(told.values()) if len(told) > 1 else refused[0]
        return NativeSession(judges)

    def close(self) -> None:
        """Kill the worker; nothing can be asked any more."""
        self._closed = True
        if self._made is not None:
            self._made.close()

    def desk(self) -> Desk:
        """Return the desk of this process: a forked child has its own worker. Raises EngineError after the end."""
        if self._closed:
            raise EngineError(say("contained.closed"))
        if self._made is not None and self._made.owner != os.getpid():
            self._made.close()
            self._made = None
        if self._made is None:
            self._made = Desk(self._executable, self._limits.seconds, self._limits.mebibytes * _MEBIBYTE)
        return self._made

    def _done(self, desk: Desk, function: Callable[[], _T]) -> _T:
        try:
            return desk.submit(function).result()
        except Died as died:
            raise EngineError(self.ended(died.why, died.said)) from None

    def ended(self, why: str, said: str) -> Said:
        """Return what is said of a worker that was ended, or ended by itself."""
        if why == "time":
            return say("contained.time", n=self._limits.seconds)
        if why == "memory":
            return say("contained.memory", mebibytes=self._limits.mebibytes)
        if why == "died":
            return say("contained.died", signal=said)
        return say("contained.ended", code=said) if why == "ended" else say("contained.raised", why=foreign(said))


def make(setup: EngineSetup) -> NativeEngine:
    """Make the engine of a session; nothing is started before something is loaded."""
    return NativeEngine(limits=limits_of(setup.options))


class NativeSession:
    """Programs that the worker has."""

    batch = 64

    def __init__(self, judges: Mapping[str, _Judge]) -> None:
        self._judges = judges

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Send the inputs; what it returns waits for the answers. A kind that was not loaded is a KeyError."""
        return self._judges[kind].ask(inputs)


class _Judge:
    """One program. ``load``, ``drop`` and ``_asked`` run in the thread of the desk."""

    def __init__(self, engine: NativeEngine, program: Program) -> None:
        self._engine = engine
        self._program = program
        self._rules = program.rules
        self._by_file = {rule.file: rule for rule in program.rules}
        self._modules: Mapping[str, Module] = {module.file: module for module in program.modules}
        heads = [(rule.id, head) for rule in program.rules for head in _HEADS if head in rule.heads]
        self._numbers = {head: number for number, head in enumerate(heads, 1)}
        queries = [f"data.adjudge.{program.kind}.outcomes", *(f"data.{rule}.{head}" for rule, head in heads)]
        entry = Module(file=f"adjudge/{program.kind.replace('.', '/')}/entry.rego", text=program.entry, plugin="")
        self._source = Source(_wanted([*program.modules, entry], program.data, queries))
        self._memo = Memo()
        self._exceeding = Exceeding()

    # --- loading --------------------------------------------------------------------------------------------------

    def load(self) -> list[PolicyError]:
        """Load the program; return all that OPA refuses. Raises EngineError."""
        try:
            return [self._refused(error) for error in self._engine.desk().load(self._source)]
        except Died as died:
            return [self._unbearable(died)]

    def drop(self) -> None:
        """Forget the program."""
        self._engine.desk().drop(self._source)

    def _refused(self, said: Mapping[str, Any]) -> PolicyError:
        place = said.get("location") or {}
        module = self._modules.get(str(place.get("file")))
        rule = self._by_file.get(str(place.get("file")))
        return PolicyError(
            say("opa.policy", why=failures.other_failure(str(said["message"]), None).words),
            file=module.file if module is not None else None,
            line=place.get("row") if module is not None else None,
            column=place.get("col") or None if module is not None else None,  # 0 is the end of the file
            rule=rule.id if rule is not None else None,
            plugin=(module.plugin or None) if module is not None else None,
        )

    def _unbearable(self, died: Died) -> PolicyError:
        """Return the error of a program that OPA does not compile within its bounds, with the rule that is guilty."""
        why = self._engine.ended(died.why, died.said)
        words = say("contained.load", why=why)
        guilty = next((rule for rule in self._rules if not self._compiles_alone(rule)), None)
        if guilty is None:
            return PolicyError(words, hint=why.next)
        return PolicyError(
            words, file=guilty.file, line=guilty.line, rule=guilty.id, plugin=guilty.plugin, hint=why.next
        )

    def _compiles_alone(self, rule: Rule) -> bool:
        modules = [module for file, module in self._modules.items() if file == rule.file or file not in self._by_file]
        source = Source(_wanted(modules, {}, []))
        try:
            self._engine.desk().load(source)
        except Died:
            return False
        self._engine.desk().drop(source)
        return True

    # --- judging --------------------------------------------------------------------------------------------------

    def ask(self, inputs: Sequence[str]) -> Pending:
        """Send the inputs."""
        texts = [text.encode("utf-8", "surrogatepass") for text in inputs]  # the worker refuses what is no UTF-8
        try:
            asked = self._engine.desk().submit(lambda: self._asked(texts))
        except EngineError as error:  # the engine is closed
            closed = spoiled(self._rules, error)
            return lambda: [closed] * len(texts)
        return lambda: [self._answer(text, *each) for text, each in zip(inputs, asked.result(), strict=True)]

    def _asked(self, texts: list[bytes]) -> list[tuple[bytes | Answer, list[bytes]]]:
        """Ask, and ask the rules one by one where an input failed; return what came of each input, and what was printed."""
        if self._exceeding.given_up:
            whole = EngineError(say("contained.given_up", n=MOST))
            return [self._each_rule(text, whole) for text in texts]
        try:
            said = self._engine.desk().evaluate(self._source, texts, 0)
            return [
                self._one_by_one(text, each) if each.letter == "e" else (each.text, list(each.printed))
                for text, each in zip(texts, said, strict=True)
            ]
        except EngineError as error:
            return [(spoiled(self._rules, error), [])] * len(texts)
        except Died as died:
            return [(spoiled(self._rules, ExceededError.of(self._engine.ended(died.why, died.said))), [])] * len(texts)

    def _answer(self, text: str, said: bytes | Answer, printed: list[bytes]) -> Answer:
        """Return the answer of what was said, and show what was printed: not in the thread, and in the right order."""
        if printed:
            show(map(_printed, printed), self._by_file, self._modules, artifact_of(text))
        return self._memo.answer(said.decode(), self._read) if isinstance(said, bytes) else said

    def _read(self, text: str) -> Answer:
        try:
            return answer_of(self._rules, decode(text) if text else None)
        except (ValueError, RecursionError):
            return spoiled(self._rules, EngineError(say("contained.unreadable")))

    def _one_by_one(self, text: bytes, said: Reply) -> tuple[Answer, list[bytes]]:
        error = json.loads(said.text)
        if error["code"] == "input":
            return spoiled(self._rules, self._explain(error)), []
        return self._each_rule(text, self._explain(error), said.printed)

    def _each_rule(self, text: bytes, whole: EngineError, printed: Iterable[bytes] = ()) -> tuple[Answer, list[bytes]]:
        """Ask each rule about an input; also return what was printed, once."""
        lines = list(printed)

        def ask(rule: Rule, head: str) -> list[Json] | EngineError:
            refusal = self._exceeding.refusal(rule)
            if refusal is not None:
                return refusal
            try:
                (said,) = self._engine.desk().evaluate(self._source, [text], self._numbers[rule.id, head])
            except EngineError as error:
                return error
            lines.extend(said.printed)
            return self._head(rule, said)

        answer = failures.one_by_one(self._rules, ask, lambda: whole)
        return answer, list(dict.fromkeys(lines))

    def _head(self, rule: Rule, said: Reply) -> list[Json] | EngineError:
        if said.letter == "e":
            return self._exceeding.noted(rule, self._explain(json.loads(said.text)))
        try:
            return [decode(said.text.decode())] if said.letter == "v" else []
        except (ValueError, RecursionError):
            return EngineError(say("contained.unreadable"))

    def _explain(self, error: Mapping[str, Any]) -> EngineError:
        code, message = error["code"], str(error["message"])
        if code in ("time", "memory", "died", "ended", "raised"):
            return ExceededError.of(self._engine.ended(code, message))
        if code in ("input", "result"):
            return EngineError(say(f"native.{code}", why=foreign(message)))
        return explained(error, self._modules)


def _wanted(modules: Iterable[Module], data: Mapping[str, Json], queries: Sequence[str]) -> bytes:
    asked = {
        "modules": [{"file": module.file, "text": module.text} for module in modules],
        "data": data,
        "queries": queries,
        "forbidden": sorted(IMPURE),
    }
    return json.dumps(asked, allow_nan=False).encode()


def _printed(line: bytes) -> Printed:
    said = json.loads(line)
    place = said.get("location") or {}
    return Printed(text=str(said["message"]), file=str(place.get("file", "")), line=int(place.get("row", 0)))
