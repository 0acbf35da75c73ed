"""The entry module of a kind."""

from __future__ import annotations

from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Rule, Words

RULE = Rule(
    id="catering.menu.b",
    domain="catering",
    kind="catering.menu",
    severity="high",
    words={"en": Words(title="B")},
    heads=frozenset({"applies", "deny", "warn"}),
    file="b.rego",
    line=1,
    plugin="catering",
)


def test_it_asks_for_the_heads_that_a_rule_has_and_guards_them_with_applies():
    other = RULE._replace(id="catering.menu.a", heads=frozenset({"deny"}))
    assert entry_module("catering.menu", [RULE, other]) == (
        "package adjudge.catering.menu\n\n"
        "outcomes := {\n"
        '\t"catering.menu.a": {"deny": [v | v := data.catering.menu.a.deny; is_set(v)]},\n'
        '\t"catering.menu.b": {"applies": [v | v := data.catering.menu.b.applies], '
        '"deny": [v | data.catering.menu.b.applies; v := data.catering.menu.b.deny; is_set(v)], '
        '"warn": [v | data.catering.menu.b.applies; v := data.catering.menu.b.warn; is_set(v)]},\n'
        "}\n\n"
        "batch := [each | some one in input.batch; each := outcomes with input as one]\n"
    )
