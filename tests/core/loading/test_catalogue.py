"""Opening domains: what is checked, what is remembered, what an engine gets."""

from __future__ import annotations

import pytest
from catering import DATA, FILES, INSTRUMENT, PARAMS_SCHEMA, PLUGIN, RULE, RULE_ID, SCHEMA, catering
from first_party import FIRST_PARTY

from adjudge.lib.errors import AdjudgeError, PluginError, PolicyError, UsageError
from adjudge.loading.catalogue import Catalogue, Parameters
from adjudge.loading.registry import load


@pytest.fixture
def catalogue(site):
    """Make a catalogue of the bakery, and of a catering with its changes."""

    def make(changes=None, *, blocked=FIRST_PARTY, overrides=None, bakery=None) -> Catalogue:
        site(bakery=catering(bakery, domain="bakery"), catering=catering(changes))
        layers = [Parameters(overrides, lambda _steps: {})] if overrides else []
        return Catalogue(registry=load(blocked=blocked), layers=layers)

    return make


def refusal(catalogue: Catalogue, name: str = "catering") -> AdjudgeError:
    """Return the error of a domain; it is the same each time, and the bakery opens all the same."""
    with pytest.raises(PluginError) as caught:
        catalogue.open(name)
    with pytest.raises(PluginError) as again:
        catalogue.open(name)
    assert again.value is caught.value
    assert (caught.value.plugin, bool(caught.value.hint)) == (name, True)
    catalogue.open_all()
    assert [opened.domain.name for opened in catalogue.opened()] == ["bakery"]
    assert catalogue.problems() == [caught.value]
    return caught.value


def test_nothing_is_open_before_it_is_asked_for(catalogue):
    made = catalogue()
    assert (made.opened(), made.rules(), made.rule(RULE_ID)) == ([], {}, None)
    made.open("catering")
    assert list(made.rules()) == [RULE_ID]
    assert made.rule(RULE_ID).kind == "catering.menu"
    assert made.rule("catering.menu.schema") is None


def test_all_first_party_domains_open(catalogue):
    made = Catalogue(registry=load())
    made.open_all()
    assert made.problems() == []
    assert set(FIRST_PARTY) <= {opened.plugin.name for opened in made.opened()}
    assert made.instruments.ids


def test_a_program_holds_what_the_rules_reach_and_the_merged_parameters(catalogue):
    made = catalogue(overrides={"catering": {"fewest_dishes": 2}})
    rules, errors = made.judges("catering.menu")
    program = made.program("catering.menu", rules)
    assert ([rule.id for rule in rules], errors) == ([RULE_ID], [])
    assert [module.file for module in program.modules] == [
        "catering/lib/dishes/dishes.rego",
        "catering/menu/allergens/allergens.rego",
    ]
    assert program.data == {"catering": {"params": {"fewest_dishes": 2}}}
    assert program.entry.startswith("package adjudge.catering.menu\n")


def test_a_program_has_the_instruments_only_where_a_rule_asks(catalogue):
    text = FILES[RULE].replace("not dishes", "data.instruments\n\tnot dishes")
    made = catalogue({RULE: text})
    program = made.program("catering.menu", made.judges("catering.menu")[0])
    assert set(program.data["instruments"]) == {"bakery-kitchen-code", "catering-kitchen-code"}


def test_a_program_has_only_the_instruments_that_its_rules_name(catalogue):
    text = FILES[RULE].replace("not dishes", 'data.instruments["catering-kitchen-code"].zone\n\tnot dishes')
    made = catalogue({RULE: text})
    program = made.program("catering.menu", made.judges("catering.menu")[0])
    assert set(program.data["instruments"]) == {"catering-kitchen-code"}


def test_a_program_without_parameters_has_the_data_as_it_stands(catalogue):
    made = catalogue(
        {
            DATA: "limits: 0\n",
            PARAMS_SCHEMA: None,
            RULE: ("data.catering.params.fewest_dishes", "data.catering.limits"),
        }
    )
    assert made.program("catering.menu", made.judges("catering.menu")[0]).data == {"catering": {"limits": 0}}


LATE = FILES[RULE].replace("menu.allergens", "order.late").replace("schema.catering.menu", "schema.catering.order")
ORDERS = {
    PLUGIN: FILES[PLUGIN].replace("kinds=(", 'kinds=(Kind(name="catering.order"), '),
    "policies/catering/order/late/late.rego": LATE,
    "schemas/catering/order.json": FILES[SCHEMA],
    "schemas/catering/order_facts.json": FILES["schemas/catering/menu_facts.json"],
}


