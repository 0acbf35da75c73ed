"""Why a document breaks its schema: few, placed and readable reasons, made of what was found broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..words import Remembered, Said, say
from .breach import Breach, SchemaError
from .choose import explained
from .walk import COUNTED, LOOKED, Walk

if TYPE_CHECKING:
    from ..documents import Json

EXPLAINED = 100
"""How many errors are explained; those after them are counted."""


_MEMO = 4096
"""How many explanations are remembered."""
_LONGEST = 200


class Explainer(Walk):
    """Explains documents that break one schema.

    Records break it in few ways again and again: what is said of a breach depends on its place in document and schema and
    on little of the value, so the same is put into words once. Where all of a document is known, so is its order.
    """

    def __init__(self, schema: Mapping[str, Any], translations: Callable[[str], Mapping[str, str]]) -> None:
        super().__init__(schema, translations)
        self._documents: dict[tuple[object, ...], list[SchemaError]] = {}
        self._breaches_said: dict[object, list[SchemaError]] = {}

    def explain(self, value: Json) -> list[SchemaError]:
        """Return the errors by place, then keyword; the last says how many were left out, if any.

        Raises RecursionError where alternatives lie in each other deeper than can be followed.
        """
        self.left = LOOKED
        found: dict[tuple[object, ...], SchemaError] = {}
        breaches = list(self.breaches("", value))
        signs = tuple(map(self._sign, breaches))
        if len(signs) <= EXPLAINED and None not in signs and signs in self._documents:
            return list(self._documents[signs])
        whole = len(breaches) < COUNTED
        for breach, sign in zip(breaches, signs, strict=True):
            whole = whole and len(found) < COUNTED and self.left > 0
            if not whole and len(found) >= EXPLAINED:
                break
            for each in islice(self._explained(breach, sign), COUNTED - len(found)):
                found.setdefault((each.steps, each.keyword, each.message), each)
        errors = sorted(found.values(), key=_order)
        if len(errors) <= EXPLAINED and whole:
            if None not in signs:
                _keep(self._documents, signs, errors)
            return list(errors)
        left = max(len(errors) - EXPLAINED, 0)
        words = say("schema.more", count=left) if whole else say("schema.many_more", count=left)
        return [*errors[:EXPLAINED], SchemaError(steps=(), keyword="more", message=words, schema_path="#")]

    def _explained(self, breach: Breach, sign: object) -> Iterable[SchemaError]:
        if sign is None:
            return map(_kept, explained(breach, self))
        found = self._breaches_said.get(sign)
        if found is None:
            found = list(map(_kept, islice(explained(breach, self), COUNTED)))
            _keep(self._breaches_said, sign, found)
        return found

    def _sign(self, breach: Breach) -> tuple[object, ...] | None:
        """Return all on which the words of a breach depend; None where that is too much to look at."""
        value = breach.instance
        seen: object
        if breach.keyword == "required":
            seen = tuple(key for key in breach.value if key not in value)
        elif breach.keyword in ("additionalProperties", "unevaluatedProperties") and breach.value is False:
            seen = tuple(key for key in self.known_keys(breach.schema) if key in value)
        elif isinstance(value, (dict, list)) or (isinstance(value, str) and len(value) > _LONGEST):
            return None
        else:
            seen = (type(value), value)
        return breach.pointer, breach.keyword, breach.steps, breach.is_key, seen


def _keep(memo: dict[Any, list[SchemaError]], key: object, errors: list[SchemaError]) -> None:
    if len(memo) >= _MEMO:
        memo.clear()
    memo[key] = errors


def _kept(error: SchemaError) -> SchemaError:
    if type(error.message) is not Said:
        return error
    return SchemaError(
        steps=error.steps, keyword=error.keyword, message=Remembered(error.message), schema_path=error.schema_path
    )


def _order(error: SchemaError) -> tuple[object, ...]:
    """Order by place, keyword, and what else tells errors apart, whatever the language."""
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in error.steps]
    words: Any = error.message
    while isinstance(words, Said) and isinstance(words.fields.get("message"), Said):
        words = words.fields["message"]
    key = str(words.fields.get("key", "")) if isinstance(words, Said) else ""
    return (steps, error.keyword, key, error.schema_path)
