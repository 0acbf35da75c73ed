"""A parameter that is a number says whose number it is, and its default is that number.

``x-adjudge-legal`` names the clause of a law that bounds it, ``x-adjudge-clause`` one that binds nobody, or null where
the number is a choice of ours; ``x-adjudge-limit`` names the number among the clause's ``limits``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from adjudge.lib.instruments import Instruments, Limit

POLICIES, SCHEMAS = (Path(import_module(name).__path__[0]) for name in ("adjudge.policies", "adjudge.schemas"))
DOMAINS = sorted(file.parent.name for file in SCHEMAS.glob("*/params.json"))
INSTRUMENTS = Instruments(
    {file.parent.name: file for file in (POLICIES / "instruments").glob("*/data.yaml")},
    lambda data, _name: yaml.safe_load(data),
)
VOLUNTARY = {"recommended_standard", "technical_document"}
ANNOTATIONS = {"x-adjudge-clause", "x-adjudge-limit"}


class Number(NamedTuple):
    """A place in a params.json that takes a number, and the default there."""

    pointer: str
    entry: dict[str, Any]
    default: Any


def numbers(schema: Any, node: Any, default: Any, pointer: str = "") -> Iterator[Number]:
    """Find the numbers of a params.json; the default of what no default fills is None."""
    if "$ref" in node:
        target = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    types = node.get("type", [])
    if {"integer", "number"} & set([types] if isinstance(types, str) else types):
        yield Number(pointer, node, default)
    for name, entry in node.get("properties", {}).items():
        inner = default.get(name) if isinstance(default, dict) else None
        yield from numbers(schema, entry, inner, f"{pointer}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(node.get(keyword), dict):
            inside = default.values() if isinstance(default, dict) else default or [None]
            for inner in inside:
                yield from numbers(schema, node[keyword], inner, f"{pointer}/{keyword}")


def faults(schema: Any, defaults: Any) -> list[str]:
    """Say what is wrong with the numbers of a params.json."""
    found = list(numbers(schema, schema, defaults))
    wrong = [f"{number.pointer}: {why}" for number in found if (why := fault(number)) is not None]
    known = [number.entry for number in found]
    return wrong + [
        f"a stray annotation: {node}"
        for node in annotated(schema)
        if not any(node.items() <= entry.items() for entry in known)
    ]


def fault(number: Number) -> str | None:
    """Say what is wrong with one number, None when nothing is."""
    legal, clause = number.entry.get("x-adjudge-legal"), number.entry.get("x-adjudge-clause", legal_clause(number))
    if clause is None:
        if legal is not None:
            return "x-adjudge-legal is there, and x-adjudge-clause says that no law is"
        if "x-adjudge-clause" not in number.entry:
            return "whose number is this? Say x-adjudge-legal, or x-adjudge-clause with a clause or null"
        return None if "choice" in number.entry.get("description", "") else "the description says nobody's choice"
    limit = find(clause, number.entry.get("x-adjudge-limit"))
    if isinstance(limit, str):
        return limit
    if number.default != limit.value:
        return f"the default is {number.default}, but {clause} says {limit.value}"
    if legal is None:
        return None
    if legal["clause"] != clause or {**legal} != {"clause": clause, side(limit): limit.value}:
        return f"x-adjudge-legal is {legal}, but {clause} says {side(limit)} {limit.value}"
    kind = INSTRUMENTS.get(clause.partition("#")[0])
    return f"{clause} binds nobody" if kind and kind.kind in VOLUNTARY else None


def legal_clause(number: Number) -> str | None:
    return number.entry.get("x-adjudge-legal", {}).get("clause")


def side(limit: Limit) -> str:
    return "maximum" if limit.minimum is None else "minimum"


def find(basis: str, name: str | None) -> Limit | str:
    """Give the limit of a clause, or of an instrument as a whole; what is wrong where there is none of that name."""
    instrument_id, hash_sign, clause_number = basis.partition("#")
    instrument = INSTRUMENTS.get(instrument_id)
    stated = instrument.clause(clause_number) if instrument and hash_sign else instrument
    if stated is None:
        return f"there is no clause {basis}"
    return next((limit for limit in stated.limits if limit.name == name), f"{basis} has no limit {name}")


def annotated(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.keys() & ANNOTATIONS:
            yield node
        for inner in node.values():
            yield from annotated(inner)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_default_is_the_number_of_its_clause(domain: str) -> None:
    schema = json.loads((SCHEMAS / domain / "params.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((POLICIES / domain / "data.yaml").read_text(encoding="utf-8"))
    assert faults(schema, data["params"]) == []


def test_there_are_numbers_to_hold_against_their_clauses() -> None:
    schema = json.loads((SCHEMAS / "identity" / "params.json").read_text(encoding="utf-8"))
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
        (LEGAL, 7, "the default is 7, but csl#23 says 6"),
        (ADVICE, 94, "the default is 94"),
        (ADVICE, None, "the default is None"),
        ({**LEGAL, "x-adjudge-legal": {"minimum": 5, "clause": "csl#23"}}, 6, "but csl#23 says minimum 6"),
        ({**LEGAL, "x-adjudge-legal": {"maximum": 6, "clause": "csl#23"}}, 6, "but csl#23 says minimum 6"),
        ({**ADVICE, "x-adjudge-legal": {"minimum": 95, "clause": "gbt-45654-2025"}}, 95, "binds nobody"),
        ({**LEGAL, "x-adjudge-clause": "labeling-measures#9"}, 6, "but labeling-measures#9 says minimum 6"),
        ({**LEGAL, "x-adjudge-clause": None}, 6, "x-adjudge-clause says that no law is"),
        ({"type": "integer"}, 6, "whose number is this?"),
        ({"type": "number"}, 6, "whose number is this?"),
        (without(LEGAL, "x-adjudge-limit"), 6, "csl#23 has no limit None"),
        ({**LEGAL, "x-adjudge-limit": "retention"}, 6, "csl#23 has no limit retention"),
        ({**ADVICE, "x-adjudge-clause": "gbt-45654-2025#9"}, 95, "there is no clause gbt-45654-2025#9"),
        ({**ADVICE, "x-adjudge-clause": "gbt-1"}, 95, "there is no clause gbt-1"),
        (without(CHOICE, "description"), 12, "nobody's choice"),
        ({"type": "string", "x-adjudge-limit": "refusal_rate"}, "x", "a stray annotation"),
    ],
)
def test_a_number_that_does_not_say_whose_it_is_or_differs_is_found(entry: Any, default: Any, says: str | None) -> None:
    for schema, defaults in nested(entry, default):
        found = faults(schema, defaults)
        assert bool(found) == bool(says), found
        assert says is None or says in found[0]


def nested(entry: Any, default: Any) -> Iterator[tuple[Any, Any]]:
    """Put a parameter at every depth at which a params.json may have it."""
    yield {"type": "object", "properties": {"a": entry}}, {"a": default}
    yield {"type": "object", "properties": {"a": {"properties": {"b": entry}}}}, {"a": {"b": default}}
    yield {"type": "object", "properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": entry}}, {"a": default}
    yield {"type": "object", "properties": {"a": {"items": entry}}}, {"a": [default]}
    yield {"type": "object", "properties": {"a": {"additionalProperties": entry}}}, {"a": {"b": default}}
