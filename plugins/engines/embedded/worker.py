"""What evaluates programs in a process that may end: one request after the other, as :mod:`.outside` sends them.

A request is a line of JSON, which says what is wanted, and the policy input. The first letter of an answer says what it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from adjudge.engine import Answer
from adjudge.lib.errors import EngineError, PolicyError

from .engine import Evaluator
from .wire import error_out, errors_of, program_in

RAW, ANSWER, VALUE, ERROR, ERRORS, LOADED = b"R", b"A", b"V", b"E", b"P", b"L"


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers."""
    return _Worker().answer


class _Worker:
    def __init__(self) -> None:
        self._judges: dict[int, Evaluator] = {}

    def answer(self, request: bytes) -> bytes:
        line, _, text = request.partition(b"\n")
        wanted = json.loads(line)
        number = wanted["number"]
        if "program" in wanted:
            return self._load(number, wanted["program"])
        judge = self._judges[number]
        if "head" not in wanted:
            said = judge.said(text.decode())
            return ANSWER + _text(_answer(said)) if isinstance(said, Answer) else RAW + said.encode()
        rule = next(each for each in judge.rules if each.id == wanted["rule"])
        value = judge.head(rule, wanted["head"], text.decode())
        if "quiet" in wanted:
            judge.prints.forget()
        judge.prints.tell(text.decode(), again=True)
        return ERROR + _text(error_out(value)) if isinstance(value, EngineError) else VALUE + _text(value)

    def _load(self, number: int, program: Any) -> bytes:
        try:
            self._judges[number] = Evaluator(program_in(program))
        except PolicyError as refused:
            return ERRORS + _text([error_out(each) for each in errors_of(refused)])
        return LOADED


def _answer(answer: Answer) -> Any:
    return {
        rule: {"error": error_out(said)} if isinstance(said, EngineError) else {"heads": said}
        for rule, said in answer.rules.items()
    }


def _text(value: Any) -> bytes:
    return json.dumps(value, allow_nan=False).encode()
