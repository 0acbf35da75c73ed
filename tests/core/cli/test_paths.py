"""Paths as they are from where one stands; what is compared or signed has them relative to the root."""

from __future__ import annotations

import re

import pytest

BROKEN = '{"service": ""}\n'


@pytest.fixture
def tree(project):
    """A pack whose configuration makes it the root, below the working directory."""
    project.write("pack/adjudge.toml", "")
    project.write("pack/jobs/x.service.json", BROKEN)
    project.write("pack/accounts.jsonl", '{"account": 1}\n{"account": 2}\n')
    return project


def standing(project, folder):
    project.root = (project.root / folder).resolve()
    return project


@pytest.mark.parametrize(
    ("folder", "judged", "path", "root"),
    [
        (".", "pack", "pack/jobs/x.service.json", "pack"),
        ("pack", "jobs", "jobs/x.service.json", None),
        ("pack/jobs", ".", "x.service.json", ".."),
        ("pack/jobs", "../jobs/x.service.json", "x.service.json", ".."),
    ],
)
def test_a_text_report_has_paths_from_where_one_stands_and_names_the_root_once(tree, folder, judged, path, root):
    here = standing(tree, folder)
    text = here.adjudge("check", judged).stdout
    assert f"deny: {path} " in text
    assert f"--> {path}:1:1" in text
    assert re.findall(r"^root: (.*)$", text, re.MULTILINE) == ([root] if root else [])
    assert (here.root / path).is_file()
    assert re.search(rf"^{path}:1:1: ", here.adjudge("check", "-q", judged).stdout, re.MULTILINE)
    assert f"file={path},line=1,col=1" in here.adjudge("check", "-o", "github", judged).stdout


def test_an_absolute_path_on_the_command_line_is_the_file_that_it_names(tree):
    file = tree.root / "pack" / "jobs" / "x.service.json"
    assert "--> pack/jobs/x.service.json:1:1" in tree.adjudge("check", str(file)).stdout


@pytest.mark.parametrize("report", ["json", "sarif", "junit", "gitlab", "markdown"])
def test_what_is_compared_is_the_same_wherever_one_stands(tree, report):
    day = ("--as-of", "2026-09-01")
    above = tree.adjudge("check", "pack", "-o", report, *day).stdout
    inside = standing(tree, "pack").adjudge("check", ".", "-o", report, *day).stdout
    below = standing(tree, "jobs").adjudge("check", "..", "-o", report, *day).stdout
    assert above == inside == below != ""
    assert "pack/jobs" not in above


def test_a_record_is_shown_by_its_file_and_number(tree):
    assert "pack/accounts.jsonl#2" in tree.adjudge("check", "pack").stdout


@pytest.mark.parametrize(
    ("language", "says"), [("en", "error: ../adjudge.toml:1:"), ("zh", "错误：../adjudge.toml:1:")]
)
def test_an_error_of_the_configuration_is_at_its_path_from_where_one_stands(tree, language, says):
    tree.write("pack/adjudge.toml", "[kinds\n")
    done = standing(tree, "pack/jobs").adjudge("check", "--lang", language)
    assert done.returncode == 2
    assert done.stderr.startswith(says)


def test_an_error_of_an_artifact_that_a_command_needs_is_at_its_path_from_where_one_stands(tree):
    tree.write("pack/jobs/y.service.json", "{")
    done = standing(tree, "pack/jobs").adjudge("inspect", "y.service.json")
    assert done.returncode == 3
    assert done.stderr.startswith("error: y.service.json:1:")
