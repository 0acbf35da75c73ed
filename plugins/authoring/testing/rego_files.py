"""A test file: which tests it has, as ``opa test`` reads them, and what is made of its text so that each can be asked.

A definition is a test. Of several with one name the second is ``test_x#01``, which is a rule of its own, so that none hides
another. The names of a table's cases are gathered by a rule beside it: up to where its body has bound them, the body is the
same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.bodies import RuleDefinition, Statement, clause, expression, names
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import Defined, column_of, line_of, scan
from adjudge.lib.words import Texts, say

SUFFIX = "_test.rego"
_TEST, _TODO = "test_", "todo_"
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`|-?[0-9][0-9.eE+-]*|true|false|null')


class RegoTest(NamedTuple):
    """One test. ``rule`` is how it is called in the text that is asked, ``name`` as people know it.

    ``line`` and ``column`` are where it begins. A ``table`` has cases, a ``todo`` is skipped, and what is ``wrong`` with
    one is why it cannot be asked.
    """

    package: str
    name: str
    rule: str
    line: int
    column: int
    sort: Literal["test", "table", "todo"]
    clause: RuleDefinition
    wrong: Texts | None = None

    @property
    def id(self) -> str:
        """Its package and its name."""
        return f"{self.package}.{self.name}"

    @property
    def bound(self) -> int:
        """How many statements of its body there are until the names of its cases are bound."""
        return _bound(self.clause)


class RegoFile:
    """The tests of one file of a domain; ``shown`` is its path from where one stands, if it has one.

    Raises PolicyError for a file that is no policy.
    """

    def __init__(self, module: Module, domain: str, shown: str | None = None) -> None:
        self.module, self.domain, self.shown = module, domain, shown or module.file
        found = scan(module.text)
        if found.package is None:
            raise PolicyError(say("policy_test.no_package"), file=module.file, plugin=module.plugin)
        self.package = found.package
        self._definitions = found.definitions
        self.tests = tuple(self._tests())

    def _tests(self) -> Iterator[RegoTest]:
        seen: Counter[str] = Counter()
        for defined in self._definitions:
            found = clause(self.module.text, defined)
            if not _is_test(found):
                continue
            count = seen[found.name]
            seen[found.name] += 1
            yield RegoTest(
                package=self.package,
                name=found.name if not count else f"{found.name}#{count:02}",
                rule=found.name if not count else f"{found.name}__{count:02}",
                line=line_of(self.module.text, defined.offset),
                column=column_of(self.module.text, defined.offset),
                sort=_sort(found),
                clause=found,
                wrong=_wrong(found, defined),
            )

    @cached_property
    def asked(self) -> str:
        """The text that an engine gets: each test a rule of its own, and for each table the names of its cases.

        Lines are those of the file; what is added comes behind its last one.
        """
        text = self.module.text
        tests = [each for each in self._definitions if _is_test(clause(text, each))]
        for defined, test in reversed(list(zip(tests, self.tests, strict=True))):
            if test.rule != test.clause.name:
                end = defined.offset + len(test.clause.name)
                text = f"{text[: defined.offset]}{test.rule}{text[end:]}"
        return "\n".join((text, *(_gathering(test) for test in self.tests if test.sort == "table" and not test.wrong)))

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.module.text.split("\n")


def gatherer(test: RegoTest) -> str:
    """Return what the rule is called that gathers the names of a table's cases."""
    return f"_adjudge_cases_of_{test.rule}"


def bodies(statements: Sequence[Statement]) -> str:
    """Write statements as a body, without braces; one that is empty holds."""
    return "\n".join(each.text for each in statements) or "true"


def _gathering(test: RegoTest) -> str:
    keys = ", ".join(test.clause.keys)
    return f"{gatherer(test)} := [[{keys}] |\n{bodies(test.clause.statements[: test.bound])}\n]\n"


def _bound(found: RuleDefinition) -> int:
    """Return how many statements there are until each name that the keys are made of has been met."""
    needed = 0
    for name in frozenset().union(*map(names, found.keys)):
        for place, statement in enumerate(found.statements, 1):
            parts = expression(statement.text)
            if name in names(statement.text) and (parts.sign != "some" or parts.right):
                needed = max(needed, place)
                break
    return needed


def _is_test(found: RuleDefinition) -> bool:
    return found.name.startswith((_TEST, _TODO)) or any(
        key.strip('"`').startswith((_TEST, _TODO)) for key in found.keys
    )


def _sort(found: RuleDefinition) -> Literal["test", "table", "todo"]:
    if found.name.startswith(_TODO):
        return "todo"
    return "table" if any(not _CONSTANT.fullmatch(key) for key in found.keys) else "test"


def _wrong(found: RuleDefinition, defined: Defined) -> Texts | None:
    """Return why a test cannot pass, however its body is; None where it can."""
    if found.name.startswith(_TODO):
        return None
    if not found.name.startswith(_TEST):
        return say("policy_test.inside", name=found.name)
    if found.is_function:
        return say("policy_test.function", name=found.name)
    if defined.form == "default":
        return say("policy_test.default", name=found.name)
    if found.is_set:
        return say("policy_test.set", name=found.name)
    if found.keys and _sort(found) == "test":
        return say("policy_test.part", name=found.name)
    return None
