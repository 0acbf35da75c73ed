"""`adjudge lint` by the installed command: all mistakes of a folder of rules at once, in two reports, and what is no mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wheels import Project

RULE = "policy/identity/service/named/named.rego"
MISTAKES = """
deny contains {"path": "service"} if {
	crypto.sha256(input.document.service) == "x"
	crypto.md5(input.document.service) == "y"
	input.document.sevice
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the rule that `adjudge new` makes in a folder."""
    made = Project.make(tmp_path)
    made.write("adjudge.toml", 'rules = ["policy/"]\n')
    assert made.adjudge("new", "rule", "policy.identity.service.named").returncode == 0
    return made


def test_all_mistakes_are_told_at_once_in_each_report(project: Project) -> None:
    sound = (project.root / RULE).read_text("utf-8").partition("deny contains")[0]
    project.write(RULE, sound + MISTAKES)
    first = sound.count("\n") + 1
    done = project.adjudge("lint", "-o", "text", "-o", "sarif=lint.sarif")
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{RULE}:{first + 4}:2" in done.stdout
    (said,) = json.loads((project.root / "lint.sarif").read_text("utf-8"))["runs"]
    found = [
        (each["ruleId"].removeprefix("adjudge.lint."), each["level"], place["region"]["startLine"] - first)
        for each in said["results"]
        for place in [each["locations"][0]["physicalLocation"]]
        if place["artifactLocation"]["uri"] == RULE
    ]
    assert sorted(found) == [
        ("findings", "error", 1),
        ("findings", "error", 1),
        ("paths", "error", 4),
        ("portable", "warning", 2),
        ("portable", "warning", 3),
    ]


def test_what_cannot_be_looked_at_never_passes(project: Project) -> None:
    assert project.adjudge("lint").returncode == 0
    tests = RULE.replace(".rego", "_test.rego")
    sound = (project.root / tests).read_text("utf-8")
    project.write(tests, sound + "\ntest_more if {\n")
    done = project.adjudge("lint")
    assert (done.returncode, f"{tests}:{sound.count(chr(10)) + 3}" in done.stdout) == (3, True)
    project.write(tests, sound)
    project.write(RULE, (project.root / RULE).read_text("utf-8") + "\ndeny contains {\n")
    done = project.adjudge("lint")
    assert (done.returncode, f"{RULE}:" in done.stdout + done.stderr) == (3, True)
    (project.root / "adjudge.toml").unlink()
    empty = project.root / "empty"
    empty.mkdir()
    done = project.adjudge("lint", "empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: empty: no policies lie here")
