"""Programs with rules of strangers, evaluated in a process that may end: that costs a verdict, and not the run.

What exceeds a limit, or kills the process, is found by asking again: the artifact alone, then its rules one by one. Only the
guilty rule gets an error, on that artifact.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from adjudge import Program
from adjudge.engine import Answer, Memo, Pending, spoiled
from adjudge.lib.contained import Contained, Failed
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors
from adjudge.lib.json_text import decode
from adjudge.lib.rego import failures as attribute
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.limits import MOST, EngineLimits, ExceededError, Exceeding
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.timing import seconds_of
from adjudge.lib.words import say

from .engine import answer_in
from .wire import error_in, program_out
from .worker import ANSWER, ERROR, ERRORS, LOADED, RAW, VALUE


class Outside:
    """The process; it is started when something is loaded. ``is_own`` says which plugins are adjudge's own."""

    def __init__(self, limits: EngineLimits, is_own: Callable[[str], bool]) -> None:
        target = "adjudge.plugins.engines.embedded.worker:make"
        self._contained = Contained(target, seconds=limits.seconds, mebibytes=limits.mebibytes)
        self._is_own = is_own
        self._numbers = count(1)

    def takes(self, program: Program) -> bool:
        """Return whether a program has a module of a stranger."""
        return not all(self._is_own(module.plugin) for module in program.modules)

    def load(self, program: Program) -> OutsideProgram:
        """Load a program; where no process can be started, all its answers are errors, and other programs stand.

        Raises PolicyError for one that is refused, or that exceeds a limit when it is loaded.
        """
        number = next(self._numbers)
        said = self._load(number, program, keep=True)
        if isinstance(said, PolicyError):
            raise said
        if isinstance(said, Failed):
            if said.kind == "start":
                lost = EngineError(say("contained.rules", why=said.words), hint=said.words.next)
                return OutsideProgram(self._contained, number, program, lost)
            guilty = self._guilty(program, said)
            raise guilty[0] if len(guilty) == 1 else PolicyErrors(guilty)
        return OutsideProgram(self._contained, number, program)

    def close(self) -> None:
        """End the process."""
        self._contained.close()

    def _load(self, number: int, program: Program, *, keep: bool = False) -> PolicyError | Failed | None:
        head = json.dumps({"number": number, "program": program_out(program)}, allow_nan=False)
        said = self._contained.ask(head.encode(), keep=keep)
        if isinstance(said, Failed) or said == LOADED:
            return said if isinstance(said, Failed) else None
        assert said.startswith(ERRORS)
        errors = [each for each in map(error_in, json.loads(said[1:])) if isinstance(each, PolicyError)]
        return errors[0] if len(errors) == 1 else PolicyErrors(errors)

    def _guilty(self, program: Program, failed: Failed) -> list[PolicyError]:
        """Return the errors of the rules that cannot be loaded by themselves; else of all that a stranger brings."""
        strange = [rule for rule in program.rules if not self._is_own(rule.plugin)] or list(program.rules)
        found: list[PolicyError] = []
        for rule in strange if len(strange) > 1 else ():
            others = {each.file for each in program.rules} - {rule.file}
            alone = Program(
                kind=program.kind,
                rules=(rule,),
                modules=tuple(module for module in program.modules if module.file not in others),
                data=program.data,
                entry=entry_module(program.kind, [rule]),
            )
            said = self._load(next(self._numbers), alone)
            if isinstance(said, Failed):
                found.append(_unloadable(rule, said))
        return found or [_unloadable(rule, failed) for rule in strange]


def _unloadable(rule: Rule, failed: Failed) -> PolicyError:
    words = say("contained.load", why=failed.words)
    return PolicyError(words, file=rule.file, line=rule.line, rule=rule.id, plugin=rule.plugin, hint=failed.words.next)


class OutsideProgram:
    """One program in that process; ``lost`` says why there is none."""

    def __init__(self, contained: Contained, number: int, program: Program, lost: EngineError | None = None) -> None:
        self._contained = contained
        self._number = number
        self._rules = program.rules
        self._memo = Memo()
        self._exceeding = Exceeding()
        self._lost = lost

    def ask(self, inputs: Sequence[str]) -> Pending:
        """Send the inputs, and return what waits for the answers."""
        lost = self._lost
        if lost is not None:
            return lambda: [spoiled(self._rules, lost)] * len(inputs)
        if self._exceeding.given_up:
            return lambda: [self._one_by_one(text, EngineError(say("contained.given_up", n=MOST))) for text in inputs]
        pending = [self._contained.send(self._request(text)) for text in inputs]
        return lambda: [self._answer(wait(), text) for wait, text in zip(pending, inputs, strict=True)]

    def seconds(self, text: str) -> dict[str, float]:
        """Return how long each rule takes by itself, with the way to the process."""
        if self._lost is not None or self._exceeding.given_up:
            return {}
        return seconds_of(self._rules, lambda rule, head: self._head(rule, head, text, quiet="yes"))

    def _request(self, text: str, **wanted: str) -> bytes:
        return f"{json.dumps({'number': self._number, **wanted})}\n{text}".encode()

    def _answer(self, said: bytes | Failed, text: str) -> Answer:
        if isinstance(said, Failed):
            if said.kind in ("died", "memory"):
                again = self._contained.ask(self._request(text))  # it may be what others have left behind
                if not isinstance(again, Failed):
                    return self._answer(again, text)
                said = again
            if said.lives or said.kind == "start":
                return spoiled(self._rules, _error(said))
            return self._one_by_one(text, _error(said))
        if said[:1] == RAW:
            return self._memo.answer(said[1:].decode(), lambda raw: answer_in(self._rules, raw))
        assert said[:1] == ANSWER
        rules = json.loads(said[1:])
        return Answer(
            rules={
                rule: error if isinstance(error := _told(each), EngineError) else each["heads"]
                for rule, each in rules.items()
            }
        )

    def _one_by_one(self, text: str, whole: EngineError) -> Answer:
        """Ask each rule by itself. When none of them fails, it is all of them together that exceed the limit."""
        return attribute.one_by_one(self._rules, lambda rule, head: self._head(rule, head, text), lambda: whole)

    def _head(self, rule: Rule, head: str, text: str, **how: str) -> list[Json] | EngineError:
        refusal = self._exceeding.refusal(rule)
        if refusal is not None:
            return refusal
        said = self._contained.ask(self._request(text, rule=rule.id, head=head, **how))
        if isinstance(said, Failed):
            return self._exceeding.noted(rule, _error(said))
        if said[:1] == ERROR:
            error = error_in(json.loads(said[1:]))
            return error if isinstance(error, EngineError) else EngineError(error.words)
        assert said[:1] == VALUE
        value: list[Json] = decode(said[1:].decode())
        return value


def _told(each: Any) -> EngineError | None:
    error = error_in(each["error"]) if "error" in each else None
    return error if error is None or isinstance(error, EngineError) else EngineError(error.words)


def _error(failed: Failed) -> EngineError:
    if failed.kind in ("start", "raised"):  # that is no fault of a rule
        return EngineError(say("contained.rule", why=failed.words), hint=failed.words.next)
    return ExceededError.of(failed.words)
