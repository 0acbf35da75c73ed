from __future__ import annotations

import time

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st


def test_times_become_rfc_3339_strings(value):
    text = """
day = 2025-09-01
clock = 07:32:00
utc = 2025-09-01T00:00:00Z
there = 2025-09-01 08:00:00.5+08:00
nowhere = 2025-09-01T01:02:03
list = [{at = 2025-09-01}]
"""
    assert value(text, ".toml") == {
        "day": "2025-09-01",
        "clock": "07:32:00",
        "utc": "2025-09-01T00:00:00Z",
        "there": "2025-09-01T08:00:00.500000+08:00",
        "nowhere": "2025-09-01T01:02:03",
        "list": [{"at": "2025-09-01"}],
    }


def test_an_empty_file_is_an_empty_table(value):
    assert value("# nothing\n", ".toml") == {}


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("a = 1\na = 2", (2, 6), "cannot overwrite a value"),
        ("a = {b = 1, b = 2}", (1, 18), "duplicate inline table key"),
        ("a = [1,\n 2", (2, 3), "unclosed array"),
        ("中文 = 1", (1, 1), "not valid TOML"),
        ("[t]\nx = nan", (2, 1), "not finite"),
        ("x = [1, -inf]", (1, 9), "not finite"),
        ("x = 1e999", (1, 1), "not finite"),
        ("a.b = 18446744073709551616", (1, 3), "64 bits"),
        ("a = 0xFFFFFFFFFFFFFFFFFF", (1, 1), "64 bits"),
        ("a = " + "9" * 10_000, (1, 5), "64 bits"),
        ("a = " + "[" * 150 + "]" * 150, (1, 104), "100 levels"),
        ("a = " + "[" * 100_000, (1, 1), "100 levels"),
        ("a" + ".a" * 100 + " = 1", (1, 1), "100 levels"),
        ('a = "\\ud800"', (1, 12), "not valid TOML"),
        ("a = 'x\x00'", (1, 7), "NUL"),
        ("a = 1\rb = 2", (1, 6), "not valid TOML"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(refused, text, at, words):
    line, column, message = refused(text, ".toml")
    assert words in message
    assert line == at[0]
    assert column == at[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5_000_000,
        "a" + ".a" * 5_000_000 + " = 1",
        "[" + "a." * 5_000_000 + "a]",
        '"a b"' + '."a b"' * 1_500_000 + " = 1",
        "x = {" + "a.b." * 2_000_000 + "a = 1}",
        "x = " + "{a=" * 3_000_000,
        "x = [\n" + ",'a" * 3_000_000,
        '"\\"' * 2_000_000,
        "a" * 10_000_000,
    ],
    ids=range(9),
)
def test_ten_megabytes_of_nonsense_are_refused_in_time(refused, text):
    start = time.process_time()
    refused(text, ".toml")
    assert time.process_time() - start < 20


PLACES = '''\
\ufefftitle = "中" # [not.a.table]
dotted . "k.ey" = 1
dotted.other = """
[fake]
x = 1""\\""""  # four quotes
'lit' = \'\'\'
a = 1''\'\'\'
"\\u4e2d\\n" = [ # comment ]
  1, {a = 2, "b]" = [3, '}']},  # more
  "x,]", ]

  [ table . sub ]
  key = 2025-09-01 00:00:00
[[items]]
n = 1
[[items]]
n = 2
[items.own]
deep.er = true
[[items.sub]]
z = 0x1F
[table]
late = 1
'''


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), (1, 1)),
        (("title",), (1, 1)),
        (("dotted",), (2, 1)),
        (("dotted", "k.ey"), (2, 10)),
        (("dotted", "other"), (3, 8)),
        (("lit",), (6, 1)),
        (("中\n",), (8, 1)),
        (("中\n", 0), (9, 3)),
        (("中\n", 1), (9, 6)),
        (("中\n", 1, "a"), (9, 7)),
        (("中\n", 1, "b]"), (9, 14)),
        (("中\n", 1, "b]", 1), (9, 25)),
        (("中\n", 2), (10, 3)),
        (("table", "sub"), (12, 13)),
        (("table", "sub", "key"), (13, 3)),
        (("items",), (14, 3)),
        (("items", 0), (14, 1)),
        (("items", 0, "n"), (15, 1)),
        (("items", 1), (16, 1)),
        (("items", 1, "n"), (17, 1)),
        (("items", 1, "own"), (18, 8)),
        (("items", 1, "own", "deep", "er"), (19, 6)),
        (("items", 1, "sub", 0, "z"), (21, 1)),
        (("table",), (22, 2)),
        (("table", "late"), (23, 1)),
        (("items", 9, "n"), (14, 3)),
        (("items", 0, "sub"), (14, 1)),
        (("nope", 1), (1, 1)),
        (("title", 0), (1, 1)),
    ],
)
def test_places_are_those_of_keys(read, steps, place):
    (document,) = read(PLACES, ".toml")
    found = document.locate(steps)
    assert (found.line, found.column) == place


def test_the_same_places_with_carriage_returns(read):
    (unix,), (windows,) = read(PLACES, ".toml"), read(PLACES.replace("\n", "\r\n"), ".toml")
    for steps in [("items", 1, "own", "deep", "er"), ("table", "late"), ("lit",)]:
        assert windows.locate(steps) == unix.locate(steps)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)
values = st.dictionaries(
    words,
    st.recursive(
        st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | words,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
        max_leaves=12,
    ),
)


def walk(content, steps=()):
    yield steps
    if isinstance(content, dict | list):
        for step, item in content.items() if isinstance(content, dict) else enumerate(content):
            yield from walk(item, (*steps, step))


@given(values, st.booleans())
def test_what_tomli_w_writes_is_read_and_every_value_has_a_place_of_its_own(read, content, multiline):
    text = tomli_w.dumps(content, multiline_strings=multiline)
    (document,) = read(text, ".toml")
    assert document.value == content
    offsets = document.locate
    offsets(())
    assert set(walk(content)) <= set(offsets._offsets)
