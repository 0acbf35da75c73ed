"""Why a document breaks its schema: jsonschema's errors, made into few, placed and readable ones.

jsonschema walks the schema; some of its keywords are replaced, none in meaning: patterns and formats ask the decider
(Python's engine would stall on a hostile text and reads ``\\d`` and ``$`` otherwise), equal items are found by hashing
instead of comparing all pairs, unknown keys come one by one, and of a long list only the items that the decider refuses
are walked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from .breach import Breach, SchemaError
from .contract import CLOSING, DIALECT, LISTS, MAPS, SUBSCHEMAS, subschemas, target
from .wording import say

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from ..documents import Json, Steps

EXPLAINED = 100
"""How many errors are explained; those after them are counted."""
COUNTED = 1000
"""How many errors are looked for, in all and in each list or mapping."""
_LONG = 50
_NOTHING: Mapping[str, Any] = {"not": {}}


class Explainer:
    """Explains documents that break one schema. ``reasons(value)`` gives the decider's own errors."""

    def __init__(self, schema: dict[str, Any], reasons: Callable[[Json], Any]) -> None:
        from jsonschema import Draft202012Validator, validators

        from . import keywords

        self.reasons = reasons
        self._schema = _spelled_out(schema)
        self.nodes = dict(subschemas(self._schema))
        self.pointers = {id(node): pointer for pointer, node in self.nodes.items() if isinstance(node, dict)}
        replaced = {**keywords.REPLACED, "items": self._items}
        extend: Any = validators.extend
        self._walk = extend(Draft202012Validator, replaced)(self._schema)

    def explain(self, value: Json) -> list[SchemaError]:
        """Return the errors by place, then keyword; the last says how many were left out, if any.

        Raises RecursionError where the document goes deeper into the schema than can be followed.
        """
        from .keywords import bounded

        case = Case(self, value)
        with bounded():
            breaches = [self._breach(error) for error in islice(self._walk.iter_errors(value), COUNTED)]
        found: dict[tuple[object, ...], SchemaError] = {}
        for breach in breaches:
            for each in case.explained(breach):
                found.setdefault((each.steps, each.keyword, each.message["en"]), each)
        errors = sorted(found.values(), key=_order)
        if len(errors) <= EXPLAINED:
            return errors
        left = len(errors) - EXPLAINED
        message = say("many_more" if len(breaches) == COUNTED else "more", count=left)
        more = SchemaError(steps=(), keyword="more", message=message, schema_path="#")
        return [*errors[:EXPLAINED], more]

    def _breach(self, error: ValidationError) -> Breach:
        schema: Any = error.schema
        branch = error.relative_schema_path[0] if error.parent is not None else 0
        return Breach(
            keyword="false" if schema == _NOTHING else str(error.validator),
            value=error.validator_value,
            schema=schema,
            pointer=self.pointers[id(schema)],
            instance=error.instance,
            steps=tuple(error.absolute_path),
            below=tuple(error.relative_path),
            trail=tuple(error.absolute_schema_path),
            branch=int(branch),
            note=error.message,
            context=tuple(self._breach(each) for each in error.context or ()),
        )

    def resolved(self, schema: object) -> Iterator[dict[str, Any]]:
        """Return ``schema`` and what its ``$ref`` and ``allOf`` add to it, each once."""
        todo, seen = [schema], set[int]()
        while todo:
            node = todo.pop()
            if not isinstance(node, dict) or id(node) in seen:
                continue
            seen.add(id(node))
            yield node
            todo += [self.nodes.get(target(node["$ref"])) if "$ref" in node else None, *node.get("allOf", ())]

    def known_keys(self, schema: object) -> dict[str, object]:
        """Return the keys that some part of ``schema`` knows, alternatives and conditions included."""
        keys: dict[str, object] = {}
        todo, seen = [schema], set[int]()
        while todo:
            for node in self.resolved(todo.pop()):
                if id(node) in seen:
                    continue
                seen.add(id(node))
                for key, value in node.get("properties", {}).items():
                    keys.setdefault(key, value)
                todo += [node.get(each) for each in ("then", "else", "if")]
                todo += [*node.get("oneOf", ()), *node.get("anyOf", ()), *node.get("dependentSchemas", {}).values()]
        return keys

    @cached_property
    def _deciders(self) -> Any:
        import jsonschema_rs

        from .formats import options

        return jsonschema_rs.validator_map_for({**self._schema, "$schema": DIALECT}, **options())

    def _items(self, validator: Any, items: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        from jsonschema.exceptions import ValidationError

        first = len(schema.get("prefixItems", ()))
        if not isinstance(instance, list) or len(instance) <= first:
            return
        if items is False:
            yield ValidationError("")
            return
        decider = None
        if len(instance) > _LONG and id(items) in self.pointers:
            decider = self._deciders.get(f"#{self.pointers[id(items)]}")
        broken = 0
        for index in range(first, len(instance)):
            if decider is None or not decider.is_valid(instance[index]):
                errors = list(islice(validator.descend(instance[index], items, path=index), COUNTED))
                broken += bool(errors)
                yield from errors
            if broken == COUNTED:
                return


class Case:
    """One document that breaks the schema of ``explainer``."""

    def __init__(self, explainer: Explainer, value: Json) -> None:
        self.explainer = explainer
        self._value = value

    def explained(self, breach: Breach) -> Iterator[SchemaError]:
        """Yield what one breach means; of alternatives only the one that was meant."""
        if breach.keyword in ("anyOf", "oneOf"):
            from .choose import alternatives

            yield from alternatives(breach, self)
        else:
            from .describe import describe

            yield from describe(breach, self)

    def unevaluated(self, steps: Steps) -> list[str]:
        """Return the keys at ``steps`` that no part of the schema has looked at, as far as the decider names them."""
        return self._unevaluated.get(steps, [])

    @cached_property
    def _unevaluated(self) -> Mapping[Steps, list[str]]:
        keys: dict[Steps, list[str]] = {}
        for reason in islice(self.explainer.reasons(self._value), COUNTED):
            if reason.kind.name == "unevaluatedProperties":
                keys[tuple(reason.instance_path)] = list(reason.kind.value)
        return keys


def _spelled_out(schema: Any, keyword: str = "") -> Any:
    """Copy a schema with each bare ``false`` written out: jsonschema's errors of one have no place."""
    if schema is False and keyword not in CLOSING:
        return dict(_NOTHING)
    if not isinstance(schema, dict):
        return schema
    copy = dict(schema)
    for each in schema.keys() & SUBSCHEMAS:
        value = schema[each]
        if each in MAPS:
            copy[each] = {key: _spelled_out(below) for key, below in value.items()}
        elif each in LISTS:
            copy[each] = [_spelled_out(below) for below in value]
        else:
            copy[each] = _spelled_out(value, each)
    return copy


def _order(error: SchemaError) -> tuple[object, ...]:
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in error.steps]
    return (steps, error.keyword, error.message["en"])
