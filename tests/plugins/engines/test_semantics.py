"""A policy means to the embedded engine what it means to OPA, wherever something in it is undefined."""

from __future__ import annotations

import json
import re
from contextlib import closing

import pytest
import regorus

from adjudge.lib.errors import EngineError, PolicyError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.text.rewriting import Rewriting
from adjudge.plugins.engines.embedded.text.semantics import align
from adjudge.plugins.engines.opa.engine import OpaEngine

WHOLE = {"label": "x", "n": 1, "on": True, "xs": ["a", "x"], "o": {"k": 1}}
FALSY = {"label": False, "n": 0, "on": False, "xs": [], "o": {}}
TEXTS = [{"label": "y", "xs": ["y"]}, {"label": "x", "o": {"x": 2}}]
DOCUMENTS = [
    {"t": [WHOLE, {}], "c": 1},
    {"t": [{}, WHOLE]},
    {"t": [WHOLE, {}, WHOLE], "k": 2},
    {"t": [{}]},
    {"t": []},
    {"t": [FALSY, WHOLE], "c": 1},
    {"t": TEXTS, "c": 2, "k": 1},
    {},
    {"c": 1, "t": [*TEXTS, {}]},
]

EACH = "if { some i, t in d.t }"
HEADS = [
    f"got contains t.label {EACH}",
    f'got contains {{"l": t.label}} {EACH}',
    f"got contains [t.label, i] {EACH}",
    f"got contains {{t.label: 1}} {EACH}",
    f"got contains {{1, t.label}} {EACH}",
    f"got contains first(t) {EACH}",
    f'got contains {{"l": first(t), "i": i}} {EACH}',
    f'got contains t["label"] {EACH}',
    f"got contains t.xs[_] {EACH}",
    f"got contains t.xs[j] {EACH}",
    f"got contains [j, t.xs[j]] {EACH}",
    f"got contains count(t.xs) {EACH}",
    f"got contains t.n + 1 {EACH}",
    f"got contains (t.n + 1) * 2 {EACH}",
    f"got contains t.n > 0 {EACH}",
    f'got contains "x" in t.xs {EACH}',
    f'got contains ("x" in t.xs) {EACH}',
    f"got contains t.n in [0, t.n] {EACH}",
    f"got contains name {EACH}",
    f'got contains {{"a": name, "i": i}} {EACH}',
    f"got contains d.c {EACH}",
    f"got contains [x | some x in t.xs] {EACH}",
    f'got contains {{"a": [x | some x in t.xs; x == t.label]}} {EACH}',
    f'got contains object.get(t, "label", t.n) {EACH}',
    f'got contains object.union({{"a": t.label}}, {{}}) {EACH}',
    f'got contains sprintf("%v", [t.label]) {EACH}',
    f"got contains data.SELF.name {EACH}",
    'got contains {\n\t"a": t.label, # 配\n\n\t"b": `\n"`,\n} if {\n\tsome t in d.t # 配\n}',
    "got contains d.t[_].label",
    "got contains t.label if some t in d.t",
    "got contains d.c",
    "got contains t.label if some t in d.t # 配",
    "got contains d.c if not d.k",
    "got contains d.t[_].label if d.c",
    "got contains\n\tt.label if\n\tsome t in d.t",
    'got contains t.label if {\n\tsome t in d.t\n}\n\ngot contains "q"',
    "got contains t.label if { some t in d.t } got contains 7",
    "got contains d.t[0].label if d.c else_ := 1",
    f"got[i] := t.label {EACH}",
    f"got[t.label] := 1 {EACH}",
    f"got[t.label] {EACH}",
    f"got[first(t)] := t.n {EACH}",
    f"got[t.label] contains 1 {EACH}",
    f"got[t.label] contains t.n {EACH}",
    f"got[i] contains t.label {EACH}",
    f"got[i] contains i {EACH}",
    f"got[i][t.label] := 1 {EACH}",
    f"got[i][t.label] contains t.n {EACH}",
    f"got[i].z := t.label {EACH}",
    f"got[i].z contains t.label {EACH}",
    f'got["a"][i] contains t.label {EACH}',
    f"got.a[i] := t.label {EACH}",
    f"got.a[i] contains t.label {EACH}",
    f"got.a contains t.label {EACH}",
    f"got.a := t.n {EACH.replace('}', '; i == 0 }')}",
    f'got["a"] contains t.label {EACH}',
    "got[d.c] := d.k",
    "got[i] contains t.label if some i, t in d.t",
    "got := [x | some i; x := in_of[i].label]",
    "got := d.t[_].label if d.k",
    "got := t.label if { some t in d.t; t.label == true }",
    "got := d.t[0].label",
    'got := {"l": d.t[1].label}',
    "got := d.c if d.t else := d.k",
    "got := d.zz if { d.t } else := d.c if { d.t }",
    "got := d.zz if { d.c } else := t.label if { some t in d.t; t.label == true } else := 8",
    "default got := 3\n\ngot := d.t[_].label if d.k",
    "got = d.c",
    "got = t.n if { some t in d.t; t.n == 0 }",
    "got := [f(1), f(2)]\n\nf(x) := d.k if x == 1 else := d.c",
    "got := [f(i) | some i in [0, 1]]\n\nf(x) := d.t[x].label",
    "got := [f(i) | some i in [0, 1]]\n\nf(x) := d.t[x].label if x < 5 else := 6",
    "got := [f(t) | some t in d.t]\n\nf(t) := t.label in t.xs",
    "got := {f(t) | some t in d.t}\n\nf(t) if t.n in t.xs",
]

