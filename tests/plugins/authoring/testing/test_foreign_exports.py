"""Tests of rules that read what the owner of a kind exports: its helpers and the defaults of its parameters are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Desk

RULE = """# METADATA
# title: Little of it is synthetic
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: low
#   message: "{n} is too many"
package policy.dubbing.project.little

deny contains {"n": n} if {
	n := count(data.dubbing.lib.synthesis.deliverables)
	n > data.dubbing.params.video_label_seconds
}
"""
TESTS = """package policy.dubbing.project.little_test

import data.policy.dubbing.project.little

_one := {"synthetic": true}

test_three_are_denied if {
	count(little.deny) == 1 with input as {"document": {"deliverables": [_one, _one, _one]}}
}

test_two_are_not if {
	count(little.deny) == 0 with input as {"document": {"deliverables": [_one, _one]}}
}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A project with a local rule for a dubbing project, which says that a label is shown for three seconds."""
    made = Desk.make(tmp_path)
    made.write("adjudge.toml", 'rules = ["policy/"]\n[params.dubbing]\nvideo_label_seconds = 3\n')
    made.write("policy/dubbing/project/little/little.rego", RULE)
    made.write("policy/dubbing/project/little/little_test.rego", TESTS)
    return made


def test_they_have_its_helpers_and_the_defaults_of_its_parameters(desk: Desk) -> None:
    done = desk.adjudge("test", "policy")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 passed, 0 failed, 0 errors, 0 skipped (auto)")


def test_explain_says_what_is_in_force_and_whose_it_is(desk: Desk) -> None:
    said = json.loads(desk.adjudge("explain", "policy.dubbing.project.little", "--json").stdout)
    assert {name: each["value"] for name, each in said["parameters"].items()} == {"dubbing.video_label_seconds": 3}


def test_without_the_owner_nothing_passes(desk: Desk) -> None:
    done = desk.adjudge("plugins", "--disable-plugin", "dubbing")
    assert done.returncode == 3
    assert "data.dubbing belongs to another domain, which no plugin that is loaded brings" in done.stderr


def test_what_an_owner_exports_is_in_the_reference(desk: Desk) -> None:
    assert desk.adjudge("reference", "pages", "--domain", "dubbing").returncode == 0
    page = (desk.root / "pages" / "en" / "dubbing.md").read_text("utf-8")
    assert "- Exports `params`, `lib.labels`, `lib.synthesis`\n" in page
