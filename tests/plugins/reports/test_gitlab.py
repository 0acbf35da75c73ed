"""GitLab's code quality report has what GitLab asks for, and an identity for each entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Run = Callable[..., str]
REPORT = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "positions"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^(\\./|/)"}},
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {
                                "type": "object",
                                "required": ["line", "column"],
                                "properties": {name: {"type": "integer", "minimum": 1} for name in ("line", "column")},
                            }
                        },
                    },
                },
            },
        },
    },
}
"""GitLab publishes the format as a table of its documentation, which this repeats; it has no schema."""


@pytest.fixture
def entries(run: Run, make: SimpleNamespace) -> Any:
    def write(verdicts: Any = None, **more: Any) -> list[Any]:
        report = json.loads(run("gitlab", make.bad() if verdicts is None else verdicts, **more))
        Draft202012Validator(REPORT).validate(report)
        return report

    return write


def test_findings_and_errors_are_entries(entries: Any, make: SimpleNamespace) -> None:
    found = entries(problems=(make.plugin_problem(),))
    assert [(entry["check_name"].rpartition(".")[2], entry["severity"]) for entry in found] == [
        ("explicit_label", "blocker"),
        ("explicit_label", "blocker"),
        ("explicit_label", "blocker"),
        ("consent", "minor"),
        ("watermark", "info"),
        ("file_integrity", "info"),
        ("schema", "critical"),
        ("adjudge", "blocker"),
        ("territory", "blocker"),
        ("adjudge", "blocker"),
    ]
    assert found[2]["location"] == {
        "path": "broken/demo.project.yaml",
        "positions": {"begin": {"line": 5, "column": 52}},
    }


def test_fingerprints_tell_entries_apart(entries: Any, make: SimpleNamespace) -> None:
    marks = [entry["fingerprint"] for entry in entries(problems=(make.plugin_problem(),))]
    assert len(set(marks)) == len(marks)


def test_nothing_amiss_is_an_empty_list(entries: Any, make: SimpleNamespace) -> None:
    assert entries([]) == entries(make.good()) == []


def test_a_problem_without_a_file_still_has_a_place(entries: Any, make: SimpleNamespace) -> None:
    (entry,) = entries([], problems=(make.plugin_problem()._replace(file=None, line=None),))
    assert entry["location"]["path"] == "."


def test_waived_and_pending_say_so(entries: Any) -> None:
    told = [entry["description"] for entry in entries()]
    assert "waived: en.wav differs" in told
    assert "pending: no watermark" in told
    assert "warned: nobody consented" in told
