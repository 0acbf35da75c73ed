"""Validators of adjudge's own files: its configuration, gates, waivers, METADATA, statements, capsules."""

from __future__ import annotations

from functools import cache

from ..installed import own_schema
from . import Validator
from .translations import OWN, translator


@cache
def own_validator(name: str) -> Validator:
    """Return the validator of ``schemas/adjudge/<name>.json``, whose words have their translations beside them."""
    return Validator(own_schema(name), f"adjudge/{name}.json", translator(OWN, "adjudge"))
