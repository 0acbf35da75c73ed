from __future__ import annotations

import itertools
import json
import math
import re
import subprocess
import time
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.errors import AmbiguousError, ReadError
from adjudge.lib.formats import read_core
from adjudge.lib.formats.limits import Refused
from adjudge.lib.formats.scalars import NUMBER_START, plain_number


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("N", "N"),
        ("2025-09-01", "2025-09-01"),
        ("2025-09-01T00:00:00Z", "2025-09-01T00:00:00Z"),
        ("00:01:02", "00:01:02"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("0", 0),
        ("0x1F", 31),
        ("1.50", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1.5e+3", 1500.0),
        ("18446744073709551615", 2**64 - 1),
        ("-9223372036854775808", -(2**63)),
        ("1.2.3", "1.2.3"),
        ("1,000", "1,000"),
        ("-", "-"),
        ("+", "+"),
        ("...x", "...x"),
        ("=", "="),
        ("<<", "<<"),
        ("'012'", "012"),
        ('"1_000"', "1_000"),
        ('! "12"', "12"),
        ("!!str 012", "012"),
        ("!!int '12'", 12),
        ("!!float 1", 1.0),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("１２", "１２"),
        ("|\n  12\n", "12\n"),
        (">-\n  a\n  b\n", "a b"),
    ],
)
def test_a_scalar_means_what_the_core_schema_of_yaml_1_2_says(value, text, meaning):
    (read,) = value(f"- {text}" if text != "-" else "- '-'", ".yaml")
    assert read == meaning
    assert type(read) is type(meaning)


@pytest.mark.parametrize(
    "text",
    "012 -012 08 00 007 1_000 1_000.5 0b11 0B11 -0x1F 0X1F 0x_1 0o17 0O17 -0o17 1e3 1E3 1e-3 1.5e3 +.5 -.5 .5_0 1:30 "
    "1:30:00 190:20:30 1:30.5 00:01:02.5 -1:30 1__0 1_ 12e03 0o+1 1e_8".split(),
)
def test_a_number_that_is_not_the_same_to_all_is_refused(refused, text):
    line, column, message = refused(f"a:\n  b: {text}\n", ".yaml")
    assert (line, column) == (2, 6)
    assert text in message


def test_the_refusal_of_such_a_number_says_what_to_do(read):
    with pytest.raises(ReadError) as caught:
        read("a: 012", ".yaml")
    assert caught.value.hint == "Quote it or write it in decimal."


def test_no_short_text_is_one_number_here_and_another_to_pyyaml():
    """Every plain text of up to four of these characters: what is accepted as a number is that number in YAML 1.1."""
    accepted = refused = 0
    for length in range(1, 5):
        for characters in itertools.product("0178_.:+-exob", repeat=length):
            text = "".join(characters)
            if text[0] not in NUMBER_START or text.endswith(":") or text in ("-", "---", "..."):
                continue
            try:
                ours = plain_number(text)
            except Refused:
                refused += 1
                continue
            try:
                theirs = yaml.CSafeLoader("").construct_object(
                    yaml.ScalarNode(yaml.CSafeLoader("").resolve(yaml.ScalarNode, text, (True, False)), text)
                )
            except ValueError:
                continue
            if isinstance(theirs, date):
                continue
            assert ours == theirs, text
            accepted += isinstance(ours, int | float)
    assert accepted > 500
    assert refused > 1000


