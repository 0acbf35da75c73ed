"""What a schema of any draft means is kept: the JSON Schema Test Suite says so of what comes out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from imported import OWN, converted, disagreements, pair
from schema_suite import suite_folder

from adjudge.lib.errors import AdjudgeError
from adjudge.lib.schema import Validator, check_schema

FOLDERS = {
    "2019-09": "draft2019-09",
    "2020-12": "draft2020-12",
    "4": "draft4",
    "6": "draft6",
    "7": "draft7",
}
LEFT_OUT = {
    "cross-draft": "of two drafts: they have tests of their own",
    "content": "what is encoded in a text is looked at by nobody",
    "format": "says that formats are not asserted",
    "refOfUnknownKeyword": "the file is no schema where the reference leads",
    "vocabulary": "of a meta-schema that nobody has",
    "zeroTerminatedFloats": "1.0 is an integer since draft 6",
}
REFUSED = {
    "schema_import.dynamic",
    "schema_import.fraction",
    "schema_import.not_given",
    "schema_import.pattern",
    "schema_import.unreadable",
}
"""Why schemas of the suite are not imported."""


@pytest.mark.slow
@pytest.mark.parametrize("draft", sorted(FOLDERS))
def test_the_suite_of_each_draft_says_the_same_of_what_comes_out(tmp_path: Path, draft: str) -> None:
    folder = suite_folder() / FOLDERS[draft]
    tried, wrong, refused = 0, [], Counter[str | None]()
    for path in [*sorted(folder.glob("*.json")), *sorted((folder / "optional").glob("*.json"))]:
        for group in json.loads(path.read_text(encoding="utf-8")) if path.stem not in LEFT_OUT else ():
            file = tmp_path / "schema.json"
            file.write_text(json.dumps(group["schema"]), encoding="utf-8")
            try:
                done = converted(file, draft=draft)
                if done.ledger.problems:
                    raise done.ledger.problems[0]
                made = done.made  # type: ignore[attr-defined]
                check_schema(made, "schema.json")
            except AdjudgeError as error:
                refused[error.code] += 1
                continue
            judge = Validator(made, "schema.json")
            for test in group["tests"]:
                tried += 1
                if judge.is_valid(test["data"]) is not test["valid"]:
                    wrong.append((path.stem, group["description"], test["description"]))
    assert wrong == []
    assert refused.keys() <= REFUSED
    assert sum(refused.values()) < 40
    assert tried > 600


CLOSED = {
    "by an alternative": {
        "patternProperties": {"^x-": True},
        "properties": {"a": {}},
        "anyOf": [{"properties": {"b": {"type": "string"}}, "required": ["b"]}, {"properties": {"c": {}, "b": {}}}],
        "unevaluatedProperties": False,
    },
    "by a condition": {
        "patternProperties": {"^x-": True},
        "if": {"properties": {"a": {"const": 1}}, "required": ["a"]},
        "then": {"properties": {"b": {}}},
        "else": {"properties": {"c": {}}},
        "unevaluatedProperties": {"type": "boolean"},
    },
    "by a part that has everything": {
        "patternProperties": {"^x-": True},
        "oneOf": [
            {"properties": {"a": {"const": 1}}, "required": ["a"], "additionalProperties": {"type": "integer"}},
            {"required": ["b"], "properties": {"b": {}}},
        ],
        "unevaluatedProperties": False,
    },
    "by a pattern under a condition": {
        "dependentSchemas": {"a": {"patternProperties": {"^x-": {"type": "string"}}}},
        "properties": {"a": {}},
        "unevaluatedProperties": False,
    },
    "by what is referred to": {
        "$ref": "#/$defs/base",
        "properties": {"a": {}},
        "unevaluatedProperties": False,
        "$defs": {"base": {"allOf": [{"properties": {"b": {}}}, {"patternProperties": {"^x-": {"type": "string"}}}]}},
    },
    "everything, by all that there is": {
        "allOf": [{"additionalProperties": {"type": "string"}}],
        "patternProperties": {"^x-": True},
        "unevaluatedProperties": False,
    },
    "in each other": {
        "patternProperties": {"^x-": True},
        "allOf": [{"properties": {"a": {"unevaluatedProperties": {"type": "integer"}}}, "unevaluatedProperties": True}],
        "unevaluatedProperties": False,
    },
    "by nothing": {"patternProperties": {"^x-": True}, "unevaluatedProperties": False},
}


@pytest.mark.parametrize("how", sorted(CLOSED))
def test_what_is_evaluated_is_closed_as_it_was(tmp_path: Path, how: str) -> None:
    file = tmp_path / "closed.json"
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", **CLOSED[how]}
    file.write_text(json.dumps(schema), encoding="utf-8")
    judges = pair(file)
    assert "unevaluatedProperties" not in json.dumps(judges.schema)
    samples = [{}, {"a": 1, "b": "x", "c": True}, {"a": 1, "x-1": "x", "d": 2}, {"b": 1, "x-2": 3}, {"a": {"b": 1}}]
    count, invalid, found = disagreements(judges, samples, rounds=150)
    assert found == []
    assert 0 < invalid < count


PUBLIC = {
    "azure-pipelines": [{"trigger": ["main"], "steps": [{"script": "tox"}]}],
    "bitbucket-pipelines": [{"pipelines": {"default": [{"step": {"script": ["tox"]}}]}}],
    "buildkite": [{"steps": [{"command": "tox", "label": "tests"}]}],
    "citation-file-format": [{"cff-version": "1.2.0", "message": "m", "title": "t", "authors": [{"name": "n"}]}],
    "compose-spec": [{"services": {"web": {"image": "nginx", "ports": ["80:80"], "x-own": 1}}, "volumes": {"data": {}}}],
    "dependabot": [{"version": 2, "updates": [{"package-ecosystem": "pip", "directory": "/", "schedule": {"interval": "daily"}}]}],
    "github-actions": [{"name": "n", "description": "d", "runs": {"using": "composite", "steps": [{"run": "tox", "shell": "bash"}]}}],
    "github-workflows": [
        {"on": ["push"], "jobs": {"test": {"runs-on": "ubuntu-latest", "steps": [{"uses": "actions/checkout@v4"}, {"run": "tox"}]}}},
        {"on": {"schedule": [{"cron": "0 0 * * *"}]}, "jobs": {"call": {"uses": "./.github/workflows/tests.yml", "with": {"a": 1}}}},
    ],
    "gitlab-ci": [{"stages": ["test"], "test": {"stage": "test", "script": ["tox"], "rules": [{"if": "$CI", "when": "always"}]}}],
    "readthedocs": [{"version": 2, "build": {"os": "ubuntu-24.04", "tools": {"python": "3.12"}}}],
    "renovate": [{"extends": ["config:base"], "packageRules": [{"matchManagers": ["npm"], "enabled": False}]}],
    "travis": [{"language": "python", "python": ["3.12"], "script": "tox", "jobs": {"include": [{"stage": "test"}]}}],
    "woodpecker-ci": [{"steps": {"test": {"image": "python", "commands": ["tox"]}}}],
}  # fmt: skip
"""Schemas that check-jsonschema brings, by whom they are vendored, each with documents that satisfy it."""


def vendored(name: str) -> Path:
    import check_jsonschema

    return Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / f"{name}.json"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_schema_judges_as_it_did(name: str) -> None:
    judges = pair(vendored(name))
    assert [each for each in PUBLIC[name] if not judges.judging.is_valid(each)] == []
    count, invalid, found = disagreements(judges, PUBLIC[name], rounds=60)
    assert found == []
    assert 0 < invalid < count


def test_every_draft_has_somebody_to_compare_with() -> None:
    assert sorted(OWN) == sorted(FOLDERS)
