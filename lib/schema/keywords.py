"""Keywords of jsonschema that are replaced: the same meaning, at a bounded cost and with a place for each error.

Each takes what jsonschema gives a keyword (validator, the keyword's value, instance, schema) and yields its errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from .formats import asserts, matches

FOLLOWED = 20_000
_FOLLOWED: ContextVar[Iterator[int]] = ContextVar("followed")


@contextmanager
def bounded() -> Iterator[None]:
    """Bound what happens inside: RecursionError after :data:`FOLLOWED` references."""
    token = _FOLLOWED.set(count())
    try:
        yield
    finally:
        _FOLLOWED.reset(token)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not matches(pattern)(instance):
        yield ValidationError("")


def _format(_: Any, name: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not asserts(name)(instance):
        yield ValidationError("")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _: Any) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    for pattern, schema in patterns.items():
        for key, value in instance.items():
            if matches(pattern)(key):
                yield from validator.descend(value, schema, path=key, schema_path=pattern)


def _additional_properties(validator: Any, allowed: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not isinstance(instance, dict) or allowed is True:
        return
    known = schema.get("properties", {})
    patterns = [matches(pattern) for pattern in schema.get("patternProperties", ())]
    for key, value in instance.items():
        if key in known or any(match(key) for match in patterns):
            continue
        if allowed is False:
            yield ValidationError("", path=[key])
        else:
            yield from validator.descend(value, allowed, path=key)


def _property_names(validator: Any, names: Any, instance: Any, _: Any) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key in instance:
            yield from validator.descend(key, names, path=key)


def _unique_items(_: Any, unique: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    """Yield the equal items; the message is the index of the first of its equals."""
    if unique is not True or not isinstance(instance, list):
        return
    first: dict[object, int] = {}
    for index, item in enumerate(instance):
        before = first.setdefault(comparable(item), index)
        if before != index:
            yield ValidationError(str(before), path=[index])


def comparable(value: Any) -> object:
    """Return something hashable that is equal for values that JSON Schema calls equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, dict):
        return ("object", frozenset((key, comparable(each)) for key, each in value.items()))
    if isinstance(value, list):
        return ("array", tuple(comparable(each) for each in value))
    return value


def _ref(validator: Any, reference: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Follow a reference; a schema that recurs in two alternatives makes their number double with each level."""
    if next(_FOLLOWED.get()) >= FOLLOWED:
        message = f"more than {FOLLOWED} references were followed"
        raise RecursionError(message)
    yield from Draft202012Validator.VALIDATORS["$ref"](validator, reference, instance, schema) or ()


REPLACED: Mapping[str, Callable[..., Iterator[ValidationError]]] = {
    "$ref": _ref,
    "additionalProperties": _additional_properties,
    "format": _format,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "propertyNames": _property_names,
    "uniqueItems": _unique_items,
}
