"""What the engine says of a failure, put in the words and at the places that all engines have for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from adjudge.lib.ending import Terminated
from adjudge.lib.errors import EngineError, UnlistedValueError
from adjudge.lib.rego import failures as attribute
from adjudge.lib.rego.failures import Spot
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import column_of, line_of

from .culprit import GUILTY
from .guards import Guard, Guards
from .text.rewriting import Rewritten

# Only failures need these, so they are not compiled before.
_PLACE = r"(?s:--> (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)\n.*?\nerror: (?P<text>[^\n]*))"
_OPERAND = r"`(?P<name>\w+)` expects (?:numeric|set) argument"
_BACKTRACE = "Stack backtrace:"
_TAB = 4
_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%", "rem": "%", "intersection": "&", "union": "|"}
_ZERO = {"divide by zero": "/", "modulo by zero": "%"}


class Message(NamedTuple):
    """What the engine said of a failure: ``column`` is the engine's own."""

    text: str
    file: str | None = None
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, error: BaseException) -> Message:
        """Return what an error of the engine says."""
        raw = str(error).partition(_BACKTRACE)[0].strip()
        if (found := re.match(_PLACE, raw)) is None:
            return cls(text=raw)
        return cls(text=found["text"], file=found["file"], line=int(found["line"]), column=int(found["column"]))


class Failures:
    """Explains the failures of one program: ``modules`` are its policies by file.

    ``guards`` are what the engine has of them, none before they are loaded.
    """

    def __init__(self, modules: Mapping[str, Module], guards: Guards | None = None) -> None:
        self._modules = modules
        self._guards = guards
        self._texts = guards.texts if guards is not None else {}

    def spot(self, said: Message) -> Spot | None:
        """Return the place in the policy as it was written."""
        if said.file not in self._modules or said.file is None:
            return None
        aligned = self._texts.get(said.file)
        if aligned is not None:
            return _original(said, aligned, self._modules[said.file].text)
        line = attribute.line_at(self._modules, said.file, said.line)
        return Spot(file=said.file, line=said.line, column=_code_points(line, said.column))

    def explained(self, said: Message) -> EngineError | None:
        """Return what failed as all engines would say it; None where the engine does not say enough."""
        spot = self.spot(said)
        if "must not produce multiple outputs for same inputs" in said.text and spot is not None:
            name, begin = self._callee(spot)
            return attribute.function_conflicts(name, begin, self._modules)
        if said.text.startswith(("rule conflicts with", "rules must not produce")) or (
            "generated multiple times" in said.text
        ):
            return attribute.rule_conflicts(spot)
        if said.text in _ZERO:
            return attribute.operator_failed(_ZERO[said.text], spot, self._modules)
        guilty = re.match(GUILTY, said.text)
        guard = self._guards.at(said.text, self._line(said)) if self._guards is not None else None
        if guard is not None:
            return self._guarded(guard, spot, is_outside=guilty is None or guilty["error"] == "OutsideError")
        if guilty is not None:
            return self.builtin(guilty["name"], said)
        return None

    def unplaced(self, said: Message) -> EngineError:
        """Return what failed as far as the engine tells."""
        spot = self.spot(said)
        operand = re.match(_OPERAND, said.text)
        if operand is not None and operand["name"] in _SIGNS:
            return attribute.operator_failed(_SIGNS[operand["name"]], spot, self._modules)
        line = spot and Spot(file=spot.file, line=spot.line)
        return attribute.other_failure(said.text, line)

    def _guarded(self, guard: Guard, spot: Spot | None, *, is_outside: bool) -> EngineError:
        """Make the error of a guard: its values are outside of the list, or the builtin fails on them."""
        if spot is not None and spot.column is not None and guard.is_call:
            spot = Spot(file=spot.file, line=spot.line, column=spot.column - len(guard.row.name))
        if is_outside:
            where = spot._asdict() if spot is not None else {}
            return UnlistedValueError(guard.outside(), **where)
        if guard.is_sign:
            return attribute.operator_failed(guard.row.name, spot, self._modules)
        return attribute.builtin_failed(guard.row.name, spot, self._modules)

    def _line(self, said: Message) -> str:
        """Return the line that the engine points into, up to there, as it was given to the engine."""
        texts = {file: each.text for file, each in self._texts.items()}
        texts |= {module.file: module.text for module in (self._guards.modules if self._guards is not None else ())}
        line = texts[said.file].split("\n")[said.line - 1] if said.file in texts else ""
        return line[: _code_points(line, said.column) - 1]

    def builtin(self, name: str, said: Message) -> EngineError:
        """Make the error of a call of which the engine gives the opening bracket."""
        spot = self.spot(said)
        if spot is not None and spot.column is not None:
            spot = Spot(file=spot.file, line=spot.line, column=spot.column - len(name))
        return attribute.builtin_failed(name, spot, self._modules)

    def _callee(self, bracket: Spot) -> tuple[str, Spot]:
        """Return the function that is called at an opening bracket, without the package, and where the call begins."""
        before = attribute.line_at(self._modules, bracket.file, bracket.line)[: (bracket.column or 1) - 1]
        dotted = re.search(r"[\w.]*$", before)
        name = dotted.group() if dotted is not None else ""
        begin = Spot(file=bracket.file, line=bracket.line, column=len(before) - len(name) + 1)
        return name.rpartition(".")[2], begin


def _original(said: Message, aligned: Rewritten, text: str) -> Spot:
    """Return the place in the policy of what the engine says of its rewritten text."""
    lines = aligned.text.split("\n")
    before = lines[: said.line - 1]
    line = lines[said.line - 1] if said.line <= len(lines) else ""
    offset = aligned.origin(sum(map(len, before)) + len(before) + _code_points(line, said.column) - 1)
    return Spot(file=said.file or "", line=line_of(text, offset), column=column_of(text, offset))


def _code_points(line: str, column: int) -> int:
    """Turn the engine's column, which counts UTF-8 bytes and four for a tab, into code points; both from 1."""
    width = 1
    for place, character in enumerate(line, 1):
        if width >= column:
            return place
        width += _TAB if character == "\t" else len(character.encode())
    return len(line) + 1


def ours(error: BaseException) -> BaseException:
    """Return back an error of the engine; let through what ends the program, also from inside an extension."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        try:
            raise error
        finally:
            del error  # its traceback holds this frame: together they would keep the engine
    guilty = re.search(GUILTY, str(error))
    if guilty is not None and guilty["error"] == Terminated.__name__:
        raise Terminated from error
    if guilty is not None and guilty["error"] in ("KeyboardInterrupt", "SystemExit"):
        raise KeyboardInterrupt from error
    return error
