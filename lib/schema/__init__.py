"""Does a document satisfy its schema, and if not, what is wrong with it?

    document ─→ Validator.is_valid   jsonschema_rs decides: 2020-12, formats asserted, patterns in linear time
                      │ no
                      ▼
                Validator.errors     jsonschema, the reference implementation, is asked for the reasons

The second opinion costs 80 ms of import, so only an invalid document pays for it. When it finds nothing, the two
disagree, and that is an error, not a verdict. :func:`check_schema` keeps out of schemas what the two are known to read
differently; ``tests/lib/schema`` holds them to that with the JSON Schema Test Suite and generated documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import JudgeError, PolicyError
from .contract import MAX_DEPTH, check_schema, deeper_than

if TYPE_CHECKING:
    from ..documents import Json
    from .breach import SchemaError
    from .explain import Explainer

__all__ = ["Validator", "check_schema"]


class Validator:
    """One schema, compiled once.

    ``schema`` is JSON Schema 2020-12 that :func:`check_schema` has accepted; ``name`` is what errors call it, usually
    its file. Raises PolicyError when the schema cannot be compiled.
    """

    def __init__(self, schema: Mapping[str, Json], name: str) -> None:
        import jsonschema_rs

        from .formats import options

        self.name = name
        self._schema = dict(schema)
        try:
            self._decider = jsonschema_rs.Draft202012Validator(self._schema, **options())
        except ValueError as error:  # jsonschema_rs.ValidationError is one
            message = f"the schema cannot be compiled: {str(error).splitlines()[0]}"
            raise PolicyError(
                message, file=name, hint="Keep to the schema contract; check_schema names the place."
            ) from error

    def is_valid(self, value: Json) -> bool:
        """Return whether ``value`` satisfies the schema.

        Raises JudgeError for nesting above 100 levels, which would overflow the native stack, and for what is no JSON
        (other types, keys that are no strings, lone surrogates) as far as the schema looks at it: readers refuse it all.
        """
        if deeper_than(MAX_DEPTH, value):
            message = f"the document is nested deeper than {MAX_DEPTH} levels"
            raise JudgeError(message, hint="Flatten it.")
        try:
            return bool(self._decider.is_valid(value))
        except (ValueError, TypeError, OverflowError) as error:
            message = f"the document holds what JSON has no word for: {error}"
            raise JudgeError(message, hint="Give null, booleans, numbers, strings, lists and mappings only.") from error

    def errors(self, value: Json) -> list[SchemaError]:
        """Explain why ``value`` breaks the schema: by place, then keyword; empty when it doesn't.

        At most 100 errors are explained; one more then says how many are left. Raises JudgeError where the two
        validators disagree, and as :meth:`is_valid`.
        """
        if self.is_valid(value):
            return []
        try:
            found = self._explainer.explain(value)
        except RecursionError as error:
            message = f"what breaks {self.name} lies too deep to be explained"
            raise JudgeError(message, hint="Flatten the document, or report this with the schema.") from error
        if not found:
            message = f"the two validators disagree: by {self.name}, jsonschema_rs refuses what jsonschema accepts"
            raise JudgeError(message, hint="Report this with the schema and the document.")
        return found

    @cached_property
    def _explainer(self) -> Explainer:
        from .explain import Explainer

        return Explainer(self._schema, self._reasons)

    def _reasons(self, value: Json) -> Any:
        return self._decider.iter_errors(value)