def test_no_plain_text_is_one_number_here_and_another_to_opa(opa_binary, tmp_path, value):
    texts = ["".join(characters) for n in (1, 2, 3) for characters in itertools.product("018_.+-exob", repeat=n)]
    texts += ["0o17", "0x1F", "1.5e+3", "18446744073709551615", "1:30", "00:01:02", "0777", "1_000", "2025-09-01"]
    ours = {}
    for text in texts:
        if text in ("-", "---", "..."):
            continue
        try:
            ours[text] = plain_number(text) if text[0] in NUMBER_START else text
        except Refused:
            continue
    file = tmp_path / "input.yaml"
    file.write_text("".join(f"- {text}\n" for text in ours))
    command = [opa_binary, "eval", "--format=raw", "--input", str(file), "input"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert theirs == value(file.read_bytes(), ".yaml") == list(ours.values())


def test_anchors_aliases_and_merge_keys_work(value):
    text = """
base: &base {x: 1, y: 2}
own: {<<: *base, y: 3}
both:
  y: 4
  <<: [{y: 5, z: 6}, *base]
"<<": text
again: *base
"""
    assert value(text, ".yaml") == {
        "base": {"x": 1, "y": 2},
        "own": {"x": 1, "y": 3},
        "both": {"x": 1, "y": 4, "z": 6},
        "<<": "text",
        "again": {"x": 1, "y": 2},
    }


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("a: !!binary aGk=", (1, 4), '"!!binary" is not of YAML\'s core schema'),
        ("a: !!timestamp 2001-01-01", (1, 4), "!!timestamp"),
        ("a: !!set {x}", (1, 4), "!!set"),
        ("a: !!python/object:os.system x", (1, 4), "core schema"),
        ("a: !own b", (1, 4), '"!own"'),
        ("a: !!int x", (1, 4), 'is not what its tag "!!int" says'),
        ("a: !!bool yes", (1, 4), "is not what its tag"),
        ("a: !!int 012", (1, 4), "012"),
        ("1: x", (1, 1), "a key is text, but this one is the number 1"),
        ("true: x", (1, 1), "this one is true"),
        ("a:\n  ~: x", (2, 3), "this one is null"),
        ("? [a]\n: b", (1, 3), "a list or a mapping"),
        ("012: x", (1, 1), "012"),
        ("a: 1\nb: 2\na: 3", (3, 1), 'the key "a" is there twice'),
        ("b: &b {}\nc:\n  <<: *b\n  <<: *b", (4, 3), "`<<` is there twice"),
        ("<<: 3", (1, 1), "only a mapping"),
        ("a: *x", (1, 4), "nothing before it has the anchor &x"),
        ("a: 1\n---\nb: &x 1\n---\nc: *x", (5, 4), "nothing before it has the anchor &x"),
        ("a: &x [*x]", (1, 8), "*x contains itself"),
        ("? &m <<\n: {}\nk: *m", (3, 4), "&m"),
        ("%YAML 1.1\n---\na: yes", (1, 1), "YAML 1.1"),
        ("", (1, 1), "no document"),
        ("# only a comment\n", (1, 1), "no document"),
        ("---\n", (1, 1), "no document"),
        ("a: 1\n---\n---\nb: 1", (2, 1), "no document"),
        ("---\n---\na: 1", (1, 1), "no document"),
        ("a: b: c", (1, 5), "mapping values are not allowed"),
        ("a: [1\nb: 2", (2, 2), "did not find expected"),
        ("a: 'x\x85y'", (1, 6), "U+0085"),
        ("中文: 'x\u2028y'", (1, 7), "U+2028"),
        ("a: 1\rb: 2", (1, 5), "U+000D"),
        ("a: b\r\nc: 'd\r  e'\r\n", (2, 6), "U+000D"),
        ("a: \x01", (1, 4), "U+0001"),
        ("中文\n😀: \x7f", (2, 4), "U+007F"),
        ('a: "\\ud800"', (1, 7), "invalid Unicode character"),
        ("\ta: b", (1, 1), "cannot start any token"),
        ("a: .inf", (1, 4), "not finite"),
        ("a: -.INF", (1, 4), "not finite"),
        ("a: .NaN", (1, 4), "not finite"),
        ("a: 1.0e+400", (1, 4), "not finite"),
        ("a: 18446744073709551616", (1, 4), "64 bits"),
        ("a: -9223372036854775809", (1, 4), "64 bits"),
        ("a: 0x10000000000000000", (1, 4), "64 bits"),
        ("a: " + "9" * 100_000, (1, 4), "64 bits"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(refused, text, at, words):
    line, column, message = refused(text, ".yaml")
    assert (line, column) == at
    assert words in message


OTHERWISE = [
    ("a: { ?bad: 1 }", (1, 6), "`?` between brackets"),
    ("a: [ ?bad ]", (1, 6), "`?` between brackets"),
    ('{?"a": 1}', (1, 2), "`?` between brackets"),
    ("k: &an:chor v", (1, 4), '"an:"'),
    ("a: &b k\nc: {*b: 2}", (2, 5), '"b:"'),
    ('k: "v"# c', (1, 7), "no space before it"),
    ("k: 'v'# c", (1, 7), "no space before it"),
    ("k: [v]# c", (1, 7), "no space before it"),
    ("k: [v,# c\n v]", (1, 7), "no space before it"),
    ("k: {# c\n v: 1}", (1, 5), "no space before it"),
    ("k: ># c\n  text\n", (1, 5), "no space before it"),
    ("k: |-# c\n  text\n", (1, 6), "no space before it"),
    ("k: &a |# c\n  text\n", (1, 8), "no space before it"),
    ("k: [a,\nb]", (2, 1), "not indented more"),
    ("a:\n  k: [a,\n  b]", (3, 3), "not indented more"),
    ("k: [a\n, b]", (2, 1), "not indented more"),
    ("- {a: 1,\n? b: 1}", (2, 1), "not indented more"),
    ("k: {\na: 1\n}", (2, 1), "not indented more"),
    ('k: "a\nb"', (2, 1), "not indented more"),
    ('k: "a\n"', (2, 1), "not indented more"),
    ("- a: b\n  c: 'x\n  y'", (3, 3), "not indented more"),
    ("k:\n|\n  text\n", (2, 1), "not indented more"),
    ("k: [\n\tv,\n v]", (2, 2), "indented with a tab"),
    ('k: "a\n\tb"', (2, 2), "indented with a tab"),
    ("- [\n\tfoo,\n foo\n ]", (2, 2), "indented with a tab"),
    ("k: |\n  text", (1, 4), "line break"),
    ("k: >\n  text", (1, 4), "line break"),
    ("k: |\n  x\n   ", (1, 4), "line break"),
    ("k: |+\n   ", (1, 4), "line break"),
    ("k: >\n \n  \n   \n # c\n", (1, 4), "where this block of text begins"),
    ("a # c\n%YAML 1.2\n---\nb", (2, 1), "not ended"),
    ("- [-]", (1, 4), '"-"'),
    ("k: [-, -]", (1, 5), '"-"'),
    ("---a: 1", (1, 1), "---a"),
    ("k: ! 12", (1, 4), "! 12"),
    ("k: !", (1, 4), '"!"'),
    ("k: !!str", (1, 4), '"!!str"'),
    ("a: &a {b: 1}\n!!str <<: *a", (2, 1), "!!str <<"),
]
"""Documents in which libyaml, which reads them, sees something else than YAML 1.2 and the readers that keep to it."""


@pytest.mark.parametrize(("text", "at", "words"), OTHERWISE)
def test_a_structure_that_parsers_do_not_read_alike_is_refused_at_its_place(source_of, refused, text, at, words):
    line, column, message = refused(text, ".yaml")
    assert (line, column) == at
    assert words in message
    with pytest.raises(AmbiguousError) as caught:
        list(read_core(source_of(text, "a.yaml"), ".yaml"))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a: [\n  1\n]\n", {"a": [1]}),
        ("a: [\n# c\n  1\n  , 2]\n", {"a": [1, 2]}),
        ("a: {\n  b: 1,\n  c: 'd\n    e' # f\n}\n", {"a": {"b": 1, "c": "d e"}}),
        ('{\n"a": [\n1,\n2\n]\n}', {"a": [1, 2]}),
        (
            "k: don't # 'x\nl: 'it''s' # c\nm: \"#1\" # c\nn: a'#b\n",
            {"k": "don't", "l": "it's", "m": "#1", "n": "a'#b"},
        ),
        ("u: http://a/?x#y\nv: a,#b\nw: a]#b\n", {"u": "http://a/?x#y", "v": "a,#b", "w": "a]#b"}),
        ("# see [a]#b and 'c'#d\nk: 1 # x,#y\n", {"k": 1}),
        ("k: |\n  a: 'b'# c\n  [,#\nl: >-\n  x\n", {"k": "a: 'b'# c\n[,#\n", "l": "x"}),
        ("k: |-\n  text", {"k": "text"}),
        ("k: |\n\n  text\n\n", {"k": "\ntext\n"}),
        ("k: '?a'\nl: ?b\nm: [a?b, 'c ?d']\n", {"k": "?a", "l": "?b", "m": ["a?b", "c ?d"]}),
        ("a: &a_1-x [1]\nb: [*a_1-x, *a_1-x]\n", {"a": [1], "b": [[1], [1]]}),
        ("a:\n- 'b\n  c'\n- [d,\n  e]\n", {"a": ["b c", ["d", "e"]]}),
        ("a:\n\n  b: 1\n  # c\n", {"a": {"b": 1}}),
        ("a:\n  &x\n  b: 1\nc:\n  - &y d\n", {"a": {"b": 1}, "c": ["d"]}),
    ],
)
def test_what_only_looks_like_such_a_structure_is_read(value, text, meaning):
    assert value(text, ".yaml") == meaning


