"""Policies about policies: what METADATA, parameters and citations of every first-party rule have to say.

Each lint gives complaints, none for a rule that is in order. Below, a plugin with one sound rule is made to break each.
What the loader refuses of any plugin (unknown builtins, the clock, the network, a `deny` that binds nobody, references
and parameters that lead nowhere) is not repeated here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources

import pytest
from catering import FILES, HELPER, PARAMS_SCHEMA, RULE, RULE_ID, Change, catering
from first_party import FIRST_PARTY

from adjudge.lib.documents import LANGUAGES, NOTHING
from adjudge.lib.errors import PolicyError
from adjudge.lib.instruments import Instrument
from adjudge.lib.rego.folder import Policy
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.scan import aliases
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.engines.embedded.support import check_module

_HOLE = re.compile(r"\{([A-Za-z_]\w*)\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
EVIDENCE = "evidence"
"""The collection of rules that no law asks for: they see to it that what is judged is what is there."""

Lint = Callable[[Catalogue, Rule], Iterator[str]]


def words(_: Catalogue, rule: Rule) -> Iterator[str]:
    """Each text is there in both languages, with the same codes and placeholders; Chinese is Chinese.

    ``{risk_zh}`` in Chinese is what ``{risk}`` is in English.
    """
    if set(rule.words) != set(LANGUAGES):
        yield "has no zh"
        return
    for language, said in rule.words.items():
        texts = {"title": said.title, "description": said.description, "remediation": said.remediation}
        yield from (f"{language} has no {name}" for name, text in texts.items() if not text.strip())
        texts |= {f"message {code}": text for code, text in said.messages.items()}
        if not said.messages:
            yield f"{language} has no message"
        if language == "zh":
            yield from (f"zh {name} is not Chinese" for name, text in texts.items() if text and not _HAN.search(text))
        if said.title.rstrip().endswith((".", "。")):
            yield f"{language} title ends with a full stop"
    english, chinese = rule.words["en"].messages, rule.words["zh"].messages
    for code in english.keys() & chinese.keys():
        holes = [sorted(name.removesuffix("_zh") for name in _HOLE.findall(said[code])) for said in (english, chinese)]
        if holes[0] != holes[1]:
            yield f"message {code} has other placeholders in zh"


def codes(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """Each message is for a code that the rule's test shows, each placeholder for a key that the policy can give."""
    text = "\n".join(each.module.text.partition("\npackage ")[2] for each in reached(catalogue, rule))
    tests = shown(catalogue, rule)
    for code, message in rule.words["en"].messages.items():
        if code and f'"{code}"' not in tests:
            yield f"no test shows the code {code}"
        said = {*_HOLE.findall(message), *_HOLE.findall(rule.words.get("zh", rule.words["en"]).messages.get(code, ""))}
        yield from (f"nothing gives {{{name}}}" for name in sorted(said) if f'"{name}"' not in text)


