"""Why a document breaks its schema: few, placed and readable reasons, made of what was found broken."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ..words import Said, say
from .breach import SchemaError
from .choose import explained
from .walk import COUNTED, LOOKED, Walk

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
        self.left = LOOKED
        found: dict[tuple[object, ...], SchemaError] = {}
        breaches = list(self.breaches("", value))
        whole = len(breaches) < COUNTED
        for breach in breaches:
            whole = whole and len(found) < COUNTED and self.left > 0
            if not whole and len(found) >= EXPLAINED:
                break
            for each in islice(explained(breach, self), COUNTED - len(found)):
                found.setdefault((each.steps, each.keyword, each.message), each)
        errors = sorted(found.values(), key=_order)
        if len(errors) <= EXPLAINED and whole:
            return errors
        left = max(len(errors) - EXPLAINED, 0)
        words = say("schema.more", count=left) if whole else say("schema.many_more", count=left)
        return [*errors[:EXPLAINED], SchemaError(steps=(), keyword="more", message=words, schema_path="#")]


def _order(error: SchemaError) -> tuple[object, ...]:
    """Order by place, keyword, and what else tells errors apart, whatever the language."""
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in error.steps]
    words: Any = error.message
    while isinstance(words, Said) and isinstance(words.fields.get("message"), Said):
        words = words.fields["message"]
    key = str(words.fields.get("key", "")) if isinstance(words, Said) else ""
    return (steps, error.keyword, key, error.schema_path)
