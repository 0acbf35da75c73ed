"""`adjudge schema import`: what it writes where, what it tells, and each thing that it refuses, with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

SEVEN = "http://json-schema.org/draft-07/schema#"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
OLD = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "id": "https://example.org/old.json",
    "type": "object",
    "properties": {
        "count": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
        "pair": {"type": "array", "items": [{"type": "string"}, {"type": "number"}], "additionalItems": False},
        "when": {"type": "string", "format": "date"},
        "at": {"type": "string", "format": "date-time"},
        "code": {"pattern": "[0-9]{4}"},
        "part": {"$ref": "#/definitions/part", "required": ["never"]},
        "const": {"const": 1},
    },
    "dependencies": {"count": ["pair"], "pair": {"required": ["when"]}},
    "definitions": {"part": {"type": "string", "description": "A part."}, "unused": {}},
}
NEW = {
    "$schema": DIALECT,
    "type": "object",
    "properties": {
        "count": {"type": "integer", "exclusiveMinimum": 0},
        "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}], "items": False},
        "when": {"type": "string", "x-format": "date"},
        "at": {"type": "string", "format": "date-time"},
        "code": {"pattern": r"^[\s\S]*[0-9]{4}[\s\S]*$"},
        "part": {"$ref": "#/$defs/part"},
        "const": {"x-const": 1},
    },
    "dependentRequired": {"count": ["pair"]},
    "dependentSchemas": {"pair": {"required": ["when"]}},
    "$defs": {"part": {"type": "string", "description": "A part."}},
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder."""
    return Desk.make(tmp_path)


def put(desk: Desk, name: str, schema: Any) -> str:
    desk.write(name, json.dumps(schema))
    return name


def text(desk: Desk, name: str) -> str:
    return (desk.root / name).read_text(encoding="utf-8")


