"""The schema contract: what a schema may say, so that every reader of it reads the same.

Readers are the validator that judges, that of authors, OPA's type checker and the author's editor. What they are known to
read differently is refused here, with the place: an unknown keyword (a typo is silent in JSON Schema), a ``$ref`` out of
the file or in a circle (jsonschema_rs answers *valid* to ``{"$ref": "#"}``), a format that is not asserted, an unanchored
pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import PolicyError
from ..words import Said, say

if TYPE_CHECKING:
    from ..documents import Json

Schema: TypeAlias = "dict[str, Any]"

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_DEPTH = 100

MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = (
    "items",
    "contains",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
)
SUBSCHEMAS = frozenset({*MAPS, *LISTS, *SINGLE})
IN_PLACE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})
"""Keywords whose subschemas judge the same value, not a part of it."""

ALONE = frozenset(
    "type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf "
    "minItems maxItems uniqueItems minProperties maxProperties required dependentRequired".split()
)
"""Keywords that look at a value by themselves."""
_SAYING = "$schema $ref $comment title description default examples deprecated readOnly writeOnly".split()
KEYWORDS = frozenset({*SUBSCHEMAS, *ALONE, *_SAYING, "minContains", "maxContains"})
EXTENSION = "x-"
NAMES = "x-adjudge-names"
"""Beside an enum: what people call its values, in English."""
OWN = frozenset({"x-adjudge-at-most", "x-adjudge-clause", "x-adjudge-key", "x-adjudge-legal", "x-adjudge-limit", NAMES})
"""Extensions that mean something here: a misspelt one would drop a bound of law in silence."""
_INSTEAD = {
    "$id": "contract.instead_of_id",
    "$anchor": "contract.instead_of_anchor",
    "$dynamicRef": "contract.instead_of_dynamic",
    "$dynamicAnchor": "contract.instead_of_dynamic",
    "$vocabulary": "contract.instead_of_vocabulary",
    "definitions": "contract.instead_of_definitions",
    "dependencies": "contract.instead_of_dependencies",
    "additionalItems": "contract.instead_of_additional_items",
    "contentEncoding": "contract.instead_of_content_encoding",
    "contentMediaType": "contract.instead_of_content",
    "contentSchema": "contract.instead_of_content",
}
_NEEDS = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}


def check_schema(schema: Mapping[str, Json], name: str) -> None:
    """Hold ``schema`` to the contract; ``name`` is its file.

    Raises PolicyError for the first breach, with the file, the JSON Pointer and the next step.
    """
    if not isinstance(schema, Mapping) or deeper_than(MAX_DEPTH, schema):
        raise PolicyError(say("contract.no_mapping", at="", limit=MAX_DEPTH), file=name)
    root = dict(schema)
    if root.get("$schema", DIALECT) != DIALECT:
        raise PolicyError(say("contract.dialect", at="/$schema", dialect=DIALECT), file=name)
    _check_metaschema(root, name)
    places = dict(subschemas(root))
    for pointer, node in places.items():
        if isinstance(node, dict):
            _check_keywords(node, pointer, name)
            _check_reference(node, pointer, places, name)
            _check_strings(node, pointer, name)
            _check_names(node, pointer, name)
    _check_circles(places, name)
    used = {keyword for node in places.values() if isinstance(node, dict) for keyword in node}
    if {"unevaluatedProperties", "patternProperties"} <= used:
        raise PolicyError(say("contract.unevaluated_patterns", at=""), file=name)


def subschemas(schema: Schema | bool, pointer: str = "") -> Iterator[tuple[str, Schema | bool]]:
    """Return every subschema with its JSON Pointer, the root (``""``) first."""
    yield pointer, schema
    if isinstance(schema, bool):
        return
    for keyword, value in schema.items():
        below = f"{pointer}/{escape(keyword)}"
        if keyword in SINGLE:
            yield from subschemas(value, below)
        elif keyword in MAPS:
            for key, each in value.items():
                yield from subschemas(each, f"{below}/{escape(key)}")
        elif keyword in LISTS:
            for index, each in enumerate(value):
                yield from subschemas(each, f"{below}/{index}")


def escape(step: str | int) -> str:
    """Write one step of a JSON Pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")


def target(reference: str) -> str:
    """Return the JSON Pointer that the ``$ref`` of this file names."""
    from urllib.parse import unquote

    return unquote(reference[1:])


def deeper_than(limit: int, value: object) -> bool:
    """Return whether containers nest deeper than ``limit``, without recursion."""
    level: list[Any] = [value] if isinstance(value, (dict, list, tuple)) else []
    for _ in range(limit + 1):
        if not level:
            return False
        parts = chain.from_iterable(each.values() if isinstance(each, dict) else each for each in level)
        level = [part for part in parts if isinstance(part, (dict, list, tuple))]
    return True


