"""The Rego tests beside the rules: with OPA where there is one, else with the engine that adjudge has inside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

POLICIES = Path(__file__).resolve().parents[1] / "src" / "adjudge_catering" / "policies"
OPA = shutil.which(os.environ.get("ADJUDGE_OPA", "opa"))


def names() -> list[str]:
    """Return every test as ``<package>.<rule>``."""
    found = []
    for file in sorted(POLICIES.rglob("*_test.rego")):
        text = file.read_text(encoding="utf-8")
        package = text.partition("\n")[0].removeprefix("package ")
        found += [f"{package}.{name}" for name in re.findall(r"^(test_\w+)", text, re.MULTILINE)]
    return found


@pytest.fixture(scope="module")
def engine() -> Any:
    """The embedded engine with every policy and the parameters' defaults."""
    import regorus
    import yaml

    loaded = regorus.Engine()
    for file in sorted(POLICIES.rglob("*.rego")):
        loaded.add_policy(str(file.relative_to(POLICIES)), file.read_text(encoding="utf-8"))
    data = yaml.safe_load((POLICIES / "catering" / "data.yaml").read_text(encoding="utf-8"))
    loaded.add_data_json(json.dumps({"catering": data}))
    return loaded


@pytest.mark.parametrize("name", names())
def test_a_policy_test_passes_on_the_embedded_engine(name: str, engine: Any) -> None:
    answer = json.loads(engine.eval_query_as_json(f"data.{name}"))
    assert [expression["value"] for row in answer.get("result", ()) for expression in row["expressions"]] == [True]


@pytest.mark.skipif(OPA is None, reason="there is no opa on PATH, and none in ADJUDGE_OPA")
def test_the_policy_tests_pass_and_cover_every_line_in_opa() -> None:
    command = [str(OPA), "test", "--coverage", "--threshold", "100", str(POLICIES)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_tests() -> None:
    assert names()