CONDITIONS = """
not t.label || not t.label == "x" || not t.label = "x" || not t.label != "x" || not "x" == t.label || not (t.label == "x")
not (t.label) || not (t.label) == "x" || not t.label > "a" || not t.n >= 1 || not t.n + 1 == 2 || not 2 == t.n + 1
not t.n - 1 == 0 || not t.n -1 == 0 || not t.n + 1 || not (t.n + 1) * 2 == 4 || not t.n == t.zz || not t.zz == t.n
not startswith(t.o.s, "y") || not startswith("y", t.o.s) || not first(t) || not first(t) == "x" || not first(t) in {"x"}
not good(t) || not good(t.o) || not good(t.zz) || not good(good(t)) || not first(first(t)) || not worded(upper(t.o.s))
not data.SELF.good(t.o) || not t.label in {"x"} || not t.label in t.xs || not "a" in t.xs || not name in {1}
not t.n in [0, 2, t.label] || not [t.n, t.label] in [[1, "x"]]
not "x" in {t.label} || not t.label in t.xs in {false} || not t.n in [0] == true || not name == 1
not name || not worded(name) || not worded([name][0]) || not labels["x"] || not labels[t.label] || not t.label in labels
not kinds[t.label] || not kinds[t.label] == "k" || not kinds.x || not data.SELF.kinds[t.label] || not by[t.n]
not {"l": t.label} == {"l": "x"} || not [t.label] == ["x"] || not {t.label} == {"x"} || not [t.label] || not {"l": t.label}
not t.o == {"k": d.c} || not t.o == {"k": 1} || not t[t.label] || not t.o[t.label] == 1 || not d.t[i].label
not d.t[i].label == "x" || not d.t[t.n].label || not d.t[t.n + 1].label == "x" || not d.t[count(t.xs)].label
not t.xs[t.n] == "x" || not [1, 2][t.n] == 1 || not [t.label][0] == "x" || not {"x": t.n}.x || not {"x": 5}[t.label]
not split(t.o.s, ",")[0] == "a" || not [x | x := t.label][0] == "x" || not [x | x := t.label] == ["x"]
not {x | x := t.label} == {t.label} || not count(t.xs) > 0 || not count([x | some x in t.xs]) > 0
not count([x | some x in t.xs; not x in t.o.s]) > 0 || not [1 | not t.label in {"x"}] == [] || not d.t[i] == t
not upper(t.xs[_]) == "A" || not t.xs[_] + 1 == 2 || not [1, 2][_] + t.n == 2 || not is_null(t.label) || not d.c == t.n
not t.n & {1} == {2} || not {t.label} - {1} == {1} || not first(t) == t.label || not object.get(t, "n", t.label) == 0
not t["label"] || not startswith(t.o["s"], "y") || not name with input.document.c as 1 || not null || not false || not true
not first(input.document.t[0]) with input.document as {"t": []} || not worded(d.c) with input.document.c as t.label
not worded(input.document.c) with input.document as {} || not worded(input.document.c) with input.document as {"c": "x"}
not d.c == 1 with input.document as t.o
not upper(input.document.c) == "A" with input.document as {"c": "b"} || not name with input.document as t.o
v := "x" in t.xs; not v || v := t.label in ["x"]; not v || ("a" in t.xs) == false || false == ("a" in t.xs)
is_boolean("a" in t.xs) || v := [("a" in t.xs)]; v == [false] || v := {"k": ("a" in t.xs)}; v.k == false || 7, t.zz in []
is_string(("a" in t.xs)) || ("a" in t.xs) != true || (t.n in t.xs) in {false}
every x in t.xs { not x in t.zz } || every x in t.xs { not startswith(x, t.zz) } || every x in [1, 2] { not x > t.n }
every x in [1, 2] { not x == t.n } || every x in [1] { x = t.n } || every x in [1] { t.n = x } || every k, x in t.o { k = "k"; x = 2 }
every x in ["x"] { not kinds[x] == "k" } || every x in ["q"] { not t[x] } || every x in ["label"] { not t[x] == "x" }
every x in [1] { count([1 | x = 2]) == 1 } || every x in [1] { every z in [2] { x = z } } || every x in [1] { [x] = [2] }
every x in [1] { walk([2], [_, x]) } || every x in ["x"] { set_of[[x, 1]] } || every x in [{"a": 1}] { not x.a = 2 }
count([1 | not t.label in {"x"}]) == 0 || [x | some x in t.xs; not startswith(x, t.zz)] == [] || not (t.n == 1) == false
"""
BODIES = [case.strip() for line in CONDITIONS.splitlines() for case in line.split(" || ") if case.strip()]

