"""Which keywords of a schema a document breaks, and where: the validator that decides is asked about the parts.

``jsonschema_rs`` could list its errors itself, but all of them at once, each with a copy of what it is about: a text of
3 MB that lacks a hundred keys costs 1.8 GB, and alternatives that recur double with each level. So whoever explains goes
down the schema, asks of each part whether it holds, and goes on only where it doesn't: keyword by keyword, as far as
somebody wants to know, with nothing copied. No keyword is judged here; how they apply to parts is all that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .breach import Branches, Breach
from .contract import ALONE, DIALECT, escape, subschemas, target
from .nodes import Nodes

if TYPE_CHECKING:
    from ..documents import Json, Steps

COUNTED = 1000
"""How many errors are looked for."""
LOOKED = 200_000
"""How many parts are looked at to explain a document, in all.

Alternatives in alternatives multiply, and references that lead to the same from two sides double with each.
"""
_DEFS = "#/$defs/"


class _SchemaPart(NamedTuple):
    """A part of a document that a part of the schema judges."""

    pointer: str
    value: Any
    steps: Steps
    is_key: bool = False


Looked: TypeAlias = "Iterator[_SchemaPart | Breach]"


class Walk(Nodes):
    """One schema, to be asked in parts."""

    def __init__(self, schema: Mapping[str, Any], translations: Callable[[str], Mapping[str, str]]) -> None:
        super().__init__(schema, translations)
        self._deciders: dict[str, Callable[[Any], bool]] = {}
        self._known: dict[str, list[tuple[str, str, Callable[[Any], bool]]]] = {}
        self.left = LOOKED

    def breaches(self, pointer: str, value: Json, steps: Steps = (), *, is_key: bool = False) -> Iterator[Breach]:
        """Return what breaks the schema at ``pointer``; at most so many as are counted."""
        return islice(self._breaches(_SchemaPart(pointer, value, steps, is_key)), COUNTED)

    def branches(self, breach: Breach) -> Branches | None:
        """Return what alternatives of a breach find wrong; None where more than one finds nothing."""
        places = [f"{breach.pointer}/{breach.keyword}/{index}" for index in range(len(breach.value))]
        if any(self.holds(place, breach.instance) for place in places):
            return None
        found = (list(self.breaches(place, breach.instance, breach.steps, is_key=breach.is_key)) for place in places)
        return {index: each for index, each in enumerate(found) if each}

    def equal_items(self, items: list[Any]) -> Iterator[tuple[int, int]]:
        """Return the items that are equal to one before them, each with the first of its equals."""
        first: dict[object, int] = {}
        for index, item in enumerate(items):
            before = first.setdefault(_comparable(item), index)
            if before != index:
                yield index, before

    def holds(self, pointer: str, value: Json) -> bool:
        """Ask whether a part satisfies the schema at ``pointer``."""
        return self._decider(pointer)(value)

    def _breaks(self, part: _SchemaPart, node: Mapping[str, Any], keyword: str) -> bool:
        place = f"{part.pointer}/{keyword}"
        decide = self._deciders.get(place)
        if decide is None:
            decide = self._deciders[place] = _compiled({keyword: node[keyword]})
        return not decide(part.value)

    def _decider(self, pointer: str) -> Callable[[Any], bool]:
        decide = self._deciders.get(pointer)
        if decide is None:
            node = self.nodes[pointer]
            needed = self._needed(node)
            if needed is None:
                decide = self._map[f"#{pointer}"].is_valid
            elif isinstance(node, bool):
                decide = _compiled(node)
            else:
                decide = _compiled({**node, "$defs": needed} if needed else node)
            self._deciders[pointer] = decide
        return decide

    def _needed(self, node: Any) -> dict[str, Any] | None:
        """Return the definitions that a node refers to, in turn; None where it refers to something else."""
        needed: dict[str, Any] = {}
        todo = [node]
        while todo:
            for _, each in subschemas(todo.pop()):
                reference = each.get("$ref") if isinstance(each, dict) else None
                if reference is None:
                    continue
                name = reference.removeprefix(_DEFS)
                if not reference.startswith(_DEFS) or not name.isidentifier() or "$defs" in node:
                    return None
                if name not in needed:
                    needed[name] = self.schema["$defs"][name]
                    todo.append(needed[name])
        return needed

    @cached_property
    def _map(self) -> Any:
        import jsonschema_rs

        from .formats import options

        return jsonschema_rs.validator_map_for({**self.schema, "$schema": DIALECT}, **options())

    def _breaches(self, part: _SchemaPart) -> Iterator[Breach]:
        depth = len(part.steps)
        todo: list[Looked] = [iter([part])]
        while todo and self.left > 0:
            each = next(todo[-1], None)
            if each is None:
                todo.pop()
            elif isinstance(each, Breach):
                each.depth = depth
                yield each
            else:
                self.left -= 1
                todo.append(self._look(each))

    def _look(self, part: _SchemaPart) -> Looked:
        """Yield what is broken right here, and the parts that are broken."""
        node = self.nodes[part.pointer]
        if isinstance(node, bool):
            if not node:
                yield _breach(part, {}, "false", False)
            return
        for keyword, wanted in node.items():
            if keyword in ALONE:
                if self._breaks(part, node, keyword):
                    yield _breach(part, node, keyword, wanted)
            elif keyword in _APPLIED:
                yield from _APPLIED[keyword](self, part, node, wanted)

    def _below(
        self, part: _SchemaPart, keyword: str, parts: Iterable[tuple[Any, Any]], *, is_key: bool = False
    ) -> Looked:
        """Return the parts, each with its step, that break a schema which is meant for parts."""
        pointer = f"{part.pointer}/{keyword}"
        decide = self._decider(pointer)
        for step, value in parts:
            if not decide(value):
                yield _SchemaPart(pointer, value, (*part.steps, step), is_key)

    def _same(self, part: _SchemaPart, pointer: str) -> Looked:
        if not self.holds(pointer, part.value):
            yield part._replace(pointer=pointer)

    def _reference(self, part: _SchemaPart, _: Any, reference: str) -> Looked:
        yield from self._same(part, target(reference))

    def _all_of(self, part: _SchemaPart, _: Any, every: list[Any]) -> Looked:
        for index in range(len(every)):
            yield from self._same(part, f"{part.pointer}/allOf/{index}")

    def _any_of(self, part: _SchemaPart, node: Any, every: list[Any]) -> Looked:
        if not any(self.holds(f"{part.pointer}/anyOf/{index}", part.value) for index in range(len(every))):
            yield _breach(part, node, "anyOf", every)

    def _one_of(self, part: _SchemaPart, node: Any, every: list[Any]) -> Looked:
        if sum(self.holds(f"{part.pointer}/oneOf/{index}", part.value) for index in range(len(every))) != 1:
            yield _breach(part, node, "oneOf", every)

    def _not(self, part: _SchemaPart, node: Any, refused: Any) -> Looked:
        if self.holds(f"{part.pointer}/not", part.value):
            yield _breach(part, node, "not", refused)

    def _if(self, part: _SchemaPart, node: Any, _: Any) -> Looked:
        taken = "then" if self.holds(f"{part.pointer}/if", part.value) else "else"
        if taken in node:
            yield from self._same(part, f"{part.pointer}/{taken}")

    def _dependent_schemas(self, part: _SchemaPart, _: Any, schemas: Mapping[str, Any]) -> Looked:
        for key in schemas if isinstance(part.value, dict) else ():
            if key in part.value:
                yield from self._same(part, f"{part.pointer}/dependentSchemas/{escape(key)}")

    def _properties(self, part: _SchemaPart, _: Any, known: Mapping[str, Any]) -> Looked:
        if not isinstance(part.value, dict):
            return
        if part.pointer not in self._known:
            places = {key: f"{part.pointer}/properties/{escape(key)}" for key in known}
            self._known[part.pointer] = [(key, place, self._decider(place)) for key, place in places.items()]
        for key, place, decide in self._known[part.pointer]:
            if key in part.value and not decide(part.value[key]):
                yield _SchemaPart(place, part.value[key], (*part.steps, key))

    def _pattern_properties(self, part: _SchemaPart, _: Any, patterns: Mapping[str, Any]) -> Looked:
        from .formats import matches

        for pattern in patterns if isinstance(part.value, dict) else ():
            matched = ((key, value) for key, value in part.value.items() if matches(pattern)(key))
            yield from self._below(part, f"patternProperties/{escape(pattern)}", matched)

    def _additional_properties(self, part: _SchemaPart, node: Any, rest: Any) -> Looked:
        from .formats import matches

        if not isinstance(part.value, dict) or rest is True:
            return
        known = node.get("properties", {})
        patterns = [matches(pattern) for pattern in node.get("patternProperties", ())]
        left = (key for key in part.value if key not in known and not any(matched(key) for matched in patterns))
        if rest is False:
            for key in left:
                yield _breach(part, node, "additionalProperties", rest, key)
        else:
            yield from self._below(part, "additionalProperties", ((key, part.value[key]) for key in left))

    def _property_names(self, part: _SchemaPart, _: Any, __: Any) -> Looked:
        if isinstance(part.value, dict):
            yield from self._below(part, "propertyNames", ((key, key) for key in part.value), is_key=True)

    def _prefix_items(self, part: _SchemaPart, _: Any, every: list[Any]) -> Looked:
        for index, item in enumerate(part.value[: len(every)] if isinstance(part.value, list) else ()):
            yield from self._below(part, f"prefixItems/{index}", [(index, item)])

    def _items(self, part: _SchemaPart, node: Any, items: Any) -> Looked:
        first = len(node.get("prefixItems", ()))
        if not isinstance(part.value, list) or len(part.value) <= first or items is True:
            return
        if items is False:
            yield _breach(part, node, "items", items)
        else:
            yield from self._below(
                part, "items", ((index, part.value[index]) for index in range(first, len(part.value)))
            )

    def _contains(self, part: _SchemaPart, node: Any, wanted: Any) -> Looked:
        if not isinstance(part.value, list):
            return
        count = sum(self.holds(f"{part.pointer}/contains", item) for item in part.value)
        least, most = node.get("minContains", 1), node.get("maxContains", count)
        if count < least:
            keyword = "minContains" if count else "contains"
            yield _breach(part, node, keyword, node.get(keyword, wanted))
        elif count > most:
            yield _breach(part, node, "maxContains", most)

    def _unevaluated(self, part: _SchemaPart, node: Any, rest: Any) -> Looked:
        is_mapping = isinstance(part.value, dict)
        keyword = "unevaluatedProperties" if is_mapping else "unevaluatedItems"
        if not isinstance(part.value, (dict, list)) or rest is True or node.get(keyword) is not rest:
            return
        seen = self._seen(part.pointer, part.value, but=keyword)
        left = (step for step in (part.value if is_mapping else range(len(part.value))) if step not in seen)
        if rest is False:
            for step in left:
                yield _breach(part, node, keyword, rest, *([step] if is_mapping else []))
                if not is_mapping:
                    return
        elif not all(self.holds(f"{part.pointer}/{keyword}", part.value[step]) for step in left):
            yield _breach(part, node, keyword, rest)

    def _seen(self, pointer: str, value: Any, but: str = "") -> set[Any]:
        """Return the keys or indices at which some part of the schema that counts has looked."""
        node = self.nodes[pointer]
        if isinstance(node, bool):
            return set()
        every: set[Any] = set(value) if isinstance(value, dict) else set(range(len(value)))
        rest = (
            ("additionalProperties", "unevaluatedProperties")
            if isinstance(value, dict)
            else ("items", "unevaluatedItems")
        )
        if any(keyword in node for keyword in rest if keyword != but):
            return every
        if isinstance(value, dict):
            seen = {key for key in value if key in node.get("properties", ())}
        else:
            seen = set(range(min(len(value), len(node.get("prefixItems", ())))))
            if "contains" in node:
                seen |= {index for index in every if self.holds(f"{pointer}/contains", value[index])}
        for place in self._counting(pointer, node, value):
            seen |= self._seen(place, value)
        return seen

    def _counting(self, pointer: str, node: Mapping[str, Any], value: Any) -> Iterator[str]:
        """Return the parts of the schema that judge the same value and count as having looked at what they know."""
        if "$ref" in node:
            yield target(node["$ref"])
        yield from (f"{pointer}/allOf/{index}" for index in range(len(node.get("allOf", ()))))
        for keyword in ("anyOf", "oneOf"):
            places = [f"{pointer}/{keyword}/{index}" for index in range(len(node.get(keyword, ())))]
            yield from (place for place in places if self.holds(place, value))
        if "if" in node:
            is_so = self.holds(f"{pointer}/if", value)
            yield from [f"{pointer}/if"] if is_so else []
            taken = "then" if is_so else "else"
            yield from [f"{pointer}/{taken}"] if taken in node else []
        for key in node.get("dependentSchemas", {}) if isinstance(value, dict) else ():
            yield from [f"{pointer}/dependentSchemas/{escape(key)}"] if key in value else []


_APPLIED: Mapping[str, Callable[[Walk, _SchemaPart, Any, Any], Looked]] = {
    "$ref": Walk._reference,
    "allOf": Walk._all_of,
    "anyOf": Walk._any_of,
    "oneOf": Walk._one_of,
    "not": Walk._not,
    "if": Walk._if,
    "dependentSchemas": Walk._dependent_schemas,
    "properties": Walk._properties,
    "patternProperties": Walk._pattern_properties,
    "additionalProperties": Walk._additional_properties,
    "propertyNames": Walk._property_names,
    "prefixItems": Walk._prefix_items,
    "items": Walk._items,
    "contains": Walk._contains,
    "unevaluatedProperties": Walk._unevaluated,
    "unevaluatedItems": Walk._unevaluated,
}
"""Keywords that apply other schemas to a value or its parts."""


def _breach(part: _SchemaPart, node: Mapping[str, Any], keyword: str, value: Any, *step: Any) -> Breach:
    return Breach(
        keyword=keyword,
        value=value,
        schema=node,
        pointer=part.pointer,
        instance=part.value,
        steps=(*part.steps, *step),
        depth=0,
        is_key=part.is_key,
    )


def _compiled(schema: dict[str, Any] | bool) -> Callable[[Any], bool]:
    import jsonschema_rs

    from .formats import options

    decide: Callable[[Any], bool] = jsonschema_rs.Draft202012Validator(schema, **options()).is_valid
    return decide


def _comparable(value: Any) -> object:
    """Return something hashable that is equal for values that JSON Schema calls equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, dict):
        return ("object", frozenset((key, _comparable(each)) for key, each in value.items()))
    if isinstance(value, list):
        return ("array", tuple(_comparable(each) for each in value))
    return value
