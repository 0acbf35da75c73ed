"""From nothing to a finding of one's own rule: by the installed command, as the README of what is made says, in minutes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from console import Reader
from wheels import command

MUTATION = (Path(__file__).resolve().parents[2] / "docs" / "mutation.md").read_text(encoding="utf-8")
FIVE_MINUTES = 300


@pytest.fixture(params=["embedded", "opa"])
def author(request: pytest.FixtureRequest, tmp_path: Path, opa_binary: str) -> Reader:
    """Somebody in the package that the command just made, which is installed."""
    subprocess.run([*command(), "new", "catering"], cwd=tmp_path, check=True, capture_output=True)
    made = Reader(folder=tmp_path / "adjudge-catering", site=tmp_path / "site", engine=request.param, opa=opa_binary)
    made.install()
    return made


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_readme_that_is_made_does_what_it_says(author: Reader, page: str) -> None:
    assert author.follow((author.folder / page).read_text(encoding="utf-8"), editable=True) >= 2


def test_from_nothing_to_a_finding_of_ones_own_rule(author: Reader) -> None:
    begun = monotonic()
    assert author.run("adjudge new rule catering.manifest.numbered", editable=True).returncode == 0
    rule = author.folder / "src/adjudge_catering/policies/catering/manifest/numbered/numbered.rego"
    text = rule.read_text(encoding="utf-8").replace(
        'if upper(input.document.title) == "TODO"', 'if not contains(input.document.title, "No. ")'
    )
    rule.write_text(text.replace("`title` still says {text}", "{text} has no number"), encoding="utf-8")
    loaded = author.run("adjudge plugins", editable=True)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    case = "tests/examples/catering.manifest.reviewed/allowed"
    done = author.run(f"adjudge check {case}", editable=True)
    assert done.returncode == 1, done.stderr
    assert (
        "denied (medium): First release has no number\n"
        f" --> {case}/reviewed.manifest.yaml:1:1\n"
        "1 | title: First release\n"
        "  | ^\n"
    ) in done.stdout.replace("  -->", " -->")
    assert monotonic() - begun < FIVE_MINUTES


def test_no_change_of_what_is_made_goes_unnoticed_as_mutation_md_says(author: Reader) -> None:
    assert author.follow(MUTATION, editable=True) == 1
    assert author.run("adjudge new rule catering.manifest.titled", editable=True).returncode == 0
    done = author.run("adjudge mutate src catering -v", editable=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "score: 100.0 % (" in done.stdout


def test_the_hooks_of_what_is_made_pass_on_all_its_files(author: Reader) -> None:
    author.run("git init -q && git add -A")
    done = author.run("pre-commit run --all-files", editable=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2


def test_the_ci_file_of_what_is_made_is_a_workflow(author: Reader) -> None:
    pytest.importorskip("check_jsonschema")
    file = ".github/workflows/tests.yml"
    done = author.run(f"check-jsonschema --builtin-schema vendor.github-workflows {file}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_finds_nothing_in_what_is_made(author: Reader) -> None:
    for line in ("rule catering.manifest.titled", "kind catering.invoice"):
        assert author.run(f"adjudge new {line}", editable=True).returncode == 0
    schema = author.folder / "src/adjudge_catering/schemas/catering/invoice.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text("{}", encoding="utf-8")  # so that the next rule is about the name of the file
    assert author.run("adjudge new rule catering.invoice.named", editable=True).returncode == 0
    schema.write_text(text, encoding="utf-8")
    done = author.run("adjudge lint --fail-on warn", editable=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("pass: 6 artifacts, ")


def test_every_part_that_is_made_passes_its_tests(author: Reader) -> None:
    for line in (
        "rule catering.manifest.titled",
        "kind catering.invoice",
        "rule catering.invoice.titled",
        "reader slip",
        "report tally",
    ):
        done = author.run(f"adjudge new {line}", editable=True)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    loaded = json.loads(author.run("adjudge plugins --json", editable=True).stdout)["plugins"]
    (catering,) = [plugin for plugin in loaded if plugin["name"] == "catering"]
    assert [kind["rules"] for kind in catering["domains"][0]["kinds"]] == [2, 2]
    assert (catering["suffixes"], catering["reports"]) == ([".slip"], ["tally"])
    tests = author.run(f"{sys.executable} -m pytest -q -p no:cacheprovider -n 2", editable=True)
    assert tests.returncode == 0, tests.stdout
    for tool in (
        "opa fmt --fail --list src",
        "opa check --strict --schema src/adjudge_catering/schemas src/adjudge_catering/policies",
    ):
        done = author.run(tool, editable=True)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