HELPERS = """
deny contains {"got": [each | each := got]}

d := input.document

name := input.document.k

first(t) := t.label

good(t) if t.n

worded(text) if text == "x"

labels contains t.label if some t in input.document.t

kinds[t.label] := "k" if some t in input.document.t

by[t.n] contains t.label if some t in input.document.t

in_of[i].label := t.label if some i, t in input.document.t

set_of contains ["y", 1]

"""


def unordered(value):
    """Return a value so that sets, which come as lists, compare whatever their order."""
    if isinstance(value, list):
        return sorted(map(unordered, value), key=lambda each: json.dumps(each, sort_keys=True))
    return {key: unordered(each) for key, each in value.items()} if isinstance(value, dict) else value


def answers(engine, program, documents):
    """Return for each document what each rule said, or its error as reports show it."""
    inputs = [json.dumps({"document": document}) for document in documents]
    return [
        {
            rule.rpartition(".")[2]: str(said) if isinstance(said, EngineError) else unordered(dict(said))
            for rule, said in answer.rules.items()
        }
        for answer in engine.load([program]).ask(program.kind, inputs)()
    ]


CASES = [*HEADS, *(f"got contains i if {{\n\tsome i, t in d.t; {body}\n}}" for body in BODIES)]


@pytest.fixture(scope="module")
def said(program, opa_binary):
    """Return what both engines said of all cases, each loaded once."""
    texts = {f"r{place}": HELPERS + case for place, case in enumerate(CASES)}
    loaded = program({name: text.replace("SELF", f"dubbing.project.{name}") for name, text in texts.items()})
    with closing(OpaEngine(opa_binary)) as opa:
        return answers(EmbeddedEngine(), loaded, DOCUMENTS), answers(opa, loaded, DOCUMENTS)


@pytest.mark.parametrize("case", CASES)
def test_what_may_be_undefined_is_the_same_to_both_engines(case, said):
    name = f"r{CASES.index(case)}"
    for document, here, there in zip(DOCUMENTS, *said, strict=True):
        assert here[name] == there[name], document


