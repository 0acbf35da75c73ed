"""What fails fails in OPA's order, and what OPA reads otherwise than it looks is not decided by the embedded engine."""

from __future__ import annotations

import pytest

from adjudge.lib.errors import PolicyError

DOCUMENT = {"b": ["x"], "n": "zz", "pp": [["x", "x"]], "o": {"x": "x"}}
NEVER = (
    "some w in []",
    "some w in input.document.zz",
    "w := 2\n\tw == 3",
    "input.document.zz[_]",
    "every w in [1] {\n\t\tw == 2\n\t}",
)
PUT_OFF = {
    "walk": "walk(input.document.b, [p, q])\n\tto_number(q) == 1",
    "walk to a name": "walk(input.document.b, p)\n\tto_number(p[1]) == 1",
    "walk of a call": "walk(to_number(input.document.n), [p, q])",
    "walk past a place": "walk(input.document.b, [_, q])\n\tis_string(q)\n\tr := to_number(q)",
    "another name": "some x in input.document.pp\n\ty := x\n\tto_number(y[0]) == 1",
    "another name, unified": "some x in input.document.pp\n\ty = x\n\tto_number(y[0]) == 1",
    "parts": "some x in input.document.pp\n\t[y, z] := x\n\tto_number(y) == 1",
    "parts, unified": "some x in input.document.pp\n\t[_, y] = x\n\tto_number(y) == 1",
    "parts, the other way round": "some x in input.document.pp\n\tx = [_, y]\n\tto_number(y) == 1",
    "one part": 'some x in input.document.pp\n\t["x", y] = x\n\tto_number(y) == 1',
    "parts of parts": "some x in input.document.pp\n\t[[y, z]] = [x]\n\tto_number(y) == 1",
    "made of it": "some x in input.document.pp\n\ty := [x, x]\n\tto_number(y[0][0]) == 1",
    "an object": 'some x in input.document.pp\n\ty := {"a": x}\n\tto_number(y.a[0]) == 1',
    "in parentheses": "some x in input.document.pp\n\ty := (x)\n\tto_number(y[0]) == 1",
    "within every": "every x in input.document.pp {\n\t\t[y, z] := x\n\t\tto_number(y) == 1\n\t\tsome v in []\n\t}",
}


@pytest.mark.parametrize("never", NEVER)
@pytest.mark.parametrize("body", PUT_OFF.values(), ids=PUT_OFF)
def test_a_call_fails_before_what_stands_after_it_is_looked_for(engine, program, ask, body, never):
    policy = f'deny contains {{"code": "x"}} if {{\n\t{body}\n\t{never}\n}}'
    ((said,),) = (answer.values() for answer in ask(engine, program({"a": policy}), DOCUMENT))
    assert "to_number failed" in said


WALKS = {
    "a place and a value": "walk(input.document.o, [p, q])",
    "a value": "walk(input.document.o, [_, q])\n\tp := 1",
    "a value that is known": 'walk(input.document.o, [p, "x"])\n\tq := 1',
    "both at once": "walk(input.document.o, r)\n\t[p, q] := r",
    "of another document": 'walk(input.document.o, [p, q]) with input.document as {"o": {"y": "z"}}',
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_a_walk_finds_on_each_engine_what_it_finds_on_opa(engine, opa, program, ask, walk):
    loaded = program({"a": f'deny contains {{"p": p, "q": q}} if {{\n\t{walk}\n\tis_string(sprintf("%v", [p]))\n}}'})
    (said,) = ask(engine, loaded, DOCUMENT)
    assert said == ask(opa, loaded, DOCUMENT)[0]
    assert said["a"]["deny"]


REFUSED = {
    "nothing but not true": "x if not true",
    "nothing but not true, in braces": "x if {\n\tnot (true)\n}",
    "nothing but not true, in a comprehension": "x := [1 | not true]",
    "a walk to what is known": 'x if {\n\tq := "x"\n\twalk(input.document.b, [p, q])\n\tto_number(input.document.n)\n}',
    "a walk to what is declared": "x if {\n\tsome p, q\n\twalk(input.document.b, [p, q])\n\tto_number(q)\n}",
    "a sign before the bar": "x := [y * 2 | y := 1]",
    "a sign before the bar of an object": 'x := {"k": y - 1 | y := 1}',
    "nothing before the bar": "x := [| true]",
    "too much before the bar": "x := {1: 2: 3 | true}",
    "a function of one and of no argument": "x := f(1)\n\nf(y) := y\n\nf() := 1",
    "a bracket joined to in": "x if some y in[1]",
    "a name alone": "x := 1\n\ny",
    "a keyword that nobody has": "import future.keywords.nor\n\nx := 1",
    "an underscore in what is searched": "x if some y in [_, 1]",
    "an underscore with a field": "x if some y in _.field",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_opa_reads_otherwise_or_not_at_all_is_refused_with_its_place(embedded, program, text):
    rule = f'{text}\n\ndeny contains {{"x": x}} if true'
    with pytest.raises(PolicyError) as refused:
        embedded.load([program({"a": rule, "b": "deny contains {} if true"})])
    assert refused.value.file == "dubbing/project/a/a.rego"
    assert refused.value.line is not None


def test_a_number_of_the_parameters_that_is_written_otherwise_is_no_key(embedded, program, ask):
    policy = 'deny contains {"m": {data.dubbing.params.a: 1}} if true'
    for number, outcome in ((1.0, "write otherwise"), (1e22, "write otherwise"), (7, "'7'")):
        loaded = program({"a": policy}, data={"dubbing": {"params": {"a": number}}})
        assert outcome in str(ask(embedded, loaded, {})[0]["a"])


def test_a_long_row_of_operands_is_refused_at_once(embedded, program):
    policy = f"deny contains {{}} if {{\n\tx := 1{chr(10).join(['', *['+ 1'] * 15_000])}\n\tx == 1\n}}"
    with pytest.raises(PolicyError, match="deep"):
        embedded.load([program({"a": policy})])