def imported(desk: Desk, *words: str) -> Any:
    """Import, and return what is written to standard output."""
    done = desk.adjudge("schema", "import", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(desk: Desk, *words: str) -> str:
    """See that nothing comes out, and return what is said."""
    done = desk.adjudge("schema", "import", *words)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


# --- what comes out ---------------------------------------------------------------------------------------------------


def test_a_schema_of_draft_4_is_said_in_the_words_of_2020_12(desk):
    made = imported(desk, put(desk, "old.json", OLD))
    assert made == NEW


def test_what_changed_is_told_beside_it(desk):
    told = desk.adjudge("schema", "import", put(desk, "old.json", OLD)).stderr
    assert told.splitlines() == [
        "said in the words of 2020-12: 2 (dependencies, items)",
        "formats that are not asserted, kept as x-format: 1 (date)",
        "patterns written anew, for whole texts: 1",
        "without effect beside a $ref in its draft, left out: 1 (required)",
        "unknown to its draft, kept as x-…: 1 (const)",
    ]
    assert "保留为 x-format：1 处（date）" in desk.adjudge("schema", "import", "old.json", "--lang", "zh").stderr


def test_what_is_closed_by_other_words_is_told(desk):
    open_ = {"$schema": DIALECT, "type": "object", "patternProperties": {"^x-": True}, "unevaluatedProperties": False}
    told = desk.adjudge("schema", "import", put(desk, "rest.json", open_)).stderr
    assert "said by additionalProperties: unevaluatedProperties\n" in told


def test_it_is_written_to_a_file(desk):
    done = desk.adjudge("schema", "import", put(desk, "old.json", OLD), "--output", "new.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(text(desk, "new.json")) == NEW


def test_formats_may_be_left_alone(desk):
    made = imported(desk, put(desk, "old.json", OLD), "--no-formats")
    assert made["properties"]["at"] == {"type": "string", "x-format": "date-time"}


def test_what_comes_out_comes_out_again(desk):
    put(desk, "new.json", NEW)
    assert imported(desk, "new.json") == NEW


def test_a_schema_of_an_openapi_document_is_named_by_its_place(desk):
    pet = {
        "type": "object",
        "properties": {"tag": {"type": "string", "nullable": True}, "size": {"$ref": "#/components/schemas/Size"}},
    }
    size = {"type": "integer", "maximum": 9, "exclusiveMaximum": True, "example": 3, "format": "int32"}
    api = {"openapi": "3.0.3", "paths": {}, "components": {"schemas": {"Pet": pet, "Size": size}}}
    made = imported(desk, f"{put(desk, 'api.json', api)}#/components/schemas/Pet")
    assert made == {
        "$schema": DIALECT,
        "type": "object",
        "properties": {"tag": {"type": ["string", "null"]}, "size": {"$ref": "#/$defs/Size"}},
        "$defs": {"Size": {"type": "integer", "exclusiveMaximum": 9, "examples": [3], "x-format": "int32"}},
    }


def test_a_schema_may_be_yaml(desk):
    desk.write("schema.yaml", f"$schema: {DIALECT}\ntype: object\n")
    assert imported(desk, "schema.yaml") == {"$schema": DIALECT, "type": "object"}


@pytest.mark.parametrize("whole", [False, True])
def test_a_schema_that_is_a_boolean_stays_one_in_the_form_of_an_object(desk, whole):
    made = imported(desk, put(desk, "all.json", whole), "--draft", "7")
    assert made == {"$schema": DIALECT, **({} if whole else {"not": {}})}


# --- other files ------------------------------------------------------------------------------------------------------


def test_files_that_it_refers_to_are_bundled(desk):
    root = {"$schema": SEVEN, "$id": "https://example.org/root.json", "$ref": "parts/size.json"}
    put(desk, "root.json", root)
    put(
        desk,
        "parts/size.json",
        {"$schema": SEVEN, "anyOf": [{"$ref": "../colour.json#/definitions/name"}, {"$ref": "#"}, {"type": "null"}]},
    )
    put(desk, "colour.json", {"definitions": {"name": {"enum": ["red"]}}})
    put(desk, "root2.json", {**root, "$ref": "https://elsewhere.org/s/size"})
    error = refused(desk, "root2.json")
    assert "root2.json" in error
    assert "refers to https://elsewhere.org/s/size, which is none of the files at hand, and nothing is fetched" in error
    done = desk.adjudge("schema", "import", "root.json")
    assert "circle" in done.stderr  # size.json refers to itself without going into the value: that was never sound
    put(desk, "parts/size.json", {"anyOf": [{"$ref": "../colour.json#/definitions/name"}, {"items": {"$ref": "#"}}]})
    assert imported(desk, "root.json") == {
        "$schema": DIALECT,
        "$ref": "#/$defs/size",
        "$defs": {
            "size": {"anyOf": [{"$ref": "#/$defs/name"}, {"items": {"$ref": "#/$defs/size"}}]},
            "name": {"enum": ["red"]},
        },
    }
    assert imported(desk, "root2.json", "parts/size.json", "colour.json") == imported(desk, "root.json")


def test_a_file_is_known_by_its_uri_in_the_folder(desk):
    put(desk, "root.json", {"$schema": SEVEN, "properties": {"a": {"$ref": "https://example.org/a#/definitions/x"}}})
    put(desk, "other.json", {"$schema": SEVEN, "$id": "https://example.org/a#", "definitions": {"x": {"type": "null"}}})
    made = imported(desk, "root.json")
    assert made["$defs"] == {"x": {"type": "null"}}


def test_a_meta_schema_is_at_hand(desk):
    made = imported(desk, put(desk, "root.json", {"$schema": SEVEN, "properties": {"schema": {"$ref": SEVEN}}}))
    assert made["properties"] == {"schema": {"$ref": "#/$defs/schema"}}


def test_nothing_outside_the_folder_is_read_unless_it_is_given(desk):
    put(desk, "in/root.json", {"$schema": SEVEN, "items": {"$ref": "../secret.json"}})
    put(desk, "secret.json", {"const": "secret"})
    assert "refers to ../secret.json, which is none of the files at hand" in refused(desk, "in/root.json")
    assert imported(desk, "in/root.json", "secret.json")["$defs"] == {"secret": {"const": "secret"}}


def test_two_parts_of_one_name_stay_two(desk):
    put(desk, "a.json", {"definitions": {"x": {"type": "null"}}})
    root = {
        "$schema": SEVEN,
        "anyOf": [
            {"$ref": "a.json#/definitions/x"},
            {"$ref": "#/definitions/x"},
            {"$ref": "#/definitions/1.0"},
            {"$ref": "#/definitions/no"},
        ],
        "definitions": {"x": {"type": "string"}, "1.0": {"type": "array"}, "no": False},
    }
    made = imported(desk, put(desk, "root.json", root))
    assert made["$defs"] == {"x": {"type": "null"}, "x_2": {"type": "string"}, "_1_0": {"type": "array"}}
    assert made["anyOf"][-1] == {"allOf": [False]}


def test_an_embedded_schema_has_its_own_uri(desk):
    root = {
        "$schema": DIALECT,
        "$id": "https://example.org/root",
        "properties": {"a": {"$ref": "tree"}},
        "$defs": {
            "tree": {
                "$id": "https://example.org/tree",
                "$dynamicAnchor": "node",
                "properties": {"left": {"$dynamicRef": "#node"}, "leaf": {"$ref": "#leaf"}},
                "$defs": {"leaf": {"$anchor": "leaf", "type": "string"}},
            }
        },
    }
    made = imported(desk, put(desk, "root.json", root))
    assert made["$defs"] == {
        "tree": {"properties": {"left": {"$ref": "#/$defs/tree"}, "leaf": {"$ref": "#/$defs/leaf"}}},
        "leaf": {"type": "string"},
    }


# --- what is refused --------------------------------------------------------------------------------------------------

WRONG = {
    "a draft of long ago": (
        {"$schema": "http://json-schema.org/draft-03/schema#"},
        "s.json:1:2: http://json-schema.org/draft-03/schema# is no draft of JSON Schema that can be read. Say which one",
    ),
    "a fraction": (
        {"$schema": SEVEN, "multipleOf": 0.01},
        "#/multipleOf is a fraction, on which binary numbers differ. Count in a smaller unit; or leave it out with --drop '#/multipleOf'",
    ),
    "a list": ([], "s.json:1:1: this is no schema: an object, or true or false"),
    "a part of another draft": (
        {"$schema": SEVEN, "properties": {"a": {"$schema": DIALECT}}},
        "a part of the schema is of another draft than the file",
    ),
    "a pattern ahead": (
        {"$schema": SEVEN, "patternProperties": {"^(?!x)a": {}}},
        "the pattern at #/patternProperties/^(?!x)a has (?!, which not every reader of a schema has",
    ),
    "a pattern behind": (
        {"$schema": SEVEN, "pattern": "(?<=a)b"},
        "the pattern at #/pattern has (?<=, which not every reader of a schema has",
    ),
    "a reference to nowhere": (
        {"$schema": SEVEN, "$ref": "#/definitions/none"},
        "#/$ref refers to #/definitions/none, and there is no such place. Mend the reference.",
    ),
    "a reference to several places": (
        {
            "$schema": DIALECT,
            "anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}],
            "$defs": {
                "a": {"$id": "https://a.org/a", "$dynamicAnchor": "n", "items": {"$dynamicRef": "#n"}},
                "b": {"$id": "https://a.org/b", "$dynamicAnchor": "n"},
            },
        },
        "may lead to several places, depending on where one comes from",
    ),
    "an unclear rest": (
        {
            "$schema": DIALECT,
            "patternProperties": {"^a": {}},
            "anyOf": [{"patternProperties": {"b": {}}}, True],
            "unevaluatedProperties": False,
        },
        "unevaluatedProperties at # depends on patterns of which several may fit. Write additionalProperties there",
    ),
    "another meta-schema": (
        {"$schema": "https://example.org/own"},
        "https://example.org/own is no draft of JSON Schema that can be read",
    ),
    "no part of a schema": ({"$schema": DIALECT, "type": "colour"}, "it is no valid schema of its draft, 2020-12:"),
    "no draft at all": (
        {"exclusiveMinimum": True, "minimum": 1},
        "it does not say which draft it is of, and it means something else in each. Say it with --draft",
    ),
    "what never ends": (
        {"$schema": SEVEN, "$ref": "#"},
        "what comes out is no schema of adjudge: the schema at # refers to itself in a circle",
    ),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_cannot_be_said_is_refused_with_its_place(desk, what):
    schema, words = WRONG[what]
    error = refused(desk, put(desk, "s.json", schema))
    assert error.startswith("error: s.json")
    assert words in error


def test_all_that_is_wrong_is_told_at_once(desk):
    schema = {"$schema": SEVEN, "multipleOf": 0.5, "pattern": r"\bx", "properties": {"a": {"$ref": "https://a.org"}}}
    assert len(refused(desk, put(desk, "s.json", schema)).splitlines()) == 3


@pytest.mark.parametrize(
    "unsaid",
    [
        {"additionalItems": False},
        {"dependencies": {}},
        {"id": "x"},
        {"items": []},
        {"$ref": "#/$defs/a", "minimum": 1, "$defs": {"a": {}}},
    ],
    ids=lambda schema: next(iter(schema)),
)
def test_a_schema_of_no_draft_is_read_where_all_read_it_alike(desk, unsaid):
    assert imported(desk, put(desk, "s.json", {"$schema": "http://json-schema.org/schema#", "type": "object"}))
    assert "it does not say which draft it is of" in refused(desk, put(desk, "t.json", unsaid))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("s.json", "{", "error: s.json:1:2: the schema does not parse:"),
        ("s.txt", "{}", "error: s.txt: the schema does not parse:"),
        ("s.yaml", "a: 1\n---\nb: 1\n", "error: s.yaml: this is no schema: a file of JSON or YAML with one document"),
    ],
)
def test_what_is_no_file_of_a_schema_is_refused(desk, name, text, words):
    desk.write(name, text)
    assert refused(desk, name).startswith(words)


def test_what_cannot_be_read_is_refused(desk):
    assert "none.json" in refused(desk, "none.json")
    (desk.root / "folder.json").mkdir()
    assert "folder.json" in refused(desk, "folder.json")
    assert "and there is no such place" in refused(desk, f"{put(desk, 's.json', {'$schema': SEVEN})}#/definitions/a/b")
    put(desk, "api.json", {"openapi": "3.0.0", "x": [1]})
    assert "and there is no such place" in refused(desk, "api.json#/x/y")
    assert "this is no schema: an object" in refused(desk, "api.json#/x")


# --- what is left out -------------------------------------------------------------------------------------------------


def test_what_cannot_be_said_may_be_left_out_by_name(desk):
    schema = {
        "$schema": SEVEN,
        "multipleOf": 0.5,
        "patternProperties": {"^(?!x)a": {"type": "string"}, r"\bx": {}},
        "additionalProperties": False,
    }
    places = ("#/multipleOf", "s.json#/patternProperties/^(?!x)a", r"#/patternProperties/\bx")
    put(desk, "s.json", schema)
    made = imported(desk, "s.json", *(word for place in places for word in ("--drop", place)))
    assert made["x-multipleOf"] == 0.5
    assert made["x-patternProperties"] == schema["patternProperties"]
    assert made["patternProperties"] == {r"^a[\s\S]*$": True, r"^[\s\S]*$": True}


def test_to_leave_out_what_is_not_there_is_refused(desk):
    put(desk, "s.json", {"$schema": SEVEN})
    assert refused(desk, "s.json", "--drop", "#/pattern") == (
        "error: --drop #/pattern names no keyword of the schema that is imported. Write the place as an error names it.\n"
    )


# --- as a kind --------------------------------------------------------------------------------------------------------


def test_in_a_folder_of_local_rules_it_is_the_schema_of_a_kind(desk):
    desk.write("adjudge.toml", 'rules = ["policy/"]\n')
    done = desk.adjudge("schema", "import", put(desk, "old.json", OLD), "--kind", "policy.old_thing")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "policy/schemas/old_thing.json",
        'Next: say which files are of this kind, [kinds] "PATTERN" = "policy.old_thing" in the configuration, and adjudge new rule '
        "policy.old_thing.NAME",
    ]
    assert json.loads(text(desk, "policy/schemas/old_thing.json")) == {"title": "Old thing", **NEW}
    again = refused(desk, "old.json", "--kind", "policy.old_thing")
    assert again == "error: the kind policy.old_thing is there already. Take another name.\n"
    assert "a folder of local rules cannot say which files are of its kinds" in refused(
        desk, "old.json", "--kind", "policy.other", "--files", "*.x"
    )


