"""What holds on either engine, and that both say the same."""

from __future__ import annotations

import json

import pytest

from adjudge.lib.errors import EngineError, PolicyError

AUDIBLE = 'deny contains {"path": ["label"]} if not input.document.label'
RATE = """applies if input.document.rate

deny contains {"path": ["rate"]} if to_number(input.document.rate) < 8000"""


def test_answers_hold_every_head_of_every_rule(engine, program, ask):
    loaded = program({"audible": AUDIBLE, "rate": RATE + '\n\nwarn contains "odd" if false'})
    assert ask(engine, loaded, {}, {"label": True, "rate": "4000"}) == [
        {"audible": {"deny": [[{"path": ["label"]}]]}, "rate": {"applies": [], "deny": [], "warn": []}},
        {"audible": {"deny": [[]]}, "rate": {"applies": [True], "deny": [[{"path": ["rate"]}]], "warn": [[]]}},
    ]


def test_one_failing_record_of_fifty_spoils_one_rule_of_itself(engine, program, ask):
    loaded = program({"audible": AUDIBLE, "rate": RATE})
    documents = [{"label": True, "rate": "44100"} for _ in range(50)]
    documents[37] = {"rate": "fast"}
    answers = ask(engine, loaded, *documents)
    bad = answers.pop(37)
    assert bad["audible"] == {"deny": [[{"path": ["label"]}]]}
    assert bad["rate"] == (
        "dubbing/project/rate/rate.rego:5:37: to_number failed on the values it was given "
        "(rule dubbing.project.rate, plugin adjudge.plugins.domains.dubbing). "
        "Check the values before the call, or let the schema require them."
    )
    assert answers == [{"audible": {"deny": [[]]}, "rate": {"applies": [True], "deny": [[]]}}] * 49


def test_what_fails_in_a_walk_leaves_nothing_to_the_next_artifact(engine, program, ask):
    """The embedded engine keeps the steps of a walk that failed: asked again, it finds nothing where they ended."""
    walked = 'deny contains {"path": path} if {\n\twalk(input.document, [path, value])\n\tto_number(value) > 5\n}'
    loaded = program({"audible": AUDIBLE, "walked": walked})
    documents = [{"label": "x"}, {"label": "9"}, {"label": "x"}, {"label": "x"}]
    answers = ask(engine, loaded, *documents)
    failed = {answer.pop("walked") for answer in answers}
    assert len(failed) == 1
    assert "walked.rego:5:2: to_number failed on the values it was given" in failed.pop()
    assert answers == [{"audible": {"deny": [[]]}}] * 4


def test_applies_that_is_no_boolean_comes_as_it_is(engine, program, ask):
    loaded = program({"odd": 'applies := "yes"\n\ndeny contains 1 if false'})
    assert ask(engine, loaded, {}) == [{"odd": {"applies": ["yes"], "deny": [[]]}}]


def test_deny_that_is_no_set_has_no_value(engine, program, ask):
    assert ask(engine, program({"odd": "deny := [1]"}), {}) == [{"odd": {"deny": []}}]


def test_data_reaches_policies(engine, program, ask):
    loaded = program({"limit": "deny contains data.dubbing.params.limit"}, data={"dubbing": {"params": {"limit": 5}}})
    assert ask(engine, loaded, {}) == [{"limit": {"deny": [[5]]}}]


def test_several_kinds_are_loaded_at_once(engine, program):
    one, two = program({"audible": AUDIBLE}), program({"rate": RATE}, kind="dubbing.voice")
    session = engine.load([one, two])
    (answer,) = session.ask("dubbing.voice", ['{"document": {}}'])()
    assert list(answer.rules) == ["dubbing.voice.rate"]
    (answer,) = session.ask("dubbing.project", ['{"document": {}}'])()
    assert list(answer.rules) == ["dubbing.project.audible"]


