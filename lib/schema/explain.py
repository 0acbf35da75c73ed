"""Why a document breaks its schema: few, placed and readable reasons, made of what was found broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..words import Said, say
from .breach import SchemaError
from .choose import explained
from .walk import COUNTED, Walk

if TYPE_CHECKING:
    from ..documents import Json

EXPLAINED = 100
"""How many errors are explained; those after them are counted."""


class Explainer(Walk):
    """Explains documents that break one schema."""

    def explain(self, value: Json) -> list[SchemaError]:
        """Return the errors by place, then keyword; the last says how many were left out, if any.

        Raises RecursionError where alternatives lie in each other deeper than can be followed.
        """
        found: dict[tuple[object, ...], SchemaError] = {}
        breaches = list(self.breaches("", value))
        for breach in breaches:
            for each in explained(breach, self):
                found.setdefault((each.steps, each.keyword, each.message), each)
        errors = sorted(found.values(), key=_order)
        if len(errors) <= EXPLAINED:
            return errors
        left = len(errors) - EXPLAINED
        words = say("schema.many_more", count=left) if len(breaches) == COUNTED else say("schema.more", count=left)
        return [*errors[:EXPLAINED], SchemaError(steps=(), keyword="more", message=words, schema_path="#")]


def _order(error: SchemaError) -> tuple[object, ...]:
    """Order by place, keyword, and what else tells errors apart, whatever the language."""
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in error.steps]
    words: Any = error.message
    while isinstance(words, Said) and isinstance(words.fields.get("message"), Said):
        words = words.fields["message"]
    key = str(words.fields.get("key", "")) if isinstance(words, Said) else ""
    return (steps, error.keyword, key, error.schema_path)
