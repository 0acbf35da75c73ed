"""What breaks a schema: as it is found, and as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

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