def test_no_inputs_give_no_answers(engine, program):
    assert engine.load([program({"audible": AUDIBLE})]).ask("dubbing.project", [])() == []


def test_equal_answers_are_one_object(engine, program):
    session = engine.load([program({"audible": AUDIBLE})])
    first, second, third = session.ask(
        "dubbing.project", ['{"document": {"label": 1}}', "{}", '{"document": {"label": 2}}']
    )()
    assert first is third
    assert first is not second


@pytest.mark.parametrize("value", ["1.0", "1e2", "9007199254740993", "-0.0", "0.5", "1e300", "18446744073709551615"])
def test_numbers_are_the_same_values_and_types(embedded, native, opa, program, value):
    loaded = program({"echo": "deny contains input.x"})
    said = [
        engine.load([loaded]).ask(loaded.kind, [f'{{"x": {value}}}'])()[0].rules["dubbing.project.echo"]["deny"][0][0]
        for engine in (embedded, native, opa)
    ]
    assert said[0] == said[1] == said[2]
    assert type(said[0]) is type(said[1]) is type(said[2])
    assert type(said[0]) is (float if value in ("0.5", "1e300") else int)


FAILURES = {
    "builtin": "deny contains to_number(input.document.text)",
    "builtin in a condition": 'deny contains "x" if {\n\tinput.document.number == 1\n\tto_number(input.document.text) > 1\n}',
    "negated call": 'deny contains "x" if {\n\tnot startswith(input.document.none, "a")\n}',
    "nested calls": 'deny contains to_number(concat("", ["a", upper(input.document.text)]))',
    "inner call": "deny contains count(split(lower(input.document.number), input.document.text))",
    "after wide characters": 'deny contains x if x := ["配音🎙", json.unmarshal(input.document.text)]',
    "call over several lines": "deny contains x if {\n\tx := time.parse_rfc3339_ns(\n\t\tinput.document.text,\n\t)\n}",
    "no place of its own": 'deny contains x if {\n\tsome x in ["2026-01-01T00:00:00Z", input.document.text]\n'
    "\ttime.parse_rfc3339_ns(x) > 1\n}",
    "in every": "deny contains 1 if every x in [input.document.text] { to_number(x) > 1 }",
    "in a comprehension": "deny contains [x | x := to_number(input.document.text)]",
    "in a function": "number(x) := to_number(x)\n\ndeny contains number(input.document.text)",
    "set argument": "deny contains sum({x | some x in [input.document.text]})",
    "wrong type": 'deny contains concat(",", input.document.number)',
    "division": "deny contains 1 / (input.document.number - 1)",
    "remainder": "deny contains 1 % (input.document.number - 1)",
    "division over lines": "deny contains x if {\n\tx := 1 /\n\t\t(input.document.number - 1)\n}",
    "adding text": "deny contains input.document.text + 1",
    "subtracting text": "deny contains 1 - input.document.text",
    "multiplying text": "deny contains input.document.text * 2",
    "joining sets": "deny contains {1} | input.document.number",
    "two values": "value := 1 if input.document.number\n\nvalue := 2 if input.document.text\n\ndeny contains value",
    "two values of one definition": "value := x if some x in [1, 2]\n\ndeny contains value",
    "function with two values": "value(x) := 1 if x\n\nvalue(x) := 2 if x\n\ndeny contains value(input.document.number)",
    "library function with two values": "import data.dubbing.lib.labels\n\n"
    "deny contains 1 if not labels.near(input.document.number)",
    "in a library": "import data.dubbing.lib.labels\n\ndeny contains labels.rate(input.document.text)",
    "one key twice": 'deny contains {"x": v | some v in [input.document.number, 7]}',
    "in applies": "applies if to_number(input.document.text) > 1\n\ndeny contains 1",
    "in warn": "deny contains 1\n\nwarn contains to_number(input.document.text)",
    "range": "deny contains numbers.range(1, input.document.text)",
    "semver": 'deny contains semver.compare(input.document.text, "1.0.0")',
    "base64": 'deny contains base64.decode(concat("", [input.document.text, "!"]))',
    "object": 'deny contains object.get(input.document.text, "a", 1)',
    "under with": "deny contains x if x := to_number(input.document.text) with input.y as 1",
}
LIBRARIES = {
    "labels": "near(x) := 1 if x\n\nnear(x) := 2 if x\n\nrate(x) := to_number(x)",
}


