"""Why a document breaks its schema: few, placed and readable reasons, made of what was found broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..words import Said, Texts, say
from .breach import Breach, SchemaError
from .contract import target
from .walk import COUNTED, Walk
from .wording import Titled, Translated

if TYPE_CHECKING:
    from ..documents import Json

EXPLAINED = 100
"""How many errors are explained; those after them are counted."""


class Explainer(Walk):
    """Explains documents that break one schema.

    ``translations(language)`` gives what the texts of the schema's author say in another language.
    """

    def __init__(self, schema: Mapping[str, Any], translations: Callable[[str], Mapping[str, str]]) -> None:
        super().__init__(schema)
        self._translations = translations
        self._keys: dict[int, dict[str, object]] = {}

    def explain(self, value: Json) -> list[SchemaError]:
        """Return the errors by place, then keyword; the last says how many were left out, if any.

        Raises RecursionError where alternatives lie in each other deeper than can be followed.
        """
        found: dict[tuple[object, ...], SchemaError] = {}
        breaches = list(self.breaches("", value))
        for breach in breaches:
            for each in self.explained(breach):
                found.setdefault((each.steps, each.keyword, each.message), each)
        errors = sorted(found.values(), key=_order)
        if len(errors) <= EXPLAINED:
            return errors
        left = len(errors) - EXPLAINED
        words = say("schema.many_more", count=left) if len(breaches) == COUNTED else say("schema.more", count=left)
        return [*errors[:EXPLAINED], SchemaError(steps=(), keyword="more", message=words, schema_path="#")]

    def explained(self, breach: Breach) -> Iterator[SchemaError]:
        """Say what one breach means; of alternatives only the one that was meant."""
        if breach.keyword in ("anyOf", "oneOf"):
            from .choose import alternatives

            yield from alternatives(breach, self)
        else:
            from .describe import describe

            yield from describe(breach, self)

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


def _order(error: SchemaError) -> tuple[object, ...]:
    """Order by place, keyword, and what else tells errors apart, whatever the language."""
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in error.steps]
    words: Any = error.message
    while isinstance(words, Said) and isinstance(words.fields.get("message"), Said):
        words = words.fields["message"]
    key = str(words.fields.get("key", "")) if isinstance(words, Said) else ""
    return (steps, error.keyword, key, error.schema_path)
