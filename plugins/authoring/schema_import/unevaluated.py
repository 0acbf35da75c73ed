"""``unevaluatedProperties`` said by ``additionalProperties``, for schemas that have ``patternProperties`` as well.

Validators read the two together apart. What a part of a schema evaluates is known beforehand, under which condition it does,
too: so the properties of all parts are let through, and each that counts only under a condition is tied to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias

from adjudge.lib.schema.contract import escape, subschemas, target
from adjudge.lib.schema.formats import matches

REST = "unevaluatedProperties"
_SMALL = 160
"""Characters of a condition that is written out where it is needed, not referred to."""


_TiesByCondition: TypeAlias = "dict[str, tuple[list[Any], dict[str, Any]]]"
"""By which conditions they are tied: these, and what is tied."""


class UnclearRestError(Exception):
    """It cannot be known beforehand what is evaluated; ``pointer`` is where that was asked for."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer = pointer


class _Evaluated(NamedTuple):
    """What a part evaluates when all of its conditions hold."""

    conditions: tuple[str, ...]
    keys: frozenset[str]
    patterns: frozenset[str]
    everything: bool


def is_apart(schema: dict[str, Any]) -> bool:
    """Return whether a schema has both keywords, whose meeting validators read apart."""
    used = {keyword for _, node in subschemas(schema) if isinstance(node, dict) for keyword in node}
    return {REST, "patternProperties"} <= used


def without_unevaluated(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that says the same without ``unevaluatedProperties``. Raises UnclearRestError."""
    nodes = dict(subschemas(schema))
    made = deepcopy(schema)
    new: dict[str, Any] = dict(subschemas(made))
    for pointer, node in nodes.items():
        if isinstance(node, dict) and REST in node:
            _close(new[pointer], node[REST], [*_evaluated(nodes, pointer, (), top=True)], nodes, pointer)
    return made


def _evaluated(
    nodes: dict[str, Any], pointer: str, conditions: tuple[str, ...], *, top: bool = False
) -> Iterator[_Evaluated]:
    """Yield what a part and those that judge the same value evaluate."""
    node = nodes[pointer]
    if not isinstance(node, dict):
        return
    everything = "additionalProperties" in node or (REST in node and not top)
    keys, patterns = frozenset(node.get("properties", ())), frozenset(node.get("patternProperties", ()))
    yield _Evaluated(conditions, keys, patterns, everything)
    if "$ref" in node:
        yield from _evaluated(nodes, target(node["$ref"]), conditions)
    for index in range(len(node.get("allOf", ()))):
        yield from _evaluated(nodes, f"{pointer}/allOf/{index}", conditions)
    for keyword in ("anyOf", "oneOf"):
        for index in range(len(node.get(keyword, ()))):
            below = f"{pointer}/{keyword}/{index}"
            yield from _evaluated(nodes, below, (*conditions, below))
    if "if" in node:
        test = f"{pointer}/if"
        yield from _evaluated(nodes, test, (*conditions, test))
        if "then" in node:
            yield from _evaluated(nodes, f"{pointer}/then", (*conditions, test))
        if "else" in node:
            yield from _evaluated(nodes, f"{pointer}/else", (*conditions, f"!{test}"))
    for key in node.get("dependentSchemas", ()):
        yield from _evaluated(nodes, f"{pointer}/dependentSchemas/{escape(key)}", (*conditions, f"?{key}"))


def _close(new: dict[str, Any], rest: Any, found: list[_Evaluated], nodes: dict[str, Any], pointer: str) -> None:
    del new[REST]
    always = [each for each in found if not each.conditions]
    if rest is True or any(each.everything for each in always):
        if "additionalProperties" not in new and not any(each.everything for each in always):
            new["additionalProperties"] = True
        return
    keys, patterns = _known(found)
    tied = _tied(found, rest, nodes, pointer)
    wholly = [_condition(each.conditions, nodes) for each in found if each.conditions and each.everything]
    if not wholly:
        if keys:
            own = new.get("properties", {})
            new["properties"] = {**own, **dict.fromkeys(sorted(keys - own.keys()), True)}
        if patterns:
            own = new.get("patternProperties", {})
            new["patternProperties"] = {**own, **dict.fromkeys(sorted(patterns - own.keys()), True)}
        new["additionalProperties"] = deepcopy(rest)
        new["allOf"] = [*new.get("allOf", ()), *tied]
    else:
        shut: dict[str, Any] = {
            "properties": dict.fromkeys(sorted(keys), True),
            "patternProperties": dict.fromkeys(sorted(patterns), True),
            "additionalProperties": deepcopy(rest),
            "allOf": tied,
        }
        alone = {keyword: value for keyword, value in shut.items() if value or keyword == "additionalProperties"}
        new["allOf"] = [*new.get("allOf", ()), {"anyOf": [*_each_once(wholly), alone]}]
        new["additionalProperties"] = True
    if not new["allOf"]:
        del new["allOf"]


def _known(found: list[_Evaluated]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys and the patterns that are evaluated."""
    keys = (key for each in found for key in each.keys)
    return frozenset(keys), frozenset(pattern for each in found for pattern in each.patterns)


def _tied(found: list[_Evaluated], rest: Any, nodes: dict[str, Any], pointer: str) -> list[Any]:
    """Return, for what is evaluated under conditions only, that one of these holds or it is the rest."""
    ties: _TiesByCondition = {}
    keys, patterns = _known(found)
    base, base_patterns = _known([each for each in found if not each.conditions])
    for key in sorted(keys - base):
        if any(matches(each)(key) for each in base_patterns):
            continue
        counts = [each for each in found if key in each.keys or any(matches(p)(key) for p in each.patterns)]
        _tie(ties, [_condition(each.conditions, nodes) for each in counts], "properties", key, rest)
    for pattern in sorted(patterns - base_patterns):
        if patterns != {pattern} or any(matches(pattern)(key) for key in keys):
            raise UnclearRestError(pointer)
        counts = [each for each in found if pattern in each.patterns]
        _tie(ties, [_condition(each.conditions, nodes) for each in counts], "patternProperties", pattern, rest)
    return [{"anyOf": [*conditions, last]} for conditions, last in ties.values()]


def _tie(ties: _TiesByCondition, conditions: list[Any], keyword: str, name: str, rest: Any) -> None:
    each_once = _each_once(conditions)
    mark = json.dumps([keyword, each_once], sort_keys=True)
    _, last = ties.setdefault(mark, (each_once, {keyword: {}}))
    last[keyword][name] = deepcopy(rest)


def _each_once(conditions: list[Any]) -> list[Any]:
    return list({json.dumps(each, sort_keys=True): each for each in conditions}.values())


def _condition(conditions: tuple[str, ...], nodes: dict[str, Any]) -> Any:
    """Return conditions as one schema."""
    every = [_one(each, nodes) for each in conditions]
    return every[0] if len(every) == 1 else {"allOf": every}


def _one(condition: str, nodes: dict[str, Any]) -> Any:
    if condition.startswith("?"):
        return {"type": "object", "required": [condition[1:]]}
    if condition.startswith("!"):
        return {"not": _one(condition[1:], nodes)}
    node = nodes[condition]
    if REST not in json.dumps(node) and len(json.dumps(node)) <= _SMALL:
        return deepcopy(node)
    return {"$ref": f"#{condition}"}
