"""An engine of a stranger that breaks its contract, and answers that are none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from spoken import spoken

from adjudge.lib.errors import EngineError, PluginError
from adjudge.lib.rego.answers import answer_of
from adjudge.lib.rego.failures import (
    builtin_failed,
    function_conflicts,
    operator_failed,
    other_failure,
    rule_conflicts,
)
from adjudge.lib.rego.guarding import GuardedEngine
from adjudge.lib.rego.rule import Rule, Words

RULE = Rule(
    id="catering.menu.allergens",
    domain="catering",
    kind="catering.menu",
    severity="high",
    words={"en": Words("Allergens")},
    heads=frozenset({"deny"}),
    file="a.rego",
    line=1,
    plugin="catering",
)
PROGRAM = SimpleNamespace(kind="catering.menu", rules=(RULE,))


def engine(**methods) -> GuardedEngine:
    session = SimpleNamespace(batch=methods.pop("batch", 1), ask=methods.pop("ask", None))
    whole = {"build": lambda: {}, "load": lambda _programs: session, "close": lambda: None, **methods}
    return GuardedEngine(SimpleNamespace(**whole), "odd", "catering")


def failing():
    raise ValueError("no fire")


@pytest.mark.parametrize(
    ("use", "says"),
    [
        (lambda: GuardedEngine(7, "odd", "catering"), "`make` of the engine odd gave a int, not an Engine"),
        (lambda: engine(build=lambda: {"a": 1}).build(), "build of the engine odd returned {'a': 1}, not texts"),
        (lambda: engine(batch=0).load([PROGRAM]), "batch of the engine odd is 0, not a number from 1"),
        (lambda: engine(close=failing).close(), "close of the engine odd raised ValueError: no fire"),
    ],
)
def test_an_engine_that_breaks_its_contract_is_told(use, says):
    with pytest.raises(PluginError) as caught:
        use()
    assert says in spoken(caught.value)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda *_: failing, "the answer of the engine odd raised ValueError: no fire"),
        (lambda *_: lambda: [], "the engine gave another number of answers than it was asked for"),
    ],
)
def test_an_answer_that_does_not_come_is_each_rules_error(ask, says):
    (answer,) = engine(ask=ask).load([PROGRAM]).ask("catering.menu", ["{}"])()
    error = answer.rules[RULE.id]
    assert isinstance(error, EngineError)
    assert says in spoken(error)


@pytest.mark.parametrize(
    ("outcomes", "says"),
    [
        ([], "the engine's answer is not about these rules"),
        ({}, "the engine gave no answer for this rule"),
        ({RULE.id: {"deny": 7}}, "the engine's answer has not the agreed shape"),
    ],
)
def test_an_answer_without_its_shape_is_each_rules_error(outcomes, says):
    error = answer_of([RULE], outcomes).rules[RULE.id]
    assert isinstance(error, EngineError)
    assert says in spoken(error)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (builtin_failed("count", None, {}), "count failed on the values it was given"),
        (operator_failed("/", None, {}), "the operator / failed on the values it was given"),
        (function_conflicts("f", None, {}), "the function f gives two values for the same arguments"),
        (rule_conflicts(None), "two values where there can be one"),
        (other_failure(" \n", None), "the engine failed without a word"),
    ],
)
def test_a_failing_query_is_told_in_our_words(error, says):
    assert says in spoken(error)


def test_what_else_an_engine_says_is_quoted():
    error = other_failure("\n  out of fire \n at x", None)
    assert (error.message, error.words["zh"], error.hint) == ("out of fire", "“out of fire”", None)
