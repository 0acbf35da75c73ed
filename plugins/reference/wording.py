"""How a field's schema is said in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from adjudge.lib.blank import TEXT, TOKEN
from adjudge.lib.documents import Json
from adjudge.lib.schema.contract import NAMES
from adjudge.lib.wording import Wording

from .fields import LIMITS, Field, Schema, literal

_NOT_EMPTY = (("minLength", 1), ("pattern", TEXT), ("minItems", 1), ("minProperties", 1))


Translate: TypeAlias = Callable[[str], str]


def values(field: Field, words: Wording, choices: list[dict[str, Json]], translate: Translate = str) -> str:
    """Return what a field may hold: its type and limits, of a list those of its items; ``choices`` are alternatives.

    ``translate`` gives the English name of a value in the language of the words.
    """
    text = _said(field.node, words, translate)
    if field.item is not None:
        limits = _limited(field.node, words)
        of = words("pages.types.of", items=_said(field.item, words, translate))
        text = words.joined([of, *limits])
    if not choices or "type" in field.node:
        return text
    return words("pages.types.or").join(dict.fromkeys(_said(each, words, translate) for each in choices))


def limit(keyword: str, value: Json, words: Wording) -> str:
    """Return one limit in words."""
    code = f"pages.limits.{keyword}"
    shown = literal(value)
    return words(code, value=shown) if words.find(code) is not None else f"{keyword} {shown}"


def _said(node: Schema, words: Wording, translate: Translate) -> str:
    return words.joined([_type(node, words, translate), *_limited(node, words)])


def _type(node: Schema, words: Wording, translate: Translate) -> str:
    if "const" in node:
        return f"`{literal(node['const'])}`"
    if "enum" in node:
        names = {value: translate(name) for value, name in node.get(NAMES, {}).items()}
        options = words.listed(
            f"`{literal(each)}`{words.bracketed(names[each] if names.get(each, each) != each else None)}"
            for each in node["enum"]
        )
        return words("pages.types.one_of", options=options) if len(node["enum"]) > 1 else options
    types = node.get("type")
    if types is None:
        return words("pages.types.object" if "properties" in node else "pages.types.any")
    listed = [types] if isinstance(types, str) else types
    return words("pages.types.or").join(words.of("pages.types", each) for each in listed)


def _limited(node: Schema, words: Wording) -> Iterator[str]:
    for key in LIMITS:
        value = node.get(key)
        if (
            value is None
            or (key, value) in (*_NOT_EMPTY, ("minLength", 0))
            or value is False
            or (key == "pattern" and "format" in node)
        ):
            continue
        yield words("pages.limits.token") if (key, value) == ("pattern", TOKEN) else limit(key, value, words)
    if any(node.get(key) == value for key, value in _NOT_EMPTY):
        yield words("pages.limits.not_empty")
