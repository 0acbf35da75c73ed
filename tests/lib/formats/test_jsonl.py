from __future__ import annotations

import json
import tracemalloc
from hashlib import sha256

import pytest

from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core


def test_each_line_that_is_not_blank_is_a_record_with_its_own_line_and_bytes(read):
    lines = [b'{"a": 1}', '{"中": "文"} '.encode(), b"[3]"]
    data = lines[0] + b"\r\n\n  \t\n" + lines[1] + b"\n" + lines[2]
    records = read(data, ".jsonl")
    assert [record.value for record in records] == [{"a": 1}, {"中": "文"}, [3]]
    assert [record.number for record in records] == [1, 2, 3]
    assert [record.line for record in records] == [1, 4, 5]
    assert [record.size for record in records] == [len(line) for line in lines]
    assert [record.sha256 for record in records] == [sha256(line).hexdigest() for line in lines]


def test_a_place_counts_from_the_lines_of_the_file(read):
    place = read('{"a": 1}\n\n {"中": {"b": [1, 2]}}\n', ".jsonl")[1].locate(("中", "b", 1))
    assert (place.line, place.column) == (3, 18)


def test_a_single_record_is_still_a_record(read):
    (record,) = read("1\n", ".jsonl")
    assert record.number == 1


def test_a_byte_order_mark_is_no_part_of_the_first_record(read):
    (record,) = read(b"\xef\xbb\xbf[1]\n", ".jsonl")
    assert record.size == 3
    assert record.locate((0,)).column == 2


@pytest.mark.parametrize(
    ("record", "at", "words"),
    [
        (b"{oops}", (2, 2), "is no word of JSON"),
        (b"1 2", (2, 3), "extra data"),
        ('"中'.encode() + b'\xff"', (2, 3), "byte 0xff is not UTF-8"),
        (b'{"a": 1, "a": 2}', (2, 10), "twice"),
        (b"[1e999]", (2, 2), "not finite"),
        (b"[99999999999999999999]", (2, 2), "64 bits"),
        (b'"\\ud800"', (2, 1), "surrogate"),
        (b"[" * 101 + b"]" * 101, (2, 101), "100 levels"),
        (b"[" * 1_000_000, (2, 101), "100 levels"),
    ],
)
def test_a_broken_record_does_not_cost_the_others_theirs(read, record, at, words):
    before, broken, after = read(b"[1]\n" + record + b"\n[3]\n", ".jsonl")
    assert isinstance(broken, ReadError)
    assert (broken.line, broken.column) == at
    assert words in broken.message
    assert (before.number, before.value) == (1, [1])
    assert (after.number, after.value, after.line) == (3, [3], 3)


@pytest.mark.parametrize("data", ["", "\n", " \r\n\r\n"])
def test_a_file_without_a_record_is_refused(refused, data):
    assert "no records" in refused(data, ".jsonl")[2]


def test_a_binary_file_is_refused_as_a_whole(refused):
    assert refused(b"[1]\n[2\0]\n", ".jsonl") == (2, 3, "holds a NUL byte, so it is not text")


@pytest.mark.slow
def test_records_come_one_by_one_in_the_memory_of_one(source_of):
    line = json.dumps({"id": "u1", "name": "测试用户", "verified": True, "note": "x" * 200}).encode() + b"\n"
    source = source_of(line * 50_000, "a.jsonl")
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_core(source, ".jsonl"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 50_000
    assert peak < 1_000_000
