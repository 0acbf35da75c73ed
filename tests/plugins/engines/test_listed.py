"""The positive list of builtins: what is refused when a policy is loaded, what at the call, and in which words."""

from __future__ import annotations

import json
import re

import pytest

from adjudge.lib.errors import AdjudgeError, EngineError, PolicyErrors, UnlistedError, UnlistedValueError
from adjudge.lib.rego.rule import Module
from adjudge.lib.words import said
from adjudge.plugins.engines.embedded.guards import guard
from adjudge.plugins.engines.embedded.rows import OPERATORS, ROWS
from adjudge.plugins.engines.embedded.rows.builtins import AVAILABLE
from adjudge.plugins.engines.embedded.rows.outside import OutsideError
from adjudge.plugins.engines.embedded.rows.patterns import pattern

RULE = "dubbing.project.bad"
FILE = "dubbing/project/bad/bad.rego"
WAYS = "run with --engine native or --engine opa."


def told(error: AdjudgeError) -> tuple[str, str]:
    """Give message and next step in both languages, without the place."""
    bare = type(error)(error.words, hint=error.next)
    return bare.told("en"), bare.told("zh")


def answer(engine, loaded, document):
    (found,) = engine.load([loaded]).ask(loaded.kind, [json.dumps({"document": document})])()
    return found.rules[RULE]


# --- at load ----------------------------------------------------------------------------------------------------------

