"""The drafts of JSON Schema, and OpenAPI 3.0: how a schema says which one it is of, and which words that has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from adjudge.lib.schema.formats import EXAMPLES


class Draft(NamedTuple):
    """A draft: its name, its keywords, and which formats of those that are asserted here it knows.

    ``uri`` is that of its meta-schema, where it has one. ``alone`` says that a `$ref` leaves what stands beside it without effect.
    """

    name: str
    keywords: frozenset[str]
    formats: frozenset[str]
    alone: bool
    uri: str | None


_FOUR = frozenset(
    "id $ref $schema title description default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength "
    "pattern additionalItems items maxItems minItems uniqueItems maxProperties minProperties required additionalProperties "
    "definitions properties patternProperties dependencies enum type format allOf anyOf oneOf not".split()
)
_SIX = (_FOUR - {"id"}) | {"$id", "const", "contains", "propertyNames", "examples"}
_SEVEN = _SIX | {"if", "then", "else", "readOnly", "writeOnly", "$comment"}
_COMMON = _SEVEN - {"definitions"} | frozenset(  # their own suites still ask for `dependencies`
    "$defs $anchor $vocabulary dependentRequired dependentSchemas minContains maxContains unevaluatedItems "
    "unevaluatedProperties deprecated".split()
)
_2019 = _COMMON | {"$recursiveRef", "$recursiveAnchor"}
_2020 = (_COMMON - {"additionalItems"}) | {"prefixItems", "$dynamicRef", "$dynamicAnchor"}
_OPENAPI = (
    _FOUR - {"id", "$schema", "definitions", "dependencies", "patternProperties", "additionalItems"}
) | frozenset("nullable readOnly writeOnly deprecated example".split())
_FORMATS_FOUR = frozenset("date-time email hostname ipv4 ipv6 uri".split())
_FORMATS_SIX = _FORMATS_FOUR | {"json-pointer"}

DRAFTS: Mapping[str, Draft] = {
    draft.name: draft
    for draft in (
        Draft("4", _FOUR, _FORMATS_FOUR, alone=True, uri="http://json-schema.org/draft-04/schema#"),
        Draft("6", _SIX, _FORMATS_SIX, alone=True, uri="http://json-schema.org/draft-06/schema#"),
        Draft("7", _SEVEN, _FORMATS_SIX | {"date"}, alone=True, uri="http://json-schema.org/draft-07/schema#"),
        Draft("2019-09", _2019, frozenset(EXAMPLES), alone=False, uri="https://json-schema.org/draft/2019-09/schema"),
        Draft("2020-12", _2020, frozenset(EXAMPLES), alone=False, uri="https://json-schema.org/draft/2020-12/schema"),
        Draft("openapi-3.0", _OPENAPI, frozenset(EXAMPLES), alone=True, uri=None),
    )
}
"""By their names on the command line, the oldest first."""

_URIS = {draft.uri.rstrip("#"): name for name, draft in DRAFTS.items() if draft.uri is not None}
_LATEST = ("http://json-schema.org/schema", "")
"""What says of a schema only that it is one."""
_NEWEST = DRAFTS["2020-12"]


def draft_called(uri: str) -> Draft | None:
    """Return the draft that a ``$schema`` names, None for what is none of them."""
    uri = uri.strip().rstrip("#")
    name = _URIS.get(uri) or _URIS.get(uri.replace("https://json-schema.org/draft-0", "http://json-schema.org/draft-0"))
    return DRAFTS[name] if name else None


def says_nothing(uri: str) -> bool:
    """Return whether a ``$schema`` leaves open which draft it is."""
    return uri.strip().rstrip("#").replace("https:", "http:") in _LATEST


def is_openapi(document: Mapping[str, Any]) -> Draft | None:
    """Return the draft of the schemas in an OpenAPI document, None for what is none."""
    if str(document.get("swagger", "")) == "2.0" or str(document.get("openapi", "")).startswith("3.0."):
        return DRAFTS["openapi-3.0"]
    return _NEWEST if str(document.get("openapi", "")).startswith("3.") else None


def reads_alike(node: Any) -> bool:
    """Return whether a schema that does not say its draft means the same in each: it then is of the newest."""
    if isinstance(node, list):
        return all(map(reads_alike, node))
    if not isinstance(node, dict):
        return True
    if isinstance(node.get("$ref"), str) and len(node) > 1:
        beside = node.keys() & _2020
        if beside - {"$ref", "title", "description", "default", "examples", "$comment", "deprecated", "$defs"}:
            return False
    if isinstance(node.get("dependencies"), dict) or isinstance(node.get("additionalItems"), (dict, bool)):
        return False
    if isinstance(node.get("id"), str) or isinstance(node.get("items"), list):
        return False
    if isinstance(node.get("exclusiveMinimum"), bool) or isinstance(node.get("exclusiveMaximum"), bool):
        return False
    return all(map(reads_alike, node.values()))
