from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.errors import ReadError

texts = st.text(st.characters(codec="utf-8"))
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("", (1, 1), "no document"),
        (" \r\n ", (1, 1), "no document"),
        ("[1,]", (1, 3), "not valid JSON: a comma before the end"),
        ('{"a": [1],\n}', (1, 10), "not valid JSON: a comma before the end"),
        ("[,]", (1, 2), "not valid JSON: expecting value"),
        ("[[\r\n1,\r\n2 3]]", (3, 3), "not valid JSON: expecting ',' delimiter"),
        ("[\r1\r 2]", (3, 2), "not valid JSON"),
        ('{"中文": tru}', (1, 8), '"tru" is no word of JSON'),
        ('["a\tb"]', (1, 4), "not valid JSON: invalid control character"),
        ('["a', (1, 2), "not valid JSON: unterminated string"),
        ("[1] 2", (1, 5), "not valid JSON: extra data"),
        ("{'a': 1}", (1, 2), "stands in double quotes"),
        ('{"a": 1,\n "b": {"c": 1, "c": 2}}', (2, 16), 'the key "c" is there twice'),
        ('{"a": [{"a": ":"}], "\\u0061": 2}', (1, 21), 'the key "a" is there twice'),
        ("[NaN]", (1, 2), "not finite"),
        ("[1, Infinity]", (1, 5), "not finite"),
        ('{"a":\n-Infinity}', (2, 1), "not finite"),
        ('["1e999", 1e999]', (1, 11), "not finite"),
        ("-1e400", (1, 1), "not finite"),
        ("[18446744073709551616]", (1, 2), "64 bits"),
        ("[-9223372036854775809]", (1, 2), "64 bits"),
        ("[" + "1" * 100_000 + "]", (1, 2), "64 bits"),
        ('["\\ud83d\\ude00", "\\ud800"]', (1, 18), "half of a surrogate pair"),
        ('{"\\udc00": 1}', (1, 2), "half of a surrogate pair"),
        ('{"a":{"b":' + "[" * 99 + "]" * 99 + "}}", (1, 109), "more than 100 levels"),
        ("[" * 101 + "]" * 101, (1, 101), "more than 100 levels"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(refused, text, at, words):
    line, column, message = refused(text, ".json")
    assert (line, column) == at
    assert words in message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100 + "]" * 100,
        "[18446744073709551615, -9223372036854775808, 1e308, -0, 0.1]",
        '"\\ud83d\\ude00"',
        '["[[[", "\\\\ud800", "NaN"]',
        "null",
        '{"a": 1, "A": 1}',
        "[" + "[], " * 200 + "{}]",
    ],
)
def test_what_is_within_the_limits_is_read(value, text):
    assert value(text, ".json") == json.loads(text)


@pytest.mark.parametrize(
    ("text", "column", "english", "chinese"),
    [
        ('{"a" 1}', 6, "expecting ':' delimiter", "此处应为 `:`"),
        ('["\\q"]', 3, "invalid \\escape", "反斜杠转义无效"),
        ('["\\u12G4"]', 4, "invalid \\uXXXX escape", "`\\u` 转义无效"),
    ],
)
def test_why_it_is_no_json_is_told_in_each_language(read, text, column, english, chinese):
    with pytest.raises(ReadError) as caught:
        read(text, ".json")
    assert (caught.value.line, caught.value.column) == (1, column)
    assert f"not valid JSON: {english}" in caught.value.told("en")
    assert chinese in caught.value.told("zh")


def test_a_byte_order_mark_is_no_part_of_the_text(read):
    (document,) = read(b'\xef\xbb\xbf{"a": 1}', ".json")
    assert document.value == {"a": 1}
    assert document.locate(("a",)).column == 2
    assert document.size == 11


def test_an_array_at_the_root_is_one_document(read, source_of):
    (document,) = read("[1, 2]", ".json")
    assert document.number is None
    assert document.sha256 == source_of("[1, 2]", "").sha256


@pytest.mark.parametrize("unit", ["[", '{"a":', '"', "\\", "[1,", '{"a":[', "1", "[[],"])
def test_ten_megabytes_of_nonsense_are_refused_at_once(refused, unit):
    start = time.process_time()
    refused(unit * (10_000_000 // len(unit)), ".json")
    assert time.process_time() - start < 30


@pytest.mark.slow
def test_a_late_duplicate_in_a_big_object_is_found_in_time(refused):
    text = "{" + ",".join(f'"k{i}":1' for i in range(300_000)) + ',"k1":2}'
    start = time.process_time()
    assert "twice" in refused(text, ".json")[2]
    assert time.process_time() - start < 30


@given(values)
def test_json_is_read_as_the_standard_library_reads_it(value, content):
    text = json.dumps(content)
    assert repr(value(text, ".json")) == repr(json.loads(text))


@given(st.text(st.sampled_from('ab1:-[]{},"\\u d8.eEN\n'), max_size=40))
def test_any_text_is_read_as_the_standard_library_reads_it_or_refused(read, text):
    try:
        (document,) = read(text, ".json")
    except ReadError as error:
        assert error.line
        assert error.column
    else:
        assert document.value == json.loads(text)


class Writer:
    """Writes JSON with any space between, and knows where it put each value: an oracle that parses nothing."""

    def __init__(self, draw):
        self.text = ""
        self.places = {}
        self.space = lambda: draw(st.text(st.sampled_from(" \n\r\t"), max_size=3))

    def here(self):
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return len(lines), len(lines[-1]) + 1

    def write(self, content, steps=(), *, member=False):
        if not member:
            self.places[steps] = self.here()
        if isinstance(content, list):
            self.text += "["
            for index, item in enumerate(content):
                self.text += ("," if index else "") + self.space()
                self.write(item, (*steps, index))
                self.text += self.space()
            self.text += ("" if content else self.space()) + "]"
        elif isinstance(content, dict):
            self.text += "{"
            for index, (key, item) in enumerate(content.items()):
                self.text += ("," if index else "") + self.space()
                self.places[*steps, key] = self.here()
                self.text += json.dumps(key, ensure_ascii=False) + self.space() + ":" + self.space()
                self.write(item, (*steps, key), member=True)
                self.text += self.space()
            self.text += ("" if content else self.space()) + "}"
        else:
            self.text += json.dumps(content, ensure_ascii=False)


@given(st.data(), values)
def test_every_place_is_exact(read, data, content):
    writer = Writer(data.draw)
    writer.text = writer.space()
    writer.write(content)
    writer.text += writer.space()
    (document,) = read(writer.text, ".json")
    for steps, place in data.draw(st.permutations(list(writer.places.items()))):
        found = document.locate(steps)
        assert (found.line, found.column) == place
        beyond = document.locate((*steps, 7_000, "x"))
        assert (beyond.line, beyond.column) == place


steps = st.lists(texts | st.integers(-2, 9) | st.sampled_from(["a", "entries"]), max_size=5).map(tuple)


@given(values, steps)
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_locate_never_raises(read, suffix, content, steps):
    data = "a,b.c\n1,2\n" if suffix == ".csv" else json.dumps(content)
    (document,) = read(data, suffix)
    assert document.locate(steps).line >= 1