REFUSED = {
    "deny contains units.parse(input.document)": (
        15,
        "the embedded engine is not proven to decide units.parse as OPA does. Run with --engine native or --engine opa.",
        "未能证明内嵌引擎对 units.parse 的处理与 OPA 一致。请改用 --engine native 或 --engine opa。",
    ),
    'deny contains split("a", "b", x) if some x in [1]': (
        15,
        f"the embedded engine does not take the result of split as one more argument. Assign it with :=, or {WAYS}",
        "内嵌引擎不支持把 split 的结果写成额外的参数。请用 := 赋值，或改用 --engine native 或 --engine opa。",
    ),
    'deny contains x if x := lower("a") with lower as upper': (
        41,
        "the embedded engine is not proven to replace this by `with` as OPA does. Replace a part of input or data, "
        f"or {WAYS}",
        "未能证明内嵌引擎用 `with` 替换此处的结果与 OPA 一致。"
        "请只替换 input 或 data 的一部分，或改用 --engine native 或 --engine opa。",
    ),
    'lower := 1 if input.document\n\ndeny contains lower("A")': (
        1,
        "lower has two meanings here, which the embedded engine may take for one. Give one of the two another name, "
        f"or {WAYS}",
        "lower 在此处有两个含义，内嵌引擎可能混为一谈。请为其中之一另行命名，或改用 --engine native 或 --engine opa。",
    ),
    "deny contains __adjudge_lower(1)": (
        15,
        "names that begin with __adjudge are adjudge's own. Give it another name.",
        "以 __adjudge 开头的名称由 adjudge 保留。请另行命名。",
    ),
    r"deny contains 1 if regex.match(`\pL`, input.document)": (
        32,
        "the embedded engine is proven for regex.match on patterns of characters, classes, groups, alternatives, anchors "
        f"and repeats up to 1000. Write it in such a way, or {WAYS}",
        "内嵌引擎的 regex.match 仅在以下情形经过证明：由字符、字符类、分组、选择、锚点和不超过 1000 次的重复组成的模式。"
        "请按此改写，或改用 --engine native 或 --engine opa。",
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_on_the_list_is_refused_with_its_place_and_the_ways_out(text, embedded, program):
    column, *words = REFUSED[text]
    helper = "" if "__adjudge" not in text else "# "
    with pytest.raises(AdjudgeError) as caught:
        embedded.load([program({"bad": text})])
    error = caught.value
    if helper:  # nobody has that function either
        assert "__adjudge_lower" in error.message
        with pytest.raises(UnlistedError) as caught:
            embedded.load([program({"bad": text.replace("deny contains", "# ")})])
        error = caught.value
    assert isinstance(error, UnlistedError)
    assert list(told(error)) == words
    assert (error.file, error.rule, error.plugin) == (FILE, RULE, "adjudge.plugins.domains.dubbing")
    assert helper or error.column == column


def test_every_refused_policy_is_told_not_the_first_only(embedded, program):
    with pytest.raises(PolicyErrors) as caught:
        embedded.load([program({"a": "deny contains uuid.parse(1)", "b": "deny contains yaml.marshal(1)"})])
    assert [error.rule for error in caught.value.errors] == ["dubbing.project.a", "dubbing.project.b"]


@pytest.mark.parametrize("name", sorted(AVAILABLE.keys() - ROWS.keys()))
def test_a_builtin_without_a_row_is_refused_though_the_engine_has_it(name, embedded, program):
    call = f"{name}({', '.join(['input.document'] * AVAILABLE[name])})"
    with pytest.raises(UnlistedError, match=re.escape(name)):
        embedded.load([program({"bad": f"deny contains {call}"})])


def test_each_row_is_a_builtin_that_the_engine_has():
    assert {name: row.takes for name, row in ROWS.items()} == {name: AVAILABLE[name] for name in ROWS}


@pytest.mark.parametrize("row", [*ROWS.values(), *OPERATORS.values()], ids=lambda row: row.name)
def test_each_condition_has_words_in_both_languages(row):
    from adjudge.lib.words import say

    if not row.when:
        assert not row.ours or row.name in ("lower", "strings.count", "upper")
        return
    english, chinese = (said(say(f"row.{row.when}"), language) for language in ("en", "zh"))
    assert english
    assert re.search("[一-龥]", chinese)


# --- at the call ------------------------------------------------------------------------------------------------------

OUTSIDE = {
    "input.document + 1": (0.1, "+", 2),
    "1 - input.document": (0.1, "-", 2),
    "3 * input.document": (0.3, "*", 2),
    "input.document / 3": (1, "/", 2),
    "input.document % 2": (1e21, "%", 2),
    "sum([1, input.document])": (0.5, "sum", 2),
    "product([2, input.document])": (2**53, "product", 2),
    "ceil(input.document)": (-0.5, "ceil", 7),
    "floor(input.document)": (-0.5, "floor", 8),
    "round(input.document)": (2**63, "round", 8),
    "to_number(input.document)": (" 5", "to_number", 12),
    "format_int(input.document, 10)": (15.9, "format_int", 13),
    "substring(`abc`, 0, input.document)": (1.5, "substring", 22),
    "time.parse_rfc3339_ns(input.document)": ("2026-02-28 00:00:00Z", "time.parse_rfc3339_ns", 24),
    "time.clock([1, input.document])": ("Local", "time.clock", 13),
    "time.parse_duration_ns(input.document)": ("1d", "time.parse_duration_ns", 25),
    "semver.is_valid(input.document)": ("v1.0.0", "semver.is_valid", 18),
    "json.unmarshal(input.document)": ("18446744073709551616", "json.unmarshal", 17),
    "json.marshal(input.document)": ([1.0], "json.marshal", 2),
    "regex.match(input.document, `a`)": ("a{1001}", "regex.match", 14),
    "glob.match(input.document, [], `a`)": ("a?c", "glob.match", 2),
    'sprintf("%v", [input.document])': (1e-07, "sprintf", 2),
    'sprintf("%v %v", input.document)': (["a"], "sprintf", 2),
    "replace(`a`, input.document, `b`)": ("", "replace", 15),
    "{`a`, input.document} < input.document": ({"a": 1}, "<", 26),
    "sort([{1}, input.document])": ({"a": 1}, "sort", 7),
    "net.cidr_contains(`10.0.0.0/8`, input.document)": ("010.0.0.1", "net.cidr_contains", 34),
}


@pytest.mark.parametrize("call", OUTSIDE)
def test_values_outside_of_a_row_are_an_error_of_that_rule_at_that_place(call, embedded, program):
    value, name, column = OUTSIDE[call]
    text = f"deny contains x if {{\n\tx :=\n\t\t{call}\n}}"
    error = answer(embedded, program({"bad": text}), value)
    assert isinstance(error, UnlistedValueError)
    assert error.message.startswith(f"{name} met values for which the embedded engine is not proven; it is for ")
    assert error.hint == f"See that the values are such before, or {WAYS}"
    assert re.search("遇到的值超出内嵌引擎经过证明的范围；该范围是：.*[一-龥].*。请先确认", error.told("zh"))
    assert (error.file, error.line, error.column) == (FILE, 5, column + 1)


def test_numbers_beyond_64_bits_are_no_values_of_the_embedded_engine(embedded, program):
    error = answer(embedded, program({"bad": "deny contains input.document"}), 2**64)
    assert isinstance(error, UnlistedValueError)
    assert error.__traceback__ is None, "its frames would keep the engine, which only this thread may drop"
    assert told(error) == (
        "the embedded engine has no whole numbers of more than 64 bits, such as 18446744073709551616. "
        f"Write the number as a text, or {WAYS}",
        "内嵌引擎不支持超过 64 位的整数，例如 18446744073709551616。请将该数写成文本，或改用 --engine native 或 --engine opa。",
    )


@pytest.mark.parametrize(
    "text",
    [
        "default part := 0.1\n\npart := 1 if input.document.x\n\ndeny contains part + 0.2",
        "part := 1 if {\n\tinput.document.x\n} else := 0.1\n\ndeny contains part + 1",
        "part := 1\n\ndeny contains x if {\n\tpart := input.document.y\n\tx := part + 1\n}",
        "part(part) := part + 1\n\ndeny contains part(input.document.y)",
        "part := 1\n\ndeny contains x if x := part + 1 with data.dubbing.project.bad.part as 0.1",
    ],
)
def test_a_number_is_not_taken_for_whole_because_another_of_that_name_is(text, embedded, program):
    assert isinstance(answer(embedded, program({"bad": text}), {"y": 0.1}), UnlistedValueError)


def test_a_guard_is_no_matter_of_another_policy(embedded, opa, program, ask):
    rules = {
        "missing": 'deny contains sprintf("missing: %v", [{"a", {"b": 1}} - {x | some x in input.document}])',
        "number": 'deny contains sprintf("%d %v", [count(input.document), {{1}, {"a"}}])',
        "own": "text(x) := x if lower(x)\n\ndeny contains text(input.document[0])",
    }
    here, there = (ask(engine, program(rules), ["A"]) for engine in (embedded, opa))
    assert here == there
    assert here[0]["missing"] == {"deny": [['missing: {"a", {"b": 1}}']]}


def test_a_builtin_that_fails_on_its_values_is_still_told_at_its_place(embedded, program):
    error = answer(embedded, program({"bad": "deny contains lower(substring(input.document, 0, 1))"}), 5)
    assert type(error) is EngineError
    assert (error.message, error.line, error.column) == ("substring failed on the values it was given", 3, 21)


# --- texts that both engines take otherwise -----------------------------------------------------------------------------

ALIKE = {
    r"regex.match(`^\d+$`, input.document)": ["１２", "12", ""],
    r"regex.match(`^\w+$`, input.document)": ["é", "配", "a_1"],
    r"regex.match(`^\s$`, input.document)": ["\u3000", "\u00a0", " ", "\v"],
    r"regex.match(`\bx`, input.document)": ["éx", "ax", " x"],
    r"regex.match(`^[^\w]\D\S\W$`, input.document)": ["中中中中", "aaaa"],
    r"regex.match(`(?i)^k$`, input.document)": ["K", "k", "K"],
    "lower(input.document)": ["İstanbul", "ΑΣ", "ǅ", "ẞ"],
    "upper(input.document)": ["straße", "ŉ", "ᾳ", "ſ"],
    "count(input.document)": ["🎉", "𝒜b", "", "中"],
    'glob.match("a:*", [":"], input.document)': ["a:b", "a:b:c", "a:"],
    'glob.match("*.com", [], input.document)': ["a.com", "a.b.com", "中.com"],
    "json.marshal(input.document)": ["<&>", "\u2028", [1, None, {"b": "\x01", "a": True}]],
    "time.parse_rfc3339_ns(input.document)": ["2026-02-28T00:00:00Z", "nothing"],
    "round(input.document)": [2.5, -2.5, 0.5],
    'sprintf("%v", [input.document])': [2.5, "a", ["é", 1.5], {"b": None}],
}


@pytest.mark.parametrize("call", ALIKE)
def test_what_the_engines_took_otherwise_is_the_same_now(call, embedded, opa, program, ask):
    loaded = program({"bad": f"deny contains x if x := {call}"})
    here, there = (ask(engine, loaded, *ALIKE[call]) for engine in (embedded, opa))
    assert here == there


PATTERNS = {
    r"\d": r"[\x{30}-\x{39}]",
    r"[^\d]": r"[^\x{30}-\x{39}]",
    r"a{2,3}?": "a{2,3}?",
    "配(?:音|b)+": r"\x{914D}(?:\x{97F3}|b)+",
    "(?P<year>[0-9]{4})": r"([\x{30}-\x{39}]{4})",
    "(?i)a": "(?i)a",
}


@pytest.mark.parametrize("text", PATTERNS)
def test_a_pattern_is_written_out_for_the_engine(text):
    assert pattern(text) == PATTERNS[text]


@pytest.mark.parametrize(
    "text",
    ["(", ")", "[", "[]", "[b-a]", "a**", "a{1001}", "(a{100}){100}", "^*", r"\B", r"\pL", r"\C", r"\Q", "[[:alpha:]]",
     "(?!a)", "(?<n>a)", "(?P<n>a)(?P<n>b)", "a(?i)b", "(?i)é", r"(?i)[\W]", "*", "a{2", r"\8", "x{3,2}", "(?U)a", "\\"],
)  # fmt: skip
def test_a_pattern_that_is_not_followed_to_its_end_is_none(text):
    with pytest.raises(OutsideError):
        pattern(text)


def test_a_rule_that_with_gives_a_text_is_counted_as_a_text(embedded, opa, program, ask):
    text = 'names := ["a"]\n\ndeny contains n if n := count(names) with data.dubbing.project.bad.names as "🎉🎉"'
    here, there = (ask(engine, program({"bad": text}), {}) for engine in (embedded, opa))
    assert here == there == [{"bad": {"deny": [[2]]}}]


def test_a_text_that_cannot_be_followed_is_refused_in_each_language():
    module = Module(file="a/b/c.rego", text="package a\n\ndeny contains count((1)\n", plugin="x")
    with pytest.raises(UnlistedError) as caught:
        guard(module, None, None)
    assert caught.value.code == "row.unclear"
    assert caught.value.told("en").startswith("a/b/c.rego:3:")
    assert "--engine native" in caught.value.told("zh")
