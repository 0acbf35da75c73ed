"""A text field of a schema takes no text of which nothing is seen: it would pass for a statement and state nothing.

``{"type": "string"}``, ``minLength`` and ``\\S`` all take a zero-width space. The pattern that does not is
:data:`adjudge.lib.blank.TEXT`, that of an id :data:`~adjudge.lib.blank.TOKEN`. A field that may well be blank, such as a
remark that no rule reads, says so: ``"minLength": 0``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adjudge.lib.blank import SPACES, UNSEEN
from adjudge.lib.documents import Json
from adjudge.lib.schema.contract import subschemas, target
from adjudge.lib.words import say

from .finding import LintFinding

SAMPLES = ("", *(chr(code) for ends in (*UNSEEN, *SPACES) for code in dict.fromkeys(ends)))
"""Blank texts: the empty one, and one of each end of each range of what is not seen."""

_FIELDS = frozenset({"properties", "patternProperties"})
_PARTS = frozenset({"items", "additionalProperties"})
_CONDITIONS = frozenset({"if", "not", "contains", "propertyNames"})


def texts(file: str, schema: Mapping[str, Json]) -> Iterator[LintFinding]:
    """Yield the text fields of a schema, ``file``, that take a blank text. The schema keeps to the contract."""
    for pointer in blank_fields(schema):
        yield LintFinding(file=file, line=None, words=say("lint.texts", pointer=pointer))


def blank_fields(schema: Mapping[str, Json]) -> Iterator[str]:
    """Yield the JSON Pointer of each text field that takes a blank text."""
    import jsonschema_rs

    from adjudge.lib.schema.formats import options

    registry = jsonschema_rs.Registry([("urn:schema", dict(schema))])
    places = dict(subschemas(dict(schema)))
    for pointer, node in places.items():
        if not isinstance(node, dict) or not _is_field(pointer) or "string" not in set(_types(node, places, 0)):
            continue
        if any(each.get("minLength") == 0 for each in _closure(node, places, 0)):
            continue
        field = jsonschema_rs.Draft202012Validator(
            {"$ref": f"urn:schema#{_quoted(pointer)}"}, registry=registry, **options()
        )
        if any(field.is_valid(sample) for sample in SAMPLES):
            yield pointer


def _is_field(pointer: str) -> bool:
    """Return whether a subschema is that of a member or an item, which a document states; no condition."""
    steps = pointer.split("/")[1:]
    before = steps[-2] if len(steps) > 1 else ""
    if not steps or _is_condition(steps):
        return False
    return before in _FIELDS or before == "prefixItems" or steps[-1] in _PARTS


def _is_condition(steps: list[str]) -> bool:
    """Return whether a keyword on the way only asks; a member may have the name of one."""
    return any(
        step in _CONDITIONS and (at == 0 or steps[at - 1] not in (*_FIELDS, "$defs")) for at, step in enumerate(steps)
    )


def _types(node: Mapping[str, Any], places: Mapping[str, Any], depth: int) -> Iterator[str]:
    for each in _closure(node, places, depth):
        types = each.get("type", ())
        yield from [types] if isinstance(types, str) else types


def _closure(node: Mapping[str, Any], places: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield a subschema, and those that look at the same value with it."""
    yield node
    others = [each for keyword in ("allOf", "anyOf", "oneOf") for each in node.get(keyword, ())]
    if "$ref" in node:
        others.append(places[target(node["$ref"])])
    for each in others:
        if isinstance(each, dict) and depth < 100:
            yield from _closure(each, places, depth + 1)


def _quoted(pointer: str) -> str:
    from urllib.parse import quote

    return quote(pointer, safe="/~")
