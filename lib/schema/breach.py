"""What breaks a schema: as it is found, and as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ..words import Texts

if TYPE_CHECKING:
    from ..documents import Steps

Branches: TypeAlias = "dict[int, list[Breach]]"
"""What each alternative finds wrong, by its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaError:
    """One thing that breaks a schema.

    ``steps`` is the place in the document: the key itself where a key is not allowed, the mapping that lacks one where
    a key is missing. ``keyword`` is the JSON Schema keyword that says so; ``schema_path`` is where it stands in the
    schema, as a JSON Pointer with ``#`` before it. ``message`` has the words by language.
    """

    steps: Steps
    keyword: str
    message: Texts
    schema_path: str


@dataclass(kw_only=True, slots=True, eq=False)
class Breach:
    """One keyword that is broken: ``keyword`` of ``schema`` has ``value``, and ``instance`` at ``steps`` breaks it.

    ``pointer`` is where ``schema`` stands. ``depth`` is the length of the place from which an alternative was tried, so
    that ``below`` is the place as seen from there; ``is_key`` says that ``instance`` is the name of a key.
    """

    keyword: str
    value: Any
    schema: Mapping[str, Any]
    pointer: str
    instance: Any
    steps: Steps
    depth: int
    is_key: bool

    @property
    def below(self) -> Steps:
        """The place as seen from where the alternative was tried."""
        return self.steps[self.depth :]


class Schema(Protocol):
    """As much of a compiled schema as its words need: its nodes, and what they find wrong with a part of a document."""

    @property
    def nodes(self) -> Mapping[str, Any]:
        """Every subschema by its JSON Pointer."""
        ...

    def explained(self, breach: Breach) -> Iterator[SchemaError]:
        """Return what one breach means; of alternatives only the one that was meant."""
        ...

    def branches(self, breach: Breach) -> Branches | None:
        """Return what alternatives of a breach find wrong; None where more than one finds nothing."""
        ...

    def equal_items(self, items: list[Any]) -> Iterator[tuple[int, int]]:
        """Return the items that are equal to one before them, each with the first of its equals."""
        ...

    def resolved(self, schema: object) -> Iterator[dict[str, Any]]:
        """Return ``schema`` and what its ``$ref`` and ``allOf`` add to it, each once."""
        ...

    def known_keys(self, schema: object) -> dict[str, object]:
        """Return the keys that some part of ``schema`` knows, alternatives and conditions included."""
        ...

    def translated(self, text: str) -> Texts:
        """Return a text of the schema's author, by language."""
        ...

    def titled(self, name: str, schema: object, *, glossed: bool = False) -> str | Texts:
        """Return a key or a place with the title that ``schema`` gives it, for languages that it is translated to."""
        ...
