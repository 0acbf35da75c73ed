"""Hostile documents: refused or explained, in bounded time, and nothing of them reaches a terminal raw."""

from __future__ import annotations

import time
from typing import Any

import pytest

from adjudge.lib.errors import JudgeError
from adjudge.lib.schema import Validator
from adjudge.lib.schema.wording import WIDTH, plain, shown, where

TREE = {
    "$ref": "#/$defs/node",
    "$defs": {"node": {"properties": {"n": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}}},
}
DOUBLING = {
    "$ref": "#/$defs/node",
    "$defs": {
        "node": {
            "anyOf": [
                {"properties": {"n": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}},
                {"properties": {"n": {"$ref": "#/$defs/node"}, "v": {"type": "null"}}},
            ]
        }
    },
}


def nested(depth: int) -> Any:
    value: Any = {"v": "x"}
    for _ in range(depth):
        value = {"n": value}
    return value


@pytest.mark.slow
def test_nesting_beyond_the_limit_is_an_error_and_does_not_overflow_the_native_stack() -> None:
    with pytest.raises(JudgeError, match="nested deeper"):
        Validator(TREE, "s.json").is_valid(nested(200_000))
    with pytest.raises(JudgeError, match="nested deeper"):
        Validator(TREE, "s.json").is_valid(nested(100))


def test_the_deepest_document_that_readers_let_through_is_explained() -> None:
    (error,) = Validator(TREE, "s.json").errors(nested(99))
    assert error.steps == ("n",) * 99 + ("v",)
    assert len(error.message["en"]) < 3 * WIDTH


@pytest.mark.slow
def test_an_explanation_that_would_double_with_each_level_is_an_error_in_time() -> None:
    validator = Validator(DOUBLING, "s.json")
    assert not validator.is_valid(nested(60))
    with pytest.raises(JudgeError, match="too deep to be explained"):
        validator.errors(nested(60))


@pytest.mark.parametrize("value", [{1: "x"}, {"a": object()}, {"\udfff": "x"}, {"a": b"x"}, {"a": {1}}])
def test_what_is_no_json_is_an_error_not_a_verdict(value: object) -> None:
    with pytest.raises(JudgeError, match="no word"):
        Validator({"additionalProperties": {"type": "string", "minLength": 1}}, "s.json").is_valid(value)


def test_not_a_number_is_an_error_not_a_pass() -> None:
    validator = Validator({"type": "number"}, "s.json")
    assert not validator.is_valid(float("nan"))
    with pytest.raises(JudgeError, match="disagree"):
        validator.errors(float("nan"))


def test_a_disagreement_of_the_validators_is_an_error() -> None:
    validator = Validator({"type": "array"}, "s.json")
    validator._schema = {"type": "string"}  # what the second opinion reads
    with pytest.raises(JudgeError, match="the two validators disagree"):
        validator.errors("text")


def test_a_pattern_that_backtracks_in_other_engines_takes_no_time() -> None:
    validator = Validator({"pattern": "^(a+)+$", "patternProperties": {"^(b+)+$": {"type": "null"}}}, "s.json")
    started = time.perf_counter()
    assert len(validator.errors("a" * 50_000 + "!")) == 1
    assert len(validator.errors({"b" * 50_000: 1})) == 1
    assert time.perf_counter() - started < 5


def test_the_reasons_read_a_pattern_as_the_verdict_does() -> None:
    """Python's engine would take the line break, and digits of other scripts."""
    validator = Validator({"pattern": r"^\d+$"}, "s.json")
    for text in ("2026\n", "٣", "２０２６"):
        assert [error.keyword for error in validator.errors(text)] == ["pattern"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "value", "count"),
    [
        ({"items": {"$ref": "#/$defs/a"}, "$defs": {"a": {"required": ["a"]}}}, [{"a": 1}] * 300_000 + [{}], 1),
        ({"items": {"type": "string"}}, [1] * 300_000, 101),
        ({"additionalProperties": False}, {f"k{n}": 1 for n in range(300_000)}, 101),
        ({"uniqueItems": True}, [{"a": n} for n in range(100_000)] + [{"a": 7}], 1),
        ({"required": ["x"], "properties": {"x": {}}}, {"y" * 5_000_000: 1}, 1),
        ({"enum": ["a", "b"]}, "a" * 5_000_000, 1),
    ],
    ids=["one bad item at the end", "all items bad", "unknown keys", "equal items", "long key", "long text"],
)
def test_a_huge_document_is_explained_in_seconds(schema: dict[str, Any], value: Any, count: int) -> None:
    started = time.perf_counter()
    found = Validator(schema, "s.json").errors(value)
    assert len(found) == count
    assert time.perf_counter() - started < 20
    assert all(len(text) < 6 * WIDTH for error in found for text in error.message.values())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb\x1b[31m", '"a\\nb\\u001b[31m"'),
        ("abc\u202etxt\u200b", '"abc\\u202etxt\\u200b"'),
        ('say "\\"', '"say \\"\\\\\\""'),
        ("中文🎉", '"中文🎉"'),
        ("\U000e0041", '"\\U000e0041"'),
        (True, "true"),
        (None, "null"),
        (1.5, "1.5"),
        ({}, "{}"),
        ([], "[]"),
        ({"a": "\x00"}, "{…} (1)"),
        pytest.param(10**5000, "2^16609…", id="an integer that str refuses"),
    ],
)
def test_a_value_is_shown_on_one_line_with_nothing_that_a_terminal_obeys(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("text", ["x" * 1000, "\x00" * 1000, "\U000e0041" * 1000, "中" * 81, '"' * 500])
def test_nothing_shown_is_longer_than_the_width(text: str) -> None:
    assert len(shown(text)) <= WIDTH + 1
    assert shown(text).endswith('…"')
    assert len(plain(text)) <= WIDTH + 1


def test_hostile_keys_are_safe_in_places_too() -> None:
    schema = {"additionalProperties": {"additionalProperties": False}}
    (error,) = Validator(schema, "s.json").errors({"a\x1b]0;x\x07": {"{en}\u202e": 1}})
    assert error.steps == ("a\x1b]0;x\x07", "{en}\u202e")
    for text in error.message.values():
        assert text.isprintable()
    assert where(("a" * 500, 3))["en"].isprintable()
    assert len(where(("a.b" * 500, 3, *"xyz"))["en"]) <= WIDTH + 1