@pytest.mark.parametrize("end", ["---", "---\n", "---\n# the end\n", "--- # the end\n...\n", "...\n---\n"])
def test_a_line_that_would_begin_another_document_at_the_end_begins_none(read, end):
    (document,) = read(f"a: 1\n{end}", ".yaml")
    assert (document.value, document.number) == ({"a": 1}, None)


def test_yaml_1_2_may_say_so(value):
    assert value("%YAML 1.2\n---\na: yes", ".yaml") == {"a": "yes"}


def test_a_hundred_levels_are_read_and_one_more_is_not(value, refused):
    assert value("[" * 100 + "]" * 100, ".yaml")
    assert refused("[" * 101 + "]" * 101, ".yaml")[:2] == (1, 101)
    assert refused("\n".join("  " * level + "a:" for level in range(102)), ".yaml")[:2] == (101, 201)


@pytest.mark.parametrize("unit", ["[", '{"a":', "- ", "[a,", "{? ", "? ", "&a ", "!", "*a ", '"', "a: "])
def test_ten_megabytes_of_nonsense_are_refused_at_once(refused, unit):
    start = time.process_time()
    refused(unit * (10_000_000 // len(unit)), ".yaml")
    assert time.process_time() - start < 30


def test_levels_that_aliases_add_count(refused):
    chain = "a0: &a0 [1]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 200))
    line, _, message = refused(chain, ".yaml")
    assert "100 levels" in message
    assert line == 100


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in itertools.pairwise("abcdefghij")),
        f"s: &s '{'x' * 100_000}'\nl: [{','.join(['*s'] * 100_000)}]",
        f"k: &k {{{'x' * 1000}: 1}}\nl: [{','.join(['*k'] * 100_000)}]",
        "b: &b {"
        + ",".join(f"k{i}: 1" for i in range(5000))
        + "}\n"
        + "".join(f"m{i}: {{<<: *b}}\n" for i in range(300)),
    ],
    ids=["laughs", "a long text", "a long key", "merges"],
)
def test_aliases_that_expand_to_too_much_are_refused(refused, bomb):
    start = time.process_time()
    assert "the aliases expand to more than 1,000,000 nodes" in refused(bomb, ".yaml")[2]
    assert time.process_time() - start < 30


