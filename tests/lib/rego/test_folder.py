"""The folder of a domain: what lies in it, what its policies refer to, what a rule needs."""

from __future__ import annotations

import pytest
from catering import DATA, FILES, HELPER, RULE, RULE_ID
from spoken import spoken

from adjudge.lib.data_files import read_data
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.policy import IMPURE
from adjudge.lib.rego.reading import read_folder

EMPTY_LIB = Folder(name="lib", policies={}, rules=())
POLICIES = {path.removeprefix("policies/"): FILES[path] for path in (RULE, HELPER, DATA)}
LIB = "package lib.words\n\nclean(text) := trim_space(text)\n"


@pytest.fixture
def folder(tmp_path):
    """Write a bundle root, and read a domain's folder of it."""

    def read(files: dict[str, str], name: str = "catering", extends: tuple[str, ...] = ()) -> Folder:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return read_folder(tmp_path, name, plugin="catering", extends=extends)

    return read


def changed(old: str, new: str) -> dict[str, str]:
    path = next(path for path in POLICIES if old in POLICIES[path])
    return {**POLICIES, path: POLICIES[path].replace(old, new)}


def wrong(folder: Folder, lib: Folder = EMPTY_LIB) -> PolicyError:
    """Return the only thing that is wrong with a folder, by itself or with what it refers to."""
    found = folder.breaking(folder.odd_references(lib), lib)
    (error,) = [*found.astray, *found.problems()]
    assert error.hint
    assert spoken(error)
    return error


def is_sound(folder: Folder, lib: Folder = EMPTY_LIB) -> bool:
    found = folder.breaking(folder.odd_references(lib), lib)
    return not (*found.astray, *found.problems())


def refusal(action, *arguments) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        action(*arguments)
    assert caught.value.hint
    assert spoken(caught.value)
    return caught.value


# --- reading --------------------------------------------------------------------------------------------------------


def test_it_gives_rules_helpers_and_data(folder):
    read = folder({**POLICIES, "catering/menu/allergens/allergens_test.rego": "broken {"})
    assert sorted(read.policies) == ["catering.lib.dishes", RULE_ID]
    assert [rule.id for rule in read.rules] == [RULE_ID]
    assert read.data == {"params": {"fewest_dishes": 0}}


def test_hidden_and_cache_folders_are_left_out(folder):
    read = folder({**POLICIES, "catering/.git/x.rego": "", "catering/__pycache__/x.rego": "", "catering/README.md": ""})
    assert len(read.policies) == 2


def test_data_of_a_folder_lies_below_its_name(folder):
    read = folder({**POLICIES, "catering/limits/hot/data.yaml": "soup: 70\n"})
    assert read.data["limits"] == {"hot": {"soup": 70}}


def test_a_rule_for_an_extended_kind_lies_below_the_other_domains_name(folder):
    path = "catering/bakery/menu/short/short.rego"
    text = FILES[RULE].replace("package catering.menu.allergens", "package catering.bakery.menu.short")
    text = text.replace("schema.catering.menu\n", "schema.bakery.menu\n")
    read = folder({**POLICIES, path: text}, extends=("bakery.menu",))
    assert {rule.id: rule.kind for rule in read.rules}["catering.bakery.menu.short"] == "bakery.menu"


def test_a_folder_that_is_not_there_is_refused(folder):
    assert refusal(folder, {}).message == "there is no folder catering with policies"


def test_data_beside_helpers_for_everybody_is_refused(folder):
    read = folder({"lib/words/words.rego": LIB, "lib/data.yaml": "a: 1\n"}, "lib")
    assert wrong(read).message == "helpers for everybody have no data"


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "- 1\n", "", "a: [\n", "a: 010\n"])
def test_a_data_file_is_one_mapping(text):
    error = refusal(read_data, text.encode(), "catering/data.yaml")
    assert error.file == "catering/data.yaml"


