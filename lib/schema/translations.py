"""What the titles, descriptions and names of values of a domain's schemas say in another language.

``<domain>/<language>.yaml`` beside the schemas maps the English text to the other one: what two fields say is translated
once, and a text that changes is untranslated again. Judging reads it when a message in that language is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from ..documents import NOTHING, Json
from ..errors import AdjudgeError, PolicyError
from ..installed import package_root
from ..words import ENGLISH, say
from .contract import NAMES

TEXTS = ("title", "description")
OWN = "adjudge.schemas"
"""The package of adjudge's own schemas, in the folder ``adjudge``."""
_LITERAL = frozenset(("const", "default", "enum", "examples"))


def translations(schemas: str, domain: str, language: str, plugin: str | None = None) -> Mapping[str, str]:
    """Return the texts of a domain in a language by the English ones; ``schemas`` is the package of its schemas.

    A file is read once. Raises PolicyError for one that is none.
    """
    if language == ENGLISH or not schemas:
        return NOTHING
    entry = package_root(schemas) / domain / f"{language}.yaml"
    if not entry.is_file():
        return NOTHING
    return _read(entry, f"{domain}/{language}.yaml", plugin)  # type: ignore[arg-type]  # each kind of it is hashable


@cache
def _read(entry: Any, name: str, plugin: str | None) -> Mapping[str, str]:
    from ..data_files import read_data

    found = read_data(entry.read_bytes(), name, plugin=plugin)
    for english, text in found.items():
        if not isinstance(text, str) or not text.strip():
            raise PolicyError(say("contract.translation", text=english[:60]), file=name, plugin=plugin)
    return {on_one_line(english): text for english, text in found.items()}


def translator(schemas: str, domain: str) -> Callable[[str], Mapping[str, str]]:
    """Return what gives the texts in a language: none where they cannot be read, which is for their author to know."""
    return partial(_translated, schemas, domain)


@cache
def _translated(schemas: str, domain: str, language: str) -> Mapping[str, str]:
    try:
        return translations(schemas, domain, language)
    except (AdjudgeError, OSError, ImportError):
        return NOTHING


def on_one_line(text: str) -> str:
    """Return a text as it is looked up."""
    return " ".join(text.split())


def translated(schema: Json, texts: Mapping[str, str]) -> Json:
    """Return a schema whose words are said by ``texts``; what they lack stays as it is."""
    if isinstance(schema, list):
        return [translated(each, texts) for each in schema]
    if not isinstance(schema, Mapping):
        return schema

    def said(key: str, value: Json) -> Json:
        if key in TEXTS and isinstance(value, str):
            return texts.get(on_one_line(value), value)
        if key == NAMES and isinstance(value, Mapping):
            return {each: texts.get(on_one_line(name), name) for each, name in value.items()}
        return value if key in _LITERAL else translated(value, texts)

    return {key: said(key, value) for key, value in schema.items()}
