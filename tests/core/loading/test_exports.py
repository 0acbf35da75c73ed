"""What a domain exports may be read by who extends one of its kinds, and by nobody else; the rest of it by nobody at all."""

from __future__ import annotations

import pytest
from catering import FILES, HELPER, PLUGIN, RULE, catering
from first_party import FIRST_PARTY

from adjudge.lib.errors import PluginError
from adjudge.loading.catalogue import Catalogue, Parameters
from adjudge.loading.registry import load

GUEST = "catering.bakery.menu.short"
PLACE = "policies/catering/bakery/menu/short/short.rego"
HEADER = """
# METADATA
# scope: package
# title: A menu is short
# schemas:
#   - input.document: schema.bakery.menu
# custom:
#   severity: low
#   message: "{n} dishes are too many"
package catering.bakery.menu.short

"""
READS = """deny contains {"n": n} if {
	n := count([dish | some dish in input.document.dishes; data.bakery.lib.dishes.complete(dish)])
	n > data.bakery.params.fewest_dishes
}
"""
ALL = ("params", "lib.dishes")
HELPER_OF_BAKERY = "adjudge_bakery/policies/bakery/lib/dishes/dishes.rego"
RULE_OF_BAKERY = "adjudge_bakery/policies/bakery/menu/allergens/allergens.rego"


@pytest.fixture
def catalogue(site):
    """Make a catalogue of a bakery that exports something, and of a catering with a rule for its menus."""

    def make(
        text=READS,
        exports=ALL,
        *,
        bakery=None,
        baked=(),
        catered=None,
        declares='extends=("bakery.menu",)',
        layer=None,
        blocked=FIRST_PARTY,
    ) -> Catalogue:
        guest = catering({PLUGIN: ("extends=()", declares), **(catered or {})})
        if text is not None:
            guest[f"adjudge_catering/{PLACE}"] = HEADER + text
        host = catering({PLUGIN: ("extends=()", f"exports={exports!r}"), **(bakery or {})}, domain="bakery")
        for path, old, new in baked:  # once everything is called after the bakery
            host[path] = str(host[path]).replace(old, new)
            assert new in str(host[path])
        site(bakery=host, catering=guest)
        layers = [Parameters(layer, lambda _steps: {})] if layer else []
        return Catalogue(registry=load(blocked=blocked), layers=layers)

    return make


def problem(made: Catalogue, owner: str = "catering") -> str:
    """Return the only problem that there is, after everything was opened; it has a next step."""
    made.open_all()
    (error,) = [*made.registry.problems, *made.problems()]
    assert (error.plugin, bool(error.hint)) == (owner, True)
    return f"{error.message} | {error.hint}"


def test_who_extends_a_kind_reads_parameters_and_helpers_of_its_owner_as_they_are_in_force(catalogue):
    made = catalogue(layer={"bakery": {"fewest_dishes": 4}})
    rules, errors = made.judges("bakery.menu")
    assert errors == []
    program = made.program("bakery.menu", [rule for rule in rules if rule.id == GUEST])
    assert [module.file for module in program.modules] == [
        "bakery/lib/dishes/dishes.rego",
        "catering/bakery/menu/short/short.rego",
    ]
    assert program.data["bakery"]["params"] == {"fewest_dishes": 4}
    assert made.parameters(made.rule(GUEST))["bakery.fewest_dishes"]["value"] == 4
    assert made.problems() == []


def test_a_rule_for_a_kind_of_its_own_reads_them_too_and_the_owners_rules_stay_unread(catalogue):
    read = FILES[RULE].replace("data.catering.params", "data.bakery.params")
    made = catalogue(None, catered={RULE: read}, layer={"bakery": {"fewest_dishes": 4}})
    made.want(["catering.menu"])
    rules, errors = made.judges("catering.menu")
    program = made.program("catering.menu", rules)
    assert (errors, program.data["bakery"]["params"]) == ([], {"fewest_dishes": 4})
    assert [rule.id for rule in made.rules().values()] == ["catering.menu.allergens"]
    assert [opened.domain.name for opened in made.opened()] == ["bakery", "catering"]


