"""The traps of an engine that runs inside this process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest

from adjudge.engine import Memo, decode
from adjudge.lib.errors import EngineError, PolicyError

ECHO = "deny contains input.document"


def error_of(answer, rule):
    said = answer.rules[f"dubbing.project.{rule}"]
    assert isinstance(said, EngineError)
    return said


@pytest.mark.parametrize("text", ["", "{", "[" * 200 + "]" * 200, '{"a": NaN}', '"\\ud800"', "1e999"])
def test_an_input_that_cannot_be_read_is_an_error_and_never_the_input_before(text, embedded, program):
    session = embedded.load([program({"echo": ECHO})])
    before, bad, after = session.ask("dubbing.project", ['{"document": "first"}', text, '{"document": "third"}'])()
    assert before.rules["dubbing.project.echo"] == {"deny": [["first"]]}
    assert "cannot read the input" in error_of(bad, "echo").message
    assert after.rules["dubbing.project.echo"] == {"deny": [["third"]]}


CAPPED = {
    "numbers.range": "deny contains count(numbers.range(1, input.document))",
    "numbers.range_step": "deny contains count(numbers.range_step(1, input.document, 2))",
    "net.cidr_expand": 'deny contains count(net.cidr_expand("0.0.0.0/0"))',
}


@pytest.mark.parametrize("name", CAPPED)
def test_what_would_end_the_process_is_an_error(name, embedded, program):
    session = embedded.load([program({"big": CAPPED[name]})])
    (answer,) = session.ask("dubbing.project", ['{"document": 1000000000000}'])()
    error = error_of(answer, "big")
    assert error.message == f"{name} failed on the values it was given"
    assert (error.file, error.line) == ("dubbing/project/big/big.rego", 3)
    assert error.column == CAPPED[name].index(name) + 1


@pytest.mark.parametrize("sound", ["count({1, 2})", "count(set())", 'concat("", {"a", "b"})', "sum({1, 2})"])
def test_a_call_that_was_given_a_set_is_not_blamed_for_the_one_after_it(sound, embedded, program):
    rule = f"deny contains day if {{\n\t{sound}\n\tday := time.parse_rfc3339_ns(input.document)\n}}"
    session = embedded.load([program({"late": rule})])
    (answer,) = session.ask("dubbing.project", ['{"document": "0001-01-01T00:00:00Z"}'])()
    assert error_of(answer, "late").message == "time.parse_rfc3339_ns failed on the values it was given"


RANGES = [
    "numbers.range(1, 5)",
    "numbers.range(5, 1)",
    "numbers.range(3, 3)",
    "numbers.range_step(0, 10, 3)",
    "numbers.range_step(10, 0, 5)",
    "numbers.range_step(1, 5, 0)",
    "numbers.range_step(1, 5, -1)",
    "numbers.range(1.5, 3)",
    "numbers.range(true, 3)",
    'net.cidr_expand("192.0.2.8/30")',
    'net.cidr_expand("2001:db8::/126")',
    'net.cidr_expand("192.0.2.9/30")',
    'net.cidr_expand("x")',
]


@pytest.mark.parametrize("call", RANGES)
def test_capped_builtins_are_otherwise_what_opa_has(call, embedded, opa, program, ask):
    function, _, rest = call.partition("(")
    loaded = program({"same": f"deny contains {function}({rest.replace('true', 'input.document')}"})
    here, there = (ask(engine, loaded, True)[0]["same"] for engine in (embedded, opa))
    assert here == there


class Panicking:
    """The real engine, but for one query."""

    def __init__(self, engine):
        self.engine = engine

    def set_input_json(self, text):
        self.engine.set_input_json(text)

    def eval_query_as_json(self, query):
        if query.endswith((".outcomes", ".bad.deny")):
            raise type("PanicException", (BaseException,), {})("index out of bounds")
        return self.engine.eval_query_as_json(query)

    def clone(self):
        return Panicking(self.engine.clone())


def test_a_panic_is_an_error_of_its_rule_and_the_others_are_asked_of_a_new_engine(embedded, program):
    session = embedded.load([program({"bad": "deny contains 1", "echo": ECHO, "late": ECHO})])
    judge = session._judges["dubbing.project"]
    build = judge._build
    judge._engine = Panicking(judge._engine)
    judge._build = lambda *extensions: Panicking(build(*extensions))
    (answer,) = session.ask("dubbing.project", ['{"document": "x"}'])()
    assert error_of(answer, "bad").message == "index out of bounds"
    assert answer.rules["dubbing.project.echo"] == answer.rules["dubbing.project.late"] == {"deny": [["x"]]}


def test_keyboard_interrupts_get_through(embedded, program):
    session = embedded.load([program({"echo": ECHO})])

    class Interrupted:
        def set_input_json(self, text):
            raise KeyboardInterrupt

    session._judges["dubbing.project"]._engine = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        session.ask("dubbing.project", ["{}"])()


def test_error_texts_have_no_backtrace_and_no_bulk(embedded, program):
    session = embedded.load([program({"bad": "deny contains object.keys(input.document)"})])
    (answer,) = session.ask("dubbing.project", [json.dumps({"document": "配" * 10_000})])()
    error = error_of(answer, "bad")
    assert len(error.message) <= 200
    assert "backtrace" not in error.message
    assert (error.file, error.line) == ("dubbing/project/bad/bad.rego", 3)


RECURSIVE = {
    "deny contains 1 if deny": "data.dubbing.project.bad.deny -> data.dubbing.project.bad.deny",
    "deny contains f(1)\n\nf(x) := f(x)": "data.dubbing.project.bad.f -> data.dubbing.project.bad.f",
    "deny contains p\n\np if q\n\nq if data.dubbing.project.bad.p": "data.dubbing.project.bad.p -> "
    "data.dubbing.project.bad.q -> data.dubbing.project.bad.p",
}


@pytest.mark.parametrize("text", RECURSIVE)
def test_what_needs_itself_is_refused_as_by_opa(text, embedded, opa, program):
    loaded = program({"bad": text, "good": "deny contains 1 if false"})
    with pytest.raises(PolicyError) as caught:
        embedded.load([loaded])
    assert caught.value.message == f"rule {RECURSIVE[text]} is recursive"
    with pytest.raises(PolicyError, match="recursive"):
        opa.load([loaded])


def test_failures_are_explained_again_for_each_place(embedded, program):
    text = "deny contains to_number(input.document.a)\n\ndeny contains to_number(input.document.b)"
    session = embedded.load([program({"bad": text})])
    inputs = [json.dumps({"document": document}) for document in ({"a": "x", "b": "1"}, {"a": "1", "b": "x"}) * 2]
    lines = [error_of(answer, "bad").line for answer in session.ask("dubbing.project", inputs)()]
    assert lines == [3, 5, 3, 5]


def test_engines_are_dropped_with_their_session_even_after_errors():
    """An engine that outlives its thread warns when it is collected in another: cycles must not keep it."""
    script = """
