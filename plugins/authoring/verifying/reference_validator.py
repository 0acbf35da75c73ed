"""What the authors' validator, the reference implementation of JSON Schema, says of documents: it never judges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.schema import Validator
from adjudge.lib.schema.formats import is_date, is_date_time


class Opinions(NamedTuple):
    """Whether who judges takes a document, and whether the reference implementation does too: it is asked of no other."""

    judging: bool
    both: bool


class ReferenceValidator:
    """A schema as both read it: ``jsonschema``, and jsonschema-rs, which judges."""

    def __init__(self, schema: Mapping[str, Json], name: str) -> None:
        from jsonschema import Draft202012Validator

        self._reference = Draft202012Validator(dict(schema), format_checker=_formats())
        self._judging = Validator(schema, name)

    def opinions(self, document: Json) -> Opinions:
        """Return what the reference implementation and who judges say of a document."""
        judging = self._judging.is_valid(document)
        return Opinions(judging, judging and self._reference.is_valid(document))


@cache
def _formats() -> Any:
    """Return the formats that the reference implementation knows without its extras, dates as adjudge has them."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=("ipv4", "ipv6", "uuid"))
    checker.checks("date")(lambda value: not isinstance(value, str) or is_date(value))
    checker.checks("date-time")(lambda value: not isinstance(value, str) or is_date_time(value))
    return checker
