"""What nobody can see is one list, and schemas, rules and reports mean the same by it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from unicodedata import category

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from adjudge.lib.blank import SPACES, TEXT, TOKEN, UNSEEN, is_blank, members, spelled
from adjudge.lib.escape import visible
from adjudge.lib.installed import package_root
from adjudge.lib.patterns import fold
from adjudge.lib.schema.patterns import pattern_problem

BLANK = [chr(code) for first, last in (*UNSEEN, *SPACES) for code in (first, last)]
SEEN = ["x", "中", "🎉", "é", "-", "!", "~", "؀", "ᄀ", "‐", "⠁", "！"]


def test_the_ranges_are_in_order_and_apart():
    ranges = sorted((*UNSEEN, *SPACES))
    assert all(first <= last for first, last in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


@pytest.mark.parametrize("kind", ["Cc", "Zs", "Zl", "Zp"])
def test_every_control_and_space_of_unicode_is_among_them(kind):
    assert [hex(code) for code in range(0x110000) if category(chr(code)) == kind and not is_blank(chr(code))] == []


def test_of_the_format_characters_of_unicode_only_those_that_are_drawn_are_not():
    drawn = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    assert {code for code in range(0x110000) if category(chr(code)) == "Cf" and not is_blank(chr(code))} == drawn


@pytest.mark.parametrize("character", BLANK, ids=ascii)
def test_every_reader_of_a_schema_takes_what_is_not_seen_for_blank(character):
    for pattern in (TEXT, TOKEN):
        assert not jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(character)
        assert not Draft202012Validator({"pattern": pattern}).is_valid(character)
    assert is_blank(character)
    assert is_blank(character * 3 + " ")
    assert not jsonschema_rs.Draft202012Validator({"pattern": TOKEN}).is_valid(f"a{character}b")
    assert not Draft202012Validator({"pattern": TOKEN}).is_valid(f"a{character}b")


@pytest.mark.parametrize("character", SEEN, ids=ascii)
def test_every_reader_of_a_schema_takes_what_is_seen_for_text(character):
    for pattern in (TEXT, TOKEN):
        assert jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(character)
        assert Draft202012Validator({"pattern": pattern}).is_valid(character)
    assert jsonschema_rs.Draft202012Validator({"pattern": TEXT}).is_valid(f"\u200b{character}\u3000")
    assert not is_blank(f"\u200b{character}")


def test_the_patterns_say_code_points_in_what_every_dialect_has():
    for pattern in (TEXT, TOKEN):
        assert pattern_problem(pattern, "", whole=True) is None
        assert set(re.findall(r"\\.", pattern)) == {r"\x"}, "an escape of a class depends on the version of Unicode"


def test_the_rules_have_the_same_list():
    text = (package_root("adjudge.policies") / "lib" / "texts" / "texts.rego").read_text("utf-8")
    found = dict(re.findall(r"^(_\w+) := `(.*)`$", text, re.MULTILINE))
    plain = {
        name: re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), each) for name, each in found.items()
    }
    assert plain == {"_seen": TEXT, "_empty_line": rf"(^|\n){TEXT.replace('^', '', 1)}*(\n|$)"}


def test_paths_and_reports_have_the_same_list():
    for first, last in UNSEEN:
        for character in (chr(first), chr(last)):
            assert fold(f"a{character}b") == "ab"
            assert visible(f"a{character}b").isascii()


def test_a_schema_is_printed_so_that_all_of_it_is_seen():
    shown = spelled(json.dumps({"pattern": TEXT}, ensure_ascii=False))
    assert shown.isascii()
    assert json.loads(shown) == {"pattern": TEXT}
    assert spelled('{"a": "中 b"}') == '{"a": "中 b"}'


def test_neighbours_are_one_range():
    assert members([(0x61, 0x62), (0x100, 0x100), (0x63, 0x63)]) == r"\x61-\x63Ā"
