"""What policies print, as the engine gathers it, with the places of the policies as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, islice
from typing import Any

from adjudge import Program
from adjudge.lib.rego.printed import CALL, MOST_LINES, Printed, artifact_of, left_out, prints, show
from adjudge.lib.rego.scan import line_of

from .text.rewriting import Rewritten

_PRINTED = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<text>.*)", re.DOTALL)


class Prints:
    """What a program prints; ``aligned`` are the texts that the engine has in the place of the policies'."""

    def __init__(self, program: Program, aligned: Mapping[str, Rewritten]) -> None:
        self._modules = {module.file: module for module in program.modules}
        self._rules = {rule.file: rule for rule in program.rules}
        self._aligned = aligned
        self.are_there = prints(program.modules)
        self._taken: list[list[str]] = []
        self._told: tuple[str, set[str]] = ("", set())

    def take(self, engine: Any) -> None:
        """Take what an engine has gathered for one query."""
        if self.are_there:
            self._taken.append(engine.take_prints())

    def tell(self, text: str, *, again: bool = False) -> None:
        """Write what was taken for an input to stderr; where there were several queries, what was printed again is left out.

        ``again`` says that each query of the input is told by itself.
        """
        taken, self._taken = self._taken, []
        lines = taken[0] if len(taken) == 1 else list(dict.fromkeys(chain(*taken)))
        if again:
            if self._told[0] != text:
                self._told = text, set()
            lines = [line for line in dict.fromkeys(lines) if line not in self._told[1]]
            self._told[1].update(lines)
        if not lines:
            return
        shown = [*map(self._placed, islice(lines, MOST_LINES))]
        if len(lines) > MOST_LINES:
            shown.append(left_out(len(lines) - MOST_LINES))
        show(shown, self._rules, self._modules, artifact_of(text))

    def forget(self) -> None:
        """Leave out what was taken."""
        self._taken = []

    def _placed(self, said: str) -> Printed:
        found = _PRINTED.fullmatch(said)
        if found is None or found["file"] not in self._modules:
            return Printed(text=said)
        return Printed(text=found["text"], file=found["file"], line=self._line(found["file"], int(found["line"])))

    def _line(self, file: str, line: int) -> int:
        """Return the line in the policy of a line of the engine's text."""
        aligned = self._aligned.get(file)
        if aligned is None:
            return line
        lines = aligned.text.split("\n")
        call = CALL.search(lines[line - 1]) if 0 < line <= len(lines) else None
        offset = sum(len(each) + 1 for each in lines[: line - 1]) + (call.start() if call is not None else 0)
        return line_of(self._modules[file].text, aligned.origin(offset))
