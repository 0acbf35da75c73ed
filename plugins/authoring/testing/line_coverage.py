"""Which lines of the policies no test evaluates, as the engine tells that judges."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, cast

from adjudge import Program
from adjudge.engine import Engine
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.covered import Lines, spans
from adjudge.lib.words import say

from .questions import SPACE, program
from .rego_files import SUFFIX, RegoFile, RegoTest
from .suite import CatalogueSuite


class Covering(Protocol):
    """An engine that can tell which lines it evaluates."""

    def covered(self, programs: Sequence[Program], inputs: Mapping[str, Sequence[str]]) -> Mapping[str, Lines]:
        """Return by file which lines are evaluated for the inputs of each kind. Raises PolicyError, EngineError."""
        ...


class FileLines(NamedTuple):
    """The lines of one policy."""

    file: str
    lines: Lines

    @property
    def missed(self) -> list[tuple[int, int]]:
        """The lines that no test evaluates, as first and last."""
        return spans(self.lines.missed)


class LineCoverage(NamedTuple):
    """The lines of policies, by their paths inside the bundle root."""

    files: tuple[FileLines, ...]

    @property
    def covered(self) -> int:
        """How many lines were evaluated."""
        return sum(len(each.lines.covered) for each in self.files)

    @property
    def total(self) -> int:
        """How many could have been."""
        return self.covered + sum(len(each.lines.missed) for each in self.files)

    @property
    def percent(self) -> float:
        """How many of a hundred lines were; where there are none, none is missing."""
        return 100 * self.covered / self.total if self.total else 100.0


def line_coverage(
    suite: CatalogueSuite, ran: Iterable[tuple[RegoFile, RegoTest]], domains: Collection[str]
) -> LineCoverage:
    """Evaluate tests once more, and return which lines of the policies of some domains that takes in.

    Raises PolicyError, PluginError, and EngineError for an engine that cannot tell.
    """
    engine: Engine = suite.engine
    if not hasattr(engine, "covered"):
        raise EngineError(say("policy_test.uncovered", engine=engine.name))
    inputs: dict[str, list[str]] = {}
    for file, test in ran:
        kind, question = suite.question(file, test)
        inputs.setdefault(kind, []).append(json.dumps({"asked": question}))
    own = [each for each in suite.programs() if each.kind in inputs]
    rest = list(_whole(suite, sorted(set(domains))))
    found = cast("Covering", engine).covered([*own, *rest], inputs)
    folders = tuple(f"{domain}/" for domain in domains)
    wanted = [file for file in sorted(found) if file.startswith(folders) and not file.endswith(SUFFIX)]
    return LineCoverage(tuple(FileLines(file, found[file]) for file in wanted))


def _whole(suite: CatalogueSuite, domains: Iterable[str]) -> Iterator[Program]:
    """Yield a program for each domain with all of its policies, and nothing asked: what no test leads to counts too."""
    for domain in domains:
        modules = [
            module
            for found in suite.policies(domain).by_package.values()
            for module in found
            if not module.file.endswith(SUFFIX) and module.file.startswith(f"{domain}/")
        ]
        helpers = [module for module in suite.helpers() if module not in modules]
        yield program(f"{SPACE}.whole_{domain}", "adjudge", [], [*modules, *helpers], suite.data(domain, modules))
