"""The way to a place in a document, in which an item of a list is named by its key, never by its index."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ..documents import Json, Steps

KEY = "x-adjudge-key"
HEX = 40
_QUOTED = re.compile(r"[\]\"]|^[-0-9]*$")  # what would read like another key, or like a number
_DEPTH = 100
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("if", "then", "else")
_Schemas: TypeAlias = "tuple[Mapping[str, Any], ...]"
encoded = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"), sort_keys=True).encode


class Reached(NamedTuple):
    """Where a way leads: the value there or, if it is not ``there``, at the nearest ancestor; the schemas of it."""

    way: str
    value: Json
    schemas: _Schemas
    there: bool


class Ways:
    """The keys of lists by their way into documents of one schema; each way is looked up once."""

    def __init__(self, schema: Mapping[str, Json]) -> None:
        self._root = schema
        self._members: dict[tuple[int, str], _Schemas] = {}
        self._others: dict[int, _Schemas] = {}
        self._items: dict[int, tuple[str | None, _Schemas]] = {}
        self._kept: dict[tuple[int, ...], _Schemas] = {}
        self._start = self._same(self._expand([schema]))

    def key_of_root(self) -> str | None:
        """Return the key of a record, which stands at the root of its schema."""
        return _key(self._start)

    def walker(self, document: Json) -> Callable[[Steps], Reached]:
        """Return what finds places in a document; siblings share the way to their parent."""
        known: dict[Steps, Reached] = {(): Reached("", document, self._start, True)}

        def walk(steps: Steps) -> Reached:
            spot = known.get(steps)
            if spot is None:
                parent = steps[:-1]
                before = known.get(parent)
                if before is None:
                    before = known[parent] = self._go(known[()], parent)
                spot = known[steps] = self._go(before, steps[-1:])
            return spot

        return walk

    def _go(self, start: Reached, steps: Steps) -> Reached:
        way, value, schemas, there = [start.way], start.value, start.schemas, start.there
        for step in steps:
            if isinstance(step, str):
                way.append(_named(step))
                schemas = self._member(schemas, step)
                there = there and isinstance(value, dict) and step in value
            else:
                key, schemas = self._item(schemas)
                there = there and isinstance(value, list) and 0 <= step < len(value)
                way.append(_entry(key, value[step]) if there else "[]")
            value = value[step] if there else value
        return Reached("".join(way), value, schemas, there)

    def _member(self, schemas: _Schemas, name: str) -> _Schemas:
        """Return the schemas of a member; all names that the schema does not list have the same."""
        found = self._members.get((id(schemas), name))
        if found is None:
            listed = [each["properties"][name] for each in schemas if name in each.get("properties", ())]
            if not listed:
                return self._unlisted(schemas)
            found = self._members[(id(schemas), name)] = self._same(self._expand(listed))
        return found

    def _unlisted(self, schemas: _Schemas) -> _Schemas:
        found = self._others.get(id(schemas))
        if found is None:
            further = [each["additionalProperties"] for each in schemas if "additionalProperties" in each]
            found = self._others[id(schemas)] = self._same(self._expand(further))
        return found

    def _item(self, schemas: _Schemas) -> tuple[str | None, _Schemas]:
        at = id(schemas)
        if at not in self._items:
            found = [part for each in schemas for part in (each.get("items"), *each.get("prefixItems", ()))]
            self._items[at] = (_key(schemas), self._same(self._expand(found)))
        return self._items[at]

    def _same(self, schemas: Iterable[Mapping[str, Any]]) -> _Schemas:
        """Return one tuple for equal schemas, so that its identity stands for them."""
        found = tuple({id(each): each for each in schemas}.values())
        return self._kept.setdefault(tuple(map(id, found)), found)

    def _expand(self, schemas: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """Return the schemas and those that judge the same value with them."""
        for each in schemas:
            if not isinstance(each, Mapping) or depth > _DEPTH:
                continue
            yield each
            more = [part for word in _IN_PLACE for part in each.get(word, ())]
            more += [each[word] for word in _BRANCHES if word in each]
            more += each.get("dependentSchemas", {}).values()
            if "$ref" in each:
                more.append(self._target(each["$ref"]))
            if more:
                yield from self._expand(more, depth + 1)

    def _target(self, reference: str) -> Json:
        from urllib.parse import unquote

        found: Any = self._root
        for step in unquote(reference[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found.get(name, {})
        return found


def _key(schemas: _Schemas) -> str | None:
    return next((each[KEY] for each in schemas if isinstance(each.get(KEY), str)), None)


def _entry(key: str | None, item: Json) -> str:
    """Name an item of a list: by its key, by itself where it is plain, else by its content."""
    if isinstance(item, dict):
        if key is not None and is_name(item.get(key)):
            return keyed(key, item[key])
    elif is_name(item) and len(str(item)) <= HEX:
        return f"[{encoded(item)}]"
    return f"[sha256={digest(item)}]"


def keyed(key: str, value: Json) -> str:
    """Name an item by its key."""
    plain = isinstance(value, str) and value.isprintable() and not _QUOTED.search(value)
    return f"[{key}={value if plain else encoded(value)}]"


def _named(step: str) -> str:
    return f".{step}" if step.isidentifier() else f"[{encoded(step)}]"


def is_name(value: Json) -> bool:
    """Return whether a value can name an item."""
    return isinstance(value, str | int) and not isinstance(value, bool)


def digest(value: Json) -> str:
    """Return the digest of a value as JSON."""
    return hashed(encoded(value))


def hashed(text: str) -> str:
    """Return the digest of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HEX]