@pytest.mark.parametrize("case", FAILURES)
def test_all_engines_report_a_failure_alike(case, embedded, native, opa, program, ask):
    loaded = program({"bad": FAILURES[case], "good": AUDIBLE}, LIBRARIES)
    document = {"text": "fast", "number": 1, "none": None, "label": True}
    here, there, reference = (ask(engine, loaded, document)[0] for engine in (embedded, native, opa))
    assert here == reference
    assert there == reference
    assert here["good"] == {"deny": [[]]}
    assert here["bad"].startswith("dubbing/"), here["bad"]


def test_a_rule_that_is_not_asked_about_a_failing_head_when_it_does_not_apply(engine, program, ask):
    rules = {
        "bad": "deny contains to_number(input.document.text)",
        "idle": 'applies := false\n\ndeny contains to_number("x")',
    }
    (answer,) = ask(engine, program(rules), {"text": "fast"})
    assert answer["idle"] == {"applies": [False], "deny": []}
    assert "to_number" in answer["bad"]


def test_an_unparsable_policy_names_file_line_plugin_and_rule(engine, program):
    with pytest.raises(PolicyError) as caught:
        engine.load([program({"good": AUDIBLE, "bad": "deny contains if {\n"})])
    error = caught.value
    assert (error.file, error.plugin, error.rule) == (
        "dubbing/project/bad/bad.rego",
        "adjudge.plugins.domains.dubbing",
        "dubbing.project.bad",
    )
    assert error.line == 3


def test_an_unsafe_variable_is_found_before_anything_is_judged(engine, program):
    with pytest.raises(PolicyError, match="unsafe") as caught:
        engine.load([program({"bad": "deny contains 1 if { x == 1 }"})])
    assert (caught.value.line, caught.value.rule) == (3, "dubbing.project.bad")


def test_an_unknown_function_is_found_before_anything_is_judged(engine, program):
    with pytest.raises(PolicyError, match="startwith") as caught:
        engine.load([program({"bad": 'deny contains 1 if startwith("a", "b")'})])
    assert (caught.value.line, caught.value.rule) == (3, "dubbing.project.bad")


def test_a_failing_rule_keeps_its_own_error_object(engine, program):
    loaded = program({"a": 'deny contains to_number("x")', "b": 'deny contains to_number("y")'})
    (answer,) = engine.load([loaded]).ask(loaded.kind, [json.dumps({})])()
    assert {said.rule for said in answer.rules.values() if isinstance(said, EngineError)} == set(answer.rules)


BROKEN = [
    "deny contains if {",
    "deny contains )",
    "deny contains 1 if { x == 1 }",
    'deny contains startwith("a", "b")',
    "deny contains f(1)\n\nf(x) := f(x)",
    "deny contains 1\n\ndeny := 2",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_policy_that_opa_refuses_is_refused_in_the_same_words_without_a_server(text, native, opa, program):
    said = []
    for engine in (native, opa):
        with pytest.raises(PolicyError) as caught:
            engine.load([program({"bad": text, "good": AUDIBLE})])
        said.append(list(getattr(caught.value, "errors", [caught.value])))
    assert (
        all(each.column for each in said[0]) or text == BROKEN[0]
    )  # the end of a file has none, a server's log none at all
    assert [str(each).replace(f":{each.line}:{each.column}:", f":{each.line}:") for each in said[0]] == [
        *map(str, said[1])
    ]
