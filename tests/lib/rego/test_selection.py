"""Which rules' outcomes count."""

from __future__ import annotations

import pytest

from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import Rule, Words
from adjudge.lib.rego.selection import Selection, means

A = Rule(
    id="catering.menu.a",
    domain="catering",
    kind="catering.menu",
    severity="high",
    words={"en": Words(title="A")},
    heads=frozenset({"deny"}),
    file="a.rego",
    line=1,
    plugin="catering",
    collections=("release",),
    jurisdictions=("CN",),
    formerly=("catering.menu.old",),
)
B = A._replace(id="bakery.menu.b", severity="low", collections=(), jurisdictions=(), formerly=())
RULES = (A, B)


def test_no_selection_counts_everything():
    assert not Selection()
    assert Selection().left_out(RULES) == frozenset()


@pytest.mark.parametrize(
    "selector",
    [
        "catering.menu.a",
        "catering.*",
        "*.a",
        "catering.menu.old",
        "collection:release",
        "severity:high",
        "jurisdiction:CN",
    ],
)
def test_each_selector_means_what_it_says(selector):
    assert means(selector, A)
    assert not means(selector, B)
    assert Selection(select=(selector,)).left_out(RULES) == {B.id}
    assert Selection(ignore=(selector,)).left_out(RULES) == {A.id}
    assert Selection(select=(selector,))


def test_ignore_wins_over_select():
    assert Selection(select=("*",), ignore=("catering.*",)).left_out(RULES) == {A.id}


def test_several_selectors_are_an_or():
    assert Selection(select=("catering.*", "severity:low")).left_out(RULES) == frozenset()


@pytest.mark.parametrize("selector", ["severity:grave", "colour:red", ":", "collections:release"])
def test_a_selector_that_cannot_be_read_is_a_mistake(selector):
    with pytest.raises(UsageError, match="cannot be read"):
        means(selector, A)


def test_selectors_that_mean_no_rule_are_told():
    selection = Selection(select=("catering.*", "collection:relese"), ignore=("brewery.*",))
    assert selection.unmatched(RULES) == ["collection:relese", "brewery.*"]


def test_selectors_by_a_former_name_are_told():
    selection = Selection(select=("catering.menu.old", "catering.*"))
    assert list(selection.renamed(RULES)) == [("catering.menu.old", A)]