NEGATIONS = [body for body in BODIES if re.search(r"\bnot\b", body)]
NEGATED = [f"got contains i if {{\n\tsome i, t in d.t; {body}\n}}" for body in NEGATIONS]


@pytest.fixture(scope="module")
def negated(program, opa_binary):
    """Return what both engines say of each negation under the import; the words of the embedded one's refusal first."""
    texts = {f"n{place}": f"import future.keywords.not\n{HELPERS}{case}" for place, case in enumerate(NEGATED)}
    texts = {name: text.replace("SELF", f"dubbing.project.{name}") for name, text in texts.items()}
    refused = {}
    for name, text in texts.items():
        try:
            EmbeddedEngine().load([program({name: text})])
        except PolicyError as error:
            refused[name] = error.words.code
    loaded = program({name: text for name, text in texts.items() if name not in refused})
    with closing(OpaEngine(opa_binary)) as opa:
        return refused, answers(EmbeddedEngine(), loaded, DOCUMENTS), answers(opa, loaded, DOCUMENTS)


@pytest.mark.parametrize("case", NEGATIONS)
def test_a_negation_of_today_is_the_same_to_both_engines_or_is_refused(case, negated):
    refused, *said = negated
    name = f"n{NEGATIONS.index(case)}"
    if name in refused:
        assert refused[name] in {
            "embedded.call_order",
            "embedded.unsafe",
            "embedded.undefined_in",
            "embedded.not_with_body",
        }
        return
    for document, here, there in zip(DOCUMENTS, *said, strict=True):
        assert here[name] == there[name], document


def test_few_negations_of_today_are_refused(negated):
    assert len(negated[0]) < len(NEGATIONS) / 8, negated[0]


def test_a_negated_call_of_what_is_absent_denies_with_the_import_and_passes_without(embedded, opa, program):
    text = 'deny contains 1 if not startswith(input.document.label, "AI")'
    loaded = program({"old": text, "new": f"import future.keywords.not\n\n{text}"})
    for engine in (embedded, opa):
        assert answers(engine, loaded, [{}]) == [{"old": {"deny": [[]]}, "new": {"deny": [[1]]}}]
        assert answers(engine, loaded, [{"label": "AI"}]) == [{"old": {"deny": [[]]}, "new": {"deny": [[]]}}]


