"""Does a document satisfy its schema, and if not, what is wrong with it?

    document ─→ Validator.is_valid   jsonschema_rs decides: 2020-12, formats asserted, patterns in linear time
                      │ no
                      ▼
                Validator.errors     it is asked about the parts, and what it refuses is put into words

One validator judges. The reference implementation, jsonschema, is for authors (``adjudge plugins`` holds schemas to
their meta-schema with it) and for tests: ``tests/lib/schema`` compares the two with the JSON Schema Test Suite and
generated documents. :func:`check_schema` keeps out of schemas what the two are known to read differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import JudgeError, PolicyError
from ..words import say
from .contract import MAX_DEPTH, check_schema, deeper_than

if TYPE_CHECKING:
    from ..documents import Json
    from .breach import SchemaError
    from .explain import Explainer

__all__ = ["Validator", "check_schema"]


def _none(_: str) -> Mapping[str, str]:
    return {}


class Validator:
    """One schema, compiled once.

    ``schema`` is JSON Schema 2020-12 that :func:`check_schema` has accepted; ``name`` is what errors call it, usually
    its file. ``translations(language)`` gives what its titles and descriptions say in another language, by the English
    ones; it is asked when somebody reads a message. Raises PolicyError when the schema cannot be compiled.
    """

    def __init__(
        self, schema: Mapping[str, Json], name: str, translations: Callable[[str], Mapping[str, str]] = _none
    ) -> None:
        import jsonschema_rs

        from .formats import options

        self.name = name
        self._schema = dict(schema)
        self._translations = translations
        try:
            self._decider = jsonschema_rs.Draft202012Validator(self._schema, **options())
        except ValueError as error:  # jsonschema_rs.ValidationError is one
            raise PolicyError(say("contract.not_compiled", why=str(error).splitlines()[0]), file=name) from error

    def is_valid(self, value: Json) -> bool:
        """Return whether ``value`` satisfies the schema.

        Raises JudgeError for nesting above 100 levels, which would overflow the native stack, and for what is no JSON
        (other types, keys that are no strings, lone surrogates) as far as the schema looks at it: readers refuse it all.
        """
        if deeper_than(MAX_DEPTH, value):
            raise JudgeError(say("schema.nested_deeper", limit=MAX_DEPTH))
        with _of_json():
            return bool(self._decider.is_valid(value))

    def errors(self, value: Json) -> list[SchemaError]:
        """Explain why ``value`` breaks the schema: by place, then keyword; empty when it doesn't.

        At most 100 errors are explained; one more then says how many are left. Raises JudgeError where alternatives lie
        in each other too deep, and as :meth:`is_valid`.
        """
        if self.is_valid(value):
            return []
        try:
            with _of_json():
                return self._explainer.explain(value) or [self._first(value)]
        except RecursionError as error:
            raise JudgeError(say("schema.too_deep", name=self.name)) from error

    @cached_property
    def _explainer(self) -> Explainer:
        from .explain import Explainer

        return Explainer(self._schema, self._translations)

    def _first(self, value: Json) -> SchemaError:
        """Return the first error as the validator has it, which should never be needed: to be refused is to be told why."""
        import jsonschema_rs

        from .breach import SchemaError
        from .contract import escape
        from .wording import where

        try:
            self._decider.validate(value)
        except jsonschema_rs.ValidationError as error:
            path = "".join(f"/{escape(step)}" for step in error.schema_path)
            steps, keyword = tuple(error.instance_path), error.kind.name
            words = say("schema.other", at=where(steps), keyword=keyword)
            return SchemaError(steps=steps, keyword=keyword, message=words, schema_path=f"#{path}")
        raise AssertionError(self.name)


@contextmanager
def _of_json() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, OverflowError) as error:
        raise JudgeError(say("schema.no_json", why=str(error))) from error
