"""What policies print: on stderr, made visible, each line with its place and its rule, and not without end."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from itertools import islice
from typing import Any

from adjudge import Program
from adjudge.lib.escape import brief
from adjudge.lib.rego.scan import column_of, line_of

from .guards import Twice
from .rewriting import Rewritten

_MOST = 1_000
"""Lines that are shown for one artifact."""

_PRINTED = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<text>.*)", re.DOTALL)
_CALL = re.compile(r"\bprint\(")


class Prints:
    """What a program prints; ``aligned`` are the texts that the engine has in the place of the policies'."""

    def __init__(self, program: Program, aligned: Mapping[str, Rewritten | Twice]) -> None:
        self._texts = {module.file: module.text for module in program.modules}
        self._rules = {rule.file: rule.id for rule in program.rules}
        self._aligned = aligned
        self.are_there = any("print(" in text for text in self._texts.values())
        self._taken: list[str] = []

    def take(self, engine: Any) -> None:
        """Take what an engine has gathered; what was taken before and not told is forgotten."""
        if self.are_there:
            self._taken = engine.take_prints()

    def tell(self) -> None:
        """Write what was taken to stderr."""
        taken, self._taken = self._taken, []
        if sys.stderr is None:
            return
        for printed in islice(taken, _MOST):
            sys.stderr.write(f"{self._line(printed)}\n")
        if len(taken) > _MOST:
            sys.stderr.write(f"print: … (+{len(taken) - _MOST})\n")

    def _line(self, printed: str) -> str:
        found = _PRINTED.fullmatch(printed)
        if found is None or found["file"] not in self._texts:
            return f"print: {brief(printed)}"
        rule = f"{self._rules[found['file']]}: " if found["file"] in self._rules else ""
        return f"{brief(self._place(found['file'], int(found['line'])))}: {rule}print: {brief(found['text'])}"

    def _place(self, file: str, line: int) -> str:
        """Return where in the policy it is printed; without the column where a line prints twice."""
        aligned, text = self._aligned.get(file), self._texts[file]
        lines = (aligned.text if aligned is not None else text).split("\n")
        calls = [call.start() for call in _CALL.finditer(lines[line - 1])] if 0 < line <= len(lines) else []
        offset = sum(len(each) + 1 for each in lines[: line - 1]) + (calls[0] if calls else 0)
        offset = aligned.origin(offset) if aligned is not None else offset
        place = f"{file}:{line_of(text, offset)}"
        return f"{place}:{column_of(text, offset)}" if len(calls) == 1 else place
