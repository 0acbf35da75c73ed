"""Types of values, and whether two can be of the same value: as OPA's compiler sees both."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple


class Type(NamedTuple):
    """A type. ``sort`` is any, null, boolean, number, string, array, object, set or one_of.

    ``parts`` are the first elements of an array, the choices of one_of; ``fields`` those of an object, keys as written;
    ``key`` and ``value`` are those of all others: of an array and of a set only ``value``.
    """

    sort: str
    parts: tuple[Type, ...] = ()
    fields: tuple[tuple[str, Type], ...] = ()
    key: Type | None = None
    value: Type | None = None


ANY = Type("any")
NULL, BOOLEAN, NUMBER, STRING = Type("null"), Type("boolean"), Type("number"), Type("string")
_SCALARS = {"*": ANY, "0": NULL, "b": BOOLEAN, "n": NUMBER, "s": STRING}


def one_of(types: Iterable[Type]) -> Type:
    """Return the type of what is one of these; any when there are none, or one is any."""
    found: dict[Type, None] = {}
    for each in types:
        if each == ANY:
            return ANY
        found |= dict.fromkeys(each.parts if each.sort == "one_of" else (each,))
    if not found:
        return ANY
    return next(iter(found)) if len(found) == 1 else Type("one_of", tuple(found))


def fits(one: Type, other: Type) -> bool:
    """Return whether a value can be of both types."""
    if ANY in (one, other):
        return True
    if one.sort == "one_of":
        return any(fits(each, other) for each in one.parts)
    if other.sort == "one_of":
        return any(fits(one, each) for each in other.parts)
    if one.sort != other.sort:
        return False
    if one.sort == "array":
        return _arrays(one, other) and _arrays(other, one) and _rest(one.value, other.value)
    if one.sort == "object":
        return _objects(one, other) and _objects(other, one) and _rest(one.value, other.value)
    return one.sort != "set" or _rest(one.value, other.value)


def _rest(one: Type | None, other: Type | None) -> bool:
    return one is None or other is None or fits(one, other)


def _arrays(one: Type, other: Type) -> bool:
    for place, part in enumerate(one.parts):
        there = other.parts[place] if place < len(other.parts) else other.value
        if there is None or not fits(part, there):
            return False
    return True


def _objects(one: Type, other: Type) -> bool:
    for key, part in one.fields:
        there = dict(other.fields).get(key, other.value)
        if there is None or not fits(part, there):
            return False
    return True


def keys_of(whole: Type) -> Type | None:
    """Return the type of what may stand in brackets after a value; None where nothing may."""
    if whole == ANY:
        return ANY
    if whole.sort == "array":
        return NUMBER
    if whole.sort == "set":
        return whole.value or ANY
    if whole.sort == "object":
        return one_of([*(constant_of(key) for key, _ in whole.fields), *([whole.key] if whole.key else [])])
    found = [keys for each in whole.parts if (keys := keys_of(each)) is not None] if whole.sort == "one_of" else []
    return one_of(found) if found else None


def values_of(whole: Type) -> Type:
    """Return the type of the values in a value."""
    if whole.sort == "array":
        return one_of([*whole.parts, *([whole.value] if whole.value else [])])
    if whole.sort == "object":
        return one_of([*(each for _, each in whole.fields), *([whole.value] if whole.value else [])])
    if whole.sort == "set":
        return whole.value or ANY
    if whole.sort == "one_of":
        return one_of(values_of(each) for each in whole.parts if keys_of(each) is not None)
    return ANY


def selected(whole: Type, key: str) -> Type | None:
    """Return the type of what stands at a constant key, as written; None where there is no such thing."""
    if whole == ANY:
        return ANY
    if whole.sort == "array":
        place = int(key) if key.isdigit() else len(whole.parts)
        is_number = constant_of(key) == NUMBER
        return (whole.parts[place] if place < len(whole.parts) else whole.value) if is_number else None
    if whole.sort == "object":
        found = dict(whole.fields).get(key)
        if found is None and whole.value is not None and fits(whole.key or ANY, constant_of(key)):
            return whole.value
        return found
    if whole.sort == "set":
        return whole.value if fits(whole.value or ANY, constant_of(key)) else None
    chosen = [each for part in whole.parts if (each := selected(part, key)) is not None]
    return one_of(chosen) if whole.sort == "one_of" and chosen else None


def constant_of(text: str) -> Type:
    """Return the type of a constant, as written."""
    if text[0] in '"`':
        return STRING
    return {"true": BOOLEAN, "false": BOOLEAN, "null": NULL}.get(text, NUMBER)


@lru_cache(maxsize=256)
def read(text: str) -> Type:
    """Read a type as :mod:`..rows.signatures` writes it: ``s|n``, ``[*]``, ``[s,n]``, ``{s}``, ``{s:*}``."""
    choices = _divided(text, "|")
    if len(choices) > 1:
        return one_of(map(read, choices))
    if text in _SCALARS:
        return _SCALARS[text]
    inside = text[1:-1]
    if text[0] == "[":
        parts = _divided(inside, ",")
        return Type("array", value=read(inside)) if len(parts) == 1 else Type("array", tuple(map(read, parts)))
    pair = _divided(inside, ":")
    if len(pair) == 2:
        return Type("object", key=read(pair[0]), value=read(pair[1]))
    return Type("set", value=read(inside))


def _divided(text: str, sign: str) -> list[str]:
    """Divide a text at a sign, outside of all brackets."""
    depth, begin, found = 0, 0, list[str]()
    for place, character in enumerate(text):
        depth += (character in "[{") - (character in "]}")
        if character == sign and not depth:
            found.append(text[begin:place])
            begin = place + 1
    return [*found, text[begin:]]
