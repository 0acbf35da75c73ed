"""Little policies with their tests, on an engine, without a plugin around them. tests/conftest.py makes this file importable."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from adjudge.engine import Engine
from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.testing.questions import PolicyModules
from adjudge.plugins.authoring.testing.rego_files import RegoFile
from adjudge.plugins.authoring.testing.results import Ran
from adjudge.plugins.authoring.testing.suite import Suite
from adjudge.plugins.authoring.testing.why import FailureReasons

RULE = """package a.b.label

deny contains {"path": ["dishes", i]} if {
	some i, dish in input.document.dishes
	not dish.allergens
}
"""
HEAD = "package a.b.label_test\n\nimport data.a.b.label\n\n"
MENU = '_menu(dish) := {"document": {"dishes": [dish]}}\n'
FILE = "a/b/label/label_test.rego"


class ModulesSuite(Suite):
    """The tests of policies that are given, with the data that is given for them."""

    def __init__(self, modules: Iterable[Module], data: Mapping[str, Json], engine: Engine) -> None:
        super().__init__(engine)
        self._given = PolicyModules.of(modules, data)

    def policies(self, domain: str) -> PolicyModules:  # all that is given is of one
        """Return what was given."""
        return self._given

    def data(self, domain: str, modules: Sequence[Module]) -> Mapping[str, Json]:  # as above
        """Return what was given."""
        return self._given.data


def rego_file(*tests: str) -> RegoFile:
    """Give a file with these tests; the first one stands on line 5."""
    return RegoFile(Module(FILE, HEAD + "\n\n".join((*tests, MENU)), "x"), "a")


def run(engine: Engine, *tests: str, rule: str = RULE, data: Mapping[str, Any] | None = None) -> list[Ran]:
    """Run tests of a rule, and tell why they fail."""
    file = rego_file(*tests)
    suite = ModulesSuite([Module("a/b/label/label.rego", rule, "x")], data or {}, engine)
    return FailureReasons(suite).explained([(file, test, suite.run(file, test)) for test in file.tests])


def results(ran: list[Ran]) -> dict[str, str]:
    """Give what came of each test by its name."""
    return {each.id.removeprefix("a.b.label_test."): each.result for each in ran}


def opa_test(opa: str, folder: Path, *tests: str, rule: str = RULE) -> dict[str, str]:
    """Give what `opa test` says of the same tests, in our words."""
    (folder / "label.rego").write_text(rule, "utf-8")
    (folder / "label_test.rego").write_text(HEAD + "\n\n".join((*tests, MENU)), "utf-8")
    done = subprocess.run([opa, "test", str(folder), "-f", "json"], capture_output=True, encoding="utf-8", check=False)
    return {each["name"]: said(each) for each in json.loads(done.stdout)}


def said(each: Mapping[str, Any]) -> str:
    """Give the result of one test of OPA's."""
    return next(
        (ours for key, ours in {"error": "error", "fail": "failed", "skip": "skipped"}.items() if key in each), "passed"
    )


def opa_cases(opa: str, folder: Path, *tests: str) -> dict[str, dict[tuple[str, ...], bool]]:
    """Give which cases of tables pass under `opa test`."""
    opa_test(opa, folder, *tests)
    done = subprocess.run([opa, "test", str(folder), "-f", "json"], capture_output=True, encoding="utf-8", check=False)
    return {
        each["name"]: dict(_leaves(each["sub_results"])) for each in json.loads(done.stdout) if "sub_results" in each
    }


def _leaves(found: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    for name, each in found.items():
        if each.get("sub_results"):
            yield from _leaves(each["sub_results"], (*above, name))
        else:
            yield (*above, name), not each.get("fail", False)
