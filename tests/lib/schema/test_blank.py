"""A text of which nothing is seen is told as such, not by the long pattern that refuses it."""

from __future__ import annotations

import pytest

from adjudge.lib.blank import TEXT, TOKEN
from adjudge.lib.schema import Validator


def told(pattern: str, value: str, language: str = "en") -> list[str]:
    field = {"type": "string", "pattern": pattern, "examples": ["ex-1"]}
    schema = {"properties": {"name": {"title": "Name", **field}}}
    return [error.message[language] for error in Validator(schema, "x.json").errors({"name": value})]


@pytest.mark.parametrize("pattern", [TEXT, TOKEN], ids=["text", "token"])
@pytest.mark.parametrize("value", [" ", "\u200b", "\u3164\u00a0", "\t\n"], ids=ascii)
def test_a_blank_text_is_called_blank(pattern: str, value: str):
    assert told(pattern, value) == ["name is blank: it has nothing that can be seen (expected: Name)"]
    assert told(pattern, value, "zh") == ["name 为空白，没有可见的内容（说明：Name）"]


@pytest.mark.parametrize("pattern", [TEXT, TOKEN], ids=["text", "token"])
def test_an_empty_text_is_called_empty(pattern: str):
    assert told(pattern, "") == ["name must not be empty (expected: Name)"]


def test_an_id_with_what_is_not_seen_in_it_shows_where():
    assert told(TOKEN, "a\u200bb") == [
        'name has a space or a character that is not seen: "a\\u200bb", for example "ex-1"'
    ]
    assert told(TOKEN, "a b", "zh") == ['name 含有空格或不可见字符："a b"，例如 "ex-1"']
    assert told(TOKEN, "a-b") == []
    assert told(TEXT, "a b") == []