def law(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """A rule cites clauses that exist, begins on a day of theirs, and links to their texts, or says it is no law."""
    if not rule.collections:
        yield "is in no collection"
    if not rule.basis:
        if EVIDENCE not in rule.collections or rule.jurisdictions or rule.effective.since:
            yield f"cites nothing, but is not of the collection {EVIDENCE} only, without jurisdictions and dates"
        return
    cited = list(instruments(catalogue, rule))
    for basis in rule.basis:
        name, _, number = basis.partition("#")
        instrument = catalogue.instruments.get(name)
        if instrument is None or (number and instrument.clause(number) is None):
            yield f"cites {basis}, which does not exist"
    if not rule.jurisdictions:
        yield "names no jurisdiction"
    days = {day for instrument in cited for day in first_days(instrument)}
    if not rule.effective.since:
        yield "has no effective.from"
    elif days and rule.effective.since not in days:
        yield f"is effective from {rule.effective.since}, and no cited instrument came into force then"
    urls = {instrument.url for instrument in cited}
    if not rule.resources:
        yield "has no related_resources"
    yield from (f"links to {link}, which is the text of no cited instrument" for link in set(rule.resources) - urls)


def ids(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """An id is one rule's, former ids included."""
    for other in catalogue.rules().values():
        taken = {other.id, *other.formerly} if other.id != rule.id else set()
        yield from (f"{name} is an id of {other.id}" for name in taken & {rule.id, *rule.formerly})


def parameters(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """Each parameter that is read has a description in the schema."""
    described = catalogue.open(rule.domain).schemas.get("params", {}).get("properties", {})
    for each in reached(catalogue, rule):
        for name in sorted(read_parameters(each, rule.domain)):
            entry = described.get(name, {})
            if not entry.get("description"):
                yield f"reads {name}, which params.json does not describe"


def portable(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """Both engines have and read alike what a rule and its helpers are written with."""
    for each in reached(catalogue, rule):
        try:
            check_module(each.module, rule)
        except PolicyError as error:
            yield error.message


LINTS = (words, codes, law, ids, parameters, portable)


def reached(catalogue: Catalogue, rule: Rule) -> Iterator[Policy]:
    """Give a rule's policy and those of its domain and of everybody that it reaches."""
    folder = catalogue.open(rule.domain).folder
    files = {module.file for module in folder.reach([rule], catalogue.lib).modules}
    for each in (*folder.policies.values(), *catalogue.lib.policies.values()):
        if each.module.file in files:
            yield each


def shown(catalogue: Catalogue, rule: Rule) -> str:
    """Give the text of a rule's tests, empty where it has none."""
    file = rule.file.removesuffix(".rego") + "_test.rego"
    entry = resources.files(catalogue.open(rule.domain).domain.policies) / file
    return entry.read_text(encoding="utf-8") if entry.is_file() else ""


def instruments(catalogue: Catalogue, rule: Rule) -> Iterator[Instrument]:
    for name in dict.fromkeys(basis.partition("#")[0] for basis in rule.basis):
        instrument = catalogue.instruments.get(name)
        if instrument is not None:
            yield instrument


def first_days(instrument: Instrument) -> Iterator[str]:
    """Give the days on which an instrument, or an amendment of it, came into force."""
    if instrument.effective is not None:
        yield instrument.effective
    yield from (step.since for step in instrument.succession)


def read_parameters(policy: Policy, domain: str) -> set[str]:
    """Give the parameters that a policy names, however it comes to them; `*` where it takes all at once."""
    home, bound, found = ["data", domain, "params"], aliases(policy.scan), set()
    imported = policy.imported()
    for name in policy.scan.names:
        first, _, rest = name.text.partition(".")
        full = f"{bound[first]}.{rest}".rstrip(".") if first in bound and name.offset not in imported else name.text
        steps = [*full.split("."), *policy.steps_after(name)]
        if steps[:3] == home and (len(steps) > 3 or name.offset not in imported):
            found.add(steps[3] if len(steps) > 3 else "*")
    return found


# --- first-party rules ----------------------------------------------------------------------------------------------


@cache
def installed() -> Catalogue:
    made = Catalogue(registry=load())
    made.open_all()
    assert made.problems() == []
    return made


def rules() -> list[Rule]:
    return [rule for rule in installed().rules().values() if rule.plugin in FIRST_PARTY]


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.__name__)
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_first_party_rule_is_in_order(rule: Rule, lint: Lint) -> None:
    assert list(lint(installed(), rule)) == []


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
        made = Catalogue(registry=load(blocked=FIRST_PARTY))
        made.open_all()
        assert made.problems() == []
        return [complaint for each in LINTS for complaint in each(made, made.rules()[RULE_ID])]

    return lint


def test_a_sound_rule_has_no_complaints(complaints) -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# description: A guest can see what each dish contains.\n", "", "en has no description"),
        ("#   remediation: List the allergens, or an empty list.\n", "", "en has no remediation"),
        ("#     description: 客人可以看到每道菜的成分。\n", "", "zh has no description"),
        ("#     remediation: 列出过敏原，没有则为空列表。\n", "", "zh has no remediation"),
        ('#     message: "{dish} 未注明过敏原"\n', "", "zh has no message"),
        ("#     title: 每道菜均注明过敏原", "#     title: Each dish", "zh title is not Chinese"),
        ('"{dish} 未注明过敏原"', '"{dish} is bare"', "zh message  is not Chinese"),
        ('"{dish} 未注明过敏原"', "未注明过敏原", "message  has other placeholders in zh"),
        ("# title: Every dish names its allergens", "# title: Every dish does.", "en title ends with a full stop"),
        ("每道菜均注明过敏原", "每道菜均注明过敏原。", "zh title ends with a full stop"),
        ('"dish": dish.name', '"name": dish.name', "nothing gives {dish}"),
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
    assert complaints((SOUND[begin:end], "")) == ["has no zh"]


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
        assert complaints(files=changes) == ["the embedded engine lacks the builtin crypto.md5"]
    else:
        said = complaints(("not dishes.complete(dish)", 'crypto.md5(dish.name) != "0"\n\tnot dishes.complete(dish)'))
        assert said == ["the embedded engine lacks the builtin crypto.md5"]


def test_words_that_differ_by_language_are_the_same_placeholder(complaints) -> None:
    changes = [('"{dish} 未注明过敏原"', '"{dish_zh} 未注明过敏原"')]
    assert complaints(*changes) == ["nothing gives {dish_zh}"]
    other = [('"{dish} 未注明过敏原"', '"{plate} 未注明过敏原"')]
    assert complaints(*other) == ["message  has other placeholders in zh", "nothing gives {plate}"]
    assert complaints(*changes, ('"dish": dish.name', '"dish": dish.name, "dish_zh": dish.name')) == []


def test_an_id_that_is_taken_is_told(complaints) -> None:
    second = SOUND.replace("catering.menu.allergens", "catering.menu.second")
    second = second.replace("#   severity: high\n", f"#   severity: high\n#   formerly: [{RULE_ID}]\n")
    assert complaints(second=second) == [f"{RULE_ID} is an id of catering.menu.second"]


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
