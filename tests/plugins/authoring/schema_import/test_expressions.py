"""A pattern of ECMA-262 finds the same when it is said in common words; what cannot be said is refused."""

from __future__ import annotations

import random

import jsonschema_rs
import pytest
import regress
from hypothesis import example, given
from hypothesis import strategies as st
from samples import share

from adjudge.lib.schema.formats import options
from adjudge.lib.schema.patterns import pattern_problem
from adjudge.plugins.authoring.schema_import.expressions import CommonExpression, InexpressibleError, in_common_words

SAID = {
    "": (),
    ".*": (),
    ".": (".",),
    "0": ("0",),
    "^$": ("^$",),
    "^(?:)": (r"^(?:)[\s\S]*$",),
    "[0-9]{4}": (r"^[\s\S]*[0-9]{4}[\s\S]*$",),
    "^[]]": None,
    "^[a-z]+$": ("^[a-z]+$",),
    "^a|b$": (r"^a[\s\S]*$|^[\s\S]*b$",),
    "^a|^b": (r"^(?:a|b)[\s\S]*$",),
    r"\d": ("[0-9]",),
    r"^\w\W$": ("^[A-Za-z0-9_][^A-Za-z0-9_]$",),
    r"^[\d.-]$": (r"^[0-9.\-]$",),
    r"^\-\_\@\/$": ("^-_@/$",),
    r"^(?<year>[0-9]+)$": ("^(?:[0-9]+)$",),
    "^a*?b+?$": ("^a*b+$",),
    "^x{,2}$": (r"^x\{,2\}$",),
    "^{}$": (r"^\{\}$",),
    r"^\u4e2d\u{1F600}\x41$": ("^中😀A$",),
    r"^\ud83d\ude00$": ("^😀$",),
    r"^\cJ\t\0$": (r"^\x0a\x09\x00$",),
    "^[^]$": (r"^[\s\S]$",),
    "^[]$": (r"^[^\s\S]$",),
    r"^[[&&\]\b]$": (r"^[\[&\]\x08]$",),
    "^[+--]$": (r"^[+-\-]$",),
}
REFUSED = {
    r"\bAI\b": r"\b",
    r"(a)\1": r"\1",
    r"\p{L}": r"\p",
    r"\ud83d": r"\ud83d",
    r"\01": r"\0",
    "(?i)a": "(?i)",
    "(?<=a)b": "(?<=",
    "a(?=b)": "(?=",
    "^(?:(?!a)b)*$": "(?!",
    "^(?!a)b|c$": "(?!",
    "^a**$": "**",
    "^*a": "^*",
    "*": "*",
    "(a": "(",
    "a)": ")",
    "[a": "[",
    "[b-a]": "b-a",
    "(?=a)*b": "(?=",
    "a\\": "\\",
    "a+{2}": "+{",
}


@pytest.mark.parametrize("pattern", sorted(SAID))
def test_a_pattern_is_said_for_the_whole_text(pattern):
    wanted = SAID[pattern]
    if wanted is None:  # the class is empty, and a bracket follows it
        assert in_common_words(pattern).wanted == (r"^[^\s\S]\][\s\S]*$",)
    else:
        assert in_common_words(pattern) == CommonExpression(wanted)


def test_what_comes_first_ahead_is_a_pattern_of_its_own():
    assert in_common_words("^(?!x-|y)(?=.{3}$)[a-z]+$") == CommonExpression(
        ("^[a-z]+$", "^.{3}$"), (r"^(?:x-|y)[\s\S]*$",)
    )
    assert in_common_words("^(?=)a$") == CommonExpression(("^a$", r"^[\s\S]*$"))


@pytest.mark.parametrize("pattern", sorted(REFUSED))
def test_what_not_every_reader_has_is_refused(pattern):
    with pytest.raises(InexpressibleError) as refused:
        in_common_words(pattern)
    assert refused.value.piece == REFUSED[pattern]


def found(expression: CommonExpression, text: str) -> bool:
    def matches(pattern: str) -> bool:
        return bool(jsonschema_rs.Draft202012Validator({"pattern": pattern}, **options()).is_valid(text))

    return all(map(matches, expression.wanted)) and not any(map(matches, expression.unwanted))


CHARS = st.sampled_from([*"abZ09_-. /\n\r{}]中１", " ", "\ufeff", "😀"])
ATOMS = st.sampled_from(
    [
        "a",
        "b",
        ".",
        r"\d",
        r"\w",
        r"\W",
        r"\D",
        r"\s",
        r"\S",
        r"\.",
        r"\-",
        "[a-z]",
        r"[^\d]",
        r"[\w.-]",
        r"[\S]",
        "中",
        "[^]",
        "{",
    ]
)
TERMS = st.builds("".join, st.tuples(ATOMS, st.sampled_from(["", "", "", "*", "+", "?", "{1,2}", "+?"])))
ENDS = st.sampled_from(["^", "$", ""])
AHEAD = st.sampled_from(["", "", "", "^(?!a)", "^(?=b|.)", "^(?!a|b$)(?=.)"])


@st.composite
def patterns(draw):
    def sequence():
        return draw(ENDS) + "".join(draw(st.lists(TERMS, max_size=3))) + draw(ENDS)

    alone = draw(AHEAD)
    if alone:
        return alone + "".join(draw(st.lists(TERMS, max_size=3))) + draw(ENDS)
    branches = [sequence() for _ in range(draw(st.integers(1, 3)))]
    text = "|".join(branches)
    return f"^({text})$" if draw(st.booleans()) else text


@share(5)
@given(patterns(), st.text(CHARS, max_size=6), st.integers(0, 2**16))
@example("^a|b$", "ab", 0)
@example(r"^\W$", "中", 0)
@example(".", "\r", 0)
def test_it_finds_what_ecma_262_finds(pattern, text, seed):
    said = in_common_words(pattern)
    for each in (*said.wanted, *said.unwanted):
        assert pattern_problem(each, "", whole=True) is None, each
    judge = regress.Regex(pattern)
    chance = random.Random(seed)
    for each in (text, "".join(chance.sample(text, len(text))), pattern):
        assert found(said, each) is (judge.find(each) is not None), (pattern, said, each)
