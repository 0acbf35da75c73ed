"""The Rego tests beside the rules, on the engines of adjudge: what passes here, `adjudge check` says as well."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from adjudge import load_settings
from adjudge.plugins.authoring.policy_tests import policy_tests

POLICIES = Path(__file__).resolve().parents[1] / "src" / "adjudge_catering" / "policies"
OPA = shutil.which(os.environ.get("ADJUDGE_OPA", "opa"))
needs_opa = pytest.mark.skipif(OPA is None, reason="there is no opa on PATH, and none in ADJUDGE_OPA")


@pytest.mark.parametrize("name", ["embedded", pytest.param("opa", marks=needs_opa)])
def test_the_policy_tests_pass(name: str) -> None:
    settings = load_settings()
    with closing(settings.engine(name)) as engine:
        ran = policy_tests("catering", settings.catalogue, engine)
    assert [str(test) for test in ran if not test.passed] == []
    assert len(ran) == 9


@needs_opa
def test_the_policy_tests_cover_every_line_in_opa() -> None:
    command = [str(OPA), "test", "--coverage", "--threshold", "100", str(POLICIES)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
