"""What an engine is asked: a program for each test file, in which each test is a rule that answers with its value.

Engines evaluate rules, and what fails is that rule's error; so nothing is asked of an engine but what ``check`` asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from adjudge import Program
from adjudge.lib.documents import Json
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.reach import related
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.lib.rego.scan import scan

from .rego_files import RegoFile, RegoTest, gatherer

SPACE = "policy_tests"
"""The domain of what is made here; no plugin can have one of that name beside the policies that it brings."""


class AskedRule(NamedTuple):
    """A rule that says something of a test: ``deny`` and ``warn`` are bodies by head."""

    name: str
    title: str
    heads: Mapping[str, str]


NOTHING = AskedRule("nothing", "nothing", {"deny": "true if false"})
"""What is asked where nothing is, since a program has a rule."""


def value_of(test: RegoTest, number: int) -> AskedRule:
    """Return the question for the value of a test, or those of its cases, each behind its path of keys.

    A table has a second answer, the names of all its cases.
    """
    keys = [f"key_{place}" for place in range(len(test.clause.keys))]
    walk = [f"value_0 := data.{test.package}.{test.rule} with input as {{}}"]
    walk += [f"some {key}, value_{place + 1} in value_{place}" for place, key in enumerate(keys)]
    heads = {"deny": f"[[{', '.join(keys)}], value_{len(keys)}] if {{\n{_lines(walk)}\n}}"}
    if test.sort == "table":
        heads["warn"] = f"cases if cases := data.{test.package}.{gatherer(test)} with input as {{}}"
    return AskedRule(f"test_{number}", test.id, heads)


def _lines(statements: Iterable[str]) -> str:
    return "\n".join(f"\t{each}" for each in statements)


def program(
    kind: str, plugin: str, questions: Sequence[AskedRule], modules: Iterable[Module], data: Mapping[str, Json]
) -> Program:
    """Make the program of some questions; ``modules`` are all that they lead to."""
    rules, asked = [], []
    for question in questions or [NOTHING]:
        package = f"{kind}.{question.name}"
        rule = Rule(
            id=package,
            domain=SPACE,
            kind=kind,
            severity="info",
            words={"en": Words(title=question.title)},
            heads=frozenset({"applies", *question.heads}),
            file=f"{package.replace('.', '/')}/{question.name}.rego",
            line=1,
            plugin=plugin,
        )
        heads = "\n".join(f"\n{head} contains {body}" for head, body in question.heads.items())
        text = f'package {package}\n\napplies if input.asked == "{question.name}"\n{heads}\n'
        rules.append(rule)
        asked.append(Module(rule.file, text, plugin))
    return Program(
        kind=kind, rules=tuple(rules), modules=(*modules, *asked), data=data, entry=entry_module(kind, rules)
    )


class PolicyModules(NamedTuple):
    """The policies and test files of a domain, with its data, and the helpers for everybody, by package."""

    data: Mapping[str, Json]
    by_package: Mapping[str, tuple[Module, ...]]

    @classmethod
    def of(cls, modules: Iterable[Module], data: Mapping[str, Json]) -> PolicyModules:
        """Sort modules by their packages."""
        found: dict[str, tuple[Module, ...]] = {}
        for module in modules:
            package = scan(module.text).package or ""
            found[package] = (*found.get(package, ()), module)
        return cls(data, found)

    def reached(self, file: RegoFile) -> list[Module]:
        """Return the modules that a test file leads to, itself among them, as it is asked."""
        own = file.module._replace(text=file.asked)
        seen = {own.file: own}
        wanted = [own, *(each for each in self.by_package.get(file.package, ()) if each.file != own.file)]
        while wanted:
            module = wanted.pop()
            seen.setdefault(module.file, module)
            for reference in {name.text.removeprefix("data.") for name in scan(module.text).references()}:
                wanted += (each for each in self._related(reference) if each.file not in seen)
        return [seen[name] for name in sorted(seen)]

    def _related(self, reference: str) -> Iterator[Module]:
        for package, modules in self.by_package.items():
            if related(package, reference):
                yield from modules
