"""Which tests there are at some paths or in some domains, and running them: the same for the command and for pytest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from adjudge import Settings
from adjudge.engine import Engine
from adjudge.lib.errors import AdjudgeError, JudgeError, Told, UsageError
from adjudge.lib.shown import from_here
from adjudge.lib.words import Texts, say

from .examples import Example, Judging, examples_in
from .places import PolicyHomes, found_at
from .rego_files import RegoFile, RegoTest
from .results import Ran
from .suite import LIB, CatalogueSuite
from .why import FailureReasons


class CollectedTests(NamedTuple):
    """What is to be run; ``broken`` are files in which no test can be found, as results."""

    rego: tuple[tuple[RegoFile, RegoTest], ...]
    examples: tuple[Example, ...]
    broken: tuple[Ran, ...]

    @property
    def domains(self) -> list[str]:
        """The domains whose Rego tests are among them, by name."""
        return sorted({file.domain for file, _ in self.rego})


class Running:
    """The tests of what is installed, by the settings of a run, on its engine."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self.suite = CatalogueSuite(settings.catalogue, engine)
        self._explainer = FailureReasons(self.suite)
        self.places = PolicyHomes(settings.catalogue)
        self.judging = Judging(settings, self.places, self.places.below(Path()), engine)

    # --- which there are ----------------------------------------------------------------------------------------------

    def tests(self, paths: Sequence[Path], domains: Sequence[str] = (), pattern: str | None = None) -> CollectedTests:
        """Return the tests at and below paths, or of domains; those whose ids a regular expression finds.

        Raises UsageError for a path, a domain or an expression that is none, JudgeError where no test is left.
        """
        wanted = _compiled(pattern)
        rego: list[RegoFile] = []
        examples: list[Example] = []
        broken: list[Ran] = []
        for name in domains:
            rego += self._of_domain(name)
        found = found_at(paths)
        for path in found.rego:
            try:
                rego.append(self.places.file(path))
            except AdjudgeError as error:
                broken.append(_broken(path, Told(error)))
        for folder, asked in found.examples:
            examples += examples_in(folder, asked)
        broken += (_broken(Path(file.shown), say("policy_test.none_in_file")) for file in rego if not file.tests)
        tests = [(file, test) for file in rego for test in file.tests if wanted.search(test.id)]
        chosen = [each for each in examples if wanted.search(each.id)]
        kept = [each for each in broken if pattern is None or wanted.search(each.id)]
        if not tests and not chosen and not kept:
            if pattern is None:
                raise JudgeError(say("policy_test.none", paths=[*map(str, paths), *domains]))
            raise JudgeError(say("policy_test.none_matches", pattern=pattern))
        return CollectedTests(tuple(tests), tuple(chosen), tuple(kept))

    def _of_domain(self, name: str) -> list[RegoFile]:
        known = sorted(self._settings.registry.domains)
        if name not in (*known, LIB):
            raise UsageError(say("command.no_domain", name=name))
        return self.suite.files(name)

    # --- running ------------------------------------------------------------------------------------------------------

    def ran(self, tests: CollectedTests) -> Iterator[Ran]:
        """Run tests, and yield what came of each; those that failed with why, after all of a file have run."""
        yield from tests.broken
        self.suite.load({file.module.file: file for file, _ in tests.rego}.values())
        rows = [(file, test, self.suite.run(file, test)) for file, test in tests.rego]
        failed = iter(self._explainer.explained(row for row in rows if row[2].result == "failed"))
        for _, _, ran in rows:
            yield next(failed) if ran.result == "failed" else ran
        for example in tests.examples:
            yield self.judging.run(example)

    def run(self, file: RegoFile, test: RegoTest) -> Ran:
        """Run one test, and tell why it failed."""
        ran = self.suite.run(file, test)
        return self._explainer.explained([(file, test, ran)])[0] if ran.result == "failed" else ran


def exit_code(results: Iterable[Ran]) -> int:
    """Return 0 where all passed, 3 where some could not be asked, else 1."""
    found = {each.result for each in results}
    return 3 if "error" in found else 1 if "failed" in found else 0


def _broken(path: Path, why: Texts) -> Ran:
    shown = from_here(path)
    return Ran(shown, shown, 1, "error", said=why)


def _compiled(pattern: str | None) -> re.Pattern[str]:
    try:
        return re.compile(pattern or "")
    except re.error as error:
        raise UsageError(say("policy_test.pattern", pattern=str(pattern), why=str(error))) from error
