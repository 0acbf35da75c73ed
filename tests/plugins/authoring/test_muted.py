"""The tests of a rule notice what it says: where a head is muted, one of them fails."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from typing import Any

import pytest
from installed_rules import installed, policies, rules

from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.plugins.authoring.lint.muted import unnoticed
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

pytestmark = pytest.mark.slow


@cache
def data() -> dict[str, Any]:
    """Give all data that stands below `data`, as `opa test` has it."""
    catalogue = installed()
    found = {name: catalogue.open(name).folder.data for name in catalogue.registry.domains}
    return {**found, "instruments": catalogue.instruments.as_data(None)}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_test_notices_when_a_first_party_rule_says_nothing_or_never_or_always_applies(rule: Rule) -> None:
    found = policies(installed(), rule.domain)
    module = found.folder.policies[rule.id].module
    others = [each for each in installed().modules(rule) if each.file != module.file]
    with closing(EmbeddedEngine()) as engine:
        assert list(unnoticed(rule, module, found.test(rule), others, data=data(), engine=engine)) == []


RULE = """package a.b.c

applies if input.document.public

deny contains {"path": []} if input.document.bad

warn contains {"path": []} if input.document.odd
"""
DENIES = 'test_denies if c.deny == {{"path": []}} with input as {"document": {"bad": true}}'
WARNS = 'test_warns if c.warn == {{"path": []}} with input as {"document": {"odd": true}}'
PASSES = 'test_passes if {\n\tcount(c.deny) == 0 with input as {"document": {}}\n\tcount(c.warn) == 0\n}'
APPLIES = 'test_applies if c.applies with input as {"document": {"public": true}}'
SPARES = 'test_spares if not c.applies with input as {"document": {"public": false}}'


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ((DENIES, WARNS, PASSES, APPLIES, SPARES), []),
        ((WARNS, PASSES, APPLIES, SPARES), ["deny contains input if false"]),
        ((DENIES, PASSES, APPLIES, SPARES), ["warn contains input if false"]),
        ((DENIES, WARNS, PASSES, SPARES), ["applies := false"]),
        ((DENIES, WARNS, PASSES, APPLIES), ["applies := true"]),
    ],
)
def lint(text: str, test: str | None, *, heads: tuple[str, ...] = ("deny", "warn", "applies")) -> list[tuple[str, str]]:
    rule = Rule(
        id="a.b.c",
        domain="a",
        kind="a.b",
        severity="low",
        words={"en": Words("T")},
        heads=frozenset(heads),
        file="a/b/c/c.rego",
        line=1,
        plugin="x",
    )
    shown = Module(file="a/b/c/c_test.rego", text=test, plugin="x") if test is not None else None
    module = Module(file=rule.file, text=text, plugin="x")
    with closing(EmbeddedEngine()) as engine:
        found = list(unnoticed(rule, module, shown, (), data={}, engine=engine))
    return [(each.file, str(each.words)) for each in found]


def written(*tests: str) -> str:
    return "\n\n".join(("package a.b.c_test", "import data.a.b.c", *tests))


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        ((DENIES, WARNS, PASSES, APPLIES, SPARES), []),
        ((WARNS, PASSES, APPLIES, SPARES), ["deny contains input if false"]),
        ((DENIES, PASSES, APPLIES, SPARES), ["warn contains input if false"]),
        ((DENIES, WARNS, PASSES, SPARES), ["applies := false"]),
        ((DENIES, WARNS, PASSES, APPLIES), ["applies := true"]),
    ],
)
def test_what_no_test_notices_is_told(tests: tuple[str, ...], told: list[str]) -> None:
    said = [f"no test fails when the rule says `{instead}` instead" for instead in told]
    assert lint(RULE, written(*tests)) == [("a/b/c/c_test.rego", each) for each in said]


@pytest.mark.parametrize("test", [None, "package a.b.c_test\n"])
def test_a_rule_without_a_test_is_told(test: str | None) -> None:
    assert lint(RULE, test) == [("a/b/c/c.rego", "has no test beside it")]


def test_tests_that_fail_as_the_rule_stands_are_told_and_say_nothing_of_it() -> None:
    broken = "test_wrong if count(c.deny) == 7"
    crash = 'test_crash if to_number("x") == 1'
    found = lint(RULE, written(DENIES, broken, crash))
    assert found == [("a/b/c/c_test.rego", "these tests fail as the rule stands: test_crash, test_wrong")]


def test_a_head_that_cannot_be_muted_is_told() -> None:
    text = RULE.replace("warn contains", "default applies := false\n\n warn contains")
    found = lint(text, written(DENIES, WARNS, PASSES, APPLIES, SPARES))
    assert ("a/b/c/c.rego", "`warn` begins no line of its own, so whether a test notices it is not known") in found
