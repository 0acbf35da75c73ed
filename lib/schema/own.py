"""Validators of adjudge's own files: its configuration, gates, waivers, METADATA, statements, capsules."""

from __future__ import annotations

from functools import cache

from ..installed import own_schema
from . import Validator
from .translations import OWN, translator


@cache
def own_validator(name: str, part: str = "") -> Validator:
    """Return the validator of ``schemas/adjudge/<name>.json``, whose words have their translations beside them.

    ``part`` is the JSON Pointer of the part that is meant, where it is not the whole.
    """
    schema = own_schema(name)
    if part:
        schema = {"$schema": schema["$schema"], "$ref": f"#{part}", "$defs": schema["$defs"]}
    return Validator(schema, f"adjudge/{name}.json", translator(OWN, "adjudge"))
