"""Hostile documents: refused or explained, in bounded time, and nothing of them reaches a terminal raw."""

from __future__ import annotations

import resource
import sys
import time
from typing import Any

import pytest

from adjudge.lib.errors import JudgeError
from adjudge.lib.schema import Validator
from adjudge.lib.schema.wording import WIDTH, path, plain, shown

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
def test_alternatives_that_double_with_each_level_are_explained_in_time() -> None:
    """To follow all of them would take 2 to the 60th steps; only what was meant is followed."""
    validator = Validator(DOUBLING, "s.json")
    started = time.process_time()
    (error,) = validator.errors(nested(60))
    assert error.steps == ("n",) * 60 + ("v",)
    assert "must be an integer, not" in error.message["en"]
    assert time.process_time() - started < 5


def test_alternatives_that_lie_in_each_other_too_deep_are_an_error_in_each_language() -> None:
    node: dict[str, Any] = {"properties": {"n": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}}
    for _ in range(40):
        node = {"anyOf": [node, {"type": "null"}]}
    with pytest.raises(JudgeError) as caught:
        Validator({"$ref": "#/$defs/node", "$defs": {"node": node}}, "s.json").errors(nested(99))
    assert caught.value.told("en") == (
        "what breaks s.json lies too deep to be explained. Flatten the document, or report this with the schema."
    )
    assert caught.value.told("zh") == (
        "不符合 s.json 之处嵌套过深，无法说明原因。请减少文档的嵌套层数，或者连同模式一并反馈此问题。"
    )


def test_references_that_lead_to_the_same_from_two_sides_are_bounded() -> None:
    twice = {f"d{n}": {"properties": {"n": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2}}} for n in range(14)}
    schema = {"$ref": "#/$defs/d0", "$defs": {**twice, "d14": {"properties": {"v": {"type": "integer"}}}}}
    started = time.process_time()
    found = Validator(schema, "s.json").errors(nested(14))
    assert [(error.steps, error.keyword) for error in found] == [(("n",) * 14 + ("v",), "type"), ((), "more")]
    assert time.process_time() - started < 10


NESTED = {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "object"}]}}
LISTS = {"l": {"type": "array", "items": {"type": "string"}}}
MANY = [
    ({"type": "array", "items": {"anyOf": [NESTED, {"type": "object"}]}}, [[1] * 1000] * 1000),
    (
        {"type": "array", "items": {"anyOf": [{"properties": LISTS, "required": [f"k{n}"]} for n in range(10)]}},
        [{"l": [1] * 1000}] * 1000,
    ),
    ({"required": [f"k{n}" for n in range(4000)]}, {}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("schema", "value"), MANY, ids=["alternatives in alternatives", "alternatives", "keys"])
def test_however_much_is_wrong_it_is_looked_at_in_bounded_time_and_the_rest_is_said_to_be_left(schema, value) -> None:
    started = time.process_time()
    found = Validator(schema, "s.json").errors(value)
    assert (len(found) <= 101, found[-1].keyword) == (True, "more")
    assert time.process_time() - started < 15


def test_a_document_that_lacks_much_is_not_copied_for_each_key() -> None:
    value = {"y": ["abcdefghij"] * 300_000}
    validator = Validator({"required": [f"x{n}" for n in range(90)]}, "s.json")
    assert not validator.is_valid(value)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(validator.errors(value)) == 90
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * (1 << 20 if sys.platform == "darwin" else 1 << 10)


@pytest.mark.parametrize("value", [{1: "x"}, {"a": object()}, {"\udfff": "x"}, {"a": b"x"}, {"a": {1}}])
def test_what_is_no_json_is_an_error_not_a_verdict(value: object) -> None:
    with pytest.raises(JudgeError, match="no word"):
        Validator({"additionalProperties": {"type": "string", "minLength": 1}}, "s.json").is_valid(value)


def test_not_a_number_is_no_number() -> None:
    (error,) = Validator({"type": "number"}, "s.json").errors(float("nan"))
    assert error.message["en"] == "the document must be a number, not nan"


def test_what_is_refused_without_a_reason_found_is_said_with_that_of_the_validator() -> None:
    validator = Validator({"properties": {"a": {"type": "array"}}}, "s.json")
    validator._explainer.nodes[""] = {}  # what is looked at for reasons
    (error,) = validator.errors({"a": "text"})
    assert (error.steps, error.keyword, error.message["en"]) == (("a",), "type", "a breaks type")
    assert error.schema_path == "#/properties/a/type"


def test_a_pattern_that_backtracks_in_other_engines_takes_no_time() -> None:
    validator = Validator({"pattern": "^(a+)+$", "patternProperties": {"^(b+)+$": {"type": "null"}}}, "s.json")
    started = time.process_time()
    assert len(validator.errors("a" * 50_000 + "!")) == 1
    assert len(validator.errors({"b" * 50_000: 1})) == 1
    assert time.process_time() - started < 5


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
    started = time.process_time()
    found = Validator(schema, "s.json").errors(value)
    assert len(found) == count
    assert time.process_time() - started < 20
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
    assert path(("a" * 500, 3)).isprintable()
    assert len(path(("a.b" * 500, 3, *"xyz"))) <= WIDTH + 1
