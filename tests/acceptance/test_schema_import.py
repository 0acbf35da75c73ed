"""From a public schema to a finding in a GitHub workflow, by a rule of one's own, as docs/schema-import.md tells it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from wheels import Project, outcome

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "schema-import.md").read_text(encoding="utf-8")
RULE = "policy.workflow.time_limit"


def blocks() -> dict[str, str]:
    """Return the files of the page by their paths."""
    found = re.findall(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return dict(found)


def commands() -> list[tuple[str, str]]:
    """Return the commands of the page's first part, each with what it prints."""
    shown = re.findall(r"^```console\n(.*?)^```", PAGE[: PAGE.index("## What is kept")], re.MULTILINE | re.DOTALL)
    return [
        (line, told)
        for block in shown
        for line, told in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a workflow, and GitHub's schema as check-jsonschema brings it."""
    import check_jsonschema

    made = Project.make(tmp_path)
    vendored = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / "github-workflows.json"
    shutil.copy(vendored, made.root / "github-workflow.json")
    return made


def test_the_page_leads_from_a_schema_to_a_finding(project: Project) -> None:
    files = blocks()
    project.write("adjudge.toml", files["adjudge.toml"])
    project.write(".github/workflows/tests.yml", files[".github/workflows/tests.yml"])
    (imported, told), (made, rule), (checked, finding) = commands()
    done = project.adjudge(*imported.split()[1:])
    assert (done.returncode, done.stdout) == (0, told), done.stderr
    done = project.adjudge(*made.split()[1:])
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(rule)
    for path, text in files.items():
        project.write(path, text)
    tests = project.adjudge("test")
    assert tests.returncode == 0, tests.stdout + tests.stderr
    done = project.adjudge(*checked.split()[1:])
    assert (done.returncode, done.stdout) == (1, finding), done.stderr


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_the_schema_holds_the_workflow_on_every_engine(project: Project, opa_binary: str, engine: str) -> None:
    for path, text in blocks().items():
        project.write(path, text)
    project.adjudge("schema", "import", "github-workflow.json", "--kind", "policy.workflow")
    workflow = (project.root / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    project.write(".github/workflows/wrong.yml", workflow.replace("runs-on", "run-on"))
    project.write(".github/workflows/limited.yml", workflow.replace("    steps", "    timeout-minutes: 10\n    steps"))
    env = {"ADJUDGE_OPA": opa_binary}
    report = json.loads(project.adjudge("check", ".github/workflows", "-o", "json", "--engine", engine, env=env).stdout)
    assert outcome(report, ".github/workflows/tests.yml", RULE) == "denied"
    assert outcome(report, ".github/workflows/limited.yml", RULE) == "passed"
    assert outcome(report, ".github/workflows/wrong.yml", RULE) == "not_evaluated"
    assert outcome(report, ".github/workflows/wrong.yml", "policy.workflow.schema") == "denied"
