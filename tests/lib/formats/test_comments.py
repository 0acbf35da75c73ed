"""Where comments are: what a reader of the format takes for one, and nothing that looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.documents import Source
from adjudge.lib.formats import comments_of
from adjudge.lib.formats.comments import Comment, line_comments

YAML = """\
# top
# second
a: 1 # one
b: "x # no
  more # no" # two
c: | # head
  # no
  text # no

# below
d: >2-
    # no

e: [a, # in a list
  b] # behind
f: &anc v # anchored
g: plain#no # three
h: {a: b, #four
 k: 'c # no'}
...
# between
--- # document
k: |
 # no
# end
"""
TOML = '''\
# top
a = "x # no" # one
b = """
# no \\""" # no
""" # two
c = [ # in
 1, # item
 # alone
 "]#no"]
"q#k" = 1
d = \'\'\'
# no\'\'\'
# end'''


def found(text: str | bytes, suffix: str) -> list[Comment]:
    data = text.encode() if isinstance(text, str) else text
    return comments_of(suffix, lambda: Source(path=f"a{suffix}", real=Path("a"), data=data, sha256=""))


def said(text: str | bytes, suffix: str) -> list[str]:
    return [comment.text.strip() for comment in found(text, suffix)]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_a_file_in_a_format_without_comments_is_not_read_for_them(suffix):
    def take() -> Source:
        raise AssertionError

    assert comments_of(suffix, take) == []


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
@pytest.mark.parametrize(("start", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("", "\r")])
def test_comments_of_yaml_stand_between_its_tokens(suffix, start, end):
    expected = "top,second,one,two,head,below,in a list,behind,anchored,three,four,between,document,end".split(",")
    text = f"{start}{YAML}".replace("\n", end)
    assert said(text, suffix) == expected
    assert [each.line for each in found(text, suffix)] == [1, 2, 3, 5, 6, 10, 14, 15, 16, 17, 18, 21, 22, 25]


@pytest.mark.parametrize(("start", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n")])
def test_comments_of_toml_stand_outside_its_strings(start, end):
    text = f"{start}{TOML}".replace("\n", end)
    assert said(text, ".toml") == ["top", "one", "two", "in", "item", "alone", "end"]
    assert [each.line for each in found(text, ".toml")] == [1, 2, 5, 6, 7, 8, 13]


def test_a_comment_is_about_its_own_line_or_the_next_that_is_none():
    about = [(each.first, each.last) for each in found(YAML, ".yaml")]
    assert about[:4] == [(3, 3), (3, 3), (3, 3), (5, 5)]
    assert [tuple(each) for each in line_comments([(7, "b", True), (3, "a", False), (8, "c", True)])] == [
        (7, "b", 9, 9),
        (3, "a", 3, 3),
        (8, "c", 9, 9),
    ]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv", ".srt", ""])
def test_other_formats_have_none(suffix):
    assert found("# a\n// b\n", suffix) == []


@pytest.mark.parametrize("text", [b"\xff# a", b"k: !<x # c\n", b'"a" # b\n"c": 1: 2 # d\n'])
def test_a_text_that_cannot_be_read_has_none(text):
    assert found(text, ".yaml") == []


quoted = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\ufeff"))


@given(st.lists(quoted, min_size=1))
def test_nothing_in_any_quoted_string_is_a_comment(words):
    import json

    lines = [json.dumps(f"# {word}", ensure_ascii=True) for word in words]
    assert found("\n".join(f"- {line}" for line in lines), ".yaml") == []
    assert found("a = [\n" + ",\n".join(lines) + "]\n", ".toml") == []