def test_only_what_is_wanted_is_opened_until_all_is(catalogue):
    made = catalogue(ORDERS)
    made.want(["catering.menu"])
    assert [rule.id for rule in made.open("catering").folder.rules] == [RULE_ID]
    made.want(["catering.order"])
    assert [rule.id for rule in made.open("catering").folder.rules] == [RULE_ID, "catering.order.late"]
    made.open_all()
    assert {"bakery.menu.allergens", RULE_ID, "catering.order.late"} == set(made.rules())


def test_schemas_are_found_by_kind(catalogue):
    made = catalogue()
    assert made.schema("catering.menu")["title"] == "Menu"
    assert made.facts_schema("catering.menu")["title"] == "Facts of a menu"
    assert catalogue({"schemas/catering/menu_facts.json": None, RULE: ("input.facts.dishes", "0")}) is not made


def test_a_kind_need_not_have_facts(catalogue):
    made = catalogue({"schemas/catering/menu_facts.json": None, RULE: ("input.facts.dishes", "0")})
    assert made.facts_schema("catering.menu") is None


@pytest.mark.parametrize(
    ("changes", "says", "file"),
    [
        ({PLUGIN: ("adjudge_catering.policies", "adjudge_catering.gone")}, "cannot be opened", None),
        ({PLUGIN: ("adjudge_catering.schemas", "adjudge_catering.gone")}, "cannot be opened", None),
        ({"policies/__init__.py": "raise SystemExit(0)"}, "cannot be opened: SystemExit: 0", None),
        ({"policies/bakery/data.yaml": "a: 1\n"}, "holds bakery, which is not the domain catering", "bakery"),
        ({"policies/lib/data.yaml": "a: 1\n"}, "holds lib, which is not the domain catering", "lib"),
        ({"policies/stray.rego": "package x\n"}, "holds stray.rego", "stray.rego"),
        (
            {
                "policies/catering/order/late/late.rego": FILES[RULE]
                .replace("menu.allergens", "order.late")
                .replace("schema.catering.menu\n", "schema.catering.order\n")
            },
            "the rule judges catering.order, which the domain catering neither has nor extends",
            "catering/order/late/late.rego",
        ),
        ({DATA: "params: {fewest_dishes: x}\n"}, "the defaults break params.json", "catering/params.json"),
    ],
)
def test_a_domain_that_breaks_the_contract_is_refused_whole(catalogue, changes, says, file):
    error = refusal(catalogue(changes))
    assert says in error.message
    assert error.file == file


@pytest.mark.parametrize(
    ("changes", "says", "file"),
    [
        ({SCHEMA: None}, "the kind catering.menu has no schema", "catering/menu.json"),
        ({SCHEMA: "["}, "the schema does not parse", "catering/menu.json"),
        ({SCHEMA: "[]"}, "a schema of adjudge is an object", "catering/menu.json"),
        ({SCHEMA: '{"a": 1, "a": 2}'}, "is there twice", "catering/menu.json"),
        ({SCHEMA: '{"type": 7}'}, "", "catering/menu.json"),
        ({"schemas/catering/menu_facts.json": "["}, "the schema does not parse", "catering/menu_facts.json"),
    ],
)
def test_a_schema_that_cannot_be_relied_on_costs_its_kind(catalogue, changes, says, file):
    made = catalogue({**changes, **ORDERS})
    with pytest.raises(PolicyError) as caught:
        made.judges("catering.menu")
    error = caught.value
    assert says in error.message
    assert (error.file, error.plugin, made.problems()) == (file, "catering", [error])
    with pytest.raises(PolicyError):
        made.schema("catering.menu")
    assert [rule.id for rule in made.judges("catering.order")[0]] == ["catering.order.late"]


def test_a_rule_that_is_broken_costs_its_kind(catalogue):
    made = catalogue({**ORDERS, RULE: ("package catering.menu", "package catering.order")})
    rules, (error,) = made.judges("catering.menu")
    assert (rules, error.file, error.plugin) == ([], "catering/menu/allergens/allergens.rego", "catering")
    assert "the package is catering.order.allergens" in error.message
    assert made.judges("catering.order")[1] == []
    assert made.problems() == [error]


def test_a_domain_without_schemas_is_refused(catalogue):
    changes = {path: None for path in FILES if path.startswith("schemas/")}
    assert "has no folder catering" in refusal(catalogue({**changes, "schemas/x.txt": ""})).message