def test_an_honest_use_of_aliases_is_not_refused(value):
    text = "v: &v {id: a, rights: [x, y]}\n" + "".join(f"t{i}: {{<<: *v, n: {i}}}\n" for i in range(1000))
    assert value(text, ".yaml")["t999"] == {"id": "a", "rights": ["x", "y"], "n": 999}


def test_the_documents_of_a_stream_are_numbered_and_have_their_own_line_and_bytes(read, source_of):
    first, second = "# 许可\na: 1\n", "---\n# two\nb: 二\n...\n"
    one, two = read(first + second, ".yaml")
    assert (one.value, one.number, one.line) == ({"a": 1}, 1, 2)
    assert (two.value, two.number, two.line) == ({"b": "二"}, 2, 5)
    assert two.locate(("b",)).line == 5
    assert (one.size, one.sha256) == (len(first.encode()), source_of(first, "").sha256)
    assert (two.size, two.sha256) == (len(second.encode()), source_of(second, "").sha256)


def test_one_document_has_no_number_and_the_bytes_of_the_file(read, source_of):
    text = "---\na: 1\n...\n"
    (document,) = read(text, ".yml")
    assert document.number is None
    assert (document.size, document.sha256) == (len(text), source_of(text, "").sha256)


def test_an_error_in_a_late_document_costs_the_whole_file(source_of):
    with pytest.raises(ReadError, match="twice"):
        next(read_core(source_of("a: 1\n---\nb: 1\nb: 2\n", "a.yaml"), ".yaml"))