FAILURES = {
    "in a head": 'deny contains {"x": to_number(t.text)} if {\n\tsome t in input.document.ts\n}',
    "in a head over lines": 'deny contains {\n\t"a": "配音", # 配\n\t"x": to_number(t.text),\n} if {\n'
    "\tsome t in input.document.ts\n\tt.on\n}",
    "after a head over lines": 'deny contains {\n\t"a": t.text,\n} if {\n\tsome t in input.document.ts\n'
    "\t\tto_number(t.text) > 1\n}",
    "after a head": "deny contains t.text if { some t in input.document.ts; to_number(t.text) > 1 }",
    "in a rule after": "_x contains t.text if some t in input.document.ts\n\ndeny contains to_number(x) if some x in _x",
    "in an argument": 'deny contains 1 if { some t in input.document.ts; not startswith(lower(t.text), concat("", t.text)) }',
    "in a negated comparison": "deny contains 1 if { some t in input.document.ts; not to_number(t.text) == 1 }",
    "negated": 'deny contains 1 if { some t in input.document.ts; "配" != t.text; not startswith(t.text, t.number) }',
    "without braces": "deny contains 1 if not startswith(input.document.text, input.document.number)",
    "in an argument without braces": 'deny contains 1 if not startswith(upper(input.document.number), "a")',
    "negated sum": "deny contains 1 if { some t in input.document.ts; not t.text + 1 == 2 }",
    "division in a head": 'deny contains {"x": 1 / t.zero} if { some t in input.document.ts }',
    "division over lines": 'deny contains {\n\t"x": 1 /\n\t\tt.zero,\n} if { some t in input.document.ts }',
    "in a function": 'f(x) := to_number(x)\n\ndeny contains {"x": f(t.text)} if { some t in input.document.ts }',
    "function with two values": "f(x) := 1 if x\n\nf(x) := 2 if x\n\n"
    'deny contains {"x": f(t.text)} if { some t in input.document.ts }',
    "two values": "v[t.text] := i if some i, t in input.document.ts\n\ndeny contains v",
    "two values of one definition": "v := t.id if some t in input.document.ts\n\ndeny contains v",
    "two values below": "v[1].x := t.id if some t in input.document.ts\n\ndeny contains v",
    "one key twice": 'deny contains {"x": {t.text: i | some i, t in input.document.ts}}',
    "after a constant was found": 'deny contains "a" if {\n\tsome t in input.document.ts\n\tto_number(t.maybe) == 1\n}',
    "left of in": "deny contains 1 if { some t in input.document.ts; x := to_number(t.text) in [1]; not x }",
    "right of in": "deny contains 1 if { some t in input.document.ts; x := 1 in [to_number(t.text)]; not x }",
    "in every": 'deny contains 1 if every t in input.document.ts {\n\tnot startswith(t.text, "a"); not to_number(t.text) == 2\n}',
    "in a comprehension": 'deny contains x if x := [1 | some t in input.document.ts; not upper(t.number) == "A"]',
    "under with": "deny contains 1 if {\n\tsome t in input.document.ts\n"
    '\tnot startswith(upper(input.x), "a") with input.x as t.number\n}',
    "in a key": "_m[to_number(t.text)] contains 1 if some t in input.document.ts\n\ndeny contains _m",
    "in an else": "_m := to_number(t.text) if {\n\tsome t in input.document.ts; t.none\n} else := to_number(input.document.text)\n\n"
    "deny contains _m",
    "behind tabs": 'deny contains {"x": t.y} if {\n\t\tsome t in input.document.ts;\t\tnot startswith(t.text,\t"b");'
    "\t\tto_number(t.text) == 2\n}",
    "behind wide characters": 'deny contains {"配音🎙": t.text, "x": to_number(t.text)} if {\n\tsome t in input.document.ts\n}',
}
TROUBLE = [
    {"text": "fast", "number": 1, "zero": 0, "on": True, "maybe": "1", "id": 1},
    {"text": "fast", "number": 2, "zero": 0, "on": True, "maybe": "x", "id": 2},
]


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_has_the_place_that_opa_gives_it(case, embedded, opa, program):
    loaded = program({"bad": FAILURES[case], "good": "deny contains 1 if false"})
    here, there = (
        answers(engine, loaded, [{"text": "fast", "number": 1, "ts": TROUBLE}])[0] for engine in (embedded, opa)
    )
    assert here == there
    assert here["good"] == {"deny": [[]]}
    assert here["bad"].startswith("dubbing/project/bad/bad.rego:"), here["bad"]