def _check_metaschema(root: Schema, name: str) -> None:
    import json

    import jsonschema_rs

    try:
        json.dumps(root, allow_nan=False)
        jsonschema_rs.meta.validate({"$schema": DIALECT, **root})
    except jsonschema_rs.ValidationError as error:
        pointer = "".join(f"/{escape(step)}" for step in error.instance_path)
        text = " ".join(error.message.split())
        raise PolicyError(say("contract.no_schema", at=pointer, why=text[:160]), file=name) from error
    except (ValueError, TypeError) as error:
        raise PolicyError(say("contract.no_json", at="", why=str(error)), file=name) from error


def _check_keywords(node: Schema, pointer: str, name: str) -> None:
    for keyword in node:
        below = f"{pointer}/{escape(keyword)}"
        if keyword not in KEYWORDS and not _is_extension(keyword):
            hint = say(_INSTEAD[keyword]) if keyword in _INSTEAD else _nearest(keyword)
            raise PolicyError(say("contract.keyword", at=below), file=name, hint=hint)
        if keyword == "$schema" and pointer:
            raise PolicyError(say("contract.inside", at=below), file=name)
        if _NEEDS.get(keyword, keyword) not in node:
            raise PolicyError(say("contract.needs", at=below, needed=_NEEDS[keyword]), file=name)
    if "if" in node and not {"then", "else"} & node.keys():
        raise PolicyError(say("contract.if_alone", at=f"{pointer}/if"), file=name)
    step = node.get("multipleOf", 1)
    if not isinstance(step, int):
        raise PolicyError(say("contract.fraction", at=f"{pointer}/multipleOf"), file=name)


def _check_names(node: Schema, pointer: str, name: str) -> None:
    """Refuse names of values that stand beside no enum, or are not those of its texts, each one."""
    if NAMES not in node:
        return
    names, at = node[NAMES], f"{pointer}/{NAMES}"
    values = {value for value in node.get("enum", ()) if isinstance(value, str)}
    sound = isinstance(names, dict) and all(isinstance(each, str) and each.strip() for each in names.values())
    if not values or not sound:
        raise PolicyError(say("contract.names_misshapen", at=at), file=name)
    odd = sorted(values ^ names.keys())
    if odd:
        raise PolicyError(say("contract.names_differ", at=at, values=odd), file=name)


def _is_extension(keyword: str) -> bool:
    return keyword in OWN or (keyword.startswith(EXTENSION) and not keyword.lower().startswith("x-adjudge"))


def _nearest(keyword: str) -> Said:
    from difflib import get_close_matches

    close = get_close_matches(keyword[:40], sorted(KEYWORDS | OWN), 1)
    return say("contract.nearest", name=close[0]) if close else say("contract.own", prefix=EXTENSION)


def _check_reference(node: Schema, pointer: str, places: Mapping[str, object], name: str) -> None:
    reference = node.get("$ref")
    if reference is None:
        return
    if reference != "#" and not reference.startswith("#/"):
        raise PolicyError(say("contract.leaves", at=f"{pointer}/$ref"), file=name)
    if target(reference) not in places:
        raise PolicyError(say("contract.names_none", at=f"{pointer}/$ref"), file=name)


def _check_circles(places: Mapping[str, Schema | bool], name: str) -> None:
    """Refuse references that come back to themselves without having gone into the value: they never end."""
    done: set[str] = set()

    def visit(pointer: str, trail: tuple[str, ...]) -> None:
        if pointer in trail:
            raise PolicyError(say("contract.circle", at=trail[-1]), file=name)
        if len(trail) > MAX_DEPTH:
            raise PolicyError(say("contract.chain", at=pointer, limit=MAX_DEPTH), file=name)
        node = places[pointer]
        if pointer in done or isinstance(node, bool):
            return
        for keyword, value in node.items():
            below = f"{pointer}/{escape(keyword)}"
            if keyword == "$ref":
                visit(target(value), (*trail, pointer))
            elif keyword in IN_PLACE and isinstance(value, list):
                for index in range(len(value)):
                    visit(f"{below}/{index}", (*trail, pointer))
            elif keyword == "dependentSchemas":
                for key in value:
                    visit(f"{below}/{escape(key)}", (*trail, pointer))
            elif keyword in IN_PLACE:
                visit(below, (*trail, pointer))
        done.add(pointer)

    for pointer in places:
        visit(pointer, ())


def _check_strings(node: Schema, pointer: str, name: str) -> None:
    from .formats import EXAMPLES
    from .patterns import pattern_problem

    if node.get("format", "date") not in EXAMPLES:
        words = say("contract.format", at=f"{pointer}/format", format=node["format"], known=list(EXAMPLES))
        raise PolicyError(words, file=name)
    patterns = {f"{pointer}/patternProperties/{escape(each)}": each for each in node.get("patternProperties", ())}
    if "pattern" in node:
        patterns[f"{pointer}/pattern"] = node["pattern"]
    for place, pattern in patterns.items():
        problem = pattern_problem(pattern, place, whole="format" not in node)
        if problem:
            raise PolicyError(problem, file=name)
