from __future__ import annotations

import csv
import io
import json
import tracemalloc
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core, typer


def test_a_header_nests_an_empty_cell_is_absent_and_values_stay_text(read):
    (record,) = read("id,org.name,org.size,note\n7,甲,,true\n", ".csv")
    assert record.value == {"id": "7", "org": {"name": "甲"}, "note": "true"}
    assert record.cells


def test_records_are_numbered_and_have_their_own_line_and_bytes(read):
    rows = ['1,"two\nlines"', '2,"a ""b"", c"', "3,"]
    records = read("\ufeffid,note\r\n" + rows[0] + "\r\n\r\n" + rows[1] + "\n" + rows[2], ".csv")
    assert [record.value for record in records] == [
        {"id": "1", "note": "two\nlines"},
        {"id": "2", "note": 'a "b", c'},
        {"id": "3"},
    ]
    assert [record.number for record in records] == [1, 2, 3]
    assert [record.line for record in records] == [2, 5, 6]
    assert [record.size for record in records] == [len(row) for row in rows]
    assert [record.sha256 for record in records] == [sha256(row.encode()).hexdigest() for row in rows]


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), (2, 1)),
        (("a",), (2, 1)),
        (("b",), (3, 7)),
        (("b", "c"), (3, 7)),
        (("b", "d"), (3, 9)),
        (("e",), (3, 10)),
        (("b", "x"), (3, 7)),
        (("x",), (2, 1)),
        (("a", 0, "x"), (2, 1)),
        ((0,), (2, 1)),
    ],
)
def test_the_place_of_a_value_is_its_cell_also_of_an_empty_one(read, steps, place):
    (record,) = read('a,b.c,b.d,e\n"一\n二""三",5,,四\n', ".csv")
    found = record.locate(steps)
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("data", "at", "words"),
    [
        ("", (1, 1), "no document"),
        ("\n\n", (1, 1), "no document"),
        ("a,b\n", (1, 1), "no records"),
        ("a,,b\n1,2,3", (1, 3), "a column has no name"),
        ("a,b,a\n1,2,3", (1, 5), 'the key "a" is there twice'),
        ("a.b,a\n1,2", (1, 5), 'the column "a" cannot hold both a value and "a.b"'),
        ("a,a.b\n1,2", (1, 1), 'the column "a" cannot hold both'),
        ("中..a\n1", (1, 1), "has an empty part"),
        (".a\n1", (1, 1), "has an empty part"),
        ("a" + ".a" * 100 + "\n1", (1, 1), "100 levels"),
        ('"a\n1', (1, 1), "not valid CSV"),
        (b"a\n\xd6\xd0\n", (2, 1), "the text looks like GBK, not UTF-8"),
        (b"a,b\n1,\xe4\xb8\xad\xff", (2, 4), "byte 0xff is not UTF-8"),
        ("a\n1\0", (2, 2), "NUL"),
        ("a\n1".encode("utf-16"), (1, 1), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_place(refused, data, at, words):
    line, column, message = refused(data, ".csv")
    assert (line, column) == at
    assert words in message


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1", "the row has 1 cells, but the header has 2"),
        ("1,2,3", "the row has 3 cells"),
        ('"1"x,2', "not valid CSV"),
        ('1,a"b', "a quote stands in a cell without quotes"),
        ("1," + "x" * 200_000, "field limit"),
    ],
)
def test_a_broken_row_does_not_cost_the_others_theirs(read, row, words):
    before, broken, after = read(f"a,b\n1,2\n{row}\n3,4\n", ".csv")
    assert isinstance(broken, ReadError)
    assert (broken.line, broken.column) == (3, 1)
    assert words in broken.message
    assert broken.hint
    assert (before.number, before.value) == (1, {"a": "1", "b": "2"})
    assert (after.number, after.value, after.line) == (3, {"a": "3", "b": "4"}, 4)


def test_a_row_of_empty_cells_is_a_record_and_a_blank_line_is_none(read):
    assert [record.value for record in read("a,b\n\n,\n", ".csv")] == [{}]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells).filter(any), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_what_the_standard_library_writes_is_read_as_it_was_meant(read, rows, end):
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])
    records = read(stream.getvalue(), ".csv")
    assert [record.value for record in records] == [
        {name: cell for name, cell in zip("abc", row, strict=True) if cell} for row in rows
    ]
    lines = io.StringIO(stream.getvalue(), newline=None).read().split("\n")
    for record in records:
        for name in record.value:
            place = record.locate((name,))
            assert lines[place.line - 1][place.column - 1] == '"'


@pytest.mark.slow
def test_records_come_one_by_one_in_the_memory_of_one(source_of):
    source = source_of("a,b.c,d\n" + "测试用户,2,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" * 50_000, "a.csv")
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_core(source, ".csv"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 50_000
    assert peak < 8_000_000


def test_a_cell_that_is_json_is_still_text(value):
    assert value('a\n"' + json.dumps([1]) + '"\n', ".csv") == {"a": "[1]"}


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("\ufeffid;status\r\nu-1;active\r\nu-2;active\r\n", (1, 3), "separated by `;`, not by commas"),
        ("id\tstatus\nu-1\tactive\n", (1, 3), "separated by a tab, not by commas"),
        ("编号，状态\n一，二\n", (1, 3), "separated by `，`, not by commas"),
        ("编号；状态\n一；二\n", (1, 3), "separated by `；`, not by commas"),
        ("id|status\n1|2\n", (1, 3), "separated by `|`, not by commas"),
        ('"id";"status"\n"u-1";"active"\n', (1, 5), "separated by `;`, not by commas"),
        ("sep=,\nid,status\nu-1,active\n", (1, 1), '"sep=,", tells a spreadsheet its separator'),
        ("sep=;\nid;status\nu-1;active\n", (1, 1), '"sep=;", tells a spreadsheet its separator'),
        ("“id”,“status”\nu-1,active\n", (1, 1), "is a full-width sign"),
        ("id,“status”\nu-1,active\n", (1, 4), "is a full-width sign"),
    ],
)
def test_a_file_of_a_spreadsheet_that_separates_otherwise_is_one_error_that_says_so(refused, text, at, words):
    line, column, message = refused(text, ".csv")
    assert (line, column) == at
    assert words in message


def test_such_signs_inside_a_name_or_a_cell_are_read(read):
    (record,) = read('"a;b",c\n1;2,"x\ty"\n', ".csv")
    assert record.value == {"a;b": "1;2", "c": "x\ty"}
    (record,) = read('"a;b"\n1;2\n', ".csv")
    assert record.value == {"a;b": "1;2"}


def test_the_booleans_of_spreadsheets_are_booleans_only_where_the_schema_takes_no_text():
    typed = typer({"properties": {"on": {"type": "boolean"}, "name": {"type": "string"}, "no": {"type": "boolean"}}})
    assert typed({"on": "TRUE", "name": "TRUE", "no": "FALSE"}) == {"on": True, "name": "TRUE", "no": False}
    assert typed({"on": "yes", "no": "Tru"}) == {"on": "yes", "no": "Tru"}
