"""Documents that are made of schemas, and what is thought of verdicts on them."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest

from adjudge import Outcome, Problem, Verdict
from adjudge.lib.words import say
from adjudge.plugins.authoring.verifying.documents import DocumentFile, ExpectedVerdict, KindDocuments
from adjudge.plugins.authoring.verifying.engines import compared
from adjudge.plugins.authoring.verifying.generation import SchemaDocuments
from adjudge.plugins.authoring.verifying.hostile import hostile
from adjudge.plugins.authoring.verifying.judging import JudgedAll, JudgedFile, wrong_with
from adjudge.plugins.authoring.verifying.matching import text_matching

LEAF = {
    "title": "a leaf",
    "type": "object",
    "properties": {"next": {"$ref": "#/$defs/leaf"}},
    "additionalProperties": False,
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "alternatives": {"oneOf": [{"type": "string", "format": "date"}, {"type": "integer", "minimum": 3, "maximum": 5}]},
    "conditions": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": ["a", "b"]}, "extra": {"type": "string", "minLength": 1}},
        "if": {"properties": {"kind": {"const": "b"}}},
        "then": {"required": ["extra"]},
    },
    "itself": {"$ref": "#/$defs/leaf", "$defs": {"leaf": LEAF}},
    "lists": {
        "type": "array",
        "uniqueItems": True,
        "minItems": 2,
        "items": {"type": "string", "pattern": "^[a-c]{2}$"},
    },
    "maps": {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^k[0-9]$"},
        "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
    },
    "parts": {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": ["boolean", "null"]}}}]},
}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_documents_satisfy_the_schema_that_they_are_made_of(name: str) -> None:
    documents = KindDocuments("x.y", SCHEMAS[name], 0)
    assert documents.sound


def test_the_same_seed_makes_the_same_documents_and_another_one_others() -> None:
    made = [list(SchemaDocuments(SCHEMAS["lists"], seed).documents(9)) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def test_the_least_document_has_what_is_required_and_the_most_has_all() -> None:
    made = SchemaDocuments(SCHEMAS["conditions"], 0)
    assert made.document("least", 0) in ({"kind": "a"}, {"kind": "b"}, {"kind": "b", "extra": "a"})
    assert sorted(made.document("most", 1)) == ["extra", "kind"]


@pytest.mark.parametrize("pattern", [r"^(?:ab|c)[^x]\d{2,3}$", r"^[^a-z\s]+$", r"^\w.$", r"^a*b?c+$"])
def test_a_text_matches_its_pattern(pattern: str) -> None:
    for seed in range(20):
        assert re.search(pattern, text_matching(pattern, Random(seed), long=seed % 2 == 0))


def test_a_pattern_that_no_text_is_made_for_is_told() -> None:
    with pytest.raises(ValueError, match=r"GROUPREF|class"):
        text_matching(r"(a)\1", Random(0))


def test_large_documents_grow_as_far_as_the_schema_lets_them() -> None:
    schema = {"type": "array", "items": {"type": "string"}}
    assert len(json.dumps(KindDocuments("x.y", schema, 0).large(20_000))) > 10_000
    assert len(KindDocuments("x.y", schema | {"maxItems": 5}, 0).large(20_000)) == 5


def test_each_absent_field_each_wrong_type_and_each_hostile_file_is_there() -> None:
    files = list(KindDocuments("x.y", SCHEMAS["conditions"], 0).files(400))
    labels = {each.label for each in files}
    assert {"0/kind: absent", "0/kind: []", "0: null"} <= labels
    assert {name for name, _ in hostile({})} <= labels
    assert {each.expected for each in files} == {"either", "judged", "refused"}


def test_of_a_hostile_file_that_is_a_document_the_schema_is_asked() -> None:
    asked = ["byte-order-mark.json", "null.yaml", "object.json", "object.yaml"]
    open_, closed = (
        {each.label: each.expected for each in KindDocuments("x.y", schema, 0).files(0)}
        for schema in ({}, {"type": "string", "const": "none of these"})
    )
    assert {open_[name] for name in asked} == {"either"}
    assert {closed[name] for name in asked[1:]} == {"refused"}
    assert {open_[name] for name in ("circle.yaml", "key-twice.json", "twice.json", "utf-16.json")} == {"refused"}


# --- what is thought of verdicts --------------------------------------------------------------------------------------


def judged(expected: ExpectedVerdict, *verdicts: Verdict) -> list[str]:
    file = DocumentFile("x.json", b"{}", "made-0", expected)
    return [each.words["en"] for each in wrong_with(JudgedFile(file, verdicts), "x.y")]


def verdict(name: Any, **more: Any) -> Verdict:
    return Verdict(path="x.json", file="x.json", kind="x.y", sha256=None, size=None, verdict=name, **more)


def test_a_refused_document_that_passes_and_a_file_without_verdict_are_faults() -> None:
    assert judged("refused", verdict("warn")) == ["the document breaks its schema, and the verdict is warn"]
    assert judged("refused", verdict("deny")) == judged("either", verdict("pass")) == []
    assert judged("either") == ["no verdict was given"]


def test_an_error_of_the_file_is_none_of_the_plugin() -> None:
    assert judged("either", verdict("error", problem=Problem(say("read.empty")))) == []
    assert judged("judged", verdict("error", problem=Problem("a plugin's own words"))) == []
    raised = Problem(say("judge.failed", why="it raised"))
    assert len(judged("either", verdict("error", problem=raised))) == 1
    failed = Outcome("x.y.z", "error", note="it raised")
    assert judged("judged", verdict("error", outcomes=(failed,))) == ["the rule x.y.z fails: it raised"]


def test_a_rule_that_an_engine_leaves_to_the_other_is_not_compared() -> None:
    file = DocumentFile("x.json", b"{}", "drawn-0", "judged")

    def said(name: Any, *outcomes: Outcome) -> JudgedAll:
        return JudgedAll((JudgedFile(file, (verdict(name, outcomes=outcomes),)),), ())

    fails, passes, other = Outcome("x.y.z", "error"), Outcome("x.y.z", "passed"), Outcome("x.y.a", "passed")
    assert compared("x.y", said("error", fails), said("pass", passes), {"x.y.z"}) == (0, ())
    assert compared("x.y", said("error", fails, other), said("pass", passes, other), {"x.y.z"}) == (1, ())
    asked, faults = compared("x.y", said("error", fails), said("pass", passes))
    assert (asked, [each.file for each in faults]) == (1, ["x.y: drawn-0"])
