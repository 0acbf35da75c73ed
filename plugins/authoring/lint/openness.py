"""The objects of a schema are closed: in an open one no misspelt field is found, in a document or in a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from adjudge.lib.documents import Json
from adjudge.lib.schema.contract import IN_PLACE, subschemas, target
from adjudge.lib.words import say

from .finding import LintFinding

_SHOWN = 5
_FIELDS = frozenset({"properties", "patternProperties", "$defs"})
Locate = Callable[[str], tuple[int, int]]


def open_objects(schema: Mapping[str, Json]) -> Iterator[str]:
    """Yield the JSON Pointer of each object that may have fields that it does not name."""
    places = dict(subschemas(dict(schema)))
    closed = set(_closed_by_others(places))
    for pointer, node in places.items():
        if isinstance(node, dict) and _is_open(node) and pointer not in closed and not _is_in_place(pointer):
            yield pointer


def _is_open(node: Mapping[str, Any]) -> bool:
    types = node.get("type", "object" if "properties" in node else ())
    if {types} - {"object"} if isinstance(types, str) else not {*types} <= {"object", "null"} or not types:
        return False  # what may be a text as well is left open on purpose
    if "enum" in node or "const" in node:
        return False
    rest = node.get("additionalProperties", node.get("unevaluatedProperties", True))
    return rest is True or rest == {}


def _closed_by_others(places: Mapping[str, Any]) -> Iterator[str]:
    """Yield what judges the same value as an object that says what else there may be."""
    wanted = [pointer for pointer, node in places.items() if isinstance(node, dict) and "unevaluatedProperties" in node]
    seen: set[str] = set()
    while wanted:
        pointer = wanted.pop()
        node = places.get(pointer)
        if pointer in seen or not isinstance(node, dict):
            continue
        seen.add(pointer)
        yield pointer
        if "$ref" in node:
            wanted.append(target(node["$ref"]))
        wanted += [
            other
            for other in places
            if other.startswith(f"{pointer}/") and other[len(pointer) + 1 :].partition("/")[0] in IN_PLACE
        ]


def _is_in_place(pointer: str) -> bool:
    """Return whether a subschema only adds to what is said of a value elsewhere; a field may have the name of a keyword."""
    steps = pointer.split("/")[1:]
    return any(
        step in IN_PLACE | {"contains", "propertyNames"} and (at == 0 or steps[at - 1] not in _FIELDS)
        for at, step in enumerate(steps)
        if step not in ("anyOf", "oneOf")
    )


def gathered(file: str, code: str, pointers: Sequence[str], locate: Locate) -> Iterator[LintFinding]:
    """Yield one finding on a schema for all places in it, at the first: a public schema may have thousands."""
    if pointers:
        line, column = locate(pointers[0])
        shown = [each or "/" for each in pointers[:_SHOWN]]
        words = say(code, n=len(pointers), pointers=[*shown, *(["…"] if len(pointers) > _SHOWN else [])])
        yield LintFinding(file=file, line=line, column=column, words=words)
