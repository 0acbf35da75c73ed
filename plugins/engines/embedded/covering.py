"""Which lines of a program the embedded engine evaluates, by the lines of the policies as they were written.

The engine reports on the text that it has, in which nothing stands that no rule leads to. So which lines there are to be
evaluated is read in the policies: where each statement begins, and each rule without any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from adjudge import Program
from adjudge.lib.rego.bodies import clause, expression
from adjudge.lib.rego.covered import Lines, joined
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import line_of, scan

from .culprit import Extension
from .engine import Evaluator


def covered(programs: Sequence[Program], inputs: Mapping[str, Sequence[str]], *, is_trusted: bool) -> dict[str, Lines]:
    """Evaluate the inputs of each kind in this process, and return the lines by file. Raises PolicyError."""
    found = []
    for program in programs:
        evaluator = _CoveringEvaluator(program, is_trusted=is_trusted)
        evaluator.ask(inputs.get(program.kind, ()))
        found.append(evaluator.lines())
        evaluator.close()
    return joined(found)


class _CoveringEvaluator(Evaluator):
    """An evaluator that keeps what its engines have covered, those too that are thrown away after a failure."""

    def __init__(self, program: Program, *, is_trusted: bool) -> None:
        self._covered: list[Mapping[str, Lines]] = []
        super().__init__(program, is_trusted=is_trusted)

    def lines(self) -> dict[str, Lines]:
        """Return what was covered so far, and what was not."""
        self._keep(self._engine)
        found = joined(self._covered)
        return {
            file: found.get(file, Lines()).joined(self._all(module, found)) for file, module in self._modules.items()
        }

    def _all(self, module: Module, found: Mapping[str, Lines]) -> Lines:
        """Return where statements begin that were not evaluated on any of their lines, as missed; the others as covered."""
        covered = found[module.file].covered if module.file in found else frozenset()
        spans = list(_statements(module.text))
        seen = frozenset(first for first, last in spans if not covered.isdisjoint(range(first, last + 1)))
        return Lines(seen, frozenset(first for first, _ in spans) - seen)

    def _build(self, extensions: Iterable[Extension] = ()) -> Any:
        engine = super()._build(extensions)
        engine.set_enable_coverage(True)  # the engine's signature
        return engine

    def _evaluate(self, engine: Any, query: str) -> str:
        try:
            return super()._evaluate(engine, query)
        except Exception:
            self._keep(engine)
            raise

    def _keep(self, engine: Any) -> None:
        report = json.loads(engine.get_coverage_report_as_json())
        self._covered.append(
            {each["path"]: self._lines(each) for each in report["files"] if each["path"] in self._modules}
        )

    def _lines(self, said: Mapping[str, Any]) -> Lines:
        """Return the lines of a file of the report; a call is evaluated where its arguments are, on the lines behind it."""
        text = said["code"].split("\n")
        covered = set(said["covered"])
        calls = {line for line in said["not_covered"] if line + 1 in covered and text[line - 1].rstrip().endswith("(")}
        missed = set(said["not_covered"]) - calls
        return Lines(self._written(said["path"], covered | calls), self._written(said["path"], missed))

    def _written(self, file: str, lines: Iterable[int]) -> frozenset[int]:
        """Return the lines in the policy of lines of the text that the engine has."""
        aligned = self._aligned.get(file)
        if aligned is None:
            return frozenset(lines)
        begins, offset = [], 0
        for line in aligned.text.split("\n"):
            begins.append(offset + len(line) - len(line.lstrip()))
            offset += len(line) + 1
        return frozenset(line_of(self._modules[file].text, aligned.origin(begins[line - 1])) for line in lines)


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each statement, and of each rule that has none."""
    for defined in scan(text).definitions:
        found = clause(text, defined)
        parts = [expression(each.text) for each in found.statements]
        if not found.statements and defined.form != "default":
            end = len(text[: defined.end].rstrip())
            yield line_of(text, defined.offset), line_of(text, min(end, defined.end))
        for each, part in zip(found.statements, parts, strict=True):
            if part.sign != "some" or part.right:
                yield line_of(text, each.offset), line_of(text, each.offset + len(each.text))
