"""A parameter that is a number says whose number it is, and its default is that number.

``x-adjudge-legal`` names the clause of a law that bounds it, ``x-adjudge-clause`` one that binds nobody, or null where
the number is a choice of ours; ``x-adjudge-limit`` names the number among the clause's ``limits``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.instruments import Instruments, Limit
from adjudge.lib.words import Said, say

from .finding import LintFinding

VOLUNTARY = frozenset({"recommended_standard", "technical_document"})
"""Kinds of instruments that bind nobody."""

CLAUSE = "x-adjudge-clause"
_LEGAL, _LIMIT = "x-adjudge-legal", "x-adjudge-limit"


class Figure(NamedTuple):
    """A place in a params.json that takes a number, and the default there."""

    pointer: str
    entry: Mapping[str, Any]
    default: Json


def limits(file: str, schema: Mapping[str, Json], defaults: Json, instruments: Instruments) -> Iterator[LintFinding]:
    """Yield what is wrong with the numbers of a domain's params.json, ``file``, and their defaults.

    Raises PolicyError for an instrument whose file is broken.
    """
    found = list(numbers(schema, schema, defaults))
    for number in found:
        why = _fault(number, instruments)
        if why is not None:
            yield LintFinding(file=file, line=None, words=say("lint.limits", pointer=number.pointer, why=why))
    for pointer, node in _annotated(schema, ""):
        if not any(node.items() <= number.entry.items() for number in found):
            yield LintFinding(file=file, line=None, words=say("lint.limits.stray", pointer=pointer))


def numbers(schema: Json, node: Json, default: Json, pointer: str = "") -> Iterator[Figure]:
    """Yield the numbers of a params.json; the default of what no default fills is None."""
    if "$ref" in node:
        target = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    types = node.get("type", [])
    if {"integer", "number"} & set([types] if isinstance(types, str) else types):
        yield Figure(pointer, node, default)
    for name, entry in node.get("properties", {}).items():
        inner = default.get(name) if isinstance(default, dict) else None
        yield from numbers(schema, entry, inner, f"{pointer}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(node.get(keyword), dict):
            inside = default.values() if isinstance(default, dict) else default or [None]
            for inner in inside:
                yield from numbers(schema, node[keyword], inner, f"{pointer}/{keyword}")


def _fault(number: Figure, instruments: Instruments) -> Said | None:
    """Return what is wrong with one number, None when nothing is."""
    legal = number.entry.get(_LEGAL)
    clause = number.entry.get(CLAUSE, (legal or {}).get("clause"))
    if clause is None:
        if legal is not None:
            return say("lint.limits.no_law")
        if CLAUSE not in number.entry:
            return say("lint.limits.whose")
        return None if "choice" in number.entry.get("description", "") else say("lint.limits.no_choice")
    limit = _find(clause, number.entry.get(_LIMIT), instruments)
    if isinstance(limit, Said):
        return limit
    if number.default is None:
        return say("lint.limits.no_default", clause=clause, value=limit.value)
    if number.default != limit.value:
        return say("lint.limits.default", default=number.default, clause=clause, value=limit.value)
    if legal is None:
        return None
    side = "maximum" if limit.minimum is None else "minimum"
    if {**legal} != {"clause": clause, side: limit.value}:
        return say("lint.limits.legal", legal=json.dumps(legal), clause=clause, side=side, value=limit.value)
    instrument = instruments.get(clause.partition("#")[0])
    voluntary = instrument is not None and instrument.kind in VOLUNTARY
    return say("lint.limits.voluntary", clause=clause) if voluntary else None


def _find(basis: str, name: str | None, instruments: Instruments) -> Limit | Said:
    """Return the limit of a clause, or of an instrument as a whole; what is wrong where there is none of that name."""
    instrument_id, hash_sign, number = basis.partition("#")
    instrument = instruments.get(instrument_id)
    stated = instrument.clause(number) if instrument is not None and hash_sign else instrument
    if stated is None:
        return say("lint.limits.no_clause", clause=basis)
    if name is None:
        return say("lint.limits.unnamed", clause=basis)
    named = next((limit for limit in stated.limits if limit.name == name), None)
    return say("lint.limits.no_limit", clause=basis, name=name) if named is None else named


def _annotated(node: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if node.keys() & {CLAUSE, _LIMIT} and not _is_switch(node):
            yield pointer, node
        for name, inner in node.items():
            yield from _annotated(inner, f"{pointer}/{name}")


def _is_switch(node: dict[str, Any]) -> bool:
    """Return whether this is a parameter that is true or false, and says that it is a choice of ours."""
    choice = "choice" in str(node.get("description", ""))
    return node.get("type") == "boolean" and choice and CLAUSE in node and node[CLAUSE] is None and _LIMIT not in node
