"""Which test notices a change: the nearest tests first, each file with no more policies than it leads to.

A change that an engine refuses says nothing of tests, so it counts nowhere. A test that fails, or cannot be evaluated any
more, has noticed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias

from adjudge import Catalogue, Settings
from adjudge.engine import Engine
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Module, Rule

from ..testing.examples import Example, Judging
from ..testing.places import PolicyHomes
from ..testing.rego_files import SUFFIX, RegoFile
from ..testing.suite import LIB, CatalogueSuite
from .policy_changes import PolicyChange

_KEPT = 50
"""After so many changes another engine is made: each keeps what was loaded."""

Fate: TypeAlias = Literal["noticed", "survived", "refused", "timed_out"]
FATES: tuple[Fate, ...] = ("noticed", "survived", "refused", "timed_out")


class Noticed(NamedTuple):
    """What became of a change; ``by`` is the test that notices it, or what ended it, ``asked`` how many files of tests were."""

    fate: Fate
    by: str = ""
    asked: int = 0


class _ChangedSuite(CatalogueSuite):
    """The tests of a domain with another text of one policy."""

    changed: Module | None = None

    def __init__(self, catalogue: Catalogue, engine: Engine) -> None:
        super().__init__(catalogue, engine)
        self._reached: dict[str, Sequence[Module]] = {}

    def unchanged(self, file: RegoFile) -> Sequence[Module]:
        if file.module.file not in self._reached:
            self._reached[file.module.file] = super().reached(file)
        return self._reached[file.module.file]

    def reached(self, file: RegoFile) -> Sequence[Module]:
        """Return the modules that a test file leads to, with the change."""
        changed = self.changed
        found = self.unchanged(file)
        return found if changed is None else [changed if each.file == changed.file else each for each in found]


class Noticing:
    """Runs the tests of changed policies. Use it in a ``with`` block."""

    def __init__(self, settings: Settings, examples: Iterable[Example] = ()) -> None:
        self._settings = settings
        self._places = PolicyHomes(settings.catalogue)
        self._examples = tuple(examples)
        self._files: dict[str, list[RegoFile]] = {}
        self._rules: dict[Example, Rule | None] = {}
        self._stack = ExitStack()
        self._suite = _ChangedSuite(settings.catalogue, self._engine())
        self._tried = 0

    def __enter__(self) -> Noticing:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def _engine(self) -> Engine:
        return self._stack.enter_context(closing(self._settings.engine()))

    def tried(self, change: PolicyChange) -> Noticed:
        """Run the tests that lead to a changed policy, until one notices it.

        Raises EngineError where there is no engine, PolicyError or PluginError for a domain that cannot be opened.
        """
        self._tried += 1
        if self._tried % _KEPT == 0:
            self._stack.close()
            self._suite.engine = self._engine()
        domain = change.file.partition("/")[0]
        changed = change.module._replace(text=change.text)
        asked = 0
        self._suite.changed = changed
        try:
            for file in self._leading(domain, change.file):
                asked += 1
                found = self._by_file(file)
                if found is not None:
                    return found._replace(asked=asked)
        finally:
            self._suite.forget()
            self._suite.changed = None
        return self._by_examples(domain, changed)._replace(asked=asked)

    # --- tests in Rego ------------------------------------------------------------------------------------------------

    def _leading(self, domain: str, policy: str) -> Iterator[RegoFile]:
        """Yield the test files that lead to a policy: those beside it first."""
        if domain not in self._files:
            self._files[domain] = self._suite.files(domain)
        folder = policy.rpartition("/")[0]

        def distance(file: RegoFile) -> tuple[bool, int, str]:
            name = file.module.file
            return name.rpartition("/")[0] != folder, len(self._suite.unchanged(file)), name

        leading = [
            file
            for file in self._files[domain]
            if any(module.file == policy for module in self._suite.unchanged(file)) and file.tests
        ]
        return iter(sorted(leading, key=distance))

    def _by_file(self, file: RegoFile) -> Noticed | None:
        refused = self._suite.refusal(file)
        if isinstance(refused, EngineError):
            raise refused
        if refused is not None:
            return Noticed("refused", refused.message)
        for test in file.tests:
            if not self._suite.run(file, test).passed:
                return Noticed("noticed", test.id)
        return None

    # --- examples -----------------------------------------------------------------------------------------------------

    def _by_examples(self, domain: str, changed: Module) -> Noticed:
        if domain == LIB or changed.file.endswith(SUFFIX):
            return Noticed("survived")
        leading = [example for example in self._examples if self._leads(example, domain, changed.file)]
        if leading:
            judging = Judging(self._with(domain, changed), self._places)
            for example in leading:
                if not judging.run(example._replace(rule=self._id(example))).passed:
                    return Noticed("noticed", example.id)
        return Noticed("survived")

    def _rule(self, example: Example) -> Rule | None:
        if example not in self._rules:
            here = sorted(self._settings.catalogue.registry.domains)
            found = Judging(self._settings, self._places, here).rule(example.rule)
            self._rules[example] = found if isinstance(found, Rule) else None
        return self._rules[example]

    def _id(self, example: Example) -> str:
        rule = self._rule(example)
        return example.rule if rule is None else rule.id

    def _leads(self, example: Example, domain: str, policy: str) -> bool:
        rule = self._rule(example)
        if rule is None or rule.domain != domain:
            return False
        catalogue = self._settings.catalogue
        modules = catalogue.open(domain).folder.reach([rule], catalogue.lib).modules
        return any(module.file == policy for module in modules)

    def _with(self, domain: str, changed: Module) -> Settings:
        """Return the settings with another text of one policy of a domain."""
        catalogue = self._settings.catalogue
        opened = catalogue.open(domain)
        policies = {
            package: policy_of(changed) if policy.module.file == changed.file else policy
            for package, policy in opened.folder.policies.items()
        }
        opened = opened._replace(folder=opened.folder._replace(policies=policies))
        other = replace(Catalogue.of_one(catalogue.registry, opened), layers=catalogue.layers)
        return self._settings._replace(catalogue=other)
