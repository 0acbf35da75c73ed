"""A schema as its author wrote it: its nodes, the keys that they know, what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..words import Texts
from .contract import subschemas, target
from .wording import Titled, Translated


class Nodes:
    """The subschemas of one schema, by JSON Pointer.

    ``translations(language)`` gives what the texts of the schema's author say in another language.
    """

    def __init__(self, schema: Mapping[str, Any], translations: Callable[[str], Mapping[str, str]]) -> None:
        self.schema = dict(schema)
        self.nodes: dict[str, Any] = dict(subschemas(self.schema))
        self._translations = translations
        self._keys: dict[int, dict[str, object]] = {}

    def resolved(self, schema: object) -> Iterator[dict[str, Any]]:
        """Return ``schema`` and what its ``$ref`` and ``allOf`` add to it, each once."""
        todo, seen = [schema], set[int]()
        while todo:
            node = todo.pop()
            if not isinstance(node, dict) or id(node) in seen:
                continue
            seen.add(id(node))
            yield node
            todo += [self.nodes.get(target(node["$ref"])) if "$ref" in node else None, *node.get("allOf", ())]

    def known_keys(self, schema: object) -> dict[str, object]:
        """Return the keys that some part of ``schema`` knows, alternatives and conditions included."""
        if id(schema) in self._keys:
            return self._keys[id(schema)]
        keys = self._keys[id(schema)] = {}
        todo, seen = [schema], set[int]()
        while todo:
            for node in self.resolved(todo.pop()):
                if id(node) in seen:
                    continue
                seen.add(id(node))
                for key, value in node.get("properties", {}).items():
                    keys.setdefault(key, value)
                todo += [node.get(each) for each in ("then", "else", "if")]
                todo += [*node.get("oneOf", ()), *node.get("anyOf", ()), *node.get("dependentSchemas", {}).values()]
        return keys

    def translated(self, text: str) -> Texts:
        """Return a text of the schema's author, by language."""
        return Translated(text, self._translations)

    def titled(self, name: str, schema: object, *, glossed: bool = False) -> str | Texts:
        """Return a key or a place with the title that ``schema`` gives it, for languages that it is translated to.

        ``glossed`` says that what is expected there is said as well, which is the title where there is no description.
        """
        title = None
        for node in self.resolved(schema):
            title = title or node.get("title")
            glossed = glossed and "description" not in node
        return Titled(name, " ".join(title.split()), self._translations) if title and not glossed else name
