"""A parameter that is a number says whose number it is, and its default is that number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from installed_rules import installed

from adjudge.plugins.authoring.lint.limits import limits, numbers


def lint(schema: Any, defaults: Any) -> list[str]:
    return [str(found) for found in limits("x/params.json", schema, defaults, installed().instruments)]


@pytest.mark.parametrize("domain", sorted(installed().registry.domains))
def test_a_default_is_the_number_of_its_clause(domain: str) -> None:
    opened = installed().open(domain)
    assert lint(opened.schemas.get("params", {}), opened.folder.data.get("params", {})) == []


def test_there_are_numbers_to_hold_against_their_clauses() -> None:
    schema = installed().open("identity").schemas["params"]
    assert [number for number in numbers(schema, schema, {}) if "x-adjudge-limit" in number.entry]


LEGAL = {"type": "integer", "x-adjudge-legal": {"minimum": 6, "clause": "csl#23"}, "x-adjudge-limit": "log_retention"}
ADVICE = {"type": "integer", "x-adjudge-clause": "gbt-45654-2025", "x-adjudge-limit": "refusal_rate"}
CHOICE = {"type": "integer", "x-adjudge-clause": None, "description": "Our choice: a round number."}


def without(entry: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != name}


@pytest.mark.parametrize(
    ("entry", "default", "says"),
    [
        (LEGAL, 6, None),
        (ADVICE, 95, None),
        (CHOICE, 12, None),
        ({"type": ["integer", "null"], **without(ADVICE, "type")}, 95, None),
        ({"type": "string"}, "seven", None),
        ({"type": "boolean", "x-adjudge-clause": None, "description": "Our choice."}, True, None),
        ({"type": "boolean", "x-adjudge-clause": None, "description": "Somebody's."}, True, "a stray annotation"),
        ({"type": "boolean", "x-adjudge-clause": "csl#23", "description": "Our choice."}, True, "a stray annotation"),
        (LEGAL, 7, "the default is 7, but csl#23 says 6"),
        (ADVICE, 94, "the default is 94"),
        (ADVICE, None, "there is no default, but gbt-45654-2025 says 95"),
        ({**LEGAL, "x-adjudge-legal": {"minimum": 5, "clause": "csl#23"}}, 6, "but csl#23 says minimum 6"),
        ({**LEGAL, "x-adjudge-legal": {"maximum": 6, "clause": "csl#23"}}, 6, "but csl#23 says minimum 6"),
        ({**ADVICE, "x-adjudge-legal": {"minimum": 95, "clause": "gbt-45654-2025"}}, 95, "binds nobody"),
        ({**LEGAL, "x-adjudge-clause": "labeling-measures#9"}, 6, "but labeling-measures#9 says minimum 6"),
        ({**LEGAL, "x-adjudge-clause": None}, 6, "x-adjudge-clause says that no law is"),
        ({"type": "integer"}, 6, "whose number is this?"),
        ({"type": "number"}, 6, "whose number is this?"),
        (without(LEGAL, "x-adjudge-limit"), 6, "x-adjudge-limit does not say which limit of csl#23 is meant"),
        ({**LEGAL, "x-adjudge-limit": "retention"}, 6, "csl#23 has no limit retention"),
        ({**ADVICE, "x-adjudge-clause": "gbt-45654-2025#9"}, 95, "there is no clause gbt-45654-2025#9"),
        ({**ADVICE, "x-adjudge-clause": "gbt-1"}, 95, "there is no clause gbt-1"),
        (without(CHOICE, "description"), 12, "nobody's choice"),
        ({"type": "string", "x-adjudge-limit": "refusal_rate"}, "x", "a stray annotation"),
    ],
)
def test_a_number_that_does_not_say_whose_it_is_or_differs_is_found(entry: Any, default: Any, says: str | None) -> None:
    for schema, defaults in nested(entry, default):
        found = lint(schema, defaults)
        assert bool(found) == bool(says), found
        assert says is None or says in found[0]


def nested(entry: Any, default: Any) -> Iterator[tuple[Any, Any]]:
    """Put a parameter at every depth at which a params.json may have it."""
    yield {"type": "object", "properties": {"a": entry}}, {"a": default}
    yield {"type": "object", "properties": {"a": {"properties": {"b": entry}}}}, {"a": {"b": default}}
    yield {"type": "object", "properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": entry}}, {"a": default}
    yield {"type": "object", "properties": {"a": {"items": entry}}}, {"a": [default]}
    yield {"type": "object", "properties": {"a": {"additionalProperties": entry}}}, {"a": {"b": default}}
