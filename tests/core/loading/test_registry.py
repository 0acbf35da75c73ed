"""What plugins declare, as data; tests/acceptance/plugins has the table of what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from catering import FILES, PLUGIN, catering
from first_party import FIRST_PARTY

from adjudge.lib.errors import PluginError, UsageError
from adjudge.lib.media import MEDIA_SUFFIXES
from adjudge.loading.registry import Registry, load
from adjudge.model import Artifact


@pytest.fixture
def registry(site):
    """Load the bakery, and a catering with its module changed."""

    def make(*changes: tuple[str, str], text: str = FILES[PLUGIN]) -> Registry:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        site(bakery=catering(domain="bakery"), catering=catering({PLUGIN: text}))
        return load(blocked=FIRST_PARTY)

    return make


def artifact(document: Any) -> Artifact:
    return Artifact(
        path="a",
        file="a",
        kind="catering.menu",
        sha256="",
        size=0,
        document=document,
        params={},
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        evidence=None,  # type: ignore[arg-type]
    )


def test_first_party_plugins_load_without_problems():
    found = load()
    assert set(FIRST_PARTY) <= set(found.plugins)
    assert (found.problems, found.blocked) == ((), ())
    assert found.owner("dubbing.project").name == "dubbing"


def test_it_knows_what_every_plugin_declares(registry):
    found = registry()
    assert found.problems == ()
    assert found.blocked == FIRST_PARTY
    assert list(found.kinds) == ["bakery.menu", "catering.menu"]
    assert sorted(set(found.readers) - set(MEDIA_SUFFIXES)) == [".bakeryslip", ".cateringslip"]
    assert {name for name, (_, plugin) in found.reporters.items() if not plugin.built_in} == {
        "bakery_count",
        "catering_count",
    }
    assert [package for package, _ in found.instruments] == [
        "adjudge_bakery.instruments",
        "adjudge_catering.instruments",
    ]
    assert found.extending("bakery.menu") == []


def test_who_extends_a_kind_is_known(registry):
    found = registry(("extends=()", 'extends=("bakery.menu",)'))
    assert [domain.name for domain in found.extending("bakery.menu")] == ["catering"]


def test_a_kind_that_is_not_there_cannot_be_extended(registry):
    (problem,) = registry(("extends=()", 'extends=("bakery.dinner", "brewery.beer")')).problems
    assert problem.message == "the domain catering extends bakery.dinner, which does not exist"


def test_a_plugin_may_have_one_hook_only(site):
    site(catering=catering({PLUGIN: "from adjudge import hookimpl\n@hookimpl\ndef adjudge_readers(): return []\n"}))
    found = load(blocked=FIRST_PARTY)
    assert (found.problems, found.domains, list(found.plugins)) == ((), {}, ["catering"])


def test_requirements_are_seen_to(registry):
    registry()
    with pytest.raises(UsageError, match="required plugin banquet is not installed"):
        load(blocked=FIRST_PARTY, required={"banquet": ""})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name="catering",', 'name="lib",', "the domain name lib is reserved"),
        ('name="catering",', 'name="Catering",', "is no name for a domain"),
        ('{"en": "Catering", "zh": "餐饮"}', "{}", "must be a mapping with at least `en`"),
        ('"adjudge_catering.policies"', "7", "must be importable names"),
        ("kinds=(", "kinds=(7, ", "must be of type Kind"),
        ("kinds=(Kind", 'kinds=(Kind(name="catering.menu"), Kind', "declares a kind twice"),
        ("extends=()", "extends=(7,)", "must name kinds of other domains"),
        ('"catering.menu"', '"bakery.menu"', "must be named catering.<kind>"),
        ('"catering.menu"', '"catering.params"', "the kind name params is reserved"),
        ('("*.catering.yaml",)', '("a/b",)', "must be a tuple of base names"),
        ('("*.catering.yaml",)', '(), shape="heap"', "must be `document` or `records`"),
        ('("*.catering.yaml",)', '(), match={"type": 7}', "match of catering.menu"),
        ('("*.catering.yaml",)', '(), jurisdictions="land"', "must be a JSON Pointer"),
        ('("*.catering.yaml",)', "7", "with a field of another type than declared"),
        ('(".cateringslip",)', '(".yaml",)', "which is the core's own"),
        ('(".cateringslip",)', '("slip",)', "write it in lower case, with its dot"),
        ("read=read_slip", "read=7", "cannot be called"),
        ('"adjudge_catering.instruments"', "7", "adjudge_instruments returned int, not the name of a package"),
        ('{"catering_count": Count}', "[]", "adjudge_reporters returned list, not a mapping"),
        ('{"catering_count": Count}', '{"A": Count}', "gave 'A', which is no name of a report"),
        ('{"catering_count": Count}', '{"sarif": Count}', "gave sarif, which is the core's own"),
        ('{"catering_count": Count}', '{"menu": 7}', "gave menu, which lacks verdict() or finish()"),
        ("return [Reader(", "return {Reader(", "SyntaxError"),
        ("return [Reader(", "return 7, [Reader(", "adjudge_readers gave a int, not a Reader"),
        ("    yield Domain(", "    return Domain(", "adjudge_domains returned Domain, not a list of Domain"),
        ("    yield Domain(", "    raise LookupError\n    yield Domain(", "adjudge_domains raised LookupError"),
    ],
)
def test_who_declares_nonsense_is_refused_and_the_others_stay(registry, old, new, says):
    found = registry((old, new))
    assert list(found.plugins) == list(found.domains) == ["bakery"]
    (problem,) = found.problems
    assert problem.plugin == "catering"
    assert says in str(problem)
    assert problem.hint


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('name="catering",', 'name="bakery",', "domain bakery"),
        (".cateringslip", ".bakeryslip", "suffix .bakeryslip"),
        ("catering_count", "bakery_count", "report bakery_count"),
    ],
)
def test_what_two_plugins_claim_is_nobodys(registry, old, new, what):
    changes = [(old, new)] + ([("catering.menu", "bakery.menu")] if "domain" in what else [])
    found = registry(*changes)
    assert {problem.plugin for problem in found.problems} == {"bakery", "catering"}
    assert {problem.message for problem in found.problems} == {
        f"the {what} is claimed more than once, by bakery, catering; nobody gets it"
    }
    name = what.partition(" ")[2]
    assert name not in {*found.domains, *found.owners, *found.readers, *found.reporters}


# --- asking for facts and references --------------------------------------------------------------------------------


def test_facts_and_references_come_from_the_kinds_owner(registry):
    found = registry()
    document = {"dishes": [{"name": "Soup", "recipe": "soup.txt"}]}
    assert found.facts(artifact(document)) == {"dishes": 1}
    (reference,) = found.relates(artifact(document))
    assert (reference.pointer, reference.path) == ("/dishes/0/recipe", "soup.txt")


def test_no_hook_is_no_facts_and_no_references(registry):
    text = FILES[PLUGIN]
    found = registry(text=text[: text.index("@hookimpl\ndef adjudge_relates")] + "Count = None\n")
    assert found.facts(artifact({})) == {}
    assert found.relates(artifact({})) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('return {"dishes": len', "return [len", "SyntaxError"),
        ('return {"dishes": len(artifact.document["dishes"])}', "return None", "adjudge_facts returned NoneType"),
        ('return {"dishes": len(artifact.document["dishes"])}', "return 7", "adjudge_facts returned int"),
        ('return {"dishes": len(artifact.document["dishes"])}', "yield 7", "adjudge_facts returned generator"),
    ],
)
def test_facts_are_a_mapping(registry, old, new, says):
    found = registry((old, new))
    if found.problems:
        assert says in str(found.problems[0])
        return
    with pytest.raises(PluginError, match=says) as caught:
        found.facts(artifact({"dishes": []}))
    assert (caught.value.file, caught.value.plugin) == ("adjudge_catering/__init__.py", "catering")


@pytest.mark.parametrize(
    "reference",
    [
        "Reference(pointer=7, path='a')",
        "Reference(pointer='dishes', path='a')",
        "Reference(pointer='', path=None)",
        "Reference(pointer='', path='a', kind='brewery.beer')",
        "'a'",
    ],
)
def test_references_are_what_they_should_be(registry, reference):
    found = registry(('yield Reference(pointer=f"/dishes/{i}/recipe", path=dish["recipe"])', f"yield {reference}"))
    with pytest.raises(PluginError, match="adjudge_relates gave a") as caught:
        found.relates(artifact({"dishes": [{"recipe": "soup.txt"}]}))
    assert caught.value.plugin == "catering"
