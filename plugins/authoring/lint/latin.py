"""A Chinese text says it in Chinese: no identifier, enum value, key or unit in Latin letters.

What Chinese has no other word for is a list of data, ``latin.yaml`` beside this module; whoever lints rules of his own
gives more. Placeholders, what stands between backticks, and addresses are no words of the text. ``in_rule`` is for
METADATA, ``in_names`` and ``in_texts`` for the translations of a domain's schemas, ``in_message`` for a message as it is
read, in which values of the document may stand as the document has them, but no value of an enum.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from adjudge.lib.data_files import read_data
from adjudge.lib.documents import Json
from adjudge.lib.installed import package_root
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema.contract import NAMES, subschemas
from adjudge.lib.schema.translations import on_one_line
from adjudge.lib.words import say

from .finding import LintFinding

_ASIDE = re.compile(r"`[^`]*`|\{[^{}]*\}|https?://[\x21-\x7e]+")
_LATIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[-.#/][A-Za-z0-9_]+)*")
_HOLE = re.compile(r"\{([A-Za-z_]\w*)\}")
_FILE = "latin.yaml"


class Allowed(NamedTuple):
    """What may stand in Latin letters: words as they are, patterns of what is no word, and those of descriptions only."""

    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = ()
    formats: tuple[re.Pattern[str], ...] = ()

    def with_words(self, words: Iterable[str]) -> Allowed:
        """Return the same with more words."""
        return self._replace(words=self.words | frozenset(words))


@cache
def allowed() -> Allowed:
    """Return what any Chinese text may have."""
    entry = package_root("adjudge.plugins.authoring.lint") / _FILE
    data = read_data(entry.read_bytes(), _FILE)
    return Allowed(frozenset(data["words"]), *(tuple(map(re.compile, data[name])) for name in ("patterns", "formats")))


def latin(text: str, may: Allowed | None = None) -> list[str]:
    """Return the words in Latin letters that a Chinese text should not have, in their order."""
    may = may or allowed()
    text = _ASIDE.sub("□", text)
    for pattern in may.patterns:
        text = pattern.sub("□", text)
    return [word for word in _LATIN.findall(text) if word not in may.words and not set(word) <= {"_"}]


def in_rule(rule: Rule, may: Allowed | None = None) -> Iterator[LintFinding]:
    """Yield the Latin words of a rule's Chinese, and placeholders for English beside those for Chinese.

    Ids of rules of the same kind, as ``dubbing.project.video_label``, are allowed.
    """
    told = rule.words.get("zh")
    if told is None:
        return
    known = (may or allowed()).with_words([rule.id])
    texts = {"title": told.title, "description": told.description, "remediation": told.remediation}
    texts |= {f"message {code}".rstrip(): text for code, text in told.messages.items()}
    for name, text in texts.items():
        for word in latin(re.sub(rf"{rule.kind}\.[a-z_]+", "□", text), known):
            words = say("lint.latin.rule", name=name, word=word)
            yield LintFinding(file=rule.file, line=rule.line, words=words, rule=rule.id)
    for code, message in told.messages.items():
        holes = set(_HOLE.findall(message))
        for hole in sorted(holes & {each.removesuffix("_zh") for each in holes if each.endswith("_zh")}):
            words = say("lint.latin.twice", name=f"message {code}".rstrip(), hole=hole)
            yield LintFinding(file=rule.file, line=rule.line, words=words, rule=rule.id)


def in_names(file: str, schemas: Iterable[Json], texts: Mapping[str, str]) -> Iterator[LintFinding]:
    """Yield the Latin words in the Chinese of titles and of names of values; ``file`` is that of the translations."""
    for english in dict.fromkeys(_names(schemas)):
        for word in latin(texts.get(english, "")):
            yield LintFinding(file=file, line=None, words=say("lint.latin.name", text=texts[english], word=word))


def in_texts(
    file: str, schemas: Collection[Json], texts: Mapping[str, str], may: Allowed | None = None
) -> Iterator[LintFinding]:
    """Yield the Latin words of descriptions that are neither fields nor values, nor clauses, of which they speak."""
    known = (may or allowed()).with_words(_said(schemas))
    known = known._replace(patterns=(*known.patterns, *known.formats))
    for english, text in texts.items():
        for word in latin(text, known):
            parts = re.split(r"[.#/]", word)
            if "#" not in word and not known.words.issuperset(parts):
                yield LintFinding(file=file, line=None, words=say("lint.latin.name", text=english[:60], word=word))


def in_message(message: str, details: Mapping[str, Json], schemas: Iterable[Json]) -> list[str]:
    """Return the Latin words of a message as a reader of Chinese sees it.

    Values of the finding's details are the document's own words, unless they are values of an enum, or names of fields.
    """
    values = frozenset(_said(schemas))
    for text in sorted(_texts(details), key=len, reverse=True):
        if text not in values:
            message = message.replace(text, "□")
    return latin(message)


def _names(schemas: Iterable[Json]) -> Iterator[str]:
    for schema in schemas:
        for _, node in subschemas(dict(schema)):
            if isinstance(node, dict):
                yield from map(
                    on_one_line, [*([node["title"]] if "title" in node else []), *node.get(NAMES, {}).values()]
                )


def _said(schemas: Iterable[Json]) -> Iterator[str]:
    """Yield the names of fields and the values of enums and constants, of which a description may speak."""
    for schema in schemas:
        for _, node in subschemas(dict(schema)):
            if isinstance(node, dict):
                yield from node.get("properties", {})
                yield from (value for value in (*node.get("enum", ()), node.get("const")) if isinstance(value, str))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
