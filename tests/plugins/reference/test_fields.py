"""A schema as a list of fields, and each in words."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.lib.blank import TEXT
from adjudge.lib.wording import wording
from adjudge.plugins.reference.fields import alternatives, fields
from adjudge.plugins.reference.wording import values

WORDS = {"type": "string", "pattern": TEXT}


def rows(schema: dict[str, Any], language: str = "en") -> dict[str, tuple[str, bool]]:
    """Return what is said of each field below the document, and whether it is required."""
    return {
        each.path: (values(each, wording(language), alternatives(each.node, schema)), each.required)
        for each in fields(schema)
        if each.path
    }


def test_fields_have_their_way_type_and_duty():
    schema = {
        "type": "object",
        "required": ["voices"],
        "properties": {
            "voices": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": WORDS, "age": {"type": "integer"}},
                },
            },
            "note": {"type": ["string", "null"], "maxLength": 9},
        },
    }
    assert rows(schema) == {
        "voices": ("list, not empty", True),
        "voices[].id": ("text, not empty", True),
        "voices[].age": ("integer", False),
        "note": ("text or `null`, 9 characters at most", False),
    }


def test_what_a_reference_names_is_put_in_and_the_own_words_win():
    schema = {
        "properties": {"file": {"title": "Script", "$ref": "#/$defs/file"}},
        "$defs": {"file": {"title": "File", "description": "Relative\n  to the root.", "type": "string"}},
    }
    _, field = fields(schema)
    assert (field.text("title"), field.text("description")) == ("Script", "Relative to the root.")


def test_words_of_items_and_alternatives_have_rows_of_their_own():
    schema = {
        "properties": {
            "x": {
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": "null"},
                        {"title": "One", "description": "A name.", "type": "string"},
                    ],
                    "description": "An entry.",
                },
            }
        }
    }
    assert [(each.path, each.text("description"), each.choice) for each in fields(schema)][1:] == [
        ("x", "", ""),
        ("x[]", "An entry.", ""),
        ("x[]", "A name.", "One"),
    ]
    assert rows(schema)["x"] == ("list", False)


@pytest.mark.parametrize(
    ("schema", "en", "zh"),
    [
        ({"const": "dubbing.consent"}, "`dubbing.consent`", "`dubbing.consent`"),
        ({"enum": ["a", 1, None]}, "one of `a`, `1`, `null`", "`a`、`1`、`null` 之一"),
        ({"type": "boolean"}, "`true` or `false`", "`true` 或 `false`"),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "integer, 1 at least, 9 at most", "整数，不小于 1，不大于 9"),
        ({"type": "number", "exclusiveMinimum": 0}, "number, more than 0", "数字，大于 0"),
        ({"type": "string", "format": "date", "pattern": "^2"}, "text, format `date`", "文本，格式 `date`"),
        ({"type": "string", "pattern": "^a$"}, "text, matches `^a$`", "文本，匹配 `^a$`"),
        ({"type": "string", "minLength": 1}, "text, not empty", "文本，非空"),
        ({"type": "string", "minLength": 2}, "text, 2 characters at least", "文本，至少 2 个字符"),
        (
            {"type": "array", "uniqueItems": True, "items": {"enum": ["a", "b"]}},
            "list of one of `a`, `b`, no item twice",
            "列表，每项为`a`、`b` 之一，各项不重复",
        ),
        ({"anyOf": [{"type": "integer"}, {"const": "all"}]}, "integer or `all`", "整数 或 `all`"),
        ({}, "anything", "任意值"),
    ],
)
def test_what_a_field_may_hold_is_said_in_both_languages(schema, en, zh):
    whole = {"properties": {"x": schema}}
    assert rows(whole)["x"] == (en, False)
    assert rows(whole, "zh")["x"] == (zh, False)


def test_fields_of_alternatives_say_which_one_they_belong_to():
    schema = {
        "oneOf": [
            {"title": "By day", "type": "object", "required": ["day"], "properties": {"day": WORDS}},
            {"type": "object", "properties": {"week": WORDS}},
        ]
    }
    assert [(each.path, each.choice, each.required) for each in fields(schema)][1:] == [
        ("day", "By day", True),
        ("week", "2", False),
    ]


def test_parts_of_a_whole_are_one():
    schema = {
        "required": ["a"],
        "properties": {"a": WORDS},
        "allOf": [{"required": ["b"], "properties": {"b": WORDS}}],
    }
    assert rows(schema) == {"b": ("text, not empty", True), "a": ("text, not empty", True)}


def test_names_that_are_free_are_shown_as_such():
    schema = {
        "properties": {"words": {"type": "object", "additionalProperties": {"properties": {"ai": WORDS}}}},
        "patternProperties": {"^x-": {"type": "integer"}},
    }
    assert list(rows(schema)) == ["words", "words.*", "words.*.ai", "/^x-/"]


def test_a_schema_that_holds_itself_ends():
    schema = {
        "properties": {"part": {"$ref": "#/$defs/part"}},
        "$defs": {
            "part": {
                "properties": {
                    "name": WORDS,
                    "part": {"$ref": "#/$defs/part"},
                    "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
                }
            }
        },
    }
    assert [(each.path, each.again) for each in fields(schema)][1:] == [
        ("part", False),
        ("part.name", False),
        ("part.part", True),
        ("part.parts", False),
    ]


def test_what_no_column_shows_is_left_to_the_schemas_own_text():
    field = next(fields({"type": "object", "dependentRequired": {"a": ["b"]}, "x-adjudge-key": 1, "title": "A"}))
    assert field.rest() == {"dependentRequired": {"a": ["b"]}}


def test_a_value_stands_with_its_name_in_the_language_of_the_page():
    named = {"enum": ["user", "room"], "x-adjudge-names": {"user": "user", "room": "reading room"}}
    schema = {"properties": {"one": named, "many": {"type": "array", "items": named}}}
    one, many = list(fields(schema))[1:]
    chinese = {"reading room": "阅览室", "user": "读者"}.__getitem__
    assert values(one, wording("en"), []) == "one of `user`, `room` (reading room)"
    assert values(one, wording("zh"), [], chinese) == "`user`（读者）、`room`（阅览室） 之一"
    assert values(many, wording("en"), []) == "list of one of `user`, `room` (reading room)"
    assert list(many.names()) == ["user", "reading room"]
