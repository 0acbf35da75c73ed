"""The schema contract: what a schema may say, so that every reader of it reads the same.

Readers are the two validators, OPA's type checker and the author's editor. What they are known to read differently is
refused here, with the place: an unknown keyword (a typo is silent in JSON Schema), a ``$ref`` out of the file or in a
circle (jsonschema_rs answers *valid* to ``{"$ref": "#"}``), a format that is not asserted, an unanchored pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from ..errors import PolicyError

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
CLOSING = frozenset({"additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems"})
"""Keywords whose ``false`` closes a mapping or a list."""
IN_PLACE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})
"""Keywords whose subschemas judge the same value, not a part of it."""

KEYWORDS = frozenset(
    {
        *MAPS,
        *LISTS,
        *SINGLE,
        "$schema",
        "$ref",
        "$comment",
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "type",
        "enum",
        "const",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minContains",
        "maxContains",
        "required",
        "dependentRequired",
        "minProperties",
        "maxProperties",
    }
)
EXTENSION = "x-"
OWN = frozenset({"x-adjudge-clause", "x-adjudge-key", "x-adjudge-legal", "x-adjudge-limit"})
"""Extensions that mean something here: a misspelt one would drop a bound of law in silence."""
_INSTEAD = {
    "$id": "Delete it: the schema is named by its file.",
    "$anchor": "Point to it with #/$defs/….",
    "$dynamicRef": "Use $ref with #/$defs/….",
    "$dynamicAnchor": "Use $ref with #/$defs/….",
    "$vocabulary": "Delete it: schemas are 2020-12 as it stands.",
    "definitions": "Call it $defs.",
    "dependencies": "Use dependentRequired or dependentSchemas.",
    "additionalItems": "Use items after prefixItems.",
    "contentEncoding": "Use a pattern: no validator asserts it.",
    "contentMediaType": "Delete it: no validator asserts it.",
    "contentSchema": "Delete it: no validator asserts it.",
}
_NEEDS = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}


def check_schema(schema: Mapping[str, Json], name: str) -> None:
    """Hold ``schema`` to the contract; ``name`` is its file.

    Raises PolicyError for the first breach, with the file, the JSON Pointer and the next step.
    """
    if not isinstance(schema, Mapping) or deeper_than(MAX_DEPTH, schema):
        _refuse(name, "", f"is no mapping, or nested deeper than {MAX_DEPTH} levels", "Give an object schema.")
    root = dict(schema)
    if root.get("$schema", DIALECT) != DIALECT:
        _refuse(name, "/$schema", "is not JSON Schema 2020-12", f'Write "$schema": "{DIALECT}".')
    _check_metaschema(root, name)
    places = dict(subschemas(root))
    for pointer, node in places.items():
        if isinstance(node, dict):
            _check_keywords(node, pointer, name)
            _check_reference(node, pointer, places, name)
            _check_strings(node, pointer, name)
    _check_circles(places, name)
    used = {keyword for node in places.values() if isinstance(node, dict) for keyword in node}
    if {"unevaluatedProperties", "patternProperties"} <= used:
        hint = "Use additionalProperties, or propertyNames."
        _refuse(
            name, "", "uses unevaluatedProperties and patternProperties together, which validators read apart", hint
        )


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
        _refuse(name, pointer, f"is no JSON Schema 2020-12: {text[:160]}", "Correct the keyword's value.")
    except (ValueError, TypeError) as error:
        _refuse(name, "", f"is no JSON: {error}", "Give null, booleans, numbers, strings, lists and mappings only.")


def _check_keywords(node: Schema, pointer: str, name: str) -> None:
    for keyword in node:
        below = f"{pointer}/{escape(keyword)}"
        if keyword not in KEYWORDS and not _is_extension(keyword):
            _refuse(
                name, below, "is a keyword that schemas here don't have", _INSTEAD.get(keyword) or _nearest(keyword)
            )
        if keyword == "$schema" and pointer:
            _refuse(name, below, "stands inside the schema", "Write $schema at the root only.")
        if _NEEDS.get(keyword, keyword) not in node:
            _refuse(name, below, f"has no effect without {_NEEDS[keyword]}", f"Add {_NEEDS[keyword]}, or delete it.")
    if "if" in node and not {"then", "else"} & node.keys():
        _refuse(name, f"{pointer}/if", "has no effect without then or else", "Add one of them, or delete it.")
    step = node.get("multipleOf", 1)
    if not isinstance(step, int):
        hint = "Choose a smaller unit, so that a whole number says it."
        _refuse(name, f"{pointer}/multipleOf", "is a fraction, on which binary numbers differ", hint)


def _is_extension(keyword: str) -> bool:
    return keyword in OWN or (keyword.startswith(EXTENSION) and not keyword.lower().startswith("x-adjudge"))


def _nearest(keyword: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(keyword[:40], sorted(KEYWORDS | OWN), 1)
    return f"Did you mean {close[0]}?" if close else f"Begin a keyword of your own with {EXTENSION}."


def _check_reference(node: Schema, pointer: str, places: Mapping[str, object], name: str) -> None:
    reference = node.get("$ref")
    if reference is None:
        return
    if reference != "#" and not reference.startswith("#/"):
        hint = "Copy what it names into $defs and write #/$defs/…."
        _refuse(name, f"{pointer}/$ref", "leaves the file", hint)
    if target(reference) not in places:
        _refuse(name, f"{pointer}/$ref", "names no schema of this file", "Name an entry of $defs.")


def _check_circles(places: Mapping[str, Schema | bool], name: str) -> None:
    """Refuse references that come back to themselves without having gone into the value: they never end."""
    done: set[str] = set()

    def visit(pointer: str, trail: tuple[str, ...]) -> None:
        if pointer in trail:
            _refuse(name, trail[-1], "refers to itself in a circle", "Go into a property or an item on the way.")
        if len(trail) > MAX_DEPTH:
            _refuse(name, pointer, f"refers through more than {MAX_DEPTH} others", "Name what is meant directly.")
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
        hint = f"Use one of {', '.join(EXAMPLES)}, or a pattern."
        _refuse(name, f"{pointer}/format", f"is {node['format']!r}, which is not asserted", hint)
    patterns = {f"{pointer}/patternProperties/{escape(each)}": each for each in node.get("patternProperties", ())}
    if "pattern" in node:
        patterns[f"{pointer}/pattern"] = node["pattern"]
    for place, pattern in patterns.items():
        problem = pattern_problem(pattern, whole="format" not in node)
        if problem:
            _refuse(name, place, problem[0], problem[1])


def _refuse(name: str, pointer: str, what: str, hint: str) -> NoReturn:
    message = f"the schema at #{pointer} {what}"
    raise PolicyError(message, file=name, hint=hint)
