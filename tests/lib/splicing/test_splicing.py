"""One value of a text changes, and no other byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.documents import Json, Source, Steps
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core, suffix_of
from adjudge.lib.splicing import Change, SpliceError, spliced


def source(path: str, text: str | bytes) -> Source:
    return Source(path=path, real=Path(path), data=text if isinstance(text, bytes) else text.encode(), sha256="")


def changed(path: str, text: str, *changes: Change) -> str:
    return spliced(source(path, text), changes).data.decode()


MANIFEST = "# ours\r\ntracks:\r\n  - file: a.wav   # the first\r\n    sha256: 'abc'\r\n  - {file: b.wav, sha256: def}\r\n\r\n# end"

REPLACED = [
    ("m.yaml", MANIFEST, ("tracks", 0, "sha256"), "0123", MANIFEST.replace("'abc'", "'0123'")),
    ("m.yaml", MANIFEST, ("tracks", 1, "sha256"), "e9", MANIFEST.replace("def", "e9")),
    # What some reader takes for a number, or for no text, gets quotes.
    ("m.yaml", MANIFEST, ("tracks", 1, "sha256"), "12e4", MANIFEST.replace("def", '"12e4"')),
    ("m.yaml", MANIFEST, ("tracks", 1, "sha256"), "no", MANIFEST.replace("def", '"no"')),
    ("m.yaml", MANIFEST, ("tracks", 0, "sha256"), "it's", MANIFEST.replace("'abc'", "'it''s'")),
    ("m.yaml", 'a: "x" # y\n', ("a",), 'z"', 'a: "z\\"" # y\n'),
    ("m.json", '{"a" : [1,\t"x"]}', ("a", 1), "y", '{"a" : [1,\t"y"]}'),
    ("m.toml", "a = 'x'  # why\n[[b]]\nc = {d=1}\n", ("a",), "y", "a = 'y'  # why\n[[b]]\nc = {d=1}\n"),
    ("m.toml", "[[b]]\nc = {d=1}\n[[b]]\nc = {d=2}", ("b", 1, "c", "d"), 3, "[[b]]\nc = {d=1}\n[[b]]\nc = {d=3}"),
]


@pytest.mark.parametrize(("path", "text", "steps", "value", "after"), REPLACED)
def test_a_scalar_is_exchanged_in_its_quotes(path: str, text: str, steps: Steps, value: Json, after: str):
    assert changed(path, text, Change(steps, value)) == after


ADDED = [
    ("m.yaml", "a:\n  b: 1 # one\n# end\n", ("a", "c"), True, "a:\n  b: 1 # one\n  c: true\n# end\n"),
    ("m.yaml", "- b: |\n    text\n\n- 2\n", (0, "c"), [], "- b: |\n    text\n\n  c: []\n- 2\n"),
    ("m.yaml", "a: 1", ("c",), "x y", 'a: 1\nc: "x y"'),
    ("m.yaml", "a:\r\n", ("c",), 2, "a:\r\nc: 2\r\n"),
    ("m.yaml", "a: {b: 1}\n", ("a", "c"), 2, "a: {b: 1, c: 2}\n"),
    ("m.yaml", "a: {}\n", ("a", "c"), 2, "a: {c: 2}\n"),
    ("m.yaml", "'a': 1\n", ("c",), 2, "'a': 1\n'c': 2\n"),
    ("m.yaml", "{\n  a: 1,\n  b: 2\n}\n", ("c",), 3, "{\n  a: 1,\n  b: 2,\n  c: 3\n}\n"),
    ("m.json", '{\n\t"a": 1,\n\t"b" :  2\n}', ("c",), 3, '{\n\t"a": 1,\n\t"b" :  2,\n\t"c" :  3\n}'),
    ("m.json", '{"a": {"b": 1}}', ("a", "c"), {"d": []}, '{"a": {"b": 1, "c": {"d": []}}}'),
    ("m.json", '{"a": {}}', ("a", "c"), "ü", '{"a": {"c": "ü"}}'),
    ("m.toml", "a = 1\n\n[t]\n  b = 1 # x\n", ("t", "c"), "y", 'a = 1\n\n[t]\n  b = 1 # x\n  c = "y"\n'),
    ("m.toml", "[t]\nb = 1\n", ("c",), False, "c = false\n\n[t]\nb = 1\n"),
    ("m.toml", "t = {b = 1}\n", ("t", "c d"), [1], 't = {b = 1, "c d" = [1]}\n'),
    ("m.toml", "t = {}\n[u]\n", ("t", "c"), 1, "t = { c = 1 }\n[u]\n"),
    ("m.toml", "[u]", ("u", "c"), {"d": 1}, '[u]\nc = {"d" = 1}'),
]


@pytest.mark.parametrize(("path", "text", "steps", "value", "after"), ADDED)
def test_a_member_is_added_behind_the_last_one_as_that_is_set(
    path: str, text: str, steps: Steps, value: Json, after: str
):
    assert changed(path, text, Change(steps, value)) == after


def test_a_record_is_changed_in_its_own_line():
    assert changed("r.jsonl", '{"a": 1}\r\n\r\n{"a": 2}\r\n', Change(("a",), 3, 2)) == '{"a": 1}\r\n\r\n{"a": 3}\r\n'


def test_a_document_of_a_stream_is_changed_alone():
    text = "a: 1\n---\na: 2 # two\n...\n"
    assert changed("r.yaml", text, Change(("a",), 3, 2)) == "a: 1\n---\na: 3 # two\n...\n"


TABLE = 'a,b.c,"d"\r\n1,,x\r\n"2","y, z",\r\n'


@pytest.mark.parametrize(
    ("steps", "value", "number", "after"),
    [
        (("b", "c"), "q,", 1, TABLE.replace("1,,x", '1,"q,",x')),
        (("d",), True, 2, TABLE.replace('z",', 'z",true')),
        (("a",), 7, 2, TABLE.replace('"2"', '"7"')),
    ],
)
def test_a_cell_is_changed_alone(steps: Steps, value: Json, number: int, after: str):
    assert changed("r.csv", TABLE, Change(steps, value, number)) == after


def test_several_values_change_at_once():
    text = changed("m.json", '{"a": {"b": 1}}', Change(("a", "b"), 2), Change(("a", "c"), 3), Change(("d",), 4))
    assert text == '{"a": {"b": 2, "c": 3}, "d": 4}'


def test_the_byte_order_mark_stays():
    assert spliced(source("m.json", b'\xef\xbb\xbf{"a": 1}'), [Change(("a",), 2)]).data == b'\xef\xbb\xbf{"a": 2}'


REFUSED = [
    ("m.yaml", "a: &x {f: 1}\nb: *x\n", ("a", "f"), "splice.more"),  # b would change as well
    ("m.yaml", "a: &x {f: 1}\nb: *x\n", ("b", "f"), "splice.alias"),
    ("m.yaml", "a: &x 1\nb: *x\n", ("a",), "splice.alias"),
    ("m.yaml", "a: &x {f: 1}\nb:\n  c: 1\n  d: *x\n", ("b", "e"), "splice.alias"),
    ("m.yaml", "d: &d {f: 1}\na:\n  <<: *d\n", ("a", "f"), "splice.alias"),
    ("m.yaml", "a: |\n  x\n", ("a",), "splice.no_scalar"),
    ("m.yaml", "a: [1]\n", ("a",), "splice.no_scalar"),
    ("m.yaml", "a: [1]\n", ("a", 1), "splice.nowhere"),
    ("m.yaml", "a: [1]\n", ("b", "c"), "splice.nowhere"),
    ("m.yaml", "a: [\n", ("a",), "read.yaml"),
    ("m.json", '{"a": [1]}', ("a",), "splice.no_scalar"),
    ("m.json", '{"a": [1]}', ("a", 1), "splice.nowhere"),
    ("m.json", '{"a": [1]}', ("b", "c"), "splice.nowhere"),
    ("m.toml", "a.b = 1\n", ("a", "c"), "splice.nowhere"),
    ("m.toml", 'a = """x"""\n', ("a",), "splice.no_scalar"),
    ("m.toml", "a = [1]\n", ("a", 1), "splice.nowhere"),
    ("m.srt", "1\n", ("a",), "splice.format"),
    ("m.json", "[]", (), "splice.nowhere"),
]


@pytest.mark.parametrize(("path", "text", "steps", "code"), REFUSED)
def test_what_cannot_be_changed_alone_is_left_alone(path: str, text: str, steps: Steps, code: str):
    with pytest.raises(SpliceError) as caught:
        changed(path, text, Change(steps, 9))
    assert str(getattr(caught.value.words, "code", "")).startswith(code)
    assert str(caught.value.words) != code  # there are words


@pytest.mark.parametrize(
    ("path", "text", "change", "code"),
    [
        ("m.toml", "a = 1\n", Change(("b",), None), "splice.no_null"),
        ("r.csv", TABLE, Change(("a",), [], 1), "splice.no_cell"),
        ("r.csv", TABLE, Change(("e",), 1, 1), "splice.nowhere"),
        ("r.csv", TABLE, Change(("a",), 1, 9), "splice.nowhere"),
        ("r.jsonl", "{}\n", Change(("a",), 1, 9), "splice.nowhere"),
        ("m.yaml", "a: 1\n---\na: 2\n", Change(("a",), 1, 9), "splice.nowhere"),
        ("m.yaml", "a: 1\n---\na: 2\n", Change(("a",), 1), "splice.nowhere"),
    ],
)
def test_a_value_that_does_not_fit_and_a_record_that_is_not_there_are_refused(
    path: str, text: str, change: Change, code: str
):
    with pytest.raises(SpliceError) as caught:
        changed(path, text, change)
    assert caught.value.words.code == code  # type: ignore[attr-defined]
    assert str(caught.value.words) != code


def test_two_changes_of_one_value_are_refused():
    with pytest.raises(SpliceError):
        changed("m.json", '{"a": 1}', Change(("a",), 2), Change(("a",), 3))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc\"' ü", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    value=VALUES.filter(lambda value: isinstance(value, dict) or bool(value and isinstance(value, list))),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    new=st.booleans() | st.text("a0'\" #:ü", max_size=6),
    data=st.data(),
)
def test_whatever_is_changed_the_rest_says_what_it_said(
    value: Json, indent: int | str | None, new: Json, data: st.DataObject
):
    """Of any document, at any place, as JSON and as YAML: exactly that changes, or nothing."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    steps = data.draw(st.sampled_from(places(value)))
    for path in ("m.json", "m.yaml"):
        try:
            before = [each.value for each in read_core(source(path, text), suffix_of(path))]
        except ReadError:  # not all JSON is YAML
            continue
        box = before[0]
        for step in steps[:-1]:
            box = box[step]
        there = box[steps[-1]] if isinstance(box, list) or steps[-1] in box else None if isinstance(box, dict) else box
        try:
            after = changed(path, text, Change(steps, new))
        except SpliceError:
            assert path == "m.yaml" or isinstance(there, list | dict)
            continue
        box[steps[-1]] = new
        assert [each.value for each in read_core(source(path, after), suffix_of(path))] == before


def places(value: Json, steps: Steps = ()) -> list[Steps]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [steps] if steps else []
    for step, each in inner:
        found += places(each, (*steps, step))
    return [*found, (*steps, "new")] if isinstance(value, dict) else found