SAFE = "Bind it in the body before, or search in a rule of its own."
OPA = "or run with --engine native or --engine opa."
PATTERN = (
    "the embedded engine matches an object even if it has more keys than are named",
    f"Write := to assign, == to compare, and bind each field by itself, {OPA}",
)
UNCERTAIN = (
    "it is not certain that the embedded engine reads this as OPA does",
    f"See what `opa check` says, {OPA}",
)
REFUSED = {
    "deny contains 1 if not input.xs[^_] == 1": ("the variable _ is unsafe here", SAFE),
    "deny contains 1 if not input.xs[^j]": ("the variable j is unsafe here", SAFE),
    "deny contains 1 if { not startswith(input.xs[^j], `a`); not upper(input.y) == `j` }": (
        "the variable j is unsafe here",
        SAFE,
    ),
    "deny contains 1 if { count([j | some j in input.xs]) == 1; not input.xs[^j] }": (
        "the variable j is unsafe here",
        SAFE,
    ),
    "deny contains 1 if not input.xs[[1, 2][^_]] == 1": ("the variable _ is unsafe here", SAFE),
    "f(^input.x) := 1\n\ndeny contains f(1)": ("the variable input is unsafe here", SAFE),
    "deny contains 1 if not ^x := input.x": ("nothing can be assigned in a negation", "Compare with ==."),
    "deny contains 1 if not ^walk(input.x, [[`k`], 1])": (
        "the embedded engine negates walk otherwise than OPA",
        f"Collect what is found in a comprehension first, {OPA}",
    ),
    "import future.keywords.not\n\ndeny contains 1 if ^not { input.x }": (
        "the embedded engine has no `not` with a body",
        "Name the body as a rule of its own, or run with --engine native or --engine opa.",
    ),
    "import future.keywords.not\n\ndeny contains 1 if not startswith(^x, `a`)": ("the variable x is unsafe here", SAFE),
    "import future.keywords.not\n\ndeny contains 1 if not ^x := input.x": (
        "nothing can be assigned in a negation",
        "Compare with ==.",
    ),
    "import future.keywords.not\n\ndeny contains 1 if not ^walk(input.x, [[`k`], 1])": (
        "the embedded engine negates walk otherwise than OPA",
        f"Collect what is found in a comprehension first, {OPA}",
    ),
    "deny contains [(x in ^input.y) | some x in [1]]": (
        "the embedded engine takes `in` for false when a side of it is undefined",
        f"Bind both sides in the body first, {OPA}",
    ),
    'f(^{"a": x}) := x\n\ndeny contains f(input.x)': PATTERN,
    'deny contains x if { ^{"a": x} = input.x }': PATTERN,
    'deny contains x if input.x = ^{"a": x}': PATTERN,
    'deny contains x if [^{"a": x}] := input.x': PATTERN,
    'deny contains x if some x, ^{"a": 1} in input.x': PATTERN,
    'deny contains p if walk(input.x, [p, ^{"a": 1}])': PATTERN,
    "deny contains x if {\n\tx := input.x\n\t^(x == 1) == true\n}": UNCERTAIN,
    "deny contains x if { x := count ^([1]) }": UNCERTAIN,
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_rewritten_is_refused_with_its_place(text, embedded, program):
    before, _, after = text.partition("^")
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"bad": f"\t# 配音\n{before}{after}"})])
    error = caught.value
    assert (error.message, error.hint) == REFUSED[text]
    lines = before.split("\n")
    assert (error.line, error.column) == (len(lines) + 3, len(lines[-1]) + 1)
    assert (error.file, error.rule, error.plugin) == (
        "dubbing/project/bad/bad.rego",
        "dubbing.project.bad",
        "adjudge.plugins.domains.dubbing",
    )


