"""One error of jsonschema in words, at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .breach import SchemaError
from .contract import MAPS, escape
from .formats import EXAMPLES
from .wording import Words, joined, linked, listed, plain, say, shown, types, where

if TYPE_CHECKING:
    from ..documents import Steps
    from .breach import Breach, Case

Said: TypeAlias = "tuple[Steps, Words]"

_FEW = 8
_GLOSS = 100
_LONGEST_GUESS = 64
_SWITCHES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def describe(breach: Breach, case: Case) -> Iterator[SchemaError]:
    """Yield what is wrong, with its reason where an ``if`` made it so."""
    because = _because(breach, case)
    for steps, words in _SAYERS.get(breach.keyword, _other)(breach, case):
        message = joined(words, because)
        yield SchemaError(steps=steps, keyword=breach.keyword, message=message, schema_path=schema_path(breach))


def schema_path(breach: Breach) -> str:
    """Return where the keyword stands in the schema; inside what a ``$ref`` names, the place of that."""
    return f"#{breach.pointer}" + ("" if breach.keyword == "false" else f"/{escape(breach.keyword)}")


def subject(breach: Breach) -> Words:
    """Name what it is about: a place, or the name of a key."""
    if "propertyNames" in _keywords(breach.trail):
        return say("name", text=shown(breach.steps[-1]))
    return where(breach.steps)


def _keywords(path: Sequence[str | int]) -> Iterator[str | int]:
    """Return the steps of a schema path that are keywords, not names that an author chose."""
    named = False
    for step in path:
        if not named:
            yield step
        named = not named and step in MAPS


def expected(case: Case, schema: object) -> Words:
    """Return what the schema's author calls it, or nothing."""
    for node in case.explainer.resolved(schema):
        text = node.get("description") or node.get("title")
        if isinstance(text, str) and text.strip():
            return say("expected", text=plain(" ".join(text.split()).rstrip("."), _GLOSS))
    return say("")


def did_you_mean(name: object, known: Sequence[object]) -> Words:
    """Guess what was meant, or say nothing."""
    words = [each for each in known if isinstance(each, str)]
    if not isinstance(name, str) or len(name) > _LONGEST_GUESS or len(words) > 500:
        return say("")
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in reversed(words)}
    close = get_close_matches(name.strip().casefold(), list(folded), 1)
    return say("did_you_mean", text=shown(folded[close[0]])) if close else say("")


def _because(breach: Breach, case: Case) -> Words:
    nodes = case.explainer.nodes
    pointer = breach.pointer
    while pointer:
        parent, _, last = pointer.rpartition("/")
        holder = nodes.get(parent)
        if last in ("then", "else") and isinstance(holder, dict):
            conditions = list(_conditions(holder.get("if"), (), "is" if last == "then" else "is_not"))
            if conditions and (last == "then" or len(conditions) == 1):
                return say("because", text=linked("and", conditions))
            return say("")
        pointer = parent
    return say("")


def _conditions(schema: object, steps: Steps, verb: str) -> Iterator[Words]:
    if not isinstance(schema, dict):
        return
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if steps and values and len(values) <= _FEW:
        each = [{"en": shown(value), "zh": shown(value)} for value in values]
        yield say(verb, name=where(steps), value=linked("or", each))
    for key, value in schema.get("properties", {}).items():
        yield from _conditions(value, (*steps, key), verb)


