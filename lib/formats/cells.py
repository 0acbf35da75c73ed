"""Return the text cells of a CSV record the types that their kind's schema wants.

A cell is parsed as JSON where the schema's type at its place isn't string; one that is no JSON, or JSON that every
reader refuses, stays text, so that the schema reports it; but TRUE and FALSE, as spreadsheets write them, are booleans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from ..documents import Json
from .json import loads

_BRANCHES = ("anyOf", "oneOf")
_SPREADSHEETS = {"TRUE": True, "FALSE": False}
"""How every spreadsheet writes a boolean."""
_CONDITIONAL = ("then", "else")


class Typer:
    """``Typer(schema)(value)`` gives ``value`` with typed cells; ``schema`` is JSON Schema 2020-12.

    References inside the schema's file are followed. What the schema says of a place is worked out once. In a document
    made of records (``{"entries": […]}``), the entries are cells and the rest has its types already.
    """

    def __init__(self, schema: Json) -> None:
        self._places = _SchemaPlaces(schema)
        self._root = _SchemaPlace(self._places, schema)

    def __call__(self, value: Json) -> Json:
        """Return ``value`` with typed cells."""
        if isinstance(value, dict) and isinstance(value.get("entries"), list):
            entry = self._root.member("entries").item()
            return {**value, "entries": [entry.typed(one) for one in value["entries"]]}
        return self._root.typed(value)


class _SchemaPlace:
    """What the schema says of one place, and of those below it, as they are met."""

    __slots__ = ("_item", "_members", "_places", "_schema", "is_text")

    def __init__(self, places: _SchemaPlaces, schema: Json) -> None:
        self._places = places
        self._schema = schema
        self._members: dict[str, _SchemaPlace] = {}
        self._item: _SchemaPlace | None = None
        self.is_text = places.takes_text(schema) is not False

    def member(self, key: str) -> _SchemaPlace:
        found = self._members.get(key)
        if found is None:
            found = self._members[key] = _SchemaPlace(self._places, self._places.member(self._schema, key))
        return found

    def item(self) -> _SchemaPlace:
        if self._item is None:
            self._item = _SchemaPlace(self._places, self._places.item(self._schema))
        return self._item

    def typed(self, value: Json) -> Json:
        if isinstance(value, dict):
            known = self._members
            return {key: (known.get(key) or self.member(key)).typed(cell) for key, cell in value.items()}
        if self.is_text or not isinstance(value, str):
            return value
        try:
            return loads(value)
        except ValueError:
            return _SPREADSHEETS.get(value, value)


class _SchemaPlaces:
    """The questions that are asked of a schema. Places below are schemas again, joined by ``allOf`` and ``anyOf``."""

    def __init__(self, root: Json) -> None:
        self._root = root

    def takes_text(self, schema: Json, seen: tuple[str, ...] = ()) -> bool | None:
        """Return whether ``schema`` takes a string; None where it says nothing about types."""
        if not isinstance(schema, Mapping):
            return None
        said: list[bool | None] = []
        if "type" in schema:
            names = schema["type"]
            said.append("string" in ([names] if isinstance(names, str) else names))
        if "const" in schema:
            said.append(isinstance(schema["const"], str))
        if "enum" in schema:
            said.append(any(isinstance(member, str) for member in schema["enum"]))
        said += [self.takes_text(one, deeper) for one, deeper in self._also(schema, seen)]
        for branches in _branches(schema):
            each = [self.takes_text(branch, seen) for branch in branches]
            said.append(True if True in each else False if False in each else None)
        return False if False in said else True if True in said else None

    def member(self, schema: Json, key: str) -> Json:
        """Return the schema of the member ``key``."""

        def own(schema: Mapping[str, Any]) -> Iterable[Json]:
            patterns = [each for pattern, each in schema.get("patternProperties", {}).items() if _matches(pattern, key)]
            named = [schema["properties"][key]] if key in schema.get("properties", {}) else []
            if named or patterns:
                return named + patterns
            return [schema["additionalProperties"]] if "additionalProperties" in schema else []

        return self._below(schema, own, ())

    def item(self, schema: Json) -> Json:
        """Return the schema of an array's items."""
        return self._below(schema, lambda schema: [schema["items"]] if "items" in schema else [], ())

    def _below(self, schema: Json, own: Any, seen: tuple[str, ...]) -> Json:
        if not isinstance(schema, Mapping):
            return {}
        parts = list(own(schema))
        parts += [self._below(one, own, deeper) for one, deeper in self._also(schema, seen)]
        parts += [{"anyOf": [self._below(one, own, seen) for one in branches]} for branches in _branches(schema)]
        parts = [part for part in parts if isinstance(part, Mapping) and part]
        return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}

    def _also(self, schema: Mapping[str, Any], seen: tuple[str, ...]) -> list[tuple[Json, tuple[str, ...]]]:
        """Return the schemas that hold at the same place too, each with the references that led to it."""
        also = [(one, seen) for one in schema.get("allOf", ())]
        target = schema.get("$ref")
        if isinstance(target, str) and (target == "#" or target.startswith("#/")) and target not in seen:
            also.append((self._resolve(target), (*seen, target)))
        return also

    def _resolve(self, target: str) -> Json:
        found = self._root
        for step in unquote(target[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and name.isdecimal() and int(name) < len(found):
                found = found[int(name)]
            else:
                found = found.get(name) if isinstance(found, Mapping) else None
        return found


def _branches(schema: Mapping[str, Any]) -> list[list[Json]]:
    """Return the groups of schemas of which one holds."""
    groups = [list(schema[word]) for word in _BRANCHES if word in schema]
    if "if" in schema:
        groups.append([schema.get(word) for word in _CONDITIONAL])
    return groups


def _matches(pattern: str, key: str) -> bool:
    try:
        return re.search(pattern, key) is not None
    except re.error:
        return False
