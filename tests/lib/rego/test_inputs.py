"""A path below `input` that cannot be there is refused: it would be undefined, and the rule could pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from adjudge import Domain, Kind
from adjudge.judging.references import Related
from adjudge.lib.errors import PolicyError
from adjudge.lib.installed import own_schema
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.inputs import odd_inputs
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Module
from adjudge.lib.schema.own import own_validator
from adjudge.model import VerdictName

RULE = "catering.menu.allergens"
HELPER = "catering.lib.dishes"
MENU: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "dishes": {"type": "array", "items": {"$ref": "#/$defs/dish"}},
        "kitchen": {"$ref": "#/$defs/kitchen"},
        "place": {"oneOf": [{"$ref": "#/$defs/kitchen"}, {"type": "object", "properties": {"hall": {}}}]},
        "places": {"type": "array", "items": {"$ref": "#/$defs/kitchen"}},
        "notes": {"type": "object"},
        "prices": {"type": "object", "additionalProperties": {"$ref": "#/$defs/price"}},
        "codes": {"type": "object", "additionalProperties": False, "patternProperties": {"^[a-z]$": {}}},
        "guest": {"type": ["object", "null"], "additionalProperties": False, "properties": {"name": {}}},
    },
    "$defs": {
        "dish": {"type": "object"},
        "price": {"type": "object", "additionalProperties": False, "properties": {"cents": {"type": "integer"}}},
        "kitchen": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"chef": {"type": "string"}, "kitchen": {"$ref": "#/$defs/kitchen"}},
        },
    },
}
FACTS = {"type": "object", "additionalProperties": False, "properties": {"signed_by": {"type": "string"}}}
SCHEMAS = {"menu": MENU, "menu_facts": FACTS, "recipe": {"type": "object", "additionalProperties": False}}
DOMAIN = Domain(
    name="catering",
    title={"en": "Catering"},
    kinds=(Kind(name="catering.menu"), Kind(name="catering.recipe")),
    policies="p",
    schemas="s",
)


def folder(body: str, package: str = RULE, kind: str = "catering.menu") -> Folder:
    policy = policy_of(Module(file="a.rego", text=f"package {package}\n\n{body}\n", plugin="catering"))
    judged = {package: kind} if package == RULE else {}
    return Folder(name="catering", policies={package: policy}, rules=(), judged=judged)


def wrong(body: str, schemas: Mapping[str, Any] = SCHEMAS, **changes: Any) -> list[PolicyError]:
    """Return what is wrong with what a policy reads of its input."""
    return [error for _, error in odd_inputs(folder(body, **changes), DOMAIN, schemas)]


def refusal(body: str, **changes: Any) -> PolicyError:
    (error,) = wrong(body, **changes)
    return error


@pytest.mark.parametrize(
    "path",
    [
        "input",
        "input.document",
        "input.as_of",
        "input.related[0].verdict",
        "input.artifact.sha256",
        "input.document.dishes",
        "input.document.dishes[i].anything",
        "input.document.places[_].chef",
        "input.document.prices[name].cents",
        'input.document["prices"][input.document.kitchen.chef].cents',
        "input.related[i].document.anything[_].at.all",
        'input.related[_].verdict == "deny"',
        "input[name].anything",
        'input["document"]["kitchen"].chef',
        "input.document.kitchen.kitchen.kitchen.chef",
        "input.document.place.chef",
        "input.document.place.hall",
        "input.document.notes.whatever.there.is",
        "input.document.prices.soup.cents",
        "input.document.codes.x",
        "input.document.guest.name",
        "input.facts.signed_by",
        "x.input.document.dish",
        '"input.document.dish"',
    ],
)
def test_what_can_be_there_is_left_alone(path: str) -> None:
    assert wrong(f"deny contains {{}} if {path}") == []


@pytest.mark.parametrize(
    ("path", "missing", "hint"),
    [
        ("input.documents.dishes", "input.documents", "Did you mean document?"),
        ("input.time", "input.time", "Compare it with what `adjudge inspect` shows."),
        ("input.artifact.sha", "input.artifact.sha", "Did you mean sha256?"),
        ("input.artifact.path.name", "input.artifact.path.name", "Compare it with what `adjudge inspect` shows."),
        ("input.related.verdict", "input.related.verdict", "Compare it with what `adjudge inspect` shows."),
        ("input.document.dish", "input.document.dish", "Did you mean dishes?"),
        ("input.document.dishes.name", "input.document.dishes.name", "Compare it with `adjudge schema catering.menu`."),
        ('input.document["dish"].name', "input.document.dish", "Did you mean dishes?"),
        ("input.document.kitchen.kitchen.cheff", "input.document.kitchen.kitchen.cheff", "Did you mean chef?"),
        ("input.document.kitchen.chef.name", "input.document.kitchen.chef.name", "Compare it with"),
        ("input.document.prices.soup.cent", "input.document.prices.soup.cent", "Did you mean cents?"),
        ("input.document.guest.nam", "input.document.guest.nam", "Did you mean name?"),
        ("input.facts.signed", "input.facts.signed", "Did you mean signed_by?"),
        ("input.related[_].verdikt", "input.related[_].verdikt", "Did you mean verdict?"),
        ('input.related[0]["verdikt"] == "deny"', "input.related[_].verdikt", "Did you mean verdict?"),
        ("input.related[count(x[0])].verdict.code", "input.related[_].verdict.code", "Compare it with"),
        ("input.document.places[_].cheff", "input.document.places[_].cheff", "Did you mean chef?"),
        ("input.document.prices[name].cent", "input.document.prices[_].cent", "Did you mean cents?"),
        ("input.as_of.day", "input.as_of.day", "Compare it with"),
    ],
)
def test_what_cannot_be_there_is_refused(path: str, missing: str, hint: str) -> None:
    error = refusal(f"deny contains {{}} if {{\n\t{path}\n}}")
    assert error.message == f"{missing} cannot be there, so it would be undefined and the rule could pass"
    assert (error.file, error.line, error.column, error.plugin) == ("a.rego", 4, 2, "catering")
    assert error.hint is not None
    assert error.hint.startswith(hint)


def test_what_an_import_brings_is_followed() -> None:
    assert "input.document.dish " in refusal("import input.document as menu\n\ndeny contains {} if menu.dish").message


def test_facts_without_a_schema_are_empty() -> None:
    schemas = {name: schema for name, schema in SCHEMAS.items() if name != "menu_facts"}
    (error,) = wrong("deny contains {} if input.facts.signed_by", schemas)
    assert error.message.startswith("input.facts.signed_by cannot be there")


def test_a_helper_may_ask_for_what_one_of_the_kinds_has() -> None:
    assert wrong("f if input.document.dishes", package=HELPER) == []
    assert "input.document.dish " in refusal("f if input.document.dish", package=HELPER).message


def test_a_helper_is_believed_while_a_kind_is_not_read() -> None:
    assert wrong("f if input.document.dish", {"menu": MENU}, package=HELPER) == []


def test_the_document_of_somebody_elses_kind_is_believed() -> None:
    assert wrong("deny contains {} if input.document.dish", kind="dubbing.project") == []
    assert "input.documents " in refusal("deny contains {} if input.documents", kind="dubbing.project").message


# --- variables ------------------------------------------------------------------------------------------------------

BOUND = (
    "deny contains {{}} if {{\n\tsome r in input.related\n\t{}\n}}",
    "deny contains {{}} if {{\n\tsome i, r in input.related\n\t{}\n}}",
    "deny contains {{}} if {{\n\tr := input.related[_]\n\t{}\n}}",
    "deny contains {{}} if {{\n\tall := input.related\n\tsome r in all\n\t{}\n}}",
    "deny contains {{}} if {{\n\tr := input.related[i]\n\ti > 0\n\tnot {}\n}}",
    "deny contains {{}} if {{\n\tevery r in input.related {{ {} }}\n}}",
    "deny contains {{}} if {{\n\tevery i, r in input.related {{\n\t\t{}\n\t}}\n}}",
    "deny contains {{}} if count({{x | some r in input.related; x := {}}}) > 0",
    "deny contains {{}} if count([1 | r := input.related[_]; {}]) > 0",
    "deny contains {{}} if some r in _related\n_related := input.related\nwarn contains 1 if {{ some r in _related; {} }}",
    "import input.related\ndeny contains {{}} if {{\n\tsome r in related\n\t{}\n}}",
    "import input.related as them\ndeny contains {{}} if {{\n\tr := them[0]\n\t{}\n}}",
    "deny contains {{}} if {{\n\tsome r in input.related\n\t_odd(r, 1)\n}}\n_odd(r, n) if {}",
    "deny contains {{}} if _odd(input.related[_])\n_odd(entry) if {{\n\tr := entry\n\t{}\n}}",
    "deny contains {{}} if _one(input.related[0])\n_one(a) if _two(1, a)\n_two(n, r) if {{ {} }}",
    "deny contains {{}} if {{\n\tsome r in input.related\n\tnot {{\n\t\tinput.as_of\n\t\t{}\n\t}}\n}}",
)


@pytest.mark.parametrize("text", BOUND)
def test_what_a_variable_is_bound_to_is_followed(text: str) -> None:
    error = refusal(text.format("r.verdikt"))
    assert error.message.startswith("input.related[_].verdikt cannot be there")
    assert error.hint == "Did you mean verdict?"
    assert text.format("r.verdikt").split("\n")[error.line - 3].index("r.verdikt") + 1 == error.column
    assert wrong(text.format('r["verdikt"]')), "in brackets, too"
    for sound in ("r.verdict", "r[name]", "r.document.verdikt", "is_object(r)"):
        assert wrong(text.format(sound)) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("some name, price in input.document.prices\n\tprice.cent", "document.prices[_].cent"),
        ("some place in input.document.places\n\tplace.cheff", "document.places[_].cheff"),
        (
            "kitchen := input.document.kitchen\n\tinner := kitchen.kitchen\n\tinner.cheff",
            "document.kitchen.kitchen.cheff",
        ),
        ("some r in input.related\n\tsome s in r\n\ts.x", None),
        ("facts := input.facts\n\tfacts.signed", "facts.signed"),
        ("here := input\n\there.documents", "documents"),
    ],
)
def test_so_is_what_is_bound_to_that(text: str, missing: str | None) -> None:
    found = wrong(f"deny contains {{}} if {{\n\t{text}\n}}")
    assert [error.message.split(" ")[0] for error in found] == ([] if missing is None else [f"input.{missing}"])


@pytest.mark.parametrize(
    "body",
    [
        "some r in input.related\n\tsome r in data.catering.params\n\tr.verdikt",
        "r := object.union(input.related[0], {})\n\tr.verdikt",
        "r := input.related[0] | set()\n\tr.verdikt",
        "r := input.related[0] with input as {}\n\tr.verdikt",
        "r = input.related[0]\n\tr.verdikt",
        "[r, s] := [input.facts, input.document]\n\tr.verdikt",
        "walk(input.related, [r, _])\n\tr.verdikt",
        "some [r, s] in input.document.notes\n\tr.verdikt",
        "some r\n\tinput.related[r]\n\tr.verdikt",
        "x := [r | some r in input.related]\n\ty := {r.verdikt | r := {}}",
        "r := input.related[0].verdict == input.related[1].verdict\n\tr.verdikt",
        "_odd(r)\n\t_odd(input.related[0])\n}\n_odd(r) if {\n\tr.verdikt",
        "_odd(input.related)\n}\n_odd([r, s]) if {\n\tr.verdikt",
        "input.as_of\n}\n_never(r) if {\n\tr.verdikt",
        "some r in input.related\n}\nwarn contains 1 if {\n\tr := input.document.notes\n\tr.verdikt",
        "_r.verdikt\n}\n_r := input.related[0] if input.as_of\nelse := input.document.notes if {\n\tinput.facts",
    ],
)
def test_nothing_is_believed_of_what_something_else_may_bind(body: str) -> None:
    assert wrong(f"deny contains {{}} if {{\n\t{body}\n}}") == []


def test_what_can_be_for_one_of_the_calls_is_left_alone() -> None:
    text = "deny contains {} if _has(input.document.kitchen)\nwarn contains {} if _has(input.related[0])\n_has(x) if x."
    assert wrong(f"{text}chef") == []
    assert wrong(f"{text}pointer") == []
    assert refusal(f"{text}cheff").message.startswith("input.")


def test_nobody_knows_what_others_call_a_function_with() -> None:
    text = "f(r) if r.verdikt\ng if f(input.related[0])"
    assert wrong(text, package=HELPER) == []
    found = folder(f"deny contains {{}} if g\n{text}")
    asks = policy_of(Module(file="b.rego", text=f"package {HELPER}\nh if data.{RULE}.f({{}})\n", plugin="catering"))
    assert len(list(odd_inputs(found, DOMAIN, SCHEMAS))) == 1
    both = found._replace(policies={**found.policies, HELPER: asks})
    assert list(odd_inputs(both, DOMAIN, SCHEMAS)) == []


def test_the_whole_input_has_the_schema_that_inspect_shows() -> None:
    schema = own_schema("input")
    assert set(schema["properties"]) == {"artifact", "document", "related", "facts", "as_of"}
    entry = Related(path="a.srt", kind=None, sha256=None, size=None).as_input("/files/0")
    assert entry.keys() == schema["properties"]["related"]["items"]["properties"].keys()
    assert {*get_args(VerdictName), None} == {
        *schema["properties"]["related"]["items"]["properties"]["verdict"]["enum"]
    }
    sound = {
        "artifact": {"path": "a", "kind": "catering.menu", "sha256": "0", "size": 1},
        "document": {},
        "related": [entry],
        "facts": {},
        "as_of": "2026-12-01T12:00:00Z",
    }
    assert own_validator("input").errors(sound) == []
    assert own_validator("input").errors({**sound, "related": [{**entry, "verdikt": "deny"}]})