def test_in_a_package_the_kind_is_declared(desk):
    assert desk.adjudge("new", "pet_food").returncode == 0
    desk.root /= "adjudge-pet-food"
    put(desk, "old.json", OLD)
    done = desk.adjudge("schema", "import", "old.json", "--kind", "pet_food.recipe", "--files", "*.recipe.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "src/adjudge_pet_food/__init__.py",
        "src/adjudge_pet_food/schemas/pet_food/recipe.json",
        "Next: adjudge new rule pet_food.recipe.NAME",
    ]
    assert 'files=("*.recipe.yaml",),' in text(desk, "src/adjudge_pet_food/__init__.py")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "policy.x", "--output", "x.json"), "--output and --kind are two places"),
        (("--files", "*.x"), "--files belongs to --kind"),
        (("--kind", "policy"), "'policy' is no name of a kind"),
        (("--kind", "policy.params"), "the name params is reserved"),
        (("--kind", "policy.x"), "there is no package with a plugin here or above"),
        (("--draft", "3"), "--draft"),
    ],
)
def test_a_place_that_cannot_be_is_refused(desk, words, said):
    assert said in refused(desk, put(desk, "old.json", OLD), *words)


def test_without_a_file_it_says_how_it_is_called(desk):
    assert "adjudge schema import" in refused(desk)
