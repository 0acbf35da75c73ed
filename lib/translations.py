"""What the titles and descriptions of schemas say in another language.

``<domain>/<language>.yaml`` beside the schemas maps the English text to the other one: what two fields say is translated
once, a text that changes is untranslated again, and judging reads none of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from .documents import NOTHING, Json
from .errors import PolicyError
from .installed import package_root
from .rego.folder import read_yaml
from .words import ENGLISH, say

TEXTS = ("title", "description")
_LITERAL = frozenset(("const", "default", "enum", "examples"))
OWN = "adjudge.schemas"
"""The package of adjudge's own schemas, in the folder ``adjudge``."""


def translations(schemas: str, domain: str, language: str, plugin: str) -> Mapping[str, str]:
    """Return the texts of a domain in a language by the English ones. Raises PolicyError for a file that is none.

    ``schemas`` is the importable name of the package in which the domain has its folder. A file is read once.
    """
    if language == ENGLISH or not schemas:
        return NOTHING
    entry = package_root(schemas) / domain / f"{language}.yaml"
    known = _read.get(str(entry))
    if known is None:
        name = f"{domain}/{language}.yaml"
        known = _read[str(entry)] = _texts(entry.read_bytes(), name, plugin) if entry.is_file() else NOTHING
    return known


_read: dict[str, Mapping[str, str]] = {}


def _texts(data: bytes, file: str, plugin: str) -> Mapping[str, str]:
    found = read_yaml(data, file, plugin=plugin)
    for english, text in found.items():
        if not isinstance(text, str) or not text.strip():
            raise PolicyError(say("pages.bad_translation", text=english[:60]), file=file, plugin=plugin)
    return {plain(english): text for english, text in found.items()}


def plain(text: str) -> str:
    """Return a text as it is looked up: on one line."""
    return " ".join(text.split())


def translated(schema: Json, texts: Mapping[str, str]) -> Json:
    """Return a schema whose titles and descriptions are said by ``texts``; what they lack stays as it is."""
    if isinstance(schema, list):
        return [translated(each, texts) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: texts.get(plain(value), value)
        if key in TEXTS and isinstance(value, str)
        else value
        if key in _LITERAL
        else translated(value, texts)
        for key, value in schema.items()
    }
