"""`json.patch` on the embedded engine: what OPA says, or a refusal."""

from __future__ import annotations

import json

import pytest

from adjudge.lib.errors import EngineError, UnlistedValueError
from adjudge.plugins.engines.embedded.rows.outside import OutsideError
from adjudge.plugins.engines.embedded.rows.patches import patched

TEXT = "deny contains json.patch(input.document.of, input.document.by)"
DOCUMENT = {"a": [1, {"b": 2}], "c": {"d": [3]}}


def said(engine, program, of, by):
    loaded = engine.load([program({"patch": TEXT})])
    answer = loaded.ask("dubbing.project", [json.dumps({"document": {"of": of, "by": by}})])()[0]
    return answer.rules["dubbing.project.patch"]


@pytest.mark.parametrize(
    "by",
    [
        [],
        [{"op": "replace", "path": "/a/1/b", "value": []}],
        [{"op": "add", "path": "/a/0", "value": 0}],
        [{"op": "add", "path": "/a/-", "value": 0}],
        [{"op": "add", "path": "/e", "value": 0}, {"op": "remove", "path": "/c/d/0"}],
        [{"op": "remove", "path": "/a/2"}],
        [{"op": "remove", "path": "/x"}],
        [{"op": "replace", "path": "/c/x", "value": 1}],
        [{"op": "add", "path": "/a/0/x", "value": 1}],
    ],
)
def test_a_patch_is_the_same_to_both_engines(by, embedded, opa, program):
    here, there = (said(engine, program, DOCUMENT, by) for engine in (embedded, opa))
    assert str(here) == str(there)


@pytest.mark.parametrize(
    "by",
    [
        [{"op": "test", "path": "/a", "value": 1}],
        [{"op": "move", "from": "/a", "path": "/b"}],
        [{"op": "remove", "path": "/a~1b"}],
        [{"op": "remove", "path": "a"}],
        [{"op": "remove", "path": "/a/01"}],
        [{"op": "remove", "path": ["a"]}],
        [{"op": "remove", "path": "/a", "value": 1}],
        [{"op": "remove", "path": "/a/0"}, {"op": "add", "path": "/a/0/c", "value": 1}],
        {"op": "remove", "path": "/a"},
    ],
)
def test_what_is_not_proven_is_refused_in_each_language(by, embedded, program):
    error = said(embedded, program, DOCUMENT, by)
    assert isinstance(error, UnlistedValueError)
    bare = EngineError(error.words)
    assert bare.told("en").startswith(
        "json.patch met values for which the embedded engine is not proven; it is for documents of JSON, and a list of "
        "operations add, remove and replace with paths such as /a/0."
    )
    assert "JSON 文档，以及由 add、remove、replace 组成、路径形如 /a/0 的操作列表" in bare.told("zh")


@pytest.mark.parametrize("document", [{1: 2}, {"a": {3}}, frozenset()])
def test_what_does_not_come_through_python_as_it_is_is_refused(document):
    with pytest.raises(OutsideError):
        patched(document, [])


def test_a_document_that_is_patched_stays_what_it_was():
    before = json.dumps(DOCUMENT)
    assert patched(DOCUMENT, [{"op": "replace", "path": "/a/1/b", "value": 7}])["a"][1] == {"b": 7}
    assert json.dumps(DOCUMENT) == before
