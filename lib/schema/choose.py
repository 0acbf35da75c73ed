"""Of several alternatives that a value fits none of: which one was meant?

Authors tell alternatives apart by type (``consent`` is a string or a mapping), by a key that names the variant
(``{"kind": {"const": "cloned"}}``) or by which keys are there. The first two decide; what the chosen alternative finds
wrong is then all that is said. Where nothing decides, the closest alternative gives one breach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..words import Texts, say
from .breach import SchemaError
from .describe import (
    Phrase,
    describe,
    enum_words,
    expected,
    format_words,
    lacks,
    schema_path,
    several,
    subject,
    type_words,
)
from .wording import Linked, listed, shown, where

if TYPE_CHECKING:
    from ..documents import Steps
    from .breach import Branches, Breach
    from .walk import Walk

_FEW = 8


def explained(breach: Breach, schema: Walk) -> Iterator[SchemaError]:
    """Yield what one breach means; of alternatives only the one that was meant."""
    yield from (_alternatives if breach.keyword in ("anyOf", "oneOf") else describe)(breach, schema)


def _alternatives(breach: Breach, schema: Walk) -> Iterator[SchemaError]:
    """Yield what an ``anyOf`` or ``oneOf`` finds wrong, as what the alternative that was meant finds wrong."""
    branches = schema.branches(breach)
    if branches is None:
        yield _said(breach, breach.steps, _several(breach, schema))
        return
    fitting = {index: found for index, found in branches.items() if not any(_elsewhere(each) for each in found)}
    if not fitting:
        yield _said(breach, breach.steps, _other_sort(breach, branches, schema))
        return
    key = _discriminator(breach, fitting, schema)
    if key is not None:
        named = {index: found for index, found in fitting.items() if not any(_names_other(e, key) for e in found)}
        if not named:
            yield _wrong_variant(breach, key, fitting, schema)
            return
        fitting = named
    yield from _from(breach, fitting, schema)


def _from(breach: Breach, fitting: Branches, schema: Walk) -> Iterator[SchemaError]:
    if len(fitting) == 1:
        for each in next(iter(fitting.values())):
            yield from explained(each, schema)
        return
    flat = [each for found in fitting.values() for each in found]
    if all(each.keyword == "required" and not each.below for each in flat):
        keys = list(dict.fromkeys(key for e in flat for key in e.value if key not in breach.instance))
        words = say("schema.required_one", at=subject(breach, schema), keys=listed(keys) or shown(keys))
        yield _said(breach, breach.steps, words)
        return
    if all(each.keyword == "format" and not each.below for each in flat):
        names = [each.value for each in flat]
        yield _said(breach, breach.steps, format_words(subject(breach, schema), names, breach.instance))
        return
    closest = min(fitting.values(), key=_distance)
    best = min(closest, key=lambda each: (-len(each.below), each.pointer, each.keyword))
    yield from islice(explained(best, schema), 1)


def _distance(found: Sequence[Breach]) -> tuple[int, int, int]:
    """Order alternatives by how far the value got in them: few errors at its top, few at all, deep ones."""
    at_top = sum(not each.below for each in found)
    return at_top, len(found), -max(len(each.below) for each in found)


def _elsewhere(breach: Breach) -> bool:
    """Return whether ``breach`` shows that the value is of another sort than this alternative altogether."""
    return not breach.below and breach.keyword in ("type", "const", "enum", "false")


def _names_other(breach: Breach, key: str) -> bool:
    if breach.keyword == "required" and not breach.below:
        return key in breach.value and key not in breach.instance
    return list(breach.below) == [key] and breach.keyword in ("const", "enum", "type")


def _discriminator(breach: Breach, branches: Branches, schema: Walk) -> str | None:
    """Return the key by whose constant the alternatives differ, if each has one."""
    shared: dict[str, list[frozenset[str]]] = {}
    for index in branches:
        for key, values in _constants(breach.value[index], schema).items():
            shared.setdefault(key, []).append(frozenset(map(repr, values)))
    for key, sets in shared.items():
        if len(branches) > 1 and len(sets) == len(branches) and len(set(sets)) > 1:
            return key
    return None


def _constants(branch: object, schema: Walk) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for node in schema.resolved(branch):
        for key, value in node.get("properties", {}).items():
            for each in schema.resolved(value):
                values = [each["const"]] if "const" in each else each.get("enum", [])
                if values:
                    found.setdefault(key, list(values))
    return found


def _wrong_variant(breach: Breach, key: str, branches: Branches, schema: Walk) -> SchemaError:
    steps: Steps = breach.steps
    if key not in breach.instance:
        flat = [each for found in branches.values() for each in found]
        lacking = next((each for each in flat if each.keyword == "required" and key in each.value), breach)
        return _said(breach, steps, lacks(lacking, key, schema, schema.known_keys(lacking.schema)))
    options: dict[str, Any] = {}
    for index in branches:
        options |= {repr(value): value for value in _constants(breach.value[index], schema)[key]}
    words = enum_words(where((*steps, key)), list(options.values()), breach.instance[key])
    return _said(breach, (*steps, key), words)


def _other_sort(breach: Breach, branches: Branches, schema: Walk) -> Texts:
    """Return what the value may be, when it is of the wrong sort for every alternative."""
    roots = [each for found in branches.values() for each in found if _elsewhere(each)]
    roots = [each for each in roots if each.keyword != "false"]
    if roots and all(each.keyword == "type" for each in roots):
        names = dict.fromkeys(name for each in roots for name in several(each.value))
        return type_words(subject(breach, schema), list(names), breach.instance)
    if roots and all(each.keyword in ("const", "enum") for each in roots):
        options = [value for each in roots for value in ([each.value] if each.keyword == "const" else each.value)]
        unique = {repr(value): value for value in options}
        return enum_words(subject(breach, schema), list(unique.values()), breach.instance)
    count, titles = len(breach.value), _titles(breach, schema)
    return say("schema.none", at=subject(breach, schema), count=count, shown=shown(breach.instance), titles=titles)


def _several(breach: Breach, schema: Walk) -> Texts:
    count, titles = len(breach.value), _titles(breach, schema)
    return say("schema.several", at=subject(breach, schema), count=count, titles=titles)


def _titles(breach: Breach, schema: Walk) -> Phrase:
    nodes: list[dict[str, Any]] = [next(schema.resolved(each), {}) for each in breach.value]
    titles = [schema.translated(str(node["title"])) for node in nodes if node.get("title")]
    if 0 < len(titles) <= _FEW:
        return say("schema.titles", text=Linked("schema.between_titles", titles))
    return expected(schema, breach.schema)


def _said(breach: Breach, steps: Steps, words: Texts) -> SchemaError:
    return SchemaError(steps=steps, keyword=breach.keyword, message=words, schema_path=schema_path(breach))
