"""Names of enum values: a message says what people call a value, in their language; the details keep the value.

METADATA names the enum of a placeholder (``custom.names``), the schema has the English names beside it
(``x-adjudge-names``), and those in other languages are looked up like any other text of the schema, when somebody reads
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from ..documents import NOTHING, Json
from ..errors import PolicyError
from ..pointer import unescaped
from ..schema.contract import NAMES
from ..words import ENGLISH, ByLanguage, mark, say
from .rule import Rule

Vocabulary: TypeAlias = "tuple[Mapping[str, Json], Callable[[str], Mapping[str, str]]]"
"""A kind's schema, and what gives the texts of a language by the English ones."""


class Names(NamedTuple):
    """The names of an enum's values in English, and the texts of a language by the English ones."""

    english: Mapping[str, str]
    texts: Callable[[str], Mapping[str, str]]

    def of(self, value: Json, language: str, text: Callable[[Json], str]) -> str:
        """Return a value's name, or those of a list of values; ``text`` gives what has none."""
        if isinstance(value, list):
            return mark(language, "list").join(self.of(each, language, text) for each in value)
        name = self.english.get(value) if isinstance(value, str) else None
        if name is None:
            return text(value)
        return name if language == ENGLISH else self.texts(language).get(" ".join(name.split()), name)


class NamedMessage(ByLanguage):
    """A message with names in it, put together when somebody reads it: so a run reads the words of its language only."""

    __slots__ = ("_shown", "_templates", "_texts")

    def __init__(
        self, templates: Mapping[str, str], texts: Mapping[str, str], shown: Mapping[str, Callable[[str], str]]
    ) -> None:
        self._templates = templates
        self._texts = texts
        self._shown = shown

    def __getitem__(self, language: str) -> str:
        """Return the message in a language. Raises KeyError where it has none."""
        return self._templates[language] % {
            **self._texts,
            **{placeholder: name(language) for placeholder, name in self._shown.items()},
        }

    def __iter__(self) -> Iterator[str]:
        """Return the languages that it has."""
        return iter(self._templates)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._templates)

    def __contains__(self, language: object) -> bool:
        """Return whether there is a message in a language."""
        return language in self._templates


def names_of(rule: Rule, vocabulary: Callable[[str], Vocabulary | None]) -> dict[str, Names]:
    """Return the names of a rule's placeholders. ``vocabulary(kind)`` gives None for no kind.

    Raises PolicyError, with the line in METADATA, for what is no enum, or one whose values have no names.
    """
    found: dict[str, Names] = {}
    for placeholder, (where, line) in rule.names.items():
        kind, pointer = (rule.kind, where) if where.startswith("/") else where.split("#", 1)
        known = vocabulary(kind)
        schema, texts = known if known is not None else (NOTHING, _no_texts)
        node = _at(schema, pointer)
        if not isinstance(node, Mapping) or "enum" not in node or NAMES not in node:
            code = "policy.names_unnamed" if isinstance(node, Mapping) and "enum" in node else "policy.names_nowhere"
            words = say(code, placeholder=placeholder, pointer=pointer, kind=kind)
            raise PolicyError(words, file=rule.file, line=line, plugin=rule.plugin, rule=rule.id)
        found[placeholder] = Names(node[NAMES], texts)
    return found


def _no_texts(_language: str) -> Mapping[str, str]:
    return NOTHING


def _at(node: Any, pointer: str) -> Any:
    for step in map(unescaped, pointer.split("/")[1:]):
        if isinstance(node, Mapping):
            node = node.get(step)
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node
