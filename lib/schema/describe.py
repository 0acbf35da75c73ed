"""One broken keyword in words, at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from ..blank import TEXT, TOKEN, is_blank
from ..words import Texts, say
from .breach import SchemaError
from .contract import escape
from .formats import EXAMPLES
from .walk import COUNTED
from .wording import Guess, Linked, listed, path, plain, shown, where

if TYPE_CHECKING:
    from ..documents import Steps
    from .breach import Breach
    from .walk import Walk

Phrase: TypeAlias = "str | Texts"
Placed: TypeAlias = "tuple[Steps, Texts]"

_FEW = 8
_LONGEST_GUESS = 64
_SWITCHES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_TYPES = {
    "null": "schema.types.null",
    "boolean": "schema.types.boolean",
    "integer": "schema.types.integer",
    "number": "schema.types.number",
    "string": "schema.types.string",
    "array": "schema.types.array",
    "object": "schema.types.object",
}
_FORMATS = {
    "date": "schema.formats.date",
    "date-time": "schema.formats.date_time",
    "duration": "schema.formats.duration",
    "email": "schema.formats.email",
    "hostname": "schema.formats.hostname",
    "ipv4": "schema.formats.ipv4",
    "ipv6": "schema.formats.ipv6",
    "json-pointer": "schema.formats.json_pointer",
    "uri": "schema.formats.uri",
    "uuid": "schema.formats.uuid",
}
_SIZES = {
    "minLength": "schema.min_length",
    "maxLength": "schema.max_length",
    "minItems": "schema.min_items",
    "maxItems": "schema.max_items",
    "minProperties": "schema.min_properties",
    "maxProperties": "schema.max_properties",
}
_BOUNDS = {
    "minimum": "schema.minimum",
    "maximum": "schema.maximum",
    "exclusiveMinimum": "schema.exclusive_minimum",
    "exclusiveMaximum": "schema.exclusive_maximum",
    "multipleOf": "schema.multiple_of",
}
_CONTAINS = {
    "contains": "schema.contains",
    "minContains": "schema.min_contains",
    "maxContains": "schema.max_contains",
}


def describe(breach: Breach, schema: Walk) -> Iterator[SchemaError]:
    """Yield what is wrong, with its reason where an ``if`` made it so."""
    because = _because(breach, schema)
    for steps, words in _SAYERS.get(breach.keyword, _other)(breach, schema):
        message = say("schema.because", message=words, reason=because) if because else words
        yield SchemaError(steps=steps, keyword=breach.keyword, message=message, schema_path=schema_path(breach))


def schema_path(breach: Breach) -> str:
    """Return where the keyword stands in the schema; inside what a ``$ref`` names, the place of that."""
    return f"#{breach.pointer}" + ("" if breach.keyword == "false" else f"/{escape(breach.keyword)}")


def subject(breach: Breach, schema: Walk, *, glossed: bool = False) -> Phrase:
    """Name what it is about: a place, or the name of a key."""
    if breach.is_key:
        return say("schema.name", text=shown(breach.steps[-1]))
    if not breach.steps:
        return say("schema.root")
    return schema.titled(path(breach.steps), breach.schema, glossed=glossed)


def expected(schema: Walk, node: object) -> Phrase:
    """Return what the schema's author calls it, or nothing."""
    for each in schema.resolved(node):
        text = each.get("description") or each.get("title")
        if isinstance(text, str) and text.strip():
            return say("schema.expected", text=schema.translated(text))
    return ""


def did_you_mean(name: object, known: Sequence[object], otherwise: Phrase = "") -> Phrase:
    """Return a guess at what was meant, made when somebody reads it; ``otherwise`` where there is none.

    Nothing is guessed where there is too much to look through.
    """
    words = tuple(each for each in known if isinstance(each, str))
    if not isinstance(name, str) or len(name) > _LONGEST_GUESS or len(words) > 500:
        return otherwise
    return Guess(name, words, _closest, otherwise)


@lru_cache(maxsize=1000)
def _closest(name: str, words: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in reversed(words)}
    close = get_close_matches(name.strip().casefold(), list(folded), 1)
    return folded[close[0]] if close else None


def _because(breach: Breach, schema: Walk) -> Texts | None:
    pointer = breach.pointer
    while pointer and ("/then" in pointer or "/else" in pointer):
        parent, _, last = pointer.rpartition("/")
        holder = schema.nodes.get(parent)
        if last in ("then", "else") and isinstance(holder, dict):
            conditions = list(_conditions(holder.get("if"), (), is_so=last == "then"))
            return Linked("schema.and", conditions) if conditions and (last == "then" or len(conditions) == 1) else None
        pointer = parent
    return None


