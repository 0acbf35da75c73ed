"""The same policy tests pass on both engines: on OPA, and on the embedded one with the text that it is really given."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import regorus
import yaml

from adjudge.lib.rego.rule import Module
from adjudge.plugins.engines.embedded.semantics import align
from adjudge.plugins.engines.embedded.support import check_module

POLICIES = Path(import_module("adjudge.policies").__path__[0])
POLICY_FILES = sorted(file for file in POLICIES.rglob("*.rego") if not file.name.endswith("_test.rego"))
_PACKAGE = re.compile(r"^package (\S+)", re.MULTILINE)
_TEST = re.compile(r"^(test_\w+)", re.MULTILINE)


def policy_tests() -> list[str]:
    found = []
    for file in sorted(POLICIES.rglob("*_test.rego")):
        text = file.read_text(encoding="utf-8")
        package = _PACKAGE.search(text)
        assert package, file
        found += [f"{package[1]}.{name}" for name in dict.fromkeys(_TEST.findall(text))]
    return found


@cache
def engine() -> Any:
    loaded = regorus.Engine()
    for path in sorted(POLICIES.rglob("*.rego")):
        file, text = path.relative_to(POLICIES).as_posix(), path.read_text(encoding="utf-8")
        aligned = align(Module(file=file, text=text, plugin="adjudge"))
        loaded.add_policy(file, text if aligned is None else aligned.text)
    for path in sorted(POLICIES.rglob("data.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for step in reversed(path.relative_to(POLICIES).parent.parts):
            data = {step: data}
        loaded.add_data_json(json.dumps(data, default=str))
    return loaded


@pytest.mark.parametrize("name", policy_tests())
def test_a_policy_test_passes_on_the_embedded_engine(name: str) -> None:
    answer = json.loads(engine().eval_query_as_json(f"data.{name}"))
    values = [expression["value"] for row in answer.get("result", ()) for expression in row["expressions"]]
    assert values == [True]


def test_the_same_policy_tests_pass_on_opa(opa_binary: str) -> None:
    done = subprocess.run(
        [opa_binary, "test", str(POLICIES), "--format", "json"], capture_output=True, encoding="utf-8", check=False
    )
    ran = json.loads(done.stdout)
    passed = {f"{test['package'].removeprefix('data.')}.{test['name']}" for test in ran if not test.get("fail")}
    assert passed == set(policy_tests())
    assert len(passed) == len(ran)


@pytest.mark.parametrize("file", POLICY_FILES, ids=lambda file: file.stem)
def test_a_policy_uses_only_what_both_engines_evaluate_alike(file: Path) -> None:
    name = file.relative_to(POLICIES).as_posix()
    check_module(Module(file=name, text=file.read_text(encoding="utf-8"), plugin="adjudge"))


def test_there_are_policies_and_tests() -> None:
    assert POLICY_FILES
    assert policy_tests()
