"""Records that break their schema in the same way are explained once, and as each would be alone."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.lib.schema import Validator, choose, describe, explain

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Record",
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$", "examples": ["abc"]},
        "age": {"type": "integer", "minimum": 0, "title": "Age"},
        "on": {"type": "boolean"},
        "either": {"anyOf": [{"type": "string", "minLength": 3}, {"type": "object", "required": ["a", "b"]}]},
        "list": {"type": "array", "items": {"enum": ["red", "green"]}, "minItems": 1, "uniqueItems": True},
    },
    "required": ["id", "age", "on"],
    "additionalProperties": False,
}
RECORDS: list[Any] = [
    {},
    {"id": "A1"},
    {"id": "A2"},
    {"id": "A" * 300, "age": 1, "on": True},
    {"id": "a", "age": -1, "on": 1},
    {"id": "a", "age": -1.0, "on": True},
    {"id": "a", "age": -1.5, "on": "yes"},
    {"id": "a", "age": True, "on": "no"},
    {"id": "a", "age": 1, "on": True, "onn": 1},
    {"id": "a", "age": 1, "onn": 1},
    {"ids": "a", "age": 1, "on": True},
    {"id": "a", "age": 1, "on": True, "either": "x"},
    {"id": "a", "age": 1, "on": True, "either": {"a": 1}},
    {"id": "a", "age": 1, "on": True, "either": {"b": 1}},
    {"id": "a", "age": 1, "on": True, "list": []},
    {"id": "a", "age": 1, "on": True, "list": ["blue", "red", "red"]},
    {"id": "a", "age": 1, "on": True, "list": ["red", "blue"]},
    [],
    "text",
    None,
    1,
    True,
    1.0,
]


def told(validator: Validator, value: Any) -> list[tuple[Any, ...]]:
    return [
        (error.steps, error.keyword, error.schema_path, error.message["en"], error.message["zh"])
        for error in validator.errors(value)
    ]


def test_a_record_is_explained_as_it_would_be_alone_whatever_was_explained_before():
    alone = [told(Validator(SCHEMA, "s.json"), record) for record in RECORDS]
    together = Validator(SCHEMA, "s.json")
    for _ in range(2):
        assert [told(together, record) for record in RECORDS] == alone
    assert [told(together, record) for record in reversed(RECORDS)] == alone[::-1]


def test_what_is_remembered_has_a_bound(monkeypatch):
    monkeypatch.setattr(explain, "_MEMO", 3)
    validator = Validator(SCHEMA, "s.json")
    for number in range(50):
        assert len(told(validator, {"id": f"A{number}"})) == 3
    assert len(validator._explainer._documents) <= 3
    assert len(validator._explainer._breaches_said) <= 3


def test_records_that_break_in_the_same_way_are_put_into_words_once(monkeypatch):
    said: list[str] = []
    real = describe.describe

    def counting(breach, schema):
        said.append(breach.keyword)
        return real(breach, schema)

    monkeypatch.setattr(choose, "describe", counting)
    validator = Validator(SCHEMA, "s.json")
    for _ in range(1000):
        validator.errors({"id": "A", "age": "1", "onn": 1})
    assert sorted(said) == ["additionalProperties", "pattern", "required", "type"]


def test_whoever_gets_the_errors_may_change_the_list():
    validator = Validator(SCHEMA, "s.json")
    for _ in range(3):
        found = validator.errors({})
        assert len(found) == 3
        found.clear()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_are_put_together_once_for_each_language(language, monkeypatch):
    from adjudge.lib import words

    validator = Validator(SCHEMA, "s.json")
    (error, *_) = validator.errors({})
    text = error.message[language]
    monkeypatch.setattr(words, "template", None)
    assert error.message[language] == text