import gc, sys
gc.disable()
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine, Evaluator
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.rule import Module, Rule, Words; from adjudge.model import Program
rule = Rule(id="a.b.c", domain="a", kind="a.b", severity="low", words={"en": Words(title="")},
    heads=frozenset({"deny"}), file="a/b/c/c.rego", line=1, plugin="p")
def program(text):
    entry = 'package adjudge.a.b\\n\\noutcomes := {"a.b.c": {"deny": [v | v := data.a.b.c.deny]}}'
    return Program(kind="a.b", rules=(rule,), modules=(Module(file=rule.file, text="package a.b.c\\n\\n" + text,
        plugin="p"),), data={}, entry=entry)
session = EmbeddedEngine().load([program("deny contains to_number(input.x)")])
answers = [session.ask("a.b", ['{"x": "y"}'])() for _ in range(3)]
del session
errors = []
try:
    EmbeddedEngine().load([program("deny contains x if y == 1")])
except PolicyError as error:
    errors.append(error)
kept = EmbeddedEngine().load([program("deny contains 1")])
print(sum(isinstance(each, Evaluator) and each._unasked is not None for each in gc.get_objects()), len(errors))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["1", "1"]


@pytest.mark.parametrize("is_closed", [True, False])
def test_another_thread_may_collect_what_is_kept_of_an_engine(is_closed, embedded, program, monkeypatch):
    """Whoever keeps a judge, a frame of a traceback or a cycle, lets go of it anywhere; regorus wants its own thread."""
    told = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    kept = [embedded.load([program({"echo": ECHO})])]
    assert kept[0].ask("dubbing.project", ['{"document": "x"}'])()[0].rules["dubbing.project.echo"] == {"deny": [["x"]]}
    embedded.close() if is_closed else embedded._sessions.clear()
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert not told


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999", "9" * 400, "{", ""])
def test_what_is_no_json_is_not_decoded(text):
    with pytest.raises(ValueError, match=r"."):
        decode(text)


def test_the_memory_for_answers_is_bounded():
    made = []

    def make(text):
        made.append(text)
        return object()

    memo = Memo(kept=2, length=3)
    for text in ("a", "b", "a", "c", "b", "a", "long", "long"):
        memo.answer(text, make)
    assert made == ["a", "b", "c", "a", "long", "long"]
