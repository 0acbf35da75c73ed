"""No expression of which the engines once made different things is answered differently now."""

from __future__ import annotations

import json
from typing import Any

import pytest
from differed import DOCUMENT, EXPRESSIONS, POLICIES

from adjudge.engine import Engine
from adjudge.lib.errors import EngineError, PolicyError, UnlistedValueError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.model import Program
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

KIND = "odd.thing"
NUMBERS = [0.1, 0.2, 0.3]


def program(text: str) -> Program:
    rule = Rule(
        id=f"{KIND}.one",
        domain="odd",
        kind=KIND,
        severity="high",
        words={"en": Words(title="one")},
        heads=frozenset({"deny"}),
        file="odd/thing/one/one.rego",
        line=1,
        plugin="odd",
    )
    module = Module(file=rule.file, text=f"package {rule.id}\n\n{text}\n", plugin="odd")
    return Program(kind=KIND, rules=(rule,), modules=(module,), data={}, entry=entry_module(KIND, (rule,)))


def said(engine: Engine, text: str, document: Any) -> Any:
    """Return what a rule says of a document, or the class of its error."""
    try:
        session = engine.load([program(text)])
    except PolicyError as error:
        return type(error)
    (answer,) = session.ask(KIND, [json.dumps({"document": document})])()
    heads = answer.rules[f"{KIND}.one"]
    return type(heads) if isinstance(heads, EngineError) else json.dumps(heads)


def compare(native_worker: str, text: str, document: Any) -> None:
    from adjudge_opa.engine import NativeEngine

    embedded, native = EmbeddedEngine(), NativeEngine(executable=native_worker)
    try:
        here = said(embedded, text, document)
        there = said(native, text, document)
    finally:
        embedded.close()
        native.close()
    refused = isinstance(here, type) and issubclass(here, PolicyError | UnlistedValueError)
    both_fail = isinstance(here, type) and isinstance(there, type)
    assert refused or both_fail or here == there, (here, there)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_value_is_the_same_or_refused(expression, native_worker):
    compare(native_worker, f'deny contains {{"msg": sprintf("%v", [v])}} if v := {expression}', DOCUMENT)


@pytest.mark.parametrize("name", POLICIES)
def test_a_rule_is_the_same_or_refused(name, native_worker):
    value, text = POLICIES[name]
    compare(native_worker, text, {"v": value, "n": NUMBERS})
