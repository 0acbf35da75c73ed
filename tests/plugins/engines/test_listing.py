"""What the embedded engine refuses before anything is judged: each reason, in both languages, and what OPA says of it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing

import pytest

from adjudge import Options, Program, load_settings
from adjudge.lib.errors import PolicyError, PolicyErrors, UnlistedError
from adjudge.lib.words import said
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.rows.signatures import SIGNATURES, SIGNS

ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}")

BROKEN = {
    "arguments": "deny contains ^count(1, 2, 3)",
    "bound_late": "deny contains y if { y := x; ^x := 1 }",
    "bound_twice": "deny contains x if { x := 1; ^x := 2 }",
    "conflict": "deny contains 1\n\np := 1\n\n^p contains 2",
    "default_parameters": "deny contains f(1)\n\nf(x) := x\n\ndefault ^f(1) := 2",
    "default_twice": "deny contains p\n\ndefault p := 1\n\ndefault ^p := 2",
    "default_value": "deny contains p\n\ndefault ^p := input.x",
    "else_alone": "deny contains f(1)\n\n^f(x) := x else := 2",
    "else_of_set": "^deny contains 1 if input.x else := 2",
    "gone": "deny contains ^any([true])",
    "imported_twice": "import data.a.x\n^import data.b.x\n\ndeny contains x",
    "negated_assignment": "deny contains 1 if not ^x := input.x",
    "no_contains": "deny contains 1\n\n^p[1]",
    "not_called": "deny contains ^f\n\nf(x) := x",
    "policy": "deny contains",
    "recursive": "^deny contains 1 if deny",
    "reserved": "deny contains 1 if { ^input := 1 }",
    "string_escape": 'deny contains ^"\\q"',
    "unknown": "deny contains ^zzqqxx(1)",
    "unknown_near": 'deny contains ^startwith("a", "b")',
    "unsafe": "deny contains ^x",
    "unused": "deny contains 1 if { some ^x; input.x }",
}
"""What OPA refuses too."""
UNLISTED = {
    "call_order": "import future.keywords.not\n\ndeny contains 1 if not input.x == ^count(input.y)",
    "default_form": "deny contains p\n\ndefault ^p := [x | x := 1]",
    "format": "deny contains ^sprintf(input.x, [1])",
    "heads": "deny contains 1\n\np[k].a := 1 if some k in input.x\n\n^p[k] := 2 if some k in input.y",
    "import": "import ^rego.v2\n\ndeny contains 1",
    "key_in_set": 'deny contains 1 if ^"a", "a" in input.x',
    "lacks": "deny contains ^crypto.md5(input.x)",
    "maybe_recursive": "deny contains p.a\n\n^p.a := p.b\n\np.b := 1",
    "minus": "deny contains ^-input.x",
    "mixed_set": "deny contains ^{{1}, {}}",
    "negated_call": "deny contains 1 if not ^walk(input.x, [[0], 1])",
    "nested": f"deny contains {' + '.join(['1'] * 600)}",
    "not_read": f'deny contains "{"x" * 1100}"',
    "not_with_body": "import future.keywords.not\n\ndeny contains 1 if ^not { input.x }",
    "number_form": "deny contains ^2.0",
    "number_range": "deny contains ^12345678901234567890",
    "object_pattern": 'deny contains x if [^{"a": x}] := input.x',
    "order": "deny contains x if { y := ^x + 1; x = 2 }",
    "result_argument": "deny contains x if ^count(input.x, x)",
    "searched_literal": "deny contains x if some x in ^{input.x, 1}",
    "shadows": "deny contains y if { x := 1; y := {^x | some x in input.x} }".replace("^x", "x").replace(
        "some x", "some ^x"
    ),
    "string_form": 'deny contains ^"\\ud800"',
    "template": 'deny contains ^$"{input.x}"',
    "too_deep": f"deny contains {'[' * 14}^[1]{']' * 14}",
    "type": "deny contains count(^1)",
    "unclear": "deny contains x if { x := count ^([1]) }",
    "undefined_in": "deny contains [(x in ^input.y) | some x in [1]]",
    "verb": 'deny contains ^sprintf("%x", [1])',
    "walk_value": "deny contains x if x := ^walk(input.x)",
    "with_function": "f(x) := x\n\ndeny contains x if x := f(1) with ^f as 2",
}
"""What may be sound: OPA has the last word."""


def refusal(engine, program, text) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        engine.load([program({"bad": text.replace("^", "", 1)})])
    return caught.value


def told(error: PolicyError) -> tuple[str, str]:
    """Give words and next step in both languages; there is no English in the Chinese, but for quotations."""
    chinese = f"{said(error.words, 'zh')} {said(error.next or '', 'zh')}"
    assert not ENGLISH.search(re.sub("“.*?”|`.*?`", "", chinese)), chinese
    return f"{error.message} {error.hint}", chinese


@pytest.mark.parametrize("code", [*BROKEN, *UNLISTED])
def test_each_reason_is_told_with_its_place_in_each_language(code, embedded, program):
    text = BROKEN.get(code) or UNLISTED[code]
    error = refusal(embedded, program, text)
    assert error.code == f"embedded.{code}"
    assert isinstance(error, UnlistedError) == (code in UNLISTED)
    english, chinese = told(error)
    assert english.endswith((".", "?"))
    assert chinese.endswith(("。", "？"))
    if code in UNLISTED and code not in ("nested", "too_deep", "template"):  # no rule comes so far with a template
        assert "--engine native" in english
        assert "--engine native" in chinese
    if "^" in text:
        before = text[: text.index("^")]
        assert (error.line, error.column) == (before.count("\n") + 3, len(before.rpartition("\n")[2]) + 1)


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_broken_is_refused_by_opa_too(code, opa, program):
    refusal(opa, program, BROKEN[code])


def test_data_in_the_place_of_a_rule_is_refused_by_both(embedded, opa, program):
    loaded = program({"bad": "deny contains p\n\np := 1"}, {}, {"dubbing": {"project": {"bad": {"p": 2}}}})
    with pytest.raises(PolicyError) as caught:
        embedded.load([loaded])
    assert caught.value.code == "embedded.data_in_place"
    told(caught.value)
    with pytest.raises(PolicyError):
        opa.load([loaded])


def test_all_mistakes_are_told_at_once(embedded, program):
    texts = {"one": "deny contains x", "three": "deny contains", "two": "deny contains 1 if { some y }"}
    one = program({**texts, "good": "deny contains 1"}, {"words": "f(x) := crypto.md5(x)"})
    other = program({"four": "deny contains 2.0"}, kind="dubbing.consent")
    with pytest.raises(PolicyErrors) as caught:
        embedded.load([one, other])
    assert [(error.rule or error.file, error.code) for error in caught.value.errors] == [
        ("dubbing/lib/words/words.rego", "embedded.lacks"),
        ("dubbing.project.three", "embedded.policy"),
        ("dubbing.consent.four", "embedded.number_form"),
    ]
    del texts["three"]
    with pytest.raises(PolicyErrors) as caught:
        embedded.load([program(texts)])
    assert [error.rule for error in caught.value.errors] == ["dubbing.project.one", "dubbing.project.two"]


def test_a_number_as_a_key_is_not_given_where_opa_may_write_it_otherwise(embedded, opa, program, ask):
    loaded = program({"keys": "deny contains {input.document.n: 1}", "good": "deny contains 1"})
    assert ask(embedded, loaded, {"n": 7}) == ask(opa, loaded, {"n": 7})
    (here,) = embedded.load([loaded]).ask(loaded.kind, ['{"document": {"n": 1.0}}'])()
    error = here.rules["dubbing.project.keys"]
    assert error.code == "embedded.number_key"
    assert told(error)[0].endswith("or run with --engine native or --engine opa.")
    assert here.rules["dubbing.project.good"] == {"deny": [[1]]}


ELSE = "f(x) := false if {\n\tx == 1\n} else if {\n\tx == 2\n} else if x == 3\n\ndeny contains f(input.document)"


@pytest.mark.parametrize(("asked", "found"), [(1, [False]), (2, [True]), (3, [True]), (4, [])])
def test_an_else_of_a_function_without_a_value_is_true(asked, found, embedded, opa, program, ask):
    loaded = program({"branches": ELSE})
    assert ask(embedded, loaded, asked) == ask(opa, loaded, asked) == [{"branches": {"deny": [found]}}]


def test_a_variable_may_be_declared_after_a_search(embedded, opa, program, ask):
    text = 'deny contains [c.n, i] if {\n\tc := input.document.c[_]\n\tsome i\n\tc.m[i] == "y"\n}'
    document = {"c": [{"n": 0, "m": ["x"]}, {"n": 1, "m": ["y", "y"]}]}
    loaded = program({"late": text})
    assert ask(embedded, loaded, document) == ask(opa, loaded, document)
    assert ask(embedded, loaded, document) == [{"late": {"deny": [[[1, 0], [1, 1]]]}}]


ORDER = {
    "in an array": "[x.none, to_number(x.text)]",
    "compared": "x.none == to_number(x.text)",
    "in an argument": "concat(x.none, [lower(x.number)])",
    "in a key": "x.none[lower(x.number)]",
    "added": "[x.none, x.text + 1]",
    "in a comprehension": "[{y.none: to_number(y.text)} | some y in [x]]",
    "after another": "[upper(x.text), x.none, to_number(x.text)]",
    "in a call in a call": "[upper(x.text), concat(x.none, [lower(x.number)])]",
}


@pytest.mark.parametrize(
    "head",
    [
        "deny contains f(input.document)\n\nf(x) := got if got := {}",
        "deny contains 1 if {{ some x in [input.document]; {} }}",
    ],
)
@pytest.mark.parametrize("name", ORDER)
def test_what_is_undefined_does_not_hide_a_call_that_fails(name, head, embedded, opa, program, ask):
    loaded = program({"order": head.format(ORDER[name]), "good": "deny contains 1"})
    document = {"text": "fast", "number": 1}
    here = ask(embedded, loaded, document)
    assert here == ask(opa, loaded, document)
    assert " failed on the values it was given" in here[0]["order"]


# --- what is derived ----------------------------------------------------------------------------------------------------


def spelt(told) -> str:
    """Write a type of OPA's capabilities as the table of signatures does."""
    sort = told["type"]
    scalars = {"null": "0", "boolean": "b", "number": "n", "string": "s"}
    if sort == "any":
        return "|".join(map(spelt, told.get("of", []))) or "*"
    if sort == "array":
        return "[" + ",".join(map(spelt, told.get("static") or [told.get("dynamic", {"type": "any"})])) + "]"
    if sort == "set":
        return f"{{{spelt(told.get('of', {'type': 'any'}))}}}"
    if sort == "object":
        dynamic = told.get("dynamic") if not told.get("static") else None
        return f"{{{spelt(dynamic['key'])}:{spelt(dynamic['value'])}}}" if dynamic else "{*:*}"
    return scalars[sort]