PLACES = """\
\ufeff# 许可\r
项目:\r
  名: '😀'
list:
  - {a: 1, 😀b: 2}
  - !!str x
  - [[c], "d"]
last:\t|
  text
"""


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), (2, 1)),
        (("项目",), (2, 1)),
        (("项目", "名"), (3, 3)),
        (("list",), (4, 1)),
        (("list", 0), (5, 5)),
        (("list", 0, "😀b"), (5, 12)),
        (("list", 1), (6, 5)),
        (("list", 2, 0, 0), (7, 7)),
        (("list", 2, 1), (7, 11)),
        (("last",), (8, 1)),
        (("nope",), (2, 1)),
        (("list", 99), (4, 1)),
        (("list", -1), (4, 1)),
        (("list", "x"), (4, 1)),
        (("项目", 0), (2, 1)),
        (("项目", "名", "x", 0), (3, 3)),
    ],
)
def test_places_are_those_of_keys_and_of_items(read, steps, place):
    (document,) = read(PLACES, ".yaml")
    found = document.locate(steps)
    assert (found.line, found.column, found.file) == (*place, None)


def test_what_an_alias_or_a_merge_brings_lies_where_it_is_written(read):
    (document,) = read("a: &a\n  x: 1\nb:\n  - *a\nc:\n  <<: *a\n  y: 2\n", ".yaml")
    place = document.locate
    assert (place(("b", 0)).line, place(("b", 0)).column) == (4, 5)
    assert (place(("b", 0, "x")).line, place(("b", 0, "x")).column) == (2, 3)
    assert (place(("c", "x")).line, place(("c", "x")).column) == (2, 3)
    assert (place(("c", "y")).line, place(("c", "y")).column) == (7, 3)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
)
words = texts.filter(lambda text: text[:1] not in NUMBER_START)
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=5),
    max_leaves=20,
)


@given(values, st.booleans(), st.booleans())
def test_what_pyyaml_writes_is_read_as_it_was_meant(value, content, flow, unicode):
    text = yaml.safe_dump(content, default_flow_style=flow, allow_unicode=unicode)
    assert value(text, ".yaml") == content


# YAML 1.1 reads 1e+16 as text, so that one is refused: tested above.
@given(values.filter(lambda content: not re.search(r"\de[+-]\d", json.dumps(content))))
def test_yaml_reads_json_as_json(value, content):
    assert value(json.dumps(content, ensure_ascii=False), ".yaml") == content


@given(st.text(st.sampled_from("ab1:-[]{},&*!|>'\"#%@`? \n\t\r<~.中\x85"), max_size=60))
def test_any_text_is_read_or_refused_and_never_anything_else(read, text):
    try:
        documents = read(text, ".yaml")
    except ReadError as error:
        assert error.line
        assert error.column
    else:
        assert all(json.loads(json.dumps(document.value)) == document.value for document in documents)


def test_infinity_is_what_math_says(value):
    assert math.isfinite(value("1.7976931348623157e+308", ".yaml"))