@pytest.mark.parametrize(
    ("body", "exports", "says"),
    [
        ("data.bakery", ALL, "data.bakery belongs to another domain, which does not export it | bakery exports params"),
        ("data.bakery.lib", ALL, "data.bakery.lib belongs to another domain, which does not export it"),
        ("data.bakery.menu.allergens.deny", ALL, "which does not export it | bakery exports params, lib.dishes"),
        (
            "data.bakery.params",
            ("params.fewest_dishes",),
            "data.bakery.params belongs to another domain, which does not",
        ),
        ("data.bakery.params.fewest", ALL, "data.bakery.params.fewest does not exist, so it would be undefined"),
        ('data.bakery.params["fewest"]', ALL, "data.bakery.params.fewest does not exist"),
        ("data.bakery.params.fewest_dishes", (), "which exports nothing | A policy of catering refers to"),
        ("data.bakery.params.fewest_dishes", ("lib.dishes",), "which does not export it | bakery exports lib.dishes."),
        ("data.bakery.lib.dishes.complete({})", ("params",), "which does not export it | bakery exports params."),
        ("data.bakery.lib.dishes.compete({})", ALL, "data.bakery.lib.dishes.compete does not exist"),
        (
            "input.document with data.bakery.params.fewest_dishes as 0",
            ALL,
            "belongs to another domain, and `with` puts something else in its place",
        ),
        ('data.bakery.params[ "fewest" ]', ALL, "data.bakery.params.fewest does not exist"),
    ],
)
def test_what_is_not_exported_is_refused_and_what_is_gets_named(catalogue, body, exports, says):
    made = catalogue(f'deny contains {{"n": 1}} if {body}\n', exports)
    assert says in problem(made)
    assert made.rule(GUEST) is None


@pytest.mark.parametrize(
    ("imported", "condition", "says"),
    [
        ('data.bakery["lib"].dishes', "dishes.nowhere", "data.bakery.lib.dishes.nowhere does not exist"),
        ('data.bakery["params"] as few', "few.fewest > 0", "data.bakery.params.fewest does not exist"),
        ('data.bakery.params["fewest_dishes"] as few', "input.document with few as 0", "`with` puts something else"),
        ("data.bakery.lib.dishes", 'dishes["nowhere"]', "data.bakery.lib.dishes.nowhere does not exist"),
        ("data.bakery.params", "input.document with params as {}", "`with` puts something else in its place"),
        ("data.bakery.params", 'params["fewest"] > 0', "data.bakery.params.fewest does not exist"),
        ("data.bakery.params", "params[`fewest`] > 0", "data.bakery.params.fewest does not exist"),
        ("data.bakery.params as numbers", "numbers.fewest > 0", "data.bakery.params.fewest does not exist"),
    ],
)
def test_an_alias_leads_no_further_and_stands_for_nothing_else(catalogue, imported, condition, says):
    body = f'import {imported}\n\ndeny contains {{"n": 1}} if {condition}\n'
    assert says in problem(catalogue(body))


def test_brackets_lead_as_far_as_dots(catalogue):
    body = (
        'import data.bakery["lib"].dishes\nimport data.bakery["params"] as numbers\n\n'
        'deny contains {"n": numbers["fewest_dishes"]} if dishes["complete"](input.document.dishes[0])\n'
    )
    made = catalogue(body)
    made.open_all()
    assert (made.problems(), list(made.parameters(made.rule(GUEST)))) == ([], ["bakery.fewest_dishes"])


def test_a_helper_below_an_exported_one_is_not_exported_with_it(catalogue):
    deep = {"policies/catering/lib/dishes/deep/deep.rego": "package catering.lib.dishes.deep\n\nnever := 1\n"}
    made = catalogue('deny contains {"n": 1} if data.bakery.lib.dishes.deep.never == 1\n', bakery=deep)
    made.open_all()
    assert made.rule(GUEST) is None


@pytest.mark.parametrize(
    ("exports", "body"),
    [
        (("params.fewest_dishes",), "data.bakery.params.fewest_dishes == 0"),
        (("lib.dishes",), "data.bakery.lib.dishes.complete({})"),
    ],
)
def test_one_of_them_may_be_exported_alone(catalogue, exports, body):
    made = catalogue(f'deny contains {{"n": 1}} if {body}\n', exports)
    made.open_all()
    assert (made.problems(), made.rule(GUEST) is None) == ([], False)


