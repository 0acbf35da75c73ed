"""The tests of the rules and their examples, on the engines of adjudge: what passes here, `adjudge check` says as well.

Rego tests lie beside the rules. An example is a file, or a folder of files that belong together, in
``tests/examples/<rule>/allowed`` or ``denied``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from adjudge import Options, Session, load_settings
from adjudge.plugins.authoring.policy_tests import policy_tests

EXAMPLES = Path(__file__).parent / "examples"
CASES = sorted(case for side in ("allowed", "denied") for case in EXAMPLES.glob(f"*/{side}/*"))
OUTCOMES = {"allowed": {"passed"}, "denied": {"denied", "warned"}}
OPA = shutil.which(os.environ.get("ADJUDGE_OPA", "opa"))
ENGINES = ["embedded", "opa"] if OPA else ["embedded"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_tests_of_the_rules_pass(engine: str) -> None:
    settings = load_settings()
    with closing(settings.engine(engine)) as started:
        ran = policy_tests("catering", settings.catalogue, started)
    assert [str(test) for test in ran if not test.passed] == []
    assert ran


@pytest.mark.skipif(OPA is None, reason="there is no opa on PATH, and none in ADJUDGE_OPA")
def test_the_tests_run_every_line_of_the_rules() -> None:
    policies = Path(__file__).parents[1] / "src" / "adjudge_catering" / "policies"
    command = [str(OPA), "test", "--coverage", "--threshold", "100", str(policies)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(EXAMPLES).as_posix())
def test_an_example_is_judged_as_its_folder_says(case: Path, engine: str) -> None:
    rule, side = case.parts[-3:-1]
    root = case if case.is_dir() else case.parent
    options = Options(root=root, engine=engine, more={"opa": OPA} if engine == "opa" else {})
    with Session(case, options=options) as session:
        said = [outcome for verdict in session.verdicts() for outcome in verdict.outcomes]
    found = {outcome.outcome for outcome in said if outcome.rule == rule}
    assert found, f"no document of {rule} lies here"
    assert found <= OUTCOMES[side]
