"""A path below `input` that cannot be there is refused: it would be undefined, and the rule could pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from adjudge import Domain, Kind
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.inputs import odd_inputs
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Module

RULE = "catering.menu.allergens"
HELPER = "catering.lib.dishes"
MENU: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "dishes": {"type": "array", "items": {"$ref": "#/$defs/dish"}},
        "kitchen": {"$ref": "#/$defs/kitchen"},
        "place": {"oneOf": [{"$ref": "#/$defs/kitchen"}, {"type": "object", "properties": {"hall": {}}}]},
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