def test_who_extends_no_kind_of_it_reads_nothing(catalogue):
    read = FILES[RULE].replace("data.catering.params", "data.bakery.params")
    made = catalogue(None, declares="extends=()", catered={RULE: read})
    says = problem(made)
    assert "data.bakery belongs to another domain, of which catering extends no kind" in says
    assert says.endswith("Whoever extends one may read what bakery exports: params, lib.dishes.")


def test_a_domain_that_is_disabled_is_told_by_name(catalogue):
    read = FILES[RULE].replace("data.catering.params", "data.bakery.params")
    made = catalogue(None, catered={RULE: read}, blocked=[*FIRST_PARTY, "bakery"])
    assert "data.bakery belongs to another domain, which no plugin that is loaded brings" in problem(made)


@pytest.mark.parametrize(
    ("exports", "says"),
    [
        (("lib.bread",), "the domain bakery exports lib.bread, which it does not have"),
        (("params.fewest",), "the domain bakery exports params.fewest, which it does not have"),
    ],
)
def test_what_is_not_there_is_the_owners_error(catalogue, exports, says):
    assert says in problem(catalogue(None, exports), owner="bakery")


@pytest.mark.parametrize(
    "exports", [("menu.allergens",), ("menu_facts",), ("catering.params",), ("lib",), ("",), "params"]
)
def test_rules_facts_and_what_is_others_cannot_be_exported(catalogue, exports):
    made = catalogue(None, exports)
    says = [error.message for error in made.registry.problems if error.plugin == "bakery"]
    assert any("`exports` of domain bakery must name `params`" in each for each in says)


@pytest.mark.parametrize(
    ("reads", "says"),
    [
        ("data.bakery.menu.allergens.deny", "data.bakery.menu.allergens.deny leads to a rule, and the domain exports"),
        (
            "data.catering.params",
            "data.catering.params belongs to another domain, and the domain exports what reads it",
        ),
    ],
)
def test_what_is_exported_reaches_neither_a_rule_nor_a_third_domain(catalogue, reads, says):
    made = catalogue(None, baked=[(HELPER_OF_BAKERY, "dish.allergens", f"[dish, {reads}]")])
    made.open_all()
    assert any(says in error.message for error in made.problems() if error.plugin == "bakery")
    with pytest.raises(PluginError):
        made.exported("bakery")


def test_an_exported_helper_that_is_broken_costs_the_rules_that_reach_it(catalogue):
    made = catalogue(bakery={HELPER: FILES[HELPER] + "\nlost if data.catering.lib.nowhere\n"})
    made.open_all()
    assert made.rule(GUEST) is None
    assert any("data.bakery.lib.nowhere does not exist" in error.message for error in made.problems())
    _, errors = made.judges("bakery.menu")
    assert errors


def test_an_owner_that_cannot_be_opened_is_told_and_so_is_who_reads_it(catalogue):
    made = catalogue(bakery={"policies/catering/data.yaml": "params: {fewest_dishes: many}\n"})
    made.open_all()
    says = [error.message for error in made.problems()]
    assert any("data.bakery belongs to another domain, which cannot be opened" in each for each in says)
    assert any("the defaults break" in each for each in says)


def test_two_domains_may_read_of_each_other(catalogue):
    made = catalogue(
        declares='extends=("bakery.menu",), exports=("params",)',
        baked=[
            ("adjudge_bakery/__init__.py", "exports=", 'extends=("catering.menu",), exports='),
            (RULE_OF_BAKERY, "data.bakery.params", "data.catering.params"),
        ],
    )
    made.open_all()
    assert made.problems() == []
    assert sorted(made.parameters(made.rule("bakery.menu.allergens"))) == ["catering.fewest_dishes"]
    assert sorted(made.parameters(made.rule(GUEST))) == ["bakery.fewest_dishes"]


def test_a_plugin_cannot_shadow_what_another_exports(catalogue):
    made = catalogue(catered={"policies/bakery/data.yaml": "params: {fewest_dishes: 99}\n"})
    assert "holds bakery, which is not the domain catering" in problem(made)


def test_data_where_the_rules_for_another_domain_lie_is_refused(catalogue):
    made = catalogue(catered={"policies/catering/bakery/params/data.yaml": "fewest_dishes: 99\n"})
    assert "data.catering.bakery is data, and a package as well" in problem(made)