def test_other_files_beside_schemas_and_domains_are_left_alone(catalogue):
    catalogue({"schemas/catering/README.md": "", "policies/notes/x.rego": "", "policies/README.md": ""}).open(
        "catering"
    )


def test_a_folder_that_cannot_be_read_costs_only_its_own_domain(catalogue, site, tmp_path):
    made = catalogue()
    folder = tmp_path / "site" / "adjudge_catering" / "policies" / "catering" / "menu" / "allergens"
    (folder / "allergens.rego").unlink()
    (folder / "allergens.rego").symlink_to(folder / "allergens.rego")
    assert "the domain catering cannot be read" in refusal(made).message


def test_an_override_that_the_schema_refuses_is_the_configurations_mistake(catalogue):
    made = catalogue(overrides={"catering": {"fewest_dishes": -1}})
    for _ in range(2):
        with pytest.raises(UsageError, match=r"params\.catering\.fewest_dishes"):
            made.open("catering")


def test_overrides_of_an_unknown_domain_are_the_configurations_mistake(catalogue):
    with pytest.raises(UsageError, match="parameters for brewery, but no plugin brings that domain"):
        catalogue(overrides={"brewery": {}}, blocked=())


def test_overrides_of_a_domain_that_may_be_blocked_are_left_alone(catalogue):
    catalogue(overrides={"dubbing": {"anything": 1}})


# --- guests ---------------------------------------------------------------------------------------------------------

PLACE = "policies/catering/bakery/menu/short/short.rego"
GUEST = (
    FILES[RULE]
    .replace("package catering.menu.allergens", "package catering.bakery.menu.short")
    .replace("schema.catering.menu\n", "schema.dakery.menu\n")
    .replace("dakery", "bakery")
)


def guests(text: str) -> dict[str, object]:
    return {PLUGIN: ("extends=()", 'extends=("bakery.menu",)'), PLACE: text}


def test_a_guest_judges_beside_the_owner(catalogue):
    made = catalogue(guests(GUEST))
    rules, errors = made.judges("bakery.menu")
    assert ([rule.id for rule in rules], errors) == (["bakery.menu.allergens", "catering.bakery.menu.short"], [])
    assert set(made.program("bakery.menu", rules).data) == {"bakery", "catering"}


def test_a_guest_that_is_broken_is_told_of_and_the_owner_judges(catalogue):
    rules, errors = catalogue(guests("# nothing\n")).judges("bakery.menu")
    assert [rule.id for rule in rules] == ["bakery.menu.allergens"]
    assert [error.plugin for error in errors] == ["catering"]


# --- instruments ----------------------------------------------------------------------------------------------------


def common(text: str) -> dict[str, str]:
    code = FILES[INSTRUMENT].replace("catering-kitchen-code", "common-code")
    return {"instruments/common-code/data.yaml": code.replace("Allergens are named.", text)}


def test_an_instrument_brought_twice_alike_is_one(catalogue):
    made = catalogue(
        {**common("Same."), "instruments/README.md": "", "instruments/empty/x": ""}, bakery=common("Same.")
    )
    assert made.instruments.ids == ("bakery-kitchen-code", "catering-kitchen-code", "common-code")
    assert made.problems() == []


def test_an_instrument_with_two_meanings_does_not_count(catalogue):
    made = catalogue(common("One."), bakery=common("Another."))
    assert made.instruments.get("common-code") is None
    (problem,) = made.problems()
    assert "the instrument common-code is brought twice" in problem.message


def test_a_package_of_instruments_that_is_not_there_is_a_problem(catalogue):
    made = catalogue({PLUGIN: ("adjudge_catering.instruments", "adjudge_catering.gone")})
    assert made.instruments.ids == ("bakery-kitchen-code",)
    assert [problem.plugin for problem in made.problems()] == ["catering"]


def test_helpers_for_everybody_come_from_the_core(catalogue):
    made = catalogue()
    assert made.lib is made.lib
    assert all(package.startswith("lib.") for package in made.lib.policies)
    assert list(made.lib.odd_references(made.lib)) == []


def test_an_interrupt_is_not_the_packages(catalogue):
    made = catalogue({"policies/__init__.py": "raise KeyboardInterrupt"})
    with pytest.raises(KeyboardInterrupt):
        made.open("catering")


def test_a_policy_error_is_a_plugin_error():
    assert issubclass(PolicyError, PluginError)
