"""Cells that get the types of their schema, and records that are one document."""

from __future__ import annotations

import pytest

from adjudge.lib.errors import ReadError
from adjudge.lib.formats import entries, typer

SCHEMA = {
    "$defs": {
        "size": {"type": ["integer", "null"]},
        "money": {"anyOf": [{"$ref": "#/$defs/size"}, {"type": "number"}]},
        "loop": {"allOf": [{"$ref": "#/$defs/loop"}, {"type": "boolean"}]},
        "a/b": {"properties": {"deep": {"type": "integer"}}},
    },
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "size": {"$ref": "#/$defs/size"},
        "either": {"type": ["string", "integer"]},
        "open": {},
        "flag": {"enum": [True, False]},
        "level": {"enum": [1, "one"]},
        "one": {"const": 1},
        "kind": {"const": "1"},
        "price": {"$ref": "#/$defs/money"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "loop": {"$ref": "#/$defs/loop"},
        "org": {"type": "object", "properties": {"size": {"type": "integer"}}, "$ref": "#/$defs/a~1b"},
        "same": {"$ref": "#/oneOf/0/properties/branch"},
        "narrowed": {"type": ["string", "integer"], "allOf": [{"type": "integer"}]},
        "entries": {"type": "array", "items": {"properties": {"n": {"type": "integer"}, "t": {"type": "string"}}}},
        "updated": {"type": "integer"},
    },
    "patternProperties": {"^x_": {"type": "number"}, "(": {"type": "number"}},
    "additionalProperties": {"type": "boolean"},
    "oneOf": [{"properties": {"branch": {"type": "integer"}}}, {"required": ["name"]}],
    "if": {"required": ["size"]},
    "then": {"properties": {"then": {"type": "integer"}}},
}


@pytest.mark.parametrize(
    ("cells", "typed"),
    [
        ({"name": "12"}, {"name": "12"}),
        ({"size": "12"}, {"size": 12}),
        ({"size": "null"}, {"size": None}),
        ({"size": "012"}, {"size": "012"}),
        ({"size": "twelve"}, {"size": "twelve"}),
        ({"either": "12"}, {"either": "12"}),
        ({"open": "12"}, {"open": "12"}),
        ({"flag": "true"}, {"flag": True}),
        ({"flag": "TRUE"}, {"flag": True}),
        ({"level": "1"}, {"level": "1"}),
        ({"one": "1"}, {"one": 1}),
        ({"kind": "1"}, {"kind": "1"}),
        ({"price": "1.5"}, {"price": 1.5}),
        ({"tags": '["a"]'}, {"tags": ["a"]}),
        ({"loop": "true"}, {"loop": True}),
        ({"org": {"size": "3", "deep": "4", "name": "5"}}, {"org": {"size": 3, "deep": 4, "name": "5"}}),
        ({"narrowed": "3"}, {"narrowed": 3}),
        ({"x_1": "2"}, {"x_1": 2}),
        ({"same": "2"}, {"same": 2}),
        ({"other": "false"}, {"other": False}),
        ({"branch": "3", "name": "3"}, {"branch": 3, "name": "3"}),
        ({"then": "3"}, {"then": 3}),
    ],
)
def test_a_cell_is_json_where_the_schema_wants_no_string(cells, typed):
    result = typer(SCHEMA)(cells)
    assert repr(result) == repr(typed)


@pytest.mark.parametrize("cell", ["NaN", "1e999", "18446744073709551616", '{"a": 1, "a": 2}', '"\\ud800"', "[" * 5000])
def test_a_cell_that_every_reader_refuses_stays_text(cell):
    assert typer({"properties": {"a": {"type": "array"}}})({"a": cell}) == {"a": cell}


@pytest.mark.parametrize("schema", [True, {}, {"$ref": "#"}, {"$ref": "#/nowhere"}, {"properties": {"a": False}}])
def test_a_schema_that_says_nothing_leaves_text(schema):
    assert typer(schema)({"a": "1"}) == {"a": "1"}


def test_the_value_that_was_read_is_not_changed():
    cells = {"size": "1"}
    typer(SCHEMA)(cells)
    assert cells == {"size": "1"}


def test_records_and_their_sibling_are_one_document(read, source_of):
    source = source_of("n,t\n1,2\n3,4\n", "a.csv")
    meta = source_of("# c\nupdated: '5'\ntitle: x\n", "a.csv.meta.yaml")
    document = entries(source, read(source.data, ".csv"), meta)
    assert document.value == {"updated": "5", "title": "x", "entries": [{"n": "1", "t": "2"}, {"n": "3", "t": "4"}]}
    assert (document.sha256, document.size, document.number) == (source.sha256, source.size, None)
    assert typer(SCHEMA)(document.value) == {
        "updated": "5",
        "title": "x",
        "entries": [{"n": 1, "t": "2"}, {"n": 3, "t": "4"}],
    }


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), (1, 1, None)),
        (("entries",), (1, 1, None)),
        (("entries", 1), (3, 1, None)),
        (("entries", 1, "t"), (3, 3, None)),
        (("entries", 2), (1, 1, None)),
        (("entries", -1), (1, 1, None)),
        (("title",), (3, 1, "a.csv.meta.yaml")),
        (("missing",), (2, 1, "a.csv.meta.yaml")),
    ],
)
def test_places_are_in_the_file_that_says_it(read, source_of, steps, place):
    source = source_of("n,t\n1,2\n3,4\n", "a.csv")
    meta = source_of("# c\nupdated: 5\ntitle: x\n", "a.csv.meta.yaml")
    found = entries(source, read(source.data, ".csv"), meta).locate(steps)
    assert (found.line, found.column, found.file) == place


def test_json_lines_have_their_types_already(read, source_of):
    source = source_of('{"n": "1"}\n', "a.jsonl")
    document = entries(source, read(source.data, ".jsonl"), None)
    assert document.value == {"entries": [{"n": "1"}]}
    assert not document.cells
    assert document.locate(("title",)).file is None


def test_a_record_that_cannot_be_read_costs_the_document(read, source_of):
    source = source_of("[1]\n[\n", "a.jsonl")
    with pytest.raises(ReadError) as caught:
        entries(source, read(source.data, ".jsonl"), None)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("meta", "line", "words"),
    [
        ("a: 1\nentries: 2", 2, "in the file itself"),
        ("a: 1\nb: [2]", 2, "b is no scalar"),
        ("[1]", None, "is one mapping"),
    ],
)
def test_a_sibling_is_a_mapping_of_scalars(source_of, meta, line, words):
    with pytest.raises(ReadError, match=words) as caught:
        entries(source_of("", "a.jsonl"), [], source_of(meta, "a.jsonl.meta.yaml"))
    assert (caught.value.file, caught.value.line) == ("a.jsonl.meta.yaml", line)
