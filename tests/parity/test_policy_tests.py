"""The same policy tests pass on every engine, each as it judges with them, and under `opa test`."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import closing
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from first_party import FIRST_PARTY
from installed_rules import installed

from adjudge.engine import Engine
from adjudge.lib.rego.rule import Module
from adjudge.lib.words import said
from adjudge.plugins.authoring.testing.results import Ran
from adjudge.plugins.authoring.testing.suite import CatalogueSuite
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.support import check_module
from adjudge.plugins.engines.opa.engine import OpaEngine

POLICIES = Path(import_module("adjudge.policies").__path__[0])
POLICY_FILES = sorted(file for file in POLICIES.rglob("*.rego") if not file.name.endswith("_test.rego"))
_PACKAGE = re.compile(r"^package (\S+)", re.MULTILINE)
_TEST = re.compile(r"^(test_\w+)", re.MULTILINE)


def names() -> list[str]:
    """Return every test as ``<package>.<rule>``, whatever adjudge finds."""
    found = []
    for file in sorted(POLICIES.rglob("*_test.rego")):
        text = file.read_text(encoding="utf-8")
        package = _PACKAGE.search(text)
        assert package, file
        found += [f"{package[1]}.{name}" for name in dict.fromkeys(_TEST.findall(text))]
    return found


def domains() -> list[str]:
    registry = installed().registry
    return ["lib", *(name for name in sorted(registry.domains) if registry.owners[name].name in FIRST_PARTY)]


@cache
def failures() -> dict[str, str]:
    """Return what the embedded engine says of each policy test: nothing if it passes."""
    with closing(EmbeddedEngine()) as engine:
        ran = [test for domain in domains() for test in policy_tests(domain, engine)]
    assert len({test.id for test in ran}) == len(ran)
    return {test.id: "" if test.result == "passed" else told(test) for test in ran}


def policy_tests(domain: str, engine: Engine) -> list[Ran]:
    """Run the tests of a domain as `adjudge test` does."""
    suite = CatalogueSuite(installed(), engine)
    files = suite.files(domain)
    suite.load(files)
    return [suite.run(file, test) for file in files for test in file.tests]


def told(test: Ran) -> str:
    """Give what came of a test in one line."""
    return f"{test.file}:{test.line}: {test.id}: {test.result} {said(test.said, 'en') if test.said else ''}"


@pytest.mark.parametrize("name", names())
def test_a_policy_test_passes_on_the_embedded_engine(name: str) -> None:
    assert failures()[name] == ""


def test_no_other_tests_are_run() -> None:
    assert failures().keys() == set(names())


@pytest.mark.parametrize("domain", domains())
def test_the_policy_tests_of_a_domain_pass_on_the_engine_opa(domain: str, opa_binary: str) -> None:
    with closing(OpaEngine(opa_binary)) as engine:
        ran = policy_tests(domain, engine)
    assert [told(test) for test in ran if test.result != "passed"] == []
    assert {test.id for test in ran} == {name for name in names() if name.startswith(f"{domain}.")}


def test_the_same_policy_tests_pass_on_opa(opa_binary: str) -> None:
    done = subprocess.run(
        [opa_binary, "test", str(POLICIES), "--format", "json"], capture_output=True, encoding="utf-8", check=False
    )
    ran = json.loads(done.stdout)
    passed = {f"{test['package'].removeprefix('data.')}.{test['name']}" for test in ran if not test.get("fail")}
    assert passed == set(names())
    assert len(passed) == len(ran)


@pytest.mark.parametrize("file", POLICY_FILES, ids=lambda file: file.stem)
def test_a_policy_uses_only_what_both_engines_evaluate_alike(file: Path) -> None:
    name = file.relative_to(POLICIES).as_posix()
    check_module(Module(file=name, text=file.read_text(encoding="utf-8"), plugin="adjudge"))


def test_there_are_policies_and_tests() -> None:
    assert POLICY_FILES
    assert names()
