"""Every row of the positive list on generated calls: inside of its condition both engines answer the same, and outside
the embedded engine answers the same or refuses.

The calls go the way of every policy: a rule, loaded by the engine, guards and all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import called as rows
import pytest
from drawn import EDGES, Values

from adjudge.engine import Engine
from adjudge.lib.errors import EngineError, UnlistedValueError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.model import Program
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.rows import OPERATORS, ROWS
from adjudge.plugins.engines.opa.engine import OpaEngine

CALLS = 1_000
EDGE_CALLS = int(os.environ.get("ADJUDGE_PROOF", "60"))
"""Calls at the edges, by row: few by default, all that there are in `tox -e proof`."""
BATCH = 250
SIGNS = ("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "in")
FREE = frozenset({"==", "!=", "in"})
"""Operators that are proven for all values."""

RULES = """
minus_(a) := x - y if {
	x := {each | some each in a[0]}
	y := {each | some each in a[1]}
}
"""


def expression(name: str) -> str:
    """Return the call of a builtin, or of a sign, with arguments from the document."""
    if name in rows.EXPRESSIONS:
        return rows.EXPRESSIONS[name][0]
    terms = [f"input.document.a[{place}]" for place in range(2 if name in SIGNS else ROWS[name].count)]
    return f" {name} ".join(terms) if name in SIGNS else f"{name}({', '.join(terms)})"


def program(number: int, name: str) -> Program:
    """Make a program of one rule, which says the value of the call and its type."""
    kind = f"proof.row{number}"
    rule = Rule(
        id=f"{kind}.call",
        domain="proof",
        kind=kind,
        severity="high",
        words={"en": Words(title=name)},
        heads=frozenset({"deny"}),
        file=f"proof/row{number}/call/call.rego",
        line=1,
        plugin="proof",
    )
    text = f"package {rule.id}\n\ndeny contains [type_name(x), x] if {{\n\tx := {expression(name)}\n}}\n{RULES}"
    module = Module(file=rule.file, text=text, plugin="proof")
    return Program(kind=kind, rules=(rule,), modules=(module,), data={}, entry=entry_module(kind, (rule,)))


NAMES = [*rows.ROWS, *rows.EXPRESSIONS]
PROGRAMS = {name: program(number, name) for number, name in enumerate(NAMES)}

Ask = Callable[[str, Sequence[list[Any]]], list[Any]]


class Asked:
    """An engine that has all rows loaded."""

    def __init__(self, engine: Engine) -> None:
        self._session = engine.load(list(PROGRAMS.values()))

    def __call__(self, name: str, calls: Sequence[list[Any]]) -> list[Any]:
        """Return what a row says of each call: its heads, or the error's class."""
        loaded = PROGRAMS[name]
        texts = [json.dumps({"document": {"a": arguments}}) for arguments in calls]
        answers = [
            answer
            for begin in range(0, len(texts), BATCH)
            for answer in self._session.ask(loaded.kind, texts[begin : begin + BATCH])()
        ]
        said = [answer.rules[f"{loaded.kind}.call"] for answer in answers]
        return [type(each) if isinstance(each, EngineError) else json.dumps(each, sort_keys=True) for each in said]


@pytest.fixture(scope="module")
def embedded() -> Iterator[Ask]:
    engine = EmbeddedEngine()
    yield Asked(engine)
    engine.close()


@pytest.fixture(scope="module")
def oracle(opa_binary: str) -> Iterator[Ask]:
    engine = OpaEngine(opa_binary)
    yield Asked(engine)
    engine.close()


def test_every_row_and_every_sign_has_a_generator():
    assert ROWS.keys() - {"print", "trace", "walk", "union", "intersection", "sprintf"} == rows.ROWS.keys() - {*SIGNS}
    assert {*SIGNS} == OPERATORS.keys() | FREE


@pytest.mark.parametrize("name", NAMES)
def test_inside_of_its_condition_a_row_is_as_opa_has_it(name, embedded, oracle):
    make = rows.ROWS[name] if name in rows.ROWS else rows.EXPRESSIONS[name][1]
    values = Values(name)
    calls = [make(values) for _ in range(CALLS)]
    here, there = embedded(name, calls), oracle(name, calls)
    differ = [each for each in zip(calls, here, there, strict=True) if each[1] != each[2]]
    assert differ == [], f"{len(differ)} of {CALLS}"
    assert sum(isinstance(said, str) for said in here) > CALLS // 10


def edges(name: str) -> list[list[Any]]:
    """Return calls with anything: values of the right type at the edges, and of the wrong one."""
    values = Values(f"{name} at the edges")
    make = rows.ROWS[name] if name in rows.ROWS else rows.EXPRESSIONS[name][1]
    calls = []
    for _ in range(EDGE_CALLS):
        arguments = make(values)
        for place in range(len(arguments)):
            if values.below(len(arguments)) == 0:
                arguments[place] = values.one_of(EDGES)
        if values.below(3) == 0:
            arguments = [values.one_of(EDGES) for _ in arguments]
        calls.append(arguments)
    return calls


@pytest.mark.parametrize("name", NAMES)
def test_at_the_edges_a_row_is_as_opa_has_it_or_refused(name, embedded, oracle):
    calls = edges(name)
    here, there = embedded(name, calls), oracle(name, calls)
    assert [
        each
        for each in zip(calls, here, there, strict=True)
        if each[1] != each[2] and each[1] is not UnlistedValueError
    ] == []