UNTOUCHED = [
    'deny contains {"path": ["label"]} if not input.document.label',
    "found contains 1 if input.x\n\ndeny contains finding if {\n\tsome number in found\n\tnot number == 1\n"
    '\tfinding := {"path": ["tracks", number]}\n}',
    'deny contains {"path": ["tracks", i], "file": file} if { some i, name in ["x", "y"]; file := input.document[name] }',
    "f(x) := x.y.z\n\ng(x) := upper(x.y) if x.y in {1, 2}\n\nlimit := data.dubbing.params.limit",
    "deny contains finding if { finding := 1; limits := {x | x := input.document[_]}; not finding in limits }",
    "deny contains x if { x := input.document.y; not worded(x, [x, 1]) }\n\nworded(_, _) := false",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_both_engines_read_alike_is_left_as_it_is(text):
    assert align(Module(file="x.rego", text=f"package x\n\n{text}\n", plugin="p")) is None


@pytest.mark.parametrize("case", [*CASES, *FAILURES.values()])
def test_every_place_in_the_rewritten_text_leads_back(case):
    text = f"package x\n\n{HELPERS}\n{case}\n"
    rewritten = align(Module(file="x.rego", text=text, plugin="p"))
    assert rewritten is not None
    copied = [(here, there) for here, there, is_copy in rewritten.origins if is_copy]
    assert copied
    for here, there in copied:
        assert rewritten.text[here] == text[there]
        assert rewritten.origin(here) == there
    assert all(0 <= rewritten.origin(offset) <= len(text) for offset in range(len(rewritten.text)))
    # All that was written by the author is there once more, but for what a name now stands for.
    engine = regorus.Engine()
    engine.add_policy("x.rego", rewritten.text)


def test_names_of_the_author_are_not_taken():
    text = "package x\n\n__moved1 := 1\n\np contains t.x if some t in input.__moved2\n"
    rewritten = align(Module(file="x.rego", text=text, plugin="p"))
    assert rewritten is not None
    assert "p contains __moved4 if { some t in __moved3(input.__moved2); __moved4 := t.x }" in rewritten.text


def test_a_line_may_become_longer_than_the_engine_takes(embedded, program, ask):
    words = ", ".join(f'"{number}"' for number in range(100, 230))
    text = f"deny contains [t.x,\n{words}\n] if {{ some t in input.document; not t.y in [{words}] }}"
    assert max(map(len, text.split("\n"))) < 1024
    (answer,) = ask(embedded, program({"long": text}), [{"x": 1, "y": 2}, {}])
    assert [finding[0] for finding in answer["long"]["deny"][0]] == [1]


@pytest.mark.parametrize("depth", [20, 400, 5000])
def test_brackets_beyond_all_sense_are_refused(depth, embedded, program, ask):
    loaded = program({"deep": f"deny contains x if {{ x := {'(' * depth}1 in input.document{')' * depth} }}"})
    if depth == 20:
        assert ask(embedded, loaded, [1]) == [{"deep": {"deny": [[True]]}}]
        return
    with pytest.raises(PolicyError):
        embedded.load([loaded])


MANY = {
    "array": [["a"], [["a", 0]]],
    "object": [{"k": "a"}, [["a", "k"]]],
    "null": [None, []],
    "number": [7, []],
    "text": ["ab", []],
    "boolean": [True, []],
}


@pytest.mark.parametrize("name", MANY)
def test_a_search_in_what_is_no_collection_finds_nothing(name, embedded, opa, program, ask):
    searched, found = MANY[name]
    loaded = program({"many": "deny contains [x, i] if some i, x in input.document"})
    assert ask(embedded, loaded, searched) == ask(opa, loaded, searched) == [{"many": {"deny": [found]}}]


NEW_NOT = "import future.keywords.not\n\n"
NEGATED_ONCE = {
    "deny contains 1 if not startswith(input.document.a, `x`)": True,
    "deny contains 1 if not input.document.a > 1": True,
    "deny contains 1 if not f(g(input.document.a))\n\nf(x) if x\n\ng(x) := x": True,
    "deny contains 1 if not upper(input.document.b) == `X`": False,
    "deny contains 1 if not input.document.a with input.document.a as 1": False,
}


@pytest.mark.parametrize("text", NEGATED_ONCE)
def test_the_new_not_is_true_of_what_is_undefined(text, embedded, opa, program, ask):
    loaded = program({"new": NEW_NOT + text})
    expected = [{"new": {"deny": [[1] if NEGATED_ONCE[text] else []]}}]
    assert ask(embedded, loaded, {"b": "x"}) == ask(opa, loaded, {"b": "x"}) == expected


def test_each_module_has_its_own_not(embedded, opa, program, ask):
    text = "deny contains 1 if not startswith(input.document.a, `x`)"
    loaded = program({"new": NEW_NOT + text, "old": text})
    assert ask(embedded, loaded, {}) == ask(opa, loaded, {}) == [{"new": {"deny": [[1]]}, "old": {"deny": [[]]}}]


def test_what_does_not_parse_is_explained_by_the_engine(embedded, program):
    with pytest.raises(PolicyError, match="the policy does not load: expecting") as caught:
        embedded.load([program({"bad": "deny contains 1 if {\n\tinput.x input.y\n}"})])
    assert caught.value.line == 4


def test_parts_are_moved_with_the_changes_inside_of_them():
    text = "a(b.c) d"
    changes = Rewriting(text)
    changes.replace((2, 5), "X")
    changes.replace((0, 6), "Y")
    changes.insert(8, " Y := ", (0, 6), " X := ", (2, 5))
    done = changes.done()
    assert done is not None
    assert done.text == "Y d Y := a(X) X := b.c"
    assert [done.origin(done.text.index(mark)) for mark in ("d", "a", "(", ")", "b", "c")] == [7, 0, 1, 5, 2, 4]
    assert Rewriting(text).done() is None
