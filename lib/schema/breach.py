"""What breaks a schema: as a validator says it, and as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ..documents import Steps


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaError:
    """One thing that breaks a schema.

    ``steps`` is the place in the document: the key itself where a key is not allowed, the mapping that lacks one where
    a key is missing. ``keyword`` is the JSON Schema keyword that says so; ``schema_path`` is where it stands in the
    schema, as a JSON Pointer with ``#`` before it. ``message`` has the words for ``en`` and ``zh``.
    """

    steps: Steps
    keyword: str
    message: Mapping[str, str]
    schema_path: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Breach:
    """One error of jsonschema: ``keyword`` of ``schema`` has ``value``, and ``instance`` at ``steps`` breaks it.

    ``pointer`` is where ``schema`` stands; ``trail`` is the way that was walked to it.
    ``context`` are the errors of alternatives; in them ``branch`` counts the alternative and ``below`` is the place as
    seen from it.
    """

    keyword: str
    value: Any
    schema: Mapping[str, Any]
    pointer: str
    instance: Any
    steps: Steps
    below: Steps
    trail: tuple[str | int, ...]
    branch: int
    note: str
    context: tuple[Breach, ...]


class Case(Protocol):
    """One document that is being explained: what its breaches mean, and the keys that no part of the schema looked at."""

    explainer: Any

    def explained(self, breach: Breach) -> Iterator[SchemaError]:
        """Return what one breach means; of alternatives only the one that was meant."""
        ...

    def unevaluated(self, steps: Steps) -> list[str]:
        """Return the keys at ``steps`` that no part of the schema has looked at."""
        ...