def _type(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, type_words(subject(breach), several(breach.value), breach.instance)


def several(names: str | list[str]) -> list[str]:
    """Return the types of a ``type`` keyword as a list."""
    return [names] if isinstance(names, str) else names


def type_words(at: Words, names: Sequence[str], value: Any) -> Words:
    """Return which types are allowed, and how the one at hand becomes one of them."""
    return say("type", at=at, types=types(names), shown=shown(value), advice=_type_advice(names, value))


def _type_advice(names: Sequence[str], value: Any) -> Words:
    if value is None:
        return say("fill")
    if isinstance(value, str):
        if "boolean" in names and value.strip().lower() in _SWITCHES:
            return say("write", text=_SWITCHES[value.strip().lower()])
        digits = value.strip().removeprefix("-").replace(".", "", "number" in names)
        if {"integer", "number"} & set(names) and digits.isascii() and digits.isdigit():
            return say("unquote")
    if "string" in names and isinstance(value, (int, float)):
        return say("quote")
    if "array" in names and not isinstance(value, dict):
        return say("listed")
    return say("")


def _enum(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, enum_words(subject(breach), breach.value, breach.instance)


def enum_words(at: Words, options: Sequence[Any], value: Any) -> Words:
    """Return which values are allowed: all of them when they are few, else how many."""
    advice = did_you_mean(value, options)
    some = listed(options, 160)
    if some is None:
        return say("enum_many", at=at, shown=shown(value), count=len(options), advice=advice)
    return say(
        "enum" if len(options) > 1 else "const", at=at, options=some, option=some, shown=shown(value), advice=advice
    )


def _const(breach: Breach, _: Case) -> Iterator[Said]:
    option = shown(breach.value)
    yield breach.steps, say("const", at=subject(breach), option=option, shown=shown(breach.instance))


def _required(breach: Breach, case: Case) -> Iterator[Said]:
    for key in breach.value:
        if key not in breach.instance:
            yield breach.steps, lacks(breach, key, case)


def lacks(breach: Breach, key: str, case: Case) -> Words:
    """Return that the mapping of ``breach`` lacks ``key``, and what belongs there."""
    known = case.explainer.known_keys(breach.schema)
    return say("required", at=subject(breach), key=shown(key), expected=expected(case, known.get(key)))


def _dependent_required(breach: Breach, _: Case) -> Iterator[Said]:
    for key, needed in breach.value.items():
        missing = [each for each in needed if each not in breach.instance]
        if key in breach.instance and missing:
            keys = listed(missing) or shown(missing)
            yield breach.steps, say("dependentRequired", at=subject(breach), key=shown(key), keys=keys)


def _unknown_key(breach: Breach, case: Case) -> Iterator[Said]:
    yield _unknown(breach.steps, breach, case)


def _unknown(steps: Steps, breach: Breach, case: Case) -> Said:
    known = [key for key in case.explainer.known_keys(breach.schema) if key not in breach.instance]
    advice = did_you_mean(steps[-1], known)
    some = listed(known) if len(known) <= _FEW else None
    if some:
        advice = joined(advice, say("allowed", text=some)) if not advice["en"] else advice
    return steps, say("unknown", at=where(steps), advice=advice)


def _unevaluated_properties(breach: Breach, case: Case) -> Iterator[Said]:
    steps = breach.steps
    keys = case.unevaluated(steps) if breach.value is False else []
    unknown = keys or [key for key in breach.instance if key not in case.explainer.known_keys(breach.schema)]
    if breach.value is False and unknown:
        yield from (_unknown((*steps, key), breach, case) for key in unknown)
    else:
        yield steps, say("unevaluated", at=subject(breach), advice=say(""))


def _false(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, say("forbidden", at=subject(breach), expected=say(""))


def _items(breach: Breach, _: Case) -> Iterator[Said]:
    limit = len(breach.schema.get("prefixItems", ()))
    yield breach.steps, say("extra_items", at=subject(breach), count=len(breach.instance), limit=limit)


def _pattern(breach: Breach, case: Case) -> Iterator[Said]:
    examples = breach.schema.get("examples") or [None]
    example = say("example", text=shown(examples[0])) if isinstance(examples[0], str) else say("")
    yield (
        breach.steps,
        say(
            "pattern",
            at=subject(breach),
            shown=shown(breach.instance),
            pattern=plain(breach.value),
            expected=expected(case, breach.schema),
            example=example,
        ),
    )


def _format(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, format_words(subject(breach), [breach.value], breach.instance)


def format_words(at: Words, names: Sequence[str], value: str) -> Words:
    """Return which formats are allowed, with an example of the first."""
    formats = linked("or", ({"en": name, "zh": name} for name in names))
    return say("format", at=at, format=formats, shown=shown(value), example=say("example", text=EXAMPLES[names[0]]))


def _size(breach: Breach, case: Case) -> Iterator[Said]:
    name, limit = breach.keyword, breach.value
    if not breach.instance and name.startswith("min") and limit == 1:
        name = "empty"
    gloss = expected(case, breach.schema)
    yield breach.steps, say(name, at=subject(breach), count=len(breach.instance), limit=shown(limit), expected=gloss)


def _bound(breach: Breach, case: Case) -> Iterator[Said]:
    fields = {"shown": shown(breach.instance), "limit": shown(breach.value)}
    yield breach.steps, say(breach.keyword, at=subject(breach), expected=expected(case, breach.schema), **fields)


def _contains(breach: Breach, case: Case) -> Iterator[Said]:
    gloss = expected(case, breach.schema.get("contains"))
    limit = shown(breach.value)
    yield breach.steps, say(breach.keyword, at=subject(breach), limit=limit, expected=gloss)


def _unique(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, say("uniqueItems", at=subject(breach), first=f"[{breach.note}]")


def _not(breach: Breach, case: Case) -> Iterator[Said]:
    refused, steps = breach.value, breach.steps
    if isinstance(refused, dict) and refused.keys() == {"required"}:
        for key in refused["required"]:
            yield (*steps, key), say("forbidden", at=where((*steps, key)), expected=say(""))
    elif isinstance(refused, dict) and refused.keys() in ({"const"}, {"enum"}):
        yield steps, say("not_value", at=subject(breach), shown=shown(breach.instance))
    else:
        gloss = expected(case, breach.schema)
        yield steps, say("not", at=subject(breach), shown=shown(breach.instance), expected=gloss)


def _other(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, say("other", at=subject(breach), keyword=breach.keyword, shown=shown(breach.instance))


def _unevaluated_items(breach: Breach, _: Case) -> Iterator[Said]:
    yield breach.steps, say("unevaluatedItems", at=subject(breach))


_SAYERS: Mapping[str, Callable[[Breach, Case], Iterator[Said]]] = {
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
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _size),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _bound),
    **dict.fromkeys(("contains", "minContains", "maxContains"), _contains),
    "uniqueItems": _unique,
    "not": _not,
}
