"""A second opinion for authors: is a schema what the reference implementation of JSON Schema takes for one?

``jsonschema`` takes a tenth of a second to import, so nothing that judges does; where plugins are listed, it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import PolicyError
from ..words import say
from .contract import DIALECT, escape


def against_metaschema(schema: Mapping[str, Any], name: str) -> Iterator[PolicyError]:
    """Yield what breaks the meta-schema; ``name`` is the file of the schema."""
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in checker.iter_errors({"$schema": DIALECT, **schema}):
        pointer = "".join(f"/{escape(step)}" for step in error.absolute_path)
        why = " ".join(error.message.split())[:160]
        yield PolicyError(say("contract.against_metaschema", at=pointer, why=why), file=name)
