"""Run the Rego tests of policies on an engine of adjudge, so that they mean what `adjudge check` means.

An engine that is used by itself reads some of Rego otherwise: a test that is green there can promise a denial that
never comes. Here tests and policies go through ``Engine.load``, as those that judge do: what that engine refuses is
refused, what it aligns is aligned.

This is no part of what is stable yet; a command and a pytest plugin will call it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from adjudge import Catalogue, Program
from adjudge.engine import Answer, Engine
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, PolicyError
from adjudge.lib.installed import package_root
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.lib.rego.scan import line_of, scan
from adjudge.lib.words import say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HELPERS = "adjudge.policies"
"""Where the helpers for everybody lie, in `lib`."""

KIND = "policy_tests.all"
_TEST = re.compile(r"^(?P<name>test_\w+)(?P<cases>[.\[])?", re.MULTILINE)
_SUFFIX = "_test.rego"


class PolicyTest(NamedTuple):
    """One test, and what came of it: as with `opa test` it passes if it is neither undefined nor false.

    ``name`` is ``<package>.<rule>``; ``file`` is the path inside the bundle root, ``line`` counts from 1. ``error`` says
    why it could not be evaluated; such a test has not passed.
    """

    name: str
    file: str
    line: int
    passed: bool
    error: EngineError | None = None

    def told(self, language: str) -> str:
        """Return in one line which test it is and what came of it."""
        place = f"{self.file}:{self.line}: {self.name}"
        if self.error is not None:
            return f"{place}: {self.error.told(language)}"
        return f"{place}: {say('policy_test.passed' if self.passed else 'policy_test.failed')[language]}"

    def __str__(self) -> str:
        return self.told("en")


def policy_tests(domain: str, catalogue: Catalogue, engine: Engine) -> list[PolicyTest]:
    """Run every test in the policies of a domain, with its data and the defaults of its parameters.

    The domain `lib` are the helpers for everybody. Raises PolicyError, or PolicyErrors, for a policy or a test that is
    refused, EngineError where the engine does not start.
    """
    if domain == "lib":
        return evaluated(read_tests(package_root(HELPERS), domain, "adjudge"), _modules(catalogue.lib), {}, engine)
    opened = catalogue.open(domain)
    tests = list(read_tests(package_root(opened.domain.policies), domain, opened.plugin.name))
    read = opened.folder.reach(opened.folder.rules, catalogue.lib).instruments
    if any("instruments" in test.text for test in tests):
        read = None
    data = {domain: opened.folder.data}
    if read is None or read:
        data["instruments"] = catalogue.instruments.as_data(read)
    return evaluated(tests, [*_modules(opened.folder), *_modules(catalogue.lib)], data, engine)


def _modules(folder: Folder) -> list[Module]:
    return [policy.module for policy in folder.policies.values()]


def read_tests(root: Traversable, folder: str, plugin: str) -> Iterator[Module]:
    """Yield the test files below a folder of a bundle root, by their paths. Raises PolicyError for one that is no text."""
    for entry in sorted((root / folder).iterdir(), key=lambda each: each.name):
        path = f"{folder}/{entry.name}"
        if entry.is_dir() and not entry.name.startswith("."):
            yield from read_tests(root, path, plugin)
        elif entry.name.endswith(_SUFFIX) and entry.is_file():
            try:
                yield Module(file=path, text=entry.read_text(encoding="utf-8"), plugin=plugin)
            except UnicodeDecodeError as error:
                raise PolicyError(say("policy.not_utf_8"), file=path, plugin=plugin) from error


def evaluated(
    tests: Iterable[Module], policies: Iterable[Module], data: Mapping[str, Json], engine: Engine
) -> list[PolicyTest]:
    """Run the tests in some modules, with policies and what stands below ``data`` for them; errors as policy_tests."""
    tests = tuple(tests)
    found = [test for module in tests for test in _named(module)]
    rules = [_asking(test, number, module.plugin) for number, (test, module) in enumerate(found)]
    if not rules:
        return []
    asked = [
        Module(rule.file, _question(rule, test.name), rule.plugin) for rule, (test, _) in zip(rules, found, strict=True)
    ]
    program = Program(
        kind=KIND,
        rules=tuple(rules),
        modules=(*policies, *tests, *asked),
        data=data,
        entry=entry_module(KIND, rules),
    )
    (answer,) = engine.load([program]).ask(KIND, [json.dumps({})])()
    return [_told(test, rule, answer) for rule, (test, _) in zip(rules, found, strict=True)]


def _named(module: Module) -> Iterator[tuple[PolicyTest, Module]]:
    """Yield the tests of a module that were not run yet. Raises PolicyError for one that is several."""
    package = scan(module.text).package
    names: set[str] = set()
    for each in _TEST.finditer(module.text):
        line = line_of(module.text, each.start())
        if each["cases"]:
            words = say("policy_test.cases", name=each["name"])
            raise PolicyError(words, file=module.file, line=line, plugin=module.plugin)
        if each["name"] not in names:
            names.add(each["name"])
            yield PolicyTest(f"{package}.{each['name']}", module.file, line, passed=False), module


def _asking(test: PolicyTest, number: int, plugin: str) -> Rule:
    """Return a rule that denies if a test passes: engines evaluate rules, and what fails is that rule's error."""
    package = f"policy_tests.test_{number}"
    return Rule(
        id=package,
        domain="policy_tests",
        kind=KIND,
        severity="info",
        words={"en": Words(title=test.name)},
        heads=frozenset({"deny"}),
        file=f"policy_tests/test_{number}/test_{number}.rego",
        line=1,
        plugin=plugin,
    )


def _question(rule: Rule, test: str) -> str:
    return f"package {rule.id}\n\ndeny contains true if data.{test}\n"


def _told(test: PolicyTest, rule: Rule, answer: Answer) -> PolicyTest:
    said = answer.rules[rule.id]
    if isinstance(said, EngineError):
        error = type(said)(said.words, file=said.file, line=said.line, column=said.column, hint=said.next)
        return test._replace(error=error)
    return test._replace(passed=said["deny"] == [[True]])
