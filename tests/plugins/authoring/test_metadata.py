"""What METADATA, parameters and citations of every first-party rule have to say; a sound rule is made to break each.

What the loader refuses of any plugin (unknown builtins, the clock, the network, a `deny` that binds nobody, references
and parameters that lead nowhere) is not repeated here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from catering import FILES, HELPER, PARAMS_SCHEMA, RULE, RULE_ID, Change, catering
from first_party import FIRST_PARTY, LANGUAGES
from installed_rules import installed, opened, policies, rules

from adjudge.lib.documents import NOTHING
from adjudge.lib.rego.rule import Rule
from adjudge.loading.catalogue import Catalogue
from adjudge.plugins.authoring.lint.basis import basis
from adjudge.plugins.authoring.lint.finding import LintFinding
from adjudge.plugins.authoring.lint.metadata import codes, fixes, ids, parameters, portable, words
from adjudge.plugins.engines.embedded.support import check_module

Lint = Callable[[Catalogue, Rule], Iterator[LintFinding]]

LINTS: dict[str, Lint] = {
    "words": lambda _, rule: words(rule, LANGUAGES),
    "codes": lambda catalogue, rule: codes(rule, policies(catalogue, rule.domain)),
    "basis": lambda catalogue, rule: basis(rule, catalogue.instruments),
    "fixes": lambda catalogue, rule: fixes(rule, policies(catalogue, rule.domain)),
    "ids": lambda catalogue, rule: ids(rule, catalogue.rules().values()),
    "parameters": lambda catalogue, rule: parameters(rule, policies(catalogue, rule.domain)),
    "portable": lambda catalogue, rule: portable(rule, policies(catalogue, rule.domain), check_module),
}


@pytest.mark.parametrize("lint", LINTS.values(), ids=LINTS)
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_first_party_rule_is_in_order(rule: Rule, lint: Lint) -> None:
    assert [str(found) for found in lint(installed(), rule)] == []


def test_every_first_party_plugin_has_rules() -> None:
    assert {rule.plugin for rule in rules()} == set(FIRST_PARTY)


# --- the lints can fail ---------------------------------------------------------------------------------------------

SOUND = (
    FILES[RULE]
    .replace(
        "#   basis: [catering-kitchen-code#7]\n",
        '#   basis: [catering-kitchen-code#7]\n#   jurisdictions: [CN]\n#   effective: {from: "2020-02-01"}\n',
    )
    .replace("# schemas:\n", "# related_resources:\n#   - ref: https://example.org/kitchen-code\n# schemas:\n")
)
PARAMS = FILES[PARAMS_SCHEMA].replace('"title": "Fewest dishes"', '"title": "Fewest", "description": "Of a menu."')
RULE_TEST = RULE.replace(".rego", "_test.rego")
SECOND = "policies/catering/menu/second/second.rego"


@pytest.fixture
def complaints(site) -> Callable[..., list[str]]:
    """Give the complaints of all lints about a rule, and nothing but it, with a passage changed."""

    def lint(
        *changes: tuple[str, str], params: str = PARAMS, second: str = "", files: Mapping[str, Change] = NOTHING
    ) -> list[str]:
        text = SOUND
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new)
        kitchen: dict[str, Change] = {
            RULE: text,
            PARAMS_SCHEMA: params,
            RULE_TEST: 'package x_test\n\ncode := "bare"\n',
        }
        site(catering=catering({**kitchen, **({SECOND: second} if second else {}), **files}))
        made = opened(*FIRST_PARTY)
        return [str(found.words) for lint in LINTS.values() for found in lint(made, made.rules()[RULE_ID])]

    return lint


def test_a_sound_rule_has_no_complaints(complaints) -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# description: A guest can see what each dish contains.\n", "", "has no description (en)"),
        ("#   remediation: List the allergens, or an empty list.\n", "", "has no remediation (en)"),
        ("#     description: 客人可以看到每道菜的成分。\n", "", "has no description (zh)"),
        ("#     remediation: 列出过敏原，没有则为空列表。\n", "", "has no remediation (zh)"),
        ('#     message: "{dish} 未注明过敏原"\n', "", "has no message (zh)"),
        ("#     title: 每道菜均注明过敏原", "#     title: Each dish", "title is not Chinese (zh)"),
        ('"{dish} 未注明过敏原"', '"{dish} is bare"', "message is not Chinese (zh)"),
        ('"{dish} 未注明过敏原"', "未注明过敏原", "the message '' has other placeholders in zh"),
        (
            "# title: Every dish names its allergens",
            "# title: Every dish does.",
            "the title ends with a full stop (en)",
        ),
        ("每道菜均注明过敏原", "每道菜均注明过敏原。", "the title ends with a full stop (zh)"),
        ('"dish": dish.name', '"name": dish.name', "nothing gives `dish` of the message"),
        ("#   collections: [release]\n", "", "is in no collection"),
        (
            "#   basis: [catering-kitchen-code#7]\n",
            "",
            "cites nothing, but is not of the collection evidence only, without jurisdictions and dates",
        ),
        ("code#7]", "code#8]", "cites catering-kitchen-code#8, which does not exist"),
        ("code#7]", "code#7, gb-0]", "cites gb-0, which does not exist"),
        ("#   jurisdictions: [CN]\n", "", "names no jurisdiction"),
        ('#   effective: {from: "2020-02-01"}\n', "", "has no effective.from"),
        ("2020-02-01", "2020-02-02", "is effective from 2020-02-02, and no cited instrument came into force then"),
        ("# related_resources:\n#   - ref: https://example.org/kitchen-code\n", "", "has no related_resources"),
        (
            "ref: https://example.org/kitchen-code",
            "ref: https://example.org/news",
            "links to https://example.org/news, which is the text of no cited instrument",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told(complaints, old, new, says) -> None:
    assert complaints((old, new)) == [says]


def test_a_rule_without_a_word_of_chinese_is_told(complaints) -> None:
    begin, end = SOUND.index("#   zh:"), SOUND.index("package ")
    assert complaints((SOUND[begin:end], "")) == ["has no words in zh"]


def test_a_message_that_nothing_gives_is_told(complaints) -> None:
    said = complaints(
        ('message: "{dish} does not name its allergens"', 'message: {bare: "{dish} is bare", cold: "{dish} is cold"}'),
        ('message: "{dish} 未注明过敏原"', 'message: {bare: "{dish} 未注明", cold: "{dish} 冷"}'),
        ('"dish": dish.name}', '"dish": dish.name, "code": "bare"}'),
    )
    assert said == ["no test shows the code cold"]


def test_a_rule_that_no_law_asks_for_says_so_by_its_collection(complaints) -> None:
    none = [
        ("#   basis: [catering-kitchen-code#7]\n", ""),
        ("#   jurisdictions: [CN]\n", ""),
        ('#   effective: {from: "2020-02-01"}\n', ""),
    ]
    assert complaints(*none, ("[release]", "[release, evidence]")) == []
    assert len(complaints(*none)) == 1


@pytest.mark.parametrize("helper", [False, True])
def test_a_builtin_that_one_engine_lacks_is_told(complaints, helper) -> None:
    if helper:
        changes = {HELPER: FILES[HELPER].replace("is_array(dish.allergens)", 'crypto.md5(dish.name) != "0"')}
        assert complaints(files=changes) == [
            "not every engine runs it: the embedded engine lacks the builtin crypto.md5"
        ]
    else:
        said = complaints(("not dishes.complete(dish)", 'crypto.md5(dish.name) != "0"\n\tnot dishes.complete(dish)'))
        assert said == ["not every engine runs it: the embedded engine lacks the builtin crypto.md5"]


STAMPED = ("#   severity: high\n", "#   severity: high\n#   fix: {stamp: sha256}\n")
KNOWS = ('"dish": dish.name', '"dish": dish.name, "sha256": "0"')


def test_a_digest_that_a_law_asks_for_is_not_stated_anew(complaints) -> None:
    said = (
        "offers to state a digest that catering-kitchen-code#7 asks for: what a law asks for is looked at by a person"
    )
    assert complaints(STAMPED, KNOWS) == [said]
    none = [
        ("#   basis: [catering-kitchen-code#7]\n", ""),
        ("#   jurisdictions: [CN]\n", ""),
        ('#   effective: {from: "2020-02-01"}\n', ""),
        ("[release]", "[release, evidence]"),
    ]
    assert complaints(STAMPED, KNOWS, *none) == []
    assert complaints(STAMPED, *none) == ["offers to state a digest, and knows no sha256"]
    assert complaints((STAMPED[0], STAMPED[1].replace("stamp: sha256", "set: []"))) == []


def test_words_that_differ_by_language_are_the_same_placeholder(complaints) -> None:
    changes = [('"{dish} 未注明过敏原"', '"{dish_zh} 未注明过敏原"')]
    assert complaints(*changes) == ["nothing gives `dish_zh` of the message"]
    other = [('"{dish} 未注明过敏原"', '"{plate} 未注明过敏原"')]
    assert complaints(*other) == ["the message '' has other placeholders in zh", "nothing gives `plate` of the message"]
    assert complaints(*changes, ('"dish": dish.name', '"dish": dish.name, "dish_zh": dish.name')) == []


def test_an_id_that_is_taken_is_told(complaints) -> None:
    former = ("#   severity: high\n", "#   severity: high\n#   formerly: [catering.menu.once]\n")
    second = SOUND.replace("catering.menu.allergens", "catering.menu.second").replace(*former)
    assert complaints(former, second=second) == ["catering.menu.once is an id of catering.menu.second"]


@pytest.mark.parametrize(
    "condition",
    [
        "data.catering.params.fewest_dishes",
        "data.catering.params.fewest_dishes with input as {}",
        'data.catering.params["fewest_dishes"]',
        "params.fewest_dishes",
        'params["fewest_dishes"]',
        "fewest_dishes",
    ],
)
def test_a_parameter_without_a_word_is_told_however_it_is_read(complaints, condition) -> None:
    imported = {"params": "data.catering.params", "fewest_dishes": "data.catering.params.fewest_dishes"}
    name = re.split(r"[.\[ ]", condition)[0]
    lines = f"import data.catering.lib.dishes\nimport {imported[name]}" if name in imported else None
    changes = [("data.catering.params.fewest_dishes", condition)]
    changes += [("import data.catering.lib.dishes", lines)] if lines else []
    bare = json.loads(PARAMS)
    del bare["properties"]["fewest_dishes"]["description"]
    said = complaints(*changes, params=json.dumps(bare))
    assert said == ["reads fewest_dishes, which params.json does not describe"]


def test_a_finding_says_where_and_whose_it_is_in_both_languages(site) -> None:
    site(catering=catering({RULE: SOUND.replace("#   jurisdictions: [CN]\n", ""), PARAMS_SCHEMA: PARAMS}))
    made = opened(*FIRST_PARTY)
    rule = made.rules()[RULE_ID]
    (found,) = basis(rule, made.instruments)
    assert (found.file, found.line, found.rule, found.code) == (
        rule.file,
        rule.line,
        RULE_ID,
        "lint.basis.no_jurisdiction",
    )
    assert str(found) == f"{rule.file}:{rule.line}: names no jurisdiction"
    assert found.told("zh") == f"{rule.file}:{rule.line}: 未注明法域"


def test_a_wheel_that_leaves_tests_out_shows_no_code(site) -> None:
    text = SOUND.replace('message: "{dish} does not name its allergens"', 'message: {bare: "{dish} is bare"}')
    text = text.replace('message: "{dish} 未注明过敏原"', 'message: {bare: "{dish} 未注明"}')
    text = text.replace('"dish": dish.name}', '"dish": dish.name, "code": "bare"}')
    site(catering=catering({RULE: text, PARAMS_SCHEMA: PARAMS}))
    made = opened(*FIRST_PARTY)
    rule = made.rules()[RULE_ID]
    assert [str(found.words) for found in codes(rule, policies(made, "catering"))] == ["no test shows the code bare"]
