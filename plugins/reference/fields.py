"""The fields of a JSON Schema, one after the other: where they stand, what they may hold, what they mean."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from adjudge.lib.documents import Json
from adjudge.lib.schema.contract import NAMES
from adjudge.lib.schema.translations import on_one_line

Schema: TypeAlias = "Mapping[str, Json]"

CHOICES = ("anyOf", "oneOf")
LIMITS = (
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
    "minProperties",
    "maxProperties",
)
"""Keywords that are said as limits, in this order; each has words of its own."""
SHOWN = frozenset(
    {
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "const",
        "enum",
        "examples",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "items",
        "allOf",
        *LIMITS,
        *CHOICES,
    }
)
"""Keywords that a field's row shows; of all others, the schema's own text is shown."""


class Field(NamedTuple):
    """A field. ``path`` is as in ``voices[].consent``, ``*`` for any name; the document itself has none.

    ``node`` is its schema, with what a ``$ref`` names put in. ``item`` is that of the items of a list of plain values.
    ``choice`` names the alternative that the field belongs to. ``again`` says that its fields are shown elsewhere.
    """

    path: str
    required: bool
    node: Schema
    item: Schema | None = None
    choice: str = ""
    again: bool = False

    def text(self, name: str) -> str:
        """Return ``title`` or ``description``, on one line; empty where there is none."""
        return on_one_line(str(self.node.get(name, "")))

    def names(self) -> Iterator[str]:
        """Yield the names of its values, or of its items' values, in English."""
        for node in (self.node, self.item or {}):
            yield from map(on_one_line, node.get(NAMES, {}).values())

    def rest(self) -> dict[str, Json]:
        """Return the keywords that no column shows."""
        return {key: value for key, value in self.node.items() if key not in SHOWN and not key.startswith("x-")}


def fields(schema: Schema) -> Iterator[Field]:
    """Return the document itself, and then every field below it, in the order of the schema."""
    yield from _walk(schema, schema, "", required=True, choice="", seen=())


def resolved(node: Json, root: Schema) -> dict[str, Json]:
    """Return a schema with what its ``$ref`` names and its ``allOf`` put in; its own words win."""
    merged: dict[str, Json] = {}
    while isinstance(node, Mapping) and "$ref" in node:
        merged = {**node, **merged}
        node = _target(str(merged.pop("$ref")), root)
    if not isinstance(node, Mapping):
        return merged
    merged = {**node, **merged}
    for each in node.get("allOf", ()):
        part = resolved(each, root)
        properties = {**part.get("properties", {}), **merged.get("properties", {})}
        required = [*merged.get("required", ()), *part.get("required", ())]
        merged = {**part, **merged, "required": required} | ({"properties": properties} if properties else {})
    return merged


def _target(reference: str, root: Schema) -> Json:
    node: Json = root
    for step in reference.removeprefix("#").split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def _walk(
    node: Json, root: Schema, path: str, *, required: bool, choice: str, seen: tuple[str, ...]
) -> Iterator[Field]:
    references = tuple(_references(node, root))
    merged = resolved(node, root)
    again = any(reference in seen for reference in references)
    item = resolved(merged["items"], root) if isinstance(merged.get("items"), Mapping) else None
    plain = item if item is not None and not _has_fields(item, root) and not alternatives(item, root) else None
    yield Field(path=path, required=required, node=merged, item=plain, choice=choice, again=again)
    if not again:
        yield from _below(merged, root, path, choice, (*seen, *references))


def _below(merged: Schema, root: Schema, path: str, choice: str, seen: tuple[str, ...]) -> Iterator[Field]:
    dot = f"{path}." if path else ""
    required = set(merged.get("required", ()))
    for name, child in merged.get("properties", {}).items():
        yield from _walk(child, root, f"{dot}{name}", required=name in required, choice=choice, seen=seen)
    for pattern, child in merged.get("patternProperties", {}).items():
        yield from _walk(child, root, f"{dot}/{pattern}/", required=False, choice=choice, seen=seen)
    if isinstance(merged.get("additionalProperties"), Mapping):
        yield from _walk(merged["additionalProperties"], root, f"{dot}*", required=False, choice=choice, seen=seen)
    items = merged.get("items")
    if isinstance(items, Mapping):
        yield from _items(items, root, f"{path}[]", choice, seen)
    for number, each in enumerate(alternatives(merged, root), 1):
        name = str(each.get("title", number))
        if "description" in each:
            yield Field(path=path, required=False, node=each, choice=name)
        if _has_fields(each, root):
            yield from _below(each, root, path, name, seen)


def _items(items: Schema, root: Schema, path: str, choice: str, seen: tuple[str, ...]) -> Iterator[Field]:
    """Return a list's items where they have words of their own, and what is in them."""
    merged = resolved(items, root)
    if "title" in merged or "description" in merged or alternatives(merged, root):
        yield Field(path=path, required=False, node=merged, choice=choice)
    references = tuple(_references(items, root))
    if not any(reference in seen for reference in references):
        yield from _below(merged, root, path, choice, (*seen, *references))


def alternatives(node: Schema, root: Schema) -> list[dict[str, Json]]:
    """Return the schemas of which one holds, resolved."""
    return [resolved(each, root) for keyword in CHOICES for each in node.get(keyword, ())]


def _references(node: Json, root: Schema) -> Iterator[str]:
    while isinstance(node, Mapping) and "$ref" in node:
        yield str(node["$ref"])
        node = _target(str(node["$ref"]), root)


def _has_fields(node: Schema, root: Schema) -> bool:
    if any(node.get(key) for key in ("properties", "patternProperties")):
        return True
    if any(isinstance(node.get(key), Mapping) for key in ("additionalProperties", "items")):
        return True
    return any(_has_fields(each, root) for each in alternatives(node, root))


def literal(value: Json) -> str:
    """Return a value as a user would write it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
