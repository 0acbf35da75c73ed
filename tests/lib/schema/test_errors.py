"""What is said of a document that breaks its schema: the right place, few errors, and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.lib.schema import Validator
from adjudge.lib.schema.breach import SchemaError


def errors(schema: dict[str, Any], value: Any) -> list[SchemaError]:
    return Validator(schema, "s.json").errors(value)


def only(schema: dict[str, Any], value: Any) -> SchemaError:
    (error,) = errors(schema, value)
    return error


TRACK = {
    "type": "object",
    "required": ["file", "synthetic"],
    "additionalProperties": False,
    "properties": {
        "file": {"description": "Path relative to this manifest.", "type": "string", "minLength": 1},
        "synthetic": {"type": "boolean"},
        "label": {"type": "string"},
    },
}
PROJECT = {
    "type": "object",
    "properties": {"tracks": {"type": "array", "items": {"$ref": "#/$defs/track"}}},
    "$defs": {"track": TRACK},
}


def test_a_valid_document_has_no_errors() -> None:
    assert errors(PROJECT, {"tracks": [{"file": "a.wav", "synthetic": True}]}) == []


def test_an_unknown_key_is_placed_at_itself_with_a_guess() -> None:
    error = only(PROJECT, {"tracks": [{"file": "a.wav", "synthetic": True, "lable": "AI"}]})
    assert error.steps == ("tracks", 0, "lable")
    assert (error.keyword, error.schema_path) == ("additionalProperties", "#/$defs/track/additionalProperties")
    assert error.message["en"] == 'tracks[0].lable is a key that is not allowed here, did you mean "label"?'
    assert error.message["zh"] == 'tracks[0].lable 是此处不允许的键，是否想写 "label"？'


def test_an_unknown_key_that_resembles_nothing_lists_the_few_that_are_allowed() -> None:
    error = only(PROJECT, {"tracks": [{"file": "a.wav", "synthetic": True, "colour": 1}]})
    assert 'allowed are "label"' in error.message["en"]


def test_every_unknown_key_is_an_error_of_its_own() -> None:
    found = errors({"additionalProperties": False}, {"b": 1, "a": 2})
    assert [error.steps for error in found] == [("a",), ("b",)]


def test_a_missing_key_is_placed_at_the_mapping_that_lacks_it_and_says_what_belongs_there() -> None:
    error = only(PROJECT, {"tracks": [{"synthetic": False}]})
    assert (error.steps, error.keyword) == (("tracks", 0), "required")
    assert error.message["en"] == 'tracks[0] lacks the key "file" (expected: Path relative to this manifest)'


def test_two_missing_keys_are_two_errors() -> None:
    assert len(errors(TRACK, {})) == 2


def test_an_unevaluated_key_is_placed_at_itself_also_when_another_alternative_knows_it() -> None:
    schema = {
        "properties": {"kind": {"enum": ["human", "cloned"]}},
        "if": {"properties": {"kind": {"const": "cloned"}}},
        "then": {"properties": {"consent": {"type": "string"}}},
        "unevaluatedProperties": False,
    }
    assert errors(schema, {"kind": "cloned", "consent": "c.yaml"}) == []
    error = only(schema, {"kind": "human", "consent": "c.yaml"})
    assert (error.steps, error.keyword) == (("consent",), "unevaluatedProperties")


@pytest.mark.parametrize(
    ("schema", "value", "words"),
    [
        ({"type": "boolean"}, "yes", "write true"),
        ({"type": "boolean"}, "Off", "write false"),
        ({"type": "integer"}, "12", "without quotes"),
        ({"type": "number"}, "-1.5", "without quotes"),
        ({"type": "integer"}, "007", "write 7"),
        ({"type": "number"}, "-.5", "write -0.5"),
        ({"type": "string"}, 12, "put it in quotes"),
        ({"type": "array"}, "CN", "write it as a list"),
        ({"type": "string"}, None, "fill it in or delete the key"),
        ({"type": ["string", "null"]}, {}, "a string or null, not {}"),
        ({"type": "string"}, [1, 2], "not […] (2)"),
        ({"enum": ["file", "stream"]}, "flie", 'did you mean "file"?'),
        ({"enum": ["File"]}, "file", 'must be "File", not "file"'),
        ({"enum": list(range(1000, 1100))}, 3, "none of the 100 allowed values"),
        ({"const": "dubbing.project"}, "x", 'must be "dubbing.project", not "x"'),
        ({"minLength": 1}, "", "must not be empty"),
        ({"minLength": 5}, "中文", "has 2 characters, at least 5"),
        ({"maxLength": 1}, "中文", "has 2 characters, at most 1"),
        ({"minItems": 1}, [], "must not be empty"),
        ({"maxItems": 1}, [1, 2], "has 2 items, at most 1"),
        ({"minProperties": 2}, {"a": 1}, "has 1 key, at least 2"),
        ({"maxProperties": 0}, {"a": 1}, "at most 0"),
        ({"minimum": 6, "title": "Months"}, 5, "is 5, it must be at least 6 (expected: Months)"),
        ({"exclusiveMaximum": 1}, 1.0, "is 1.0, it must be less than 1"),
        ({"multipleOf": 5}, 7, "a multiple of 5"),
        ({"format": "date"}, "2026-1-5", "not a valid date"),
        ({"pattern": "^a$", "description": "One a.", "examples": ["a"]}, "b", '(expected: One a), for example "a"'),
        ({"dependentRequired": {"a": ["b", "c"]}}, {"a": 1}, 'has the key "a" and therefore needs "b", "c"'),
        ({"contains": {"const": 1, "title": "a one"}}, [2], "no item of the required kind (expected: a one)"),
        ({"contains": {"const": 1}, "minContains": 2}, [1], "at least 2"),
        ({"contains": {"const": 1}, "maxContains": 1}, [1, 1], "at most 1"),
        ({"prefixItems": [{}], "items": False}, [1, 2], "has 2 items, 1 at most"),
        ({"prefixItems": [{}], "unevaluatedItems": False}, [1, 2], "items that are not allowed"),
        ({"not": {"const": "x"}}, "x", 'must not be "x"'),
        ({"not": {"type": "string"}, "title": "Anything else"}, "x", "not allowed"),
        (
            {"oneOf": [{"minimum": 1, "title": "one"}, {"minimum": 2, "title": "two"}]},
            3,
            "exactly one is allowed: one; two",
        ),
    ],
)
def test_each_keyword_has_its_own_words_in_both_languages(schema: dict[str, Any], value: Any, words: str) -> None:
    error = only(schema, value)
    assert words in error.message["en"]
    assert error.message["zh"]
    assert error.message["zh"] != error.message["en"]
    assert not error.message["en"].endswith(".")


def test_a_forbidden_key_is_placed_at_itself() -> None:
    assert only({"properties": {"a": {"properties": {"b": False}}}}, {"a": {"b": 1}}).steps == ("a", "b")
    assert only({"not": {"required": ["a"]}}, {"a": 1}).steps == ("a",)


def test_a_key_of_the_wrong_form_is_placed_at_itself_and_called_a_key() -> None:
    error = only({"propertyNames": {"pattern": "^[a-z]+$"}}, {"Bad": "Bad"})
    assert error.steps == ("Bad",)
    assert error.message["en"].startswith('the name of the key "Bad"')


def test_a_property_that_is_called_propertynames_is_no_key() -> None:
    error = only({"properties": {"propertyNames": {"type": "string"}}}, {"propertyNames": 1})
    assert error.message["en"].startswith("propertyNames must be")


def test_equal_items_are_placed_at_the_second_one_and_numbers_are_compared_by_value() -> None:
    error = only({"uniqueItems": True}, [{"a": 1}, True, {"a": 1.0}, 1])
    assert error.steps == (2,)
    assert "equal to item [0]" in error.message["en"]


def test_a_condition_is_named_as_the_reason() -> None:
    schema = {
        "if": {"properties": {"release": {"properties": {"delivery": {"const": "file"}}}}, "required": ["release"]},
        "then": {"required": ["label"]},
        "else": {"required": ["stream"]},
    }
    found = only(schema, {"release": {"delivery": "file"}})
    assert found.message["en"] == 'the document lacks the key "label" (since release.delivery is "file")'
    assert found.schema_path == "#/then/required"
    assert "(since release.delivery is not" in only(schema, {"release": {"delivery": "tape"}}).message["en"]


def test_several_conditions_and_values_are_joined_in_each_language() -> None:
    schema = {
        "if": {"properties": {"type": {"enum": ["cloned", "mixed"]}, "public": {"const": True}}},
        "then": {"required": ["consent"]},
    }
    error = only(schema, {"type": "mixed", "public": True})
    assert error.message["en"].endswith('(since type is "cloned" or "mixed" and public is true)')
    assert error.message["zh"].endswith('（因为 type 为 "cloned" 或 "mixed" 且 public 为 true）')


def test_the_titles_of_alternatives_are_listed_in_each_language() -> None:
    schema = {"oneOf": [{"minimum": 1, "title": "one"}, {"minimum": 2, "title": "two"}]}
    error = only(schema, 3)
    assert error.message["en"].endswith("exactly one is allowed: one; two")
    assert error.message["zh"].endswith("只允许一种：one；two")


VOICES = {
    "oneOf": [{"$ref": "#/$defs/human"}, {"$ref": "#/$defs/cloned"}],
    "$defs": {
        "human": {
            "type": "object",
            "required": ["kind", "name"],
            "additionalProperties": False,
            "properties": {"kind": {"const": "human"}, "name": {"type": "string"}},
        },
        "cloned": {
            "type": "object",
            "required": ["kind", "consent"],
            "additionalProperties": False,
            "properties": {"kind": {"const": "cloned"}, "consent": {"type": "string"}, "model": {"type": "string"}},
        },
    },
}


def test_of_alternatives_the_one_that_its_key_names_is_explained_and_no_other() -> None:
    found = errors(VOICES, {"kind": "cloned", "modl": "m"})
    assert [(error.steps, error.keyword) for error in found] == [((), "required"), (("modl",), "additionalProperties")]
    assert '"consent"' in found[0].message["en"]


def test_an_unknown_variant_lists_the_variants() -> None:
    error = only(VOICES, {"kind": "humn", "name": "x"})
    assert error.steps == ("kind",)
    assert error.message["en"] == 'kind must be one of "human", "cloned", not "humn", did you mean "human"?'


def test_a_missing_variant_is_a_missing_key() -> None:
    error = only(VOICES, {"name": "x"})
    assert error.steps == ()
    assert error.message["en"] == 'the document lacks the key "kind"'


def test_alternatives_of_other_types_are_said_as_types() -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["a"]}]}
    assert "must be a string or a mapping, not 3" in only(schema, 3).message["en"]
    assert only(schema, {}).message["en"] == 'the document lacks the key "a"'


def test_alternatives_of_required_keys_are_said_as_a_choice() -> None:
    error = only({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {})
    assert error.message["en"] == 'the document lacks one of the keys "a", "b"'


def test_alternatives_of_formats_and_of_constants_are_said_together() -> None:
    days = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    assert "not a valid date or date-time" in only(days, "soon").message["en"]
    assert 'one of "a", "b", "c"' in only({"anyOf": [{"const": "a"}, {"enum": ["b", "c"]}]}, "d").message["en"]


def test_where_nothing_tells_alternatives_apart_the_closest_gives_one_error() -> None:
    near = {"properties": {"a": {"properties": {"b": {"type": "integer"}}}}}
    far = {"required": ["x", "y"], "properties": {"a": {"maxProperties": 0}}}
    error = only({"oneOf": [far, near]}, {"a": {"b": "3"}})
    assert error.steps == ("a", "b")


def test_an_alternative_that_allows_nothing_is_never_meant() -> None:
    assert "must be a string" in only({"anyOf": [False, {"type": "string"}]}, 3).message["en"]
    assert only({"anyOf": [False, False]}, 3).keyword == "anyOf"


def test_nested_alternatives_are_followed_to_the_one_error() -> None:
    inner = {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"deep": {"type": "integer"}}}]}
    schema = {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"a": inner}}]}
    assert only(schema, {"a": {"deep": "x"}}).steps == ("a", "deep")


def test_errors_come_by_place_then_keyword_with_numbers_in_order() -> None:
    schema = {"items": {"minimum": 10, "multipleOf": 7}}
    found = errors(schema, [1] * 12)
    assert [(e.steps[0], e.keyword) for e in found] == [(n, k) for n in range(12) for k in ("minimum", "multipleOf")]


def test_the_same_document_gives_the_same_errors_whatever_the_order_of_its_keys() -> None:
    assert errors(TRACK, {"x": 1, "y": 2}) == errors(TRACK, {"y": 2, "x": 1})


def test_more_than_a_hundred_errors_are_counted() -> None:
    found = errors({"items": {"type": "string"}}, [1] * 130)
    assert len(found) == 101
    assert found[-1].message["en"] == "30 more schema errors are not shown"
    assert found[-1].steps == ()