@pytest.mark.parametrize(
    ("files", "says", "file"),
    [
        ({"catering/menu/allergens/more.rego": ""}, "one package is one file", "catering/menu/allergens/more.rego"),
        (
            {"catering/menu/x/x.rego": FILES[RULE]},
            "the package is catering.menu.allergens, but the folder is",
            "catering/menu/x/x.rego",
        ),
        ({"catering/menu/x/x.rego": ""}, "the package is missing", "catering/menu/x/x.rego"),
        ({"catering/menu/x/x.rego": 'package catering.menu["x"]\n'}, "the package is", "catering/menu/x/x.rego"),
        ({"catering/menu/x-y/x-y.rego": ""}, "lies in 'x-y'", "catering/menu/x-y/x-y.rego"),
        ({"catering/menu/x_test/x_test.rego": ""}, "would be taken for a test", "catering/menu/x_test/x_test.rego"),
        (
            {"catering/menu/schema/schema.rego": ""},
            "schema is a reserved rule name",
            "catering/menu/schema/schema.rego",
        ),
        ({"catering/menu/menu.rego": ""}, "no policy lies here", "catering/menu/menu.rego"),
        ({"catering/data.json": "{}"}, "is named data.yaml", "catering/data.json"),
        ({"catering/x.YAML": "{}"}, "is named data.yaml", "catering/x.YAML"),
        (
            {"catering/params/data.yaml": "fewest_dishes: 1\n"},
            "fewest_dishes is in two data files",
            "catering/params/data.yaml",
        ),
        (
            {"catering/params/fewest_dishes/data.yaml": "a: 1\n"},
            "fewest_dishes is in two data files",
            "catering/params/fewest_dishes/data.yaml",
        ),
        (
            {"catering/menu/data.yaml": "allergens: 1\n"},
            "data.catering.menu is data, and a package as well",
            "catering/data.yaml",
        ),
        (
            {"catering/lib/dishes/data.yaml": "a: 1\n"},
            "data.catering.lib is data, and a package as well",
            "catering/data.yaml",
        ),
    ],
)
def test_what_lies_in_the_wrong_place_is_refused(folder, files, says, file):
    error = wrong(folder({**POLICIES, **files}))
    assert says in error.message
    assert (error.file, error.plugin) == (file, "catering")


def test_a_policy_that_is_no_utf8_is_refused(folder, tmp_path):
    folder(POLICIES)
    (tmp_path / HELPER.removeprefix("policies/")).write_bytes(b"package catering.lib.dishes # \xff\n")
    assert wrong(folder({})).message == "the policy is not UTF-8"


def test_rules_for_other_kinds_are_left_unread(folder, tmp_path):
    late = (
        FILES[RULE].replace("menu.allergens", "order.late").replace("schema.catering.menu\n", "schema.catering.order\n")
    )
    folder({**POLICIES, "catering/order/late/late.rego": late})

    def read(kinds: set[str] | None) -> list[str]:
        wanted = None if kinds is None else frozenset(kinds)
        return [rule.id for rule in read_folder(tmp_path, "catering", plugin="p", extends=(), kinds=wanted).rules]

    assert read({"catering.menu"}) == [RULE_ID]
    assert read({"catering.order"}) == ["catering.order.late"]
    assert read(None) == [RULE_ID, "catering.order.late"]


# --- references -----------------------------------------------------------------------------------------------------


def test_a_sound_folder_refers_to_what_there_is(folder):
    assert is_sound(folder(POLICIES))


def test_helpers_for_everybody_may_be_asked(folder):
    lib = folder({"lib/words/words.rego": LIB}, "lib")
    assert is_sound(lib, lib)
    read = folder(changed("not dishes.complete(dish)", 'data.lib.words.clean(dish.name) != ""'))
    assert is_sound(read, lib)
    assert [module.file for module in read.reach(read.rules, lib).modules] == [
        "catering/lib/dishes/dishes.rego",
        "catering/menu/allergens/allergens.rego",
        "lib/words/words.rego",
    ]


@pytest.mark.parametrize("reference", ["data.catering.params", "data.instruments"])
def test_helpers_for_everybody_refer_to_nobody(folder, reference):
    lib = folder({"lib/words/words.rego": LIB.replace("trim_space(text)", f"[text, {reference}]")}, "lib")
    error = wrong(lib, lib)
    assert (error.file, error.line) == ("lib/words/words.rego", 3)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("not dishes.complete(dish)", "not data.bakery.lib.x(dish)", "data.bakery belongs to another domain"),
        ("not dishes.complete(dish)", "not dishes.compleat(dish)", "data.catering.lib.dishes.compleat does not exist"),
        ("not dishes.complete(dish)", "data.lib.words.clean(dish)", "data.lib.words.clean does not exist"),
        ("not dishes.complete(dish)", "data.catering.params.a.b", "data.catering.params.a.b does not exist"),
        ("not dishes.complete(dish)", "data[dish.name]", "`data` is used as a whole"),
        ("not dishes.complete(dish)", "data.catering[dish.name]", "data.catering holds this policy itself"),
        ("not dishes.complete(dish)", "time.now_ns()", "time.now_ns asks the clock"),
        ("not dishes.complete(dish)", 'rand["intn"]("", 1)', "rand[…] can hide a call"),
        ("not dishes.complete(dish)", '$"{dish}"', "a template string can hide what a policy refers to"),
    ],
)
def test_what_a_policy_must_not_say_is_refused_where_it_says_it(folder, old, new, says):
    error = wrong(folder(changed(old, new)))
    assert says in error.message
    assert POLICIES[RULE.removeprefix("policies/")].split("\n")[error.line - 1].strip() == old
    assert (error.file, error.plugin, error.column) == (RULE.removeprefix("policies/"), "catering", error.column)