def test_the_types_of_builtins_are_opas(opa_binary):
    command = [opa_binary, "capabilities", "--current"]
    builtins = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["builtins"]
    derived = {
        each["name"]: f"{' '.join(map(spelt, each['decl'].get('args', [])))} -> {spelt(each['decl']['result'])}"
        for each in builtins
        if "result" in each["decl"]
    }
    assert {name: derived[name] for name in SIGNATURES} == SIGNATURES
    assert {each["infix"]: each["name"] for each in builtins if each.get("infix") in SIGNS} == SIGNS


def programs() -> Iterator[Program]:
    """Yield the programs of all first-party kinds."""
    catalogue = load_settings(Options(), ()).catalogue
    for kind in sorted(catalogue.registry.kinds):
        rules, missing = catalogue.judges(kind)
        assert not missing
        yield catalogue.program(kind, rules)


@pytest.mark.parametrize("made", list(programs()), ids=lambda made: made.kind)
def test_every_first_party_policy_is_on_the_list_as_strangers_have_to_be(made, embedded):
    embedded.load([made])


def test_what_is_our_own_is_not_seen_to_again(program):
    unbound = program({"bad": "deny contains x if { x := 1; x := 2 }"})
    with closing(EmbeddedEngine()) as strict, pytest.raises(PolicyError):
        strict.load([unbound])
    with closing(EmbeddedEngine(is_trusted=True)) as trusting, pytest.raises(UnlistedError, match="does not read"):
        trusting.load([unbound])


UNBOUND = [
    "f(x) := x\n\ndeny contains a if a := input.document.a[f(_)]",
    "deny contains x if some x in input.document with input.document as _",
    'deny contains p if [p, "x"] := input.document',
    "deny contains 1 if input.document.x(1)",
]


@pytest.mark.parametrize("text", UNBOUND)
def test_what_opa_refuses_to_load_is_loaded_by_none(text, embedded, opa, program):
    for engine in (embedded, opa):
        with pytest.raises(PolicyError):
            engine.load([program({"bad": text})])
