"""Documents that are made of a schema: the least, the most, and others, the same for the same seed.

What is made here is a proposal. Whether it satisfies the schema is asked of who judges and of the reference implementation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any, Literal, TypeAlias

from adjudge.lib.documents import Json
from adjudge.lib.schema import Validator
from adjudge.lib.schema.contract import ALONE, target
from adjudge.lib.schema.formats import EXAMPLES

from .matching import text_matching

Style: TypeAlias = Literal["least", "most", "drawn"]
_STYLES: tuple[Style, ...] = ("least", "most", "drawn")
_DEEPEST = 24
_DEEP = 8
"""Below so many levels only what is required is there: a schema may lead back to itself."""
_LONG = 40
# Quotes, marks, Chinese, what stands outside of the first plane: what reports have to escape.
_TEXT = 'The quick brown fox, "quoted" & <tagged> — 中文文本，由人工智能生成。 \U0001f3ac ß é'
_LETTERS = "abcxyzABC 019-_.中文生成é"  # of one, two and three bytes
_TRIES = 12


class _ImpossibleError(Exception):
    """Nothing satisfies this part of the schema, or nothing is found."""


class SchemaDocuments:
    """Makes documents of a schema. ``size`` is how many items a list has at least, where it may have them."""

    def __init__(self, schema: Mapping[str, Json], seed: int, *, size: int = 0) -> None:
        self._root: Any = schema
        self._seed = seed
        self._size = size
        self._random = Random(seed)  # noqa: S311  # no secret
        self._number = 0

    def documents(self, most: int) -> Iterator[Json]:
        """Yield different documents, at most so many: the least first, then the most."""
        seen: set[str] = set()
        for number in range(most):
            made = self.document(_STYLES[min(number, 2)] if number < 3 else self._style(number), number)
            text = json.dumps(made, sort_keys=True)
            if made is not None and text not in seen:
                seen.add(text)
                yield made

    @staticmethod
    def _style(number: int) -> Style:
        return _STYLES[number % 3]

    def document(self, style: Style, number: int) -> Json:
        """Return one document; None where none is found. The first two take the first of each alternative."""
        self._random = Random(f"{self._seed} {number}")  # noqa: S311  # no secret
        self._first = number < 2
        self._number = 0
        try:
            return self._value(self._root, style, 0)
        except _ImpossibleError:
            return None

    # --- schemas ------------------------------------------------------------------------------------------------------

    def _whole(self, node: Any, depth: int = 0) -> dict[str, Any]:
        """Return a subschema with all that looks at the same value as one, an alternative being chosen of each."""
        if node is True:
            return {}
        if node is False or depth > _DEEPEST:
            raise _ImpossibleError
        found = {name: value for name, value in node.items() if name not in _IN_PLACE}
        parts: list[Any] = [self._named(node["$ref"])] if "$ref" in node else []
        parts += node.get("allOf", ())
        parts += (self._one_of(node[name]) for name in ("oneOf", "anyOf") if node.get(name))
        if "if" in node:
            holds = self._random.random() < 0.5  # one or the other
            parts += [node["if"], node.get("then", True)] if holds else [node.get("else", True)]
        for each in parts:
            found = _both(found, self._whole(each, depth + 1))
        return found

    def _one_of(self, choices: list[Any]) -> Any:
        return choices[0] if self._first else self._random.choice(choices)

    def _named(self, reference: str) -> Any:
        found = self._root
        for step in target(reference).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        return found

    # --- values -------------------------------------------------------------------------------------------------------

    def _value(self, node: Any, style: Style, depth: int) -> Json:
        if depth > _DEEPEST:
            raise _ImpossibleError
        whole = self._whole(node)
        if "const" in whole:
            return whole["const"]
        if whole.get("enum"):
            return self._chosen(whole["enum"], style)
        kind = self._type(whole)
        if kind == "object":
            return self._object(whole, style, depth)
        if kind == "array":
            return self._array(whole, style, depth)
        if kind == "string":
            return self._text(whole, style)
        if kind in ("integer", "number"):
            return self._number_of(whole, style, is_whole=kind == "integer")
        return self._chosen([False, True], style) if kind == "boolean" else None

    def _chosen(self, values: list[Json], style: Style) -> Json:
        return values[0] if style == "least" else values[-1] if style == "most" else self._random.choice(values)

    def _type(self, whole: Mapping[str, Any]) -> str:
        said = whole.get("type")
        if isinstance(said, str):
            return said
        if isinstance(said, list) and said:
            return str(self._one_of(said))
        for keyword, kind in _IMPLIED.items():
            if keyword in whole:
                return kind
        return "string"

    def _object(self, whole: Mapping[str, Any], style: Style, depth: int) -> Json:
        known: Mapping[str, Any] = whole.get("properties", {})
        required = list(whole.get("required", ()))
        names = dict.fromkeys(required)
        for name in known if style != "least" and depth < _DEEP else ():
            if style == "most" or self._random.random() < 0.5:
                names[name] = None
        for name, needed in whole.get("dependentRequired", {}).items():
            names |= dict.fromkeys(needed) if name in names else {}
        made: dict[str, Json] = {}
        for name in names:
            try:
                made[name] = self._value(known.get(name, self._other(whole, name)), style, depth + 1)
            except _ImpossibleError:
                if name in required:
                    raise
        wanted = max(whole.get("minProperties", 0), 2 if style == "most" and depth < _DEEP and not known else 0)
        for key in self._keys(whole, wanted - len(made)):
            made[key] = self._value(self._other(whole, key), style, depth + 1)
        most = whole.get("maxProperties", len(made))
        for name in [each for each in reversed(made) if each not in required][: max(0, len(made) - most)]:
            del made[name]
        return made

    def _other(self, whole: Mapping[str, Any], name: str) -> Any:
        """Return what a member that is no property has to be."""
        import re

        for pattern, each in whole.get("patternProperties", {}).items():
            if re.search(pattern, name):
                return each
        return whole.get("additionalProperties", whole.get("unevaluatedProperties", True))

    def _keys(self, whole: Mapping[str, Any], count: int) -> Iterator[str]:
        """Yield names of members that are no properties, as far as there may be any."""
        patterns = list(whole.get("patternProperties", {}))
        open_ = whole.get("additionalProperties", whole.get("unevaluatedProperties", True)) is not False
        for number in range(max(0, count)):
            if "propertyNames" in whole:
                yield str(self._value({"type": "string", **self._whole(whole["propertyNames"])}, "drawn", 0))
            elif patterns:
                yield text_matching(patterns[0], self._random)
            elif open_:
                yield f"member_{number}"

    def _array(self, whole: Mapping[str, Any], style: Style, depth: int) -> Json:
        fixed = list(whole.get("prefixItems", ()))
        items = whole.get("items", True)
        least, most = whole.get("minItems", 0), whole.get("maxItems")
        count = least
        if style != "least" and depth < _DEEP:
            count = max(least, 2 if style == "most" else self._random.randrange(4), self._size if depth < _DEEP else 0)
        if items is False:
            count = min(count, len(fixed))
        count = count if most is None else min(count, most)
        made: list[Json] = []
        if "contains" in whole and count:
            made = [self._value(_both(self._whole(whole["contains"]), self._whole(items)), style, depth + 1)]
        seen = {json.dumps(each, sort_keys=True) for each in made}
        while len(made) < count:
            each = self._another(fixed[len(made)] if len(made) < len(fixed) else items, style, depth, seen, whole)
            if each is _NOTHING:
                break
            made.append(each)
        return made

    def _another(self, node: Any, style: Style, depth: int, seen: set[str], whole: Mapping[str, Any]) -> Any:
        """Return one more item, another one than those before where they must differ."""
        for turn in range(_TRIES if whole.get("uniqueItems") else 1):
            made = self._value(node, style if not turn else "drawn", depth + 1)
            text = json.dumps(made, sort_keys=True)
            if text not in seen or not whole.get("uniqueItems"):
                seen.add(text)
                return made
        return _NOTHING

    # --- texts and numbers --------------------------------------------------------------------------------------------

    def _text(self, whole: Mapping[str, Any], style: Style) -> str:
        alone = {name: value for name, value in whole.items() if name in ALONE}
        for candidate in self._candidates(whole, style):
            if _fitting(json.dumps(alone, sort_keys=True)).is_valid(candidate):
                return candidate
        raise _ImpossibleError

    def _candidates(self, whole: Mapping[str, Any], style: Style) -> Iterator[str]:
        least, most = whole.get("minLength", 0), whole.get("maxLength")
        told = [each for each in whole.get("examples", ()) if isinstance(each, str)]
        if whole.get("format") in EXAMPLES:
            yield from self._of_format(str(whole["format"]), style)
        if "pattern" not in whole:
            self._number += 1
            length = least if style == "least" else max(least, _LONG if style == "most" else self._random.randrange(12))
            length = length if most is None else min(length, most)
            letters = "a" if style == "least" else _TEXT if style == "most" else _LETTERS
            start = 0 if style != "drawn" else self._random.randrange(len(letters))
            text = "".join(letters[(start + at) % len(letters)] for at in range(length))
            tail = str(self._number)
            yield text[: -len(tail)] + tail if style != "least" and len(text) > len(tail) + least else text
            yield text
        else:
            for turn in range(_TRIES):
                try:
                    yield text_matching(whole["pattern"], self._random, long=style == "most" and turn < 2)
                except ValueError:
                    break
        yield from told
        yield from EXAMPLES.values()

    def _of_format(self, name: str, style: Style) -> Iterator[str]:
        if style == "drawn" and name in ("date", "date-time"):
            year, month, day = (self._random.randint(*each) for each in ((1990, 2040), (1, 12), (1, 28)))
            yield f"{year}-{month:02}-{day:02}" + ("" if name == "date" else "T23:59:59.5Z")
        yield EXAMPLES[name]

    def _number_of(self, whole: Mapping[str, Any], style: Style, *, is_whole: bool) -> int | float:
        low, high = whole.get("minimum"), whole.get("maximum")
        step = whole.get("multipleOf") or (1 if is_whole else 0.5)
        if "exclusiveMinimum" in whole:
            low = max(whole["exclusiveMinimum"] + step, low if low is not None else whole["exclusiveMinimum"] + step)
        if "exclusiveMaximum" in whole:
            high = min(whole["exclusiveMaximum"] - step, high if high is not None else whole["exclusiveMaximum"] - step)
        if style == "least":
            found = low if low is not None else min(0, high if high is not None else 0)
        elif style == "most":
            found = high if high is not None else max(2**31, low if low is not None else 0)
        else:
            bottom = low if low is not None else -3
            top = high if high is not None else bottom + 1000
            found = bottom + self._random.random() * (top - bottom)
        if "multipleOf" in whole or is_whole:
            found = int(found // step) * step
            found = found + step if low is not None and found < low else found
        return int(found) if is_whole else found


_NOTHING = object()
_IN_PLACE = frozenset({"$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "$defs"})
_IMPLIED = {
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "propertyNames": "object",
    "items": "array",
    "prefixItems": "array",
    "contains": "array",
    "minItems": "array",
    "minimum": "number",
    "maximum": "number",
}


@cache
def _fitting(alone: str) -> Validator:
    """Return who judges of keywords that look at a text by themselves: what it takes is made, whoever refuses it."""
    return Validator(json.loads(alone), "")


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return two subschemas as one that asks for both, as far as that can be said by keywords alone."""
    found = dict(one)
    for name, value in other.items():
        if name not in found:
            found[name] = value
        elif name in ("properties", "patternProperties"):
            found[name] = {**found[name]}
            for key, each in value.items():
                found[name][key] = {"allOf": [found[name][key], each]} if key in found[name] else each
        elif name == "required":
            found[name] = list(dict.fromkeys([*found[name], *value]))
        elif name == "type":
            mine, yours = _listed(found[name]), _listed(value)
            found[name] = [each for each in mine if each in yours] or _numbers(mine, yours)
        elif name == "enum":
            found[name] = [each for each in found[name] if each in value] or value
        elif name.startswith(("min", "exclusiveMin")):
            found[name] = max(found[name], value)
        elif name.startswith(("max", "exclusiveMax")):
            found[name] = min(found[name], value)
        elif name in ("items", "additionalProperties") and found[name] is not True:
            found[name] = False if value is False or found[name] is False else {"allOf": [found[name], value]}
        else:
            found[name] = value
    return found


def _listed(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def _numbers(mine: list[str], yours: list[str]) -> list[str]:
    return ["integer"] if {"integer", "number"} <= {*mine, *yours} else mine