def _conditions(schema: object, steps: Steps, *, is_so: bool) -> Iterator[Texts]:
    if not isinstance(schema, dict):
        return
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if steps and values and len(values) <= _FEW:
        value = Linked("schema.or", map(shown, values))
        yield (
            say("schema.is", name=path(steps), value=value)
            if is_so
            else say("schema.is_not", name=path(steps), value=value)
        )
    for key, value in schema.get("properties", {}).items():
        yield from _conditions(value, (*steps, key), is_so=is_so)


def _type(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, type_words(subject(breach, schema), several(breach.value), breach.instance)


def several(names: str | list[str]) -> list[str]:
    """Return the types of a ``type`` keyword as a list."""
    return [names] if isinstance(names, str) else names


def type_words(at: Phrase, names: Sequence[str], value: Any) -> Texts:
    """Return which types are allowed, and how the one at hand becomes one of them."""
    types = Linked("schema.or", [say(_TYPES[name]) for name in names])
    return say("schema.type", at=at, types=types, shown=shown(value), advice=_type_advice(names, value))


def _type_advice(names: Sequence[str], value: Any) -> Phrase:
    if value is None:
        return say("schema.fill")
    if isinstance(value, str):
        if "boolean" in names and value.strip().lower() in _SWITCHES:
            return say("schema.write", text=_SWITCHES[value.strip().lower()])
        digits = value.strip().removeprefix("-").replace(".", "", "number" in names)
        if {"integer", "number"} & set(names) and digits.isascii() and digits.isdigit():
            return _number_advice(value.strip())
    if "string" in names and isinstance(value, (int, float)):
        return say("schema.quote")
    if "array" in names and not isinstance(value, dict):
        return say("schema.as_list")
    return ""


def _number_advice(text: str) -> Phrase:
    """Return how a text of digits becomes a number: without quotes, unless that were none, such as 007 or .5."""
    sign = text[: text.startswith("-")]
    whole, dot, rest = text[len(sign) :].partition(".")
    number = sign + (whole.lstrip("0") or "0") + (dot + rest if rest else "")
    return say("schema.unquote") if number == text else say("schema.write", text=number)


def _enum(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, enum_words(subject(breach, schema), breach.value, breach.instance)


def enum_words(at: Phrase, options: Sequence[Any], value: Any) -> Texts:
    """Return which values are allowed: all of them when they are few, else how many."""
    advice = did_you_mean(value, options)
    some = listed(options, 160)
    if some is None:
        return say("schema.enum_many", at=at, shown=shown(value), count=len(options), advice=advice)
    if len(options) > 1:
        return say("schema.enum", at=at, options=some, shown=shown(value), advice=advice)
    return say("schema.const", at=at, option=some, shown=shown(value))


def _const(breach: Breach, schema: Walk) -> Iterator[Placed]:
    option = shown(breach.value)
    yield breach.steps, say("schema.const", at=subject(breach, schema), option=option, shown=shown(breach.instance))


def _required(breach: Breach, schema: Walk) -> Iterator[Placed]:
    known = schema.known_keys(breach.schema)
    for key in breach.value:
        if key not in breach.instance:
            yield breach.steps, lacks(breach, key, schema, known)


def lacks(breach: Breach, key: str, schema: Walk, known: Mapping[str, object]) -> Texts:
    """Return that the mapping of ``breach`` lacks ``key``, and what belongs there: one of the keys that are ``known``."""
    node = known.get(key)
    name = schema.titled(shown(key), node, glossed=True)
    return say("schema.required", at=subject(breach, schema), key=name, expected=expected(schema, node))


def _dependent_required(breach: Breach, schema: Walk) -> Iterator[Placed]:
    for key, needed in breach.value.items():
        missing = [each for each in needed if each not in breach.instance]
        if key in breach.instance and missing:
            keys = listed(missing) or shown(missing)
            yield (
                breach.steps,
                say("schema.dependent_required", at=subject(breach, schema), key=shown(key), keys=keys),
            )


def _unknown_key(breach: Breach, schema: Walk) -> Iterator[Placed]:
    known = [key for key in schema.known_keys(breach.schema) if key not in breach.instance]
    some = listed(known) if len(known) <= _FEW else None
    advice = did_you_mean(breach.steps[-1], known, say("schema.allowed", text=some) if some else "")
    yield breach.steps, say("schema.unknown", at=where(breach.steps), advice=advice)


def _unevaluated_properties(breach: Breach, schema: Walk) -> Iterator[Placed]:
    if breach.value is False:
        yield from _unknown_key(breach, schema)
    else:
        yield breach.steps, say("schema.unevaluated", at=subject(breach, schema))


def _unevaluated_items(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, say("schema.unevaluated_items", at=subject(breach, schema))


def _false(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, say("schema.forbidden", at=subject(breach, schema))


def _items(breach: Breach, schema: Walk) -> Iterator[Placed]:
    count, limit = len(breach.instance), len(breach.schema.get("prefixItems", ()))
    yield breach.steps, say("schema.extra_items", at=subject(breach, schema), count=count, limit=limit)


def _pattern(breach: Breach, schema: Walk) -> Iterator[Placed]:
    examples = breach.schema.get("examples") or [None]
    example = say("schema.example", text=shown(examples[0])) if isinstance(examples[0], str) else ""
    gloss = expected(schema, breach.schema)
    at = subject(breach, schema, glossed=True)
    if breach.value in (TEXT, TOKEN) and is_blank(breach.instance):
        yield breach.steps, say("schema.blank" if breach.instance else "schema.empty", at=at, expected=gloss)
    elif breach.value == TOKEN:
        yield breach.steps, say("schema.token", at=at, shown=shown(breach.instance), example=example)
    else:
        told = {"shown": shown(breach.instance), "pattern": plain(breach.value), "expected": gloss, "example": example}
        yield breach.steps, say("schema.pattern", at=at, **told)


def _format(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, format_words(subject(breach, schema), [breach.value], breach.instance)


def format_words(at: Phrase, names: Sequence[str], value: str) -> Texts:
    """Return which formats are allowed, with an example of the first."""
    formats = Linked("schema.or", [say(_FORMATS[name]) for name in names])
    example = say("schema.example", text=EXAMPLES[names[0]])
    return say("schema.format", at=at, format=formats, shown=shown(value), example=example)


def _size(breach: Breach, schema: Walk) -> Iterator[Placed]:
    limit, at = shown(breach.value), subject(breach, schema, glossed=True)
    gloss = expected(schema, breach.schema)
    if not breach.instance and breach.keyword.startswith("min") and breach.value == 1:
        yield breach.steps, say("schema.empty", at=at, expected=gloss)
    else:
        count = len(breach.instance)
        yield breach.steps, say(_SIZES[breach.keyword], at=at, count=count, limit=limit, expected=gloss)


def _bound(breach: Breach, schema: Walk) -> Iterator[Placed]:
    gloss = expected(schema, breach.schema)
    fields = {"shown": shown(breach.instance), "limit": shown(breach.value)}
    at = subject(breach, schema, glossed=True)
    yield breach.steps, say(_BOUNDS[breach.keyword], at=at, expected=gloss, **fields)


def _contains(breach: Breach, schema: Walk) -> Iterator[Placed]:
    gloss, at = expected(schema, breach.schema.get("contains")), subject(breach, schema)
    yield breach.steps, say(_CONTAINS[breach.keyword], at=at, limit=shown(breach.value), expected=gloss)


def _unique(breach: Breach, schema: Walk) -> Iterator[Placed]:
    for index, first in islice(schema.equal_items(breach.instance), COUNTED):
        steps = (*breach.steps, index)
        yield steps, say("schema.unique_items", at=where(steps), first=f"[{first}]")


def _not(breach: Breach, schema: Walk) -> Iterator[Placed]:
    refused, steps = breach.value, breach.steps
    if isinstance(refused, dict) and refused.keys() == {"required"}:
        for key in refused["required"]:
            yield (*steps, key), say("schema.forbidden", at=where((*steps, key)))
    elif isinstance(refused, dict) and refused.keys() in ({"const"}, {"enum"}):
        yield steps, say("schema.not_value", at=subject(breach, schema), shown=shown(breach.instance))
    else:
        gloss, at = expected(schema, breach.schema), subject(breach, schema, glossed=True)
        yield steps, say("schema.not", at=at, shown=shown(breach.instance), expected=gloss)


def _other(breach: Breach, schema: Walk) -> Iterator[Placed]:
    yield breach.steps, say("schema.other", at=subject(breach, schema), keyword=breach.keyword)


_SAYERS: Mapping[str, Callable[[Breach, Walk], Iterator[Placed]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "dependentRequired": _dependent_required,
    "additionalProperties": _unknown_key,
    "unevaluatedProperties": _unevaluated_properties,
    "unevaluatedItems": _unevaluated_items,
    "false": _false,
    "items": _items,
    "pattern": _pattern,
    "format": _format,
    **dict.fromkeys(_SIZES, _size),
    **dict.fromkeys(_BOUNDS, _bound),
    **dict.fromkeys(_CONTAINS, _contains),
    "uniqueItems": _unique,
    "not": _not,
}
