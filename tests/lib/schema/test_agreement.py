"""On generated schemas and documents, the verdict, its reasons and the reference implementation agree."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from samples import share

from adjudge.lib.schema import Validator, check_schema

KEYS = st.sampled_from(["a", "b", "ab", "中"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 4),
    st.sampled_from([0.0, 1.0, 1.5, -0.0, 2**53, 2**53 + 1, float(2**53), 2**63, 1e300]),
    st.text("ab中🎉", max_size=3),
    st.sampled_from(["2026-01-31", "2026-02-31", "a@example.org"]),
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=8,
)
SIZES = st.integers(0, 3)
NUMBERS = st.sampled_from([0, 1, 2, -1, 1.5, 1.0, 2**53, 2**53 + 1, 2**63])
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
PATTERNS = st.sampled_from(["^a*$", "^[ab]{1,2}$", "^(a|中)+$", "^.$", "[^a]"])


def form(needed: dict[str, Any], /, **optional: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(needed, optional=optional)


def schemas(reference: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    assertions = st.fixed_dictionaries(
        {},
        optional={
            "type": st.one_of(TYPES, st.lists(TYPES, min_size=1, max_size=2, unique=True)),
            "enum": st.lists(DOCUMENTS, min_size=1, max_size=3),
            "const": DOCUMENTS,
            **dict.fromkeys(
                ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), SIZES
            ),
            **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), NUMBERS),
            "multipleOf": st.integers(1, 3),
            "pattern": PATTERNS,
            "format": st.sampled_from(["date", "email"]),
            "uniqueItems": st.booleans(),
            "required": st.lists(KEYS, max_size=2, unique=True),
            "dependentRequired": st.dictionaries(KEYS, st.lists(KEYS, max_size=2, unique=True), max_size=2),
        },
    )

    def applied(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        some = st.lists(below, min_size=1, max_size=3)
        keyed = st.dictionaries(KEYS, below, max_size=3)
        return st.one_of(
            form({"properties": keyed}, additionalProperties=below, required=st.lists(KEYS, max_size=1)),
            form({"patternProperties": st.dictionaries(PATTERNS, below, max_size=2)}, additionalProperties=below),
            form({"items": below}, prefixItems=some, uniqueItems=st.just(True)),
            form({"contains": below}, minContains=SIZES, maxContains=SIZES),
            form({"if": below, "then": below}, **{"else": below}),
            form({}, allOf=some, anyOf=some, oneOf=some, **{"not": below}),
            form({"propertyNames": below}, dependentSchemas=keyed),
        )

    return st.recursive(st.one_of(st.booleans(), assertions, reference), applied, max_leaves=6)


REFERENCES = st.sampled_from([{"$ref": "#/$defs/one"}, {"$ref": "#/$defs/two"}])
ROOTS = st.builds(
    lambda root, one, two: {"allOf": [root], "$defs": {"one": one, "two": two}},
    schemas(REFERENCES),
    schemas(st.just({"$ref": "#/$defs/two"})),
    schemas(st.nothing()),
)
CONSTANTS = st.dictionaries(KEYS, SCALARS.map(lambda value: {"const": value}))
PARTS = st.lists(CONSTANTS.map(lambda known: {"properties": known}), min_size=1, max_size=2)
EVALUATED = st.builds(
    lambda known, parts, rest: {"properties": known, **parts, "unevaluatedProperties": rest},
    st.dictionaries(KEYS, schemas(st.nothing()), max_size=2),
    form({}, anyOf=PARTS, oneOf=PARTS, allOf=PARTS),
    st.sampled_from([False, {"type": "integer"}]),
)


ALONE = {"type", "enum", "const", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
ALONE |= {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "multipleOf", "required"}
ALONE |= {"contains", "minContains", "maxContains", "dependentRequired"}
"""Keywords whose errors stand where jsonschema has them; of alternatives, one is chosen."""


def hold(schema: dict[str, Any], document: Any) -> None:
    reference = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator = Validator(schema, "s.json")
    valid = validator.is_valid(document)
    assert valid is reference.is_valid(document)
    errors = validator.errors(document)
    assert valid is (not errors)
    theirs = {
        (error.validator, tuple(error.absolute_path))
        for error in reference.iter_errors(document)
        if error.validator in ALONE and "propertyNames" not in error.absolute_schema_path
    }
    assert theirs <= {(error.keyword, error.steps) for error in errors}
    for error in errors:
        assert " breaks " not in error.message["en"]
        assert all(error.message[language] for language in ("en", "zh"))
        node: Any = schema
        for step in error.schema_path.split("/")[1:]:
            node = node[int(step) if isinstance(node, list) else step.replace("~1", "/").replace("~0", "~")]
        value = document
        for step in error.steps:
            value = value[step] if isinstance(value, list) or step in value else None


@share(4)
@given(ROOTS, DOCUMENTS)
def test_the_validators_agree_on_generated_schemas_and_documents(schema: dict[str, Any], document: Any) -> None:
    check_schema(schema, "s.json")
    hold(schema, document)


@share(2)
@given(EVALUATED, st.dictionaries(KEYS, SCALARS, max_size=4))
def test_the_validators_agree_on_unevaluated_keys(schema: dict[str, Any], document: Any) -> None:
    hold(schema, document)
