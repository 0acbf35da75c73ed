"""Tags that a kind allows become mappings, each value stands where it is written, and every other tag is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core
from adjudge.lib.formats.tags import Tag, overlap, tags_of, wrong_tags
from adjudge.lib.splicing import Change, SpliceError, spliced

TAGS = tags_of(
    {
        "!Ref": "Ref",
        "!Sub": "Fn::Sub",
        "!If": "Fn::If",
        "!GetAtt": Tag("Fn::GetAtt", split="."),
        "!reference": "!reference",
    }
)


def read(text: str) -> Document:
    source = Source(path="a.yaml", real=Path("a.yaml"), data=text.encode(), sha256="")
    (found,) = read_core(source, ".yaml", TAGS)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('!GetAtt "role.Arn"', {"Fn::GetAtt": ["role", "Arn"]}),
        ("!GetAtt [role, Arn]", {"Fn::GetAtt": ["role", "Arn"]}),
        ("!GetAtt role", {"Fn::GetAtt": "role"}),
        ("!GetAtt role.Outputs.Arn", {"Fn::GetAtt": ["role", "Outputs.Arn"]}),
        ("!If [c, !Ref a, !Sub '${b}']", {"Fn::If": ["c", {"Ref": "a"}, {"Fn::Sub": "${b}"}]}),
        ("!Ref 'a'", {"Ref": "a"}),
        ("!Ref 012", {"Ref": "012"}),
        ("!Ref a", {"Ref": "a"}),
        ("!Ref yes", {"Ref": "yes"}),
        ("!Sub {a: !Ref b}", {"Fn::Sub": {"a": {"Ref": "b"}}}),
        ("!Sub |\n  a\n  b\n", {"Fn::Sub": "a\nb\n"}),
        ("!Sub\n- a\n- b: c\n", {"Fn::Sub": ["a", {"b": "c"}]}),
        ("!reference [.setup, script]", {"!reference": [".setup", "script"]}),
    ],
)
def test_a_tag_is_a_mapping_with_its_key(text: str, value: Any) -> None:
    assert read(text).value == value
    assert read(f"x: &n {text}").value == {"x": value}


def test_an_alias_means_the_tag_too() -> None:
    assert read("- &a !Ref x\n- *a\n- &b !If [y]\n- *b\n").value == [{"Ref": "x"}] * 2 + [{"Fn::If": ["y"]}] * 2


@pytest.mark.parametrize(
    ("steps", "line", "rest"),
    [
        (("name",), 1, "name: !Ref a"),
        (("name", "Ref"), 1, "!Ref a"),
        (("arn", "Fn::GetAtt", 0), 2, "role.Arn # of it"),
        (("arn", "Fn::GetAtt", 1), 2, "Arn # of it"),
        (("quoted", "Fn::GetAtt", 0), 3, '"role.Arn"'),
        (("quoted", "Fn::GetAtt", 1), 3, 'Arn"'),
        (("escaped", "Fn::GetAtt", 1), 4, '"r\\x6fle.Arn"'),
        (("if", "Fn::If", 1), 6, "!Ref b,"),
        (("if", "Fn::If", 2, "Fn::Sub", 0), 7, "'x', y]]"),
        (("if", "Fn::If", 2, "Fn::Sub", 1), 7, "y]]"),
        (("below", "Fn::GetAtt", 1), 9, "Arn"),
        (("last",), 10, "last: 1"),
    ],
)
def test_what_stands_behind_a_tag_is_found_where_it_is_written(steps: tuple[str | int, ...], line: int, rest: str):
    text = (
        "name: !Ref a\n"
        "arn: &arn !GetAtt   role.Arn # of it\n"
        'quoted: !GetAtt "role.Arn"\n'
        'escaped: !GetAtt "r\\x6fle.Arn"\n'
        "if: !If [c,\n"
        "  !Ref b,\n"
        "  !Sub ['x', y]]\n"
        "below: !GetAtt\n"
        "  role.Arn\n"
        "last: 1\n"
    )
    place = read(text).locate(steps)
    assert (place.line, text.splitlines()[place.line - 1][place.column - 1 :]) == (line, rest)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("%TAG ! tag:a,1:\n---\na: !Ref b\n", 3, "the tag"),
        ("a:\n- !Other b\n", 2, 'the tag "!Other"'),
        ("a: !!binary b\n", 1, 'the tag "!!binary"'),
        ("a: !Other [b]\n", 1, 'the tag "!Other"'),
        ("a: !Other {b: c}\n", 1, 'the tag "!Other"'),
        ("a: !Ref\nb: 1\n", 1, "!Ref"),
        ("a: 1\n!Ref b: c\n", 2, "a key is text"),
        ("a: 1\n<<: !Ref b\n", 2, "can be merged"),
        ("a: 1\n<<: !Sub {b: c}\n", 2, "can be merged"),
        ("a: &b !If [*b]\n", 1, "contain"),
        ("a:\n " + "!If [" * 50 + "]" * 50 + "\n", 2, "nested more than 100"),
        ("a:\n " + "!If [" * 49 + "[!GetAtt b.c]" + "]" * 49 + "\n", 2, "nested more than 100"),
    ],
)
def test_every_other_tag_is_an_error_and_so_is_one_that_says_nothing_clear(text: str, line: int, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert (caught.value.line, what in str(caught.value)) == (line, True)


def test_a_hundred_levels_are_read() -> None:
    read("a:\n " + "!If [" * 49 + "]" * 49 + "\n")


@pytest.mark.parametrize(
    ("one", "two", "both"),
    [
        ("*", "", True),
        ("*.t.yaml", "*.yaml", True),
        ("*.yaml", "*.yml", False),
        ("*.yaml", "a*", True),
        ("*.yaml", "A.YAML", True),
        ("*a*", "*b*", True),
        ("?.yaml", "ab.yaml", False),
        ("?b.yaml", "ab.yaml", True),
        ("[ab].yaml", "b.yaml", True),
        ("a.yaml", "b.yaml", False),
    ],
)
def test_two_patterns_overlap_where_one_name_is_meant_by_both(one: str, two: str, both: bool) -> None:
    assert overlap(one, two) is overlap(two, one) is both


@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        ([("a.b", (), False, {"!Ref": "Ref"})], "needs `files`"),
        ([("a.b", ("*.yaml",), False, ["!Ref"])], "must map tags to keys"),
        ([("a.b", ("*.yaml",), False, {"!!str": "Ref"})], "which is none such as !Ref"),
        ([("a.b", ("*.yaml",), False, {"!Ref": ""})], "does not say what the tag !Ref becomes"),
        ([("a.b", ("*.yaml",), False, {"!Ref": 1})], "does not say what the tag !Ref becomes"),
        ([("a.b", ("*.yaml",), False, {"Ref": "Ref"})], "which is none such as !Ref"),
        ([("a.b", ("*.yaml",), False, {"!Ref": "Ref"}), ("a.c", ("x.*",), False, None)], "of a.c or of a.b"),
        ([("a.b", ("*.yaml",), True, {"!Ref": "Ref"})], "no `match`"),
    ],
)
def test_tags_that_nobody_could_know_before_reading_are_wrong(kinds: Any, why: str) -> None:
    (said,) = wrong_tags(kinds)
    assert why in said["en"]


def test_kinds_whose_names_overlap_may_allow_the_same_tags() -> None:
    assert not [*wrong_tags([("a.b", ("*.yaml",), False, {"!Ref": "Ref"}), ("a.c", ("x.*",), False, {"!Ref": "Ref"})])]


def test_a_file_with_tags_is_left_alone_by_who_changes_values() -> None:
    source = Source(path="a.yaml", real=Path("a.yaml"), data=b"a: !Ref b\nc: 1\n", sha256="")
    with pytest.raises(SpliceError, match="the tag"):
        spliced(source, [Change(steps=("c",), value=2)])