@pytest.mark.parametrize(
    "new",
    [
        "not data.catering.lib.dishes.complete(dish)",
        "data.catering.params.fewest_dishes.below.a.leaf",
        'data.catering.params["fewest_dishes"] == 0',
        "data.catering.params[dish.name]",
        "data.catering.lib[dish.name]",
        "data.catering.menu.allergens.applies",
        'data.instruments["catering-kitchen-code"].clauses',
        "data.lib",
    ],
)
def test_what_stays_with_the_domain_may_be_said(folder, new):
    lib = folder({"lib/words/words.rego": LIB}, "lib")
    assert is_sound(folder(changed("not dishes.complete(dish)", new)), lib)


def test_steps_in_brackets_are_followed_as_far_as_they_are_fixed(folder):
    read = folder(changed("not dishes.complete(dish)", 'x := data.catering["params"].fewest_dishes["a"][dish].b'))
    policy = read.policies[RULE_ID]
    name = policy.references[-1]
    assert list(policy.steps_after(name)) == ["params", "fewest_dishes", "a"]


# --- what a rule needs ----------------------------------------------------------------------------------------------


def test_a_rule_reaches_only_what_it_refers_to(folder):
    other = "package catering.lib.cooks\n\nhired := true\n"
    read = folder({**POLICIES, "catering/lib/cooks/cooks.rego": other})
    reach = read.reach(read.rules, EMPTY_LIB)
    assert [module.file for module in reach.modules] == [
        "catering/lib/dishes/dishes.rego",
        "catering/menu/allergens/allergens.rego",
    ]
    assert reach.instruments == frozenset()


@pytest.mark.parametrize(
    ("new", "asked"),
    [
        ('data.instruments["kitchen-code"].clauses', {"kitchen-code"}),
        ('data.instruments["kitchen-code"].zone == data.instruments.code.zone', {"kitchen-code", "code"}),
        ("data.instruments[dish.law].clauses", None),
        ("data.instruments[`kitchen-code`].clauses", {"kitchen-code"}),
        ('data.instruments["kitchen-code"].zone == data.instruments[dish.law].zone', None),
        ("some law in data.instruments", None),
    ],
)
def test_a_rule_reaches_the_instruments_that_it_names_and_all_where_it_names_none(folder, new, asked):
    read = folder(changed("not dishes.complete(dish)", new))
    assert read.reach(read.rules, EMPTY_LIB).instruments == asked


def test_a_helper_reaches_further_and_circles_end(folder):
    helper = (
        FILES[HELPER] + "\nzones := {zone | zone := data.instruments[_].zone; data.catering.menu.allergens.applies}\n"
    )
    read = folder({**POLICIES, HELPER.removeprefix("policies/"): helper})
    reach = read.reach(read.rules, EMPTY_LIB)
    assert (len(reach.modules), reach.instruments) == (2, None)


# --- what no policy may ask for -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(IMPURE))
def test_a_builtin_that_asks_for_more_is_refused_with_what_it_asks(folder, name):
    found = folder(changed("is_array(dish.allergens)", f"{name}(dish)"))
    error = wrong(found)
    assert error.message.startswith(f"{name} {IMPURE[name]}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('time["now_ns"]()', "time[…] can hide a call that asks for more than input and data"),
        ('$"{dish}"', "a template string can hide what a policy refers to"),
    ],
)
def test_what_could_hide_such_a_call_is_refused(folder, text, says):
    assert wrong(folder(changed("is_array(dish.allergens)", text))).message == says
