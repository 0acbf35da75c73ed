"""A text field of a schema takes no text of which nothing is seen."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from first_party import FIRST_PARTY
from installed_rules import installed, policies

from adjudge.lib.blank import TEXT, TOKEN
from adjudge.lib.installed import own_schema
from adjudge.plugins.authoring.lint.texts import blank_fields, texts

STATED = ("instrument", "metadata", "waivers")
"""Schemas of adjudge's own files in which people state something; the others are of paths, names and outputs."""


@cache
def schemas() -> dict[str, Any]:
    found = {
        f"{name}/{kind}.json": schema
        for name in installed().registry.domains
        if name in FIRST_PARTY
        for kind, schema in installed().open(name).schemas.items()
        if not kind.endswith("_facts")
    }
    return {**found, **{f"adjudge/{name}.json": own_schema(name) for name in STATED}}


def strings(node: Any) -> list[str]:
    inner = [each for value in node.values() for each in strings(value)] if isinstance(node, dict) else []
    inner += [each for value in node for each in strings(value)] if isinstance(node, list) else []
    return inner + ([node["pattern"]] if isinstance(node, dict) and isinstance(node.get("pattern"), str) else [])


def test_no_text_field_of_a_first_party_schema_takes_a_blank_text():
    assert len(schemas()) > 20
    found = [each for file, schema in schemas().items() for each in texts(file, schema)]
    assert [str(each) for each in found] == []


def test_the_schemas_take_their_pattern_of_texts_from_the_one_definition():
    negated = {
        each for schema in schemas().values() for each in strings(schema) if each.lstrip("^").startswith("[^\\x")
    }
    assert negated == {TEXT, TOKEN}
    assert not [each for schema in schemas().values() for each in strings(schema) if "\\S" in each]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string"},
        {"type": ["string", "null"]},
        {"type": "string", "minLength": 1},
        {"type": "string", "pattern": "\\S"},
        {"type": "string", "pattern": "^\\S+$"},
        {"type": "string", "pattern": "^.*$"},
        {"anyOf": [{"type": "null"}, {"type": "string", "minLength": 1}]},
        {"$ref": "#/$defs/loose"},
        {"allOf": [{"$ref": "#/$defs/loose"}, {"maxLength": 9}]},
    ],
    ids=json.dumps,
)
def test_a_field_that_takes_a_blank_text_is_told(field: dict[str, Any]):
    defs = {"loose": {"type": "string", "minLength": 1}}
    places = {
        "/properties/a": {"properties": {"a": field}},
        "/properties/if": {"properties": {"if": field}},
        "/items": {"items": field},
        "/prefixItems/0": {"prefixItems": [field]},
        "/additionalProperties": {"additionalProperties": field},
        "/$defs/inner/properties/a": {"$defs": {"inner": {"properties": {"a": field}}}},
        "/oneOf/0/properties/a": {"oneOf": [{"properties": {"a": field}}]},
    }
    for pointer, schema in places.items():
        assert list(blank_fields({**schema, "$defs": {**defs, **schema.get("$defs", {})}})) == [pointer]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string", "pattern": TEXT},
        {"type": ["string", "null"], "pattern": TEXT},
        {"type": "string", "pattern": TOKEN},
        {"type": "string", "minLength": 0},
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        {"enum": ["a", ""]},
        {"type": "integer"},
        {},
        True,
        {"$ref": "#/$defs/seen"},
    ],
    ids=json.dumps,
)
def test_what_takes_none_or_is_no_text_field_or_says_that_it_may_be_blank_is_not(field: Any):
    assert (
        list(blank_fields({"properties": {"a": field}, "$defs": {"seen": {"type": "string", "pattern": TEXT}}})) == []
    )


def test_a_condition_states_nothing():
    loose = {"properties": {"a": {"type": "string"}}}
    assert list(blank_fields({"if": loose, "then": {"required": ["b"]}})) == []
    assert list(blank_fields({"not": loose})) == []


def test_the_finding_says_where_and_what_to_write():
    (found,) = texts("x/kind.json", {"properties": {"a": {"type": "string"}}})
    assert str(found).startswith("x/kind.json: /properties/a takes a text of which nothing is seen")
    assert "minLength" in found.told("zh")


def test_no_first_party_rule_takes_white_space_alone_for_blank():
    catalogue = installed()
    modules = {each.file: each for name in catalogue.registry.domains for each in policies(catalogue, name).modules()}
    assert len(modules) > 50
    compared = re.compile(r'trim_space\(.*\) (!=|==) ""')
    assert [file for file, each in modules.items() if compared.search(each.text)] == [], "ask data.lib.texts"
