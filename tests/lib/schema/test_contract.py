"""The schema contract: what a schema may not say, and where the refusal points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adjudge.lib.errors import PolicyError
from adjudge.lib.schema import Validator, check_schema
from adjudge.lib.schema.contract import DIALECT, deeper_than

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"$schema": "http://json-schema.org/draft-07/schema#"}, "/$schema", "2020-12"),
    ({"items": {"$schema": DIALECT}}, "/items/$schema", "root only"),
    ({"type": "text"}, "/type", "no JSON Schema"),
    ({"properties": {"a/b": {"minLength": -1}}}, "/properties/a~1b/minLength", "no JSON Schema"),
    ({"additionalProperites": False}, "/additionalProperites", "Did you mean additionalProperties?"),
    ({"properties": {"a": {"requierd": ["b"]}}}, "/properties/a/requierd", "Did you mean required?"),
    ({"$id": "https://example.org/s.json"}, "/$id", "named by its file"),
    ({"$defs": {"a": {"$anchor": "here"}}}, "/$defs/a/$anchor", "#/$defs"),
    ({"$dynamicRef": "#a"}, "/$dynamicRef", "Use $ref"),
    ({"definitions": {}}, "/definitions", "$defs"),
    ({"dependencies": {"a": ["b"]}}, "/dependencies", "dependentRequired"),
    ({"contentEncoding": "base64"}, "/contentEncoding", "no validator asserts it"),
    ({"$ref": "https://example.org/s.json"}, "/$ref", "leaves the file"),
    ({"$ref": "other.json#/$defs/a"}, "/$ref", "leaves the file"),
    ({"$ref": "#here"}, "/$ref", "leaves the file"),
    ({"x-adjudge-legall": {"clause": "csl#23", "minimum": 1}}, "/x-adjudge-legall", "a keyword"),
    ({"x-adjudge-limits": "log_retention"}, "/x-adjudge-limits", "a keyword"),
    ({"X-adjudge-legal": {"clause": "csl#23", "minimum": 1}}, "/X-adjudge-legal", "a keyword"),
    ({"$ref": "#/x-own/a", "x-own": {"a": {"type": "string"}}}, "/$ref", "names no schema"),
    ({"$ref": "#"}, "", "circle"),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}}, "/$defs/a/allOf/0", "circle"),
    (
        {
            "$ref": "#/$defs/a",
            "$defs": {
                "a": {"if": {"not": {"$ref": "#/$defs/b"}}, "then": {}},
                "b": {"dependentSchemas": {"x": {"$ref": "#/$defs/a"}}},
            },
        },
        "/$defs/b/dependentSchemas/x",
        "circle",
    ),
    ({"format": "time"}, "/format", "not asserted"),
    ({"multipleOf": 0.01}, "/multipleOf", "fraction"),
    ({"then": {}}, "/then", "no effect without if"),
    ({"if": {"const": 1}}, "/if", "no effect without then or else"),
    ({"minContains": 2}, "/minContains", "no effect without contains"),
    ({"unevaluatedProperties": False, "patternProperties": {"^a$": {}}}, "", "together"),
    ({"patternProperties": {"[a-z]+": {}}}, "/patternProperties/[a-z]+", "anchored"),
    ({"type": "string", "x-adjudge-names": {"a": "A"}}, "/x-adjudge-names", "beside no enum"),
    ({"enum": [1, 2], "x-adjudge-names": {"1": "one"}}, "/x-adjudge-names", "beside no enum"),
    ({"enum": ["a"], "x-adjudge-names": ["A"]}, "/x-adjudge-names", "no mapping"),
    ({"enum": ["a"], "x-adjudge-names": {"a": 1}}, "/x-adjudge-names", "no mapping"),
    ({"enum": ["a"], "x-adjudge-names": {"a": " "}}, "/x-adjudge-names", "no mapping"),
    ({"items": {"enum": ["a", "b"], "x-adjudge-names": {"a": "A"}}}, "/items/x-adjudge-names", "differ in b"),
    ({"enum": ["a"], "x-adjudge-names": {"a": "A", "c": "C"}}, "/x-adjudge-names", "differ in c"),
]


@pytest.mark.parametrize(("schema", "pointer", "words"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_breach_is_refused_with_file_pointer_and_next_step(schema: dict[str, Any], pointer: str, words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        check_schema(schema, "schemas/catering/menu.json")
    assert caught.value.file == "schemas/catering/menu.json"
    assert f"at #{pointer} " in caught.value.message
    assert words in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("schema", "english", "chinese"),
    [
        (
            {"$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True}},
            "Delete it: schemas are 2020-12 as it stands.",
            "请删除：模式一律采用 2020-12 原本。",
        ),
        ({"additionalItems": False}, "Use items after prefixItems.", "请在 prefixItems 之后使用 items。"),
        (
            {"format": "uri", "pattern": "https://"},
            "is not anchored at its beginning, so it accepts more than it says. Write ^(…)$ around it; where only the",
            "的正则表达式开头没有锚定，所接受的比所写的多。请在其外写上 ^(…)$；",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_breach_is_told_in_each_language_with_what_to_write_instead(
    schema: dict[str, Any], english: str, chinese: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        check_schema(schema, "s.json")
    assert english in caught.value.told("en")
    assert chinese in caught.value.told("zh")


def test_what_the_contract_allows_passes() -> None:
    check_schema(
        {
            "$schema": DIALECT,
            "$comment": "an own keyword is free, whatever is below it",
            "x-adjudge-key": {"$ref": "https://example.org", "pattern": "("},
            "x-adjudge-clause": None,
            "x-adjudge-limit": "log_retention",
            "type": "object",
            "properties": {
                "$id": {"type": "string", "description": "a key may be called like a keyword"},
                "tree": {"$ref": "#/$defs/tree"},
                "root": {"$ref": "#"},
                "day": {"type": "string", "format": "date"},
                "url": {"type": "string", "format": "uri", "pattern": "^https://"},
                "with space": {"$ref": "#/$defs/a%20b~1c"},
            },
            "unevaluatedProperties": False,
            "$defs": {
                "tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}},
                "a b/c": {"enum": [1, "x"], "default": {"pattern": "("}, "examples": [{"$ref": "nowhere"}]},
            },
        },
        "s.json",
    )


def test_a_schema_of_other_than_json_is_refused() -> None:
    with pytest.raises(PolicyError, match="no JSON"):
        check_schema({"const": object()}, "s.json")


def test_a_schema_that_is_nested_too_deep_is_refused_before_anything_recurses() -> None:
    schema: dict[str, Any] = {}
    for _ in range(100_000):
        schema = {"items": schema}
    with pytest.raises(PolicyError, match="nested deeper"):
        check_schema(schema, "s.json")


def test_a_long_chain_of_references_is_refused_not_followed() -> None:
    chain = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(5000)}
    with pytest.raises(PolicyError, match="through more than"):
        check_schema({"$defs": {**chain, "d5000": {}}}, "s.json")


def test_a_schema_that_cannot_be_compiled_is_a_policy_error_with_its_name() -> None:
    with pytest.raises(PolicyError) as caught:
        Validator({"$ref": "#/$defs/none"}, "schemas/catering/menu.json")
    assert caught.value.file == "schemas/catering/menu.json"


@pytest.mark.parametrize(
    "pattern",
    [
        "^a$",
        "^(a|b)$",
        "^a$|^b$",
        "(^a$|^b$)",
        "(?:^a$)",
        r"\S",
        "[^ ]",
        ".",
        r"^\d{4}-\d{2}$",
        "^[一-鿿]+$",
        "^.*$",
        r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$",
        r"^[\w.\-/]+$",
        r"^\u4e2d\x41$",
        "^a{1,3}?$",
        "^(?:(a)|(b))$",
    ],
)
def test_a_pattern_that_all_dialects_read_alike_passes(pattern: str) -> None:
    check_schema({"pattern": pattern}, "s.json")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("[0-9]{4}", "anchored"),
        ("^a", "anchored"),
        ("a$", "anchored"),
        ("^a|b$", "anchored"),
        ("^(a)|(b)$", "anchored"),
        ("^", "anchored"),
        ("", "anchored"),
        ("^(?=a)b$", "dialects"),
        ("^(?i)a$", "dialects"),
        ("^(?P<x>a)$", "dialects"),
        (r"^(a)\1$", "dialects"),
        (r"^\p{Han}$", "dialects"),
        (r"^a\b$", "dialects"),
        (r"\Aa\Z", "dialects"),
        ("^[[:alpha:]]$", "dialects"),
        ("^[a&&b]$", "dialects"),
        ("^[]a]$", "dialects"),
        ("^a++$", "dialects"),
        ("^a{,3}$", "dialects"),
        ("^a}$", "dialects"),
        (r"^\u{61}$", "dialects"),
        (r"^\x4$", "dialects"),
        ("^\\", "dialects"),
        ("^[a", "never closed"),
        ("^(a$", "Python"),
        ("^[b-a]$", "Python"),
        ("^((a{1000}){1000}){1000}$", "linear-time"),
    ],
)
def test_a_pattern_that_dialects_read_apart_or_that_accepts_too_much_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(PolicyError) as caught:
        check_schema({"properties": {"a": {"pattern": pattern}}}, "s.json")
    assert why in str(caught.value)


@pytest.mark.parametrize(
    "path", sorted(Path(__file__).parents[3].glob("schemas/**/*.json")), ids=lambda path: path.stem
)
def test_every_schema_that_ships_obeys_the_contract(path: Path) -> None:
    import json

    schema = json.loads(path.read_text(encoding="utf-8"))
    check_schema(schema, path.name)
    Validator(schema, path.name)
    assert schema.get("$schema") == DIALECT


@pytest.mark.parametrize(("value", "depth"), [(1, 0), ([], 1), ({"a": [1]}, 2), ([[], [[{}]]], 4), (((),), 2)])
def test_depth_counts_containers(value: object, depth: int) -> None:
    assert not deeper_than(depth, value)
    assert depth == 0 or deeper_than(depth - 1, value)
