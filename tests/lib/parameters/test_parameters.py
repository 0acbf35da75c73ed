"""Parameters: defaults, overrides, and how far a law lets them go."""

from __future__ import annotations

import pytest
from spoken import spoken

from adjudge.lib.errors import PolicyError, UsageError
from adjudge.lib.parameters import Layer, beyond_the_law, merge
from adjudge.lib.schema import Validator

FILE = "catering/params.json"
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "days": {"type": "integer", "x-adjudge-legal": {"clause": "csl#23", "minimum": 180, "maximum": 400}},
        "words": {"type": "array", "x-adjudge-legal": {"clause": "csl#9", "contains": ["AI", 7]}},
        "free": {"type": "string"},
    },
}
PLACE = {"file": "adjudge.toml", "line": 3, "column": 1}


def merged(defaults, overrides, schema=SCHEMA):
    validator = Validator(schema, FILE) if schema is not None else None
    layer = Layer(overrides, lambda _steps: PLACE)
    return merge("catering", defaults, [layer], SCHEMA, validator, file=FILE, bounds=frozenset)


def test_overrides_replace_whole_values():
    assert merged({"days": 200, "words": ["AI", 7]}, {"words": []}) == {"days": 200, "words": []}


def test_a_domain_without_parameters_needs_no_schema():
    assert merged({}, {}, None) == {}


@pytest.mark.parametrize("overrides", [{}, {"a": 2}])
def test_parameters_without_a_schema_are_the_plugins_fault(overrides):
    with pytest.raises(PolicyError, match=r"has parameters but no params\.json"):
        merged({"a": 1}, overrides, None)


def test_parameters_of_a_domain_that_has_none_are_the_configurations_fault():
    with pytest.raises(UsageError, match="has no parameters") as caught:
        merged({}, {"a": 1}, None)
    assert caught.value.hint


def test_defaults_that_break_the_schema_are_the_plugins_fault():
    with pytest.raises(PolicyError, match=r"the defaults break params\.json") as caught:
        merged({"days": "many"}, {})
    assert caught.value.file == FILE


@pytest.mark.parametrize(("overrides", "name"), [({"days": "many"}, "params.catering.days"), ({"x": 1}, "params.cat")])
def test_overrides_that_break_the_schema_are_the_configurations_mistake(overrides, name):
    with pytest.raises(UsageError) as caught:
        merged({"days": 200}, overrides)
    assert caught.value.message.startswith(name)
    assert (caught.value.file, caught.value.line) == ("adjudge.toml", 3)


# --- the law --------------------------------------------------------------------------------------------------------


def breaches(params, defaults=None, schema=SCHEMA):
    return list(beyond_the_law("catering", schema, defaults or {}, params))


def test_what_the_law_allows_is_no_finding():
    assert breaches({"days": 180, "words": ["AI", 7, "more"], "free": "x"}) == []
    assert breaches({"days": 400}) == []
    assert breaches({}) == []


@pytest.mark.parametrize(
    ("params", "english", "chinese"),
    [
        ({"days": 179}, "catering.days is 179, below the legal minimum of 180 (csl#23)", "低于法定下限 180"),
        ({"days": 401}, "catering.days is 401, above the legal maximum of 400 (csl#23)", "高于法定上限 400"),
        ({"words": ["7"]}, "without AI, 7, which the law requires (csl#9)", "缺少法定成员 AI、7"),
    ],
)
def test_what_goes_beyond_is_a_finding_that_names_the_clause(params, english, chinese):
    (breach,) = breaches(params)
    (name,) = params
    assert (breach.domain, breach.name) == ("catering", name)
    assert breach.clause.startswith("csl#")
    assert english in breach.message["en"]
    assert chinese in breach.message["zh"]


def test_a_default_beyond_the_law_is_the_plugins_fault():
    with pytest.raises(PolicyError, match="the default of days is 1, below the legal minimum"):
        breaches({}, {"days": 1})
    assert breaches({}, {"days": 200, "words": ["AI", 7]}) == []


def bounded(bound, **entry):
    return {"properties": {"days": {**entry, "x-adjudge-legal": bound}}}


@pytest.mark.parametrize(
    "bound",
    [
        7,
        {},
        {"clause": "csl#23"},
        {"minimum": 1},
        {"clause": 7, "minimum": 1},
        {"clause": "a", "minimum": "1"},
        {"clause": "a", "maximum": True},
        {"clause": "a", "contains": "AI"},
        {"clause": "a", "minimun": 1},
        {"clause": "a", "contains": []},
        None,
    ],
)
def test_a_bound_that_says_nothing_is_the_plugins_fault(bound):
    with pytest.raises(PolicyError, match="x-adjudge-legal at #/properties/days is no bound") as caught:
        breaches({}, schema=bounded(bound))
    assert caught.value.file == FILE


def test_a_bound_where_nobody_would_look_is_the_plugins_fault():
    bound = {"clause": "a", "minimum": 1}
    for schema in ({"x-adjudge-legal": bound}, {"properties": {"days": {"items": {"x-adjudge-legal": bound}}}}):
        with pytest.raises(PolicyError, match="is not that of a parameter"):
            breaches({}, schema=schema)


@pytest.mark.parametrize(
    ("bound", "value"),
    [
        ({"clause": "a", "minimum": 1}, "many"),
        ({"clause": "a", "maximum": 1}, True),
        ({"clause": "a", "contains": [1]}, 1),
    ],
)
def test_a_bound_that_cannot_measure_the_value_is_the_plugins_fault(bound, value):
    with pytest.raises(PolicyError, match="x-adjudge-legal of days cannot bound"):
        breaches({"days": value}, schema=bounded(bound))


def test_a_bound_counts_whatever_its_parameter_is_called():
    schema = {"properties": {"a/b~c": {"x-adjudge-legal": {"clause": "csl#23", "minimum": 5}}}}
    found = breaches({"a/b~c": 4}, schema=schema)
    assert [breach.name for breach in found] == ["a/b~c"]


def test_under_a_gate_a_parameter_that_is_not_known_to_be_stricter_is_refused():
    layer = Layer({"days": 190}, lambda _steps: PLACE, strict=True)
    validator = Validator(SCHEMA, FILE)
    with pytest.raises(UsageError) as caught:
        merge("catering", {"days": 200}, [layer], SCHEMA, validator, file=FILE, bounds=lambda _: frozenset({"minimum"}))
    assert "params.catering.days is 190, which is not known to be stricter than 200" in spoken(caught.value)


def test_under_a_gate_a_parameter_that_the_gate_does_not_state_is_refused_with_the_way_out():
    layer = Layer({"days": 190}, lambda _steps: PLACE, strict=True)
    with pytest.raises(UsageError) as caught:
        merge("catering", {}, [layer], SCHEMA, Validator(SCHEMA, FILE), file=FILE, bounds=lambda _: frozenset())
    said = "params.catering.days is 190, and the gate states none to hold it to. State it in the gate, or take it out."
    assert said in spoken(caught.value)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({"properties": {"a": {"x-adjudge-legal": {"minimum": 1}}}}, "at #/properties/a is no bound"),
        ({"x-adjudge-legal": {"clause": "csl#1", "minimum": 1}}, "at # is not that of a parameter"),
        ({"properties": {"a": {"x-adjudge-legal": {"clause": "c#1", "minimum": 1}}}}, "of a cannot bound 'many'"),
        ({"properties": {"a": {"x-adjudge-legal": {"clause": "c#1", "contains": ["x"]}}}}, "of a cannot bound 'many'"),
    ],
)
def test_a_bound_that_bounds_nothing_is_the_plugins_fault(schema, says):
    with pytest.raises(PolicyError) as caught:
        list(beyond_the_law("catering", schema, {}, {"a": "many"}))
    assert says in spoken(caught.value)


def test_defaults_and_overrides_that_cannot_be_are_told_in_each_language():
    for defaults, overrides, schema in (
        ({"a": 1}, {}, None),
        ({}, {"a": 1}, None),
        ({"days": "many"}, {}, SCHEMA),
        ({}, {"days": "many"}, SCHEMA),
    ):
        with pytest.raises((PolicyError, UsageError)) as caught:
            merged(defaults, overrides, schema)
        assert spoken(caught.value)


# --- two parameters of which one is at most the other -----------------------------------------------------------------

PAIR = {
    "type": "object",
    "properties": {
        "shortest": {"type": "integer", "x-adjudge-at-most": "longest"},
        "longest": {"type": "integer"},
    },
}


@pytest.mark.parametrize(
    ("said", "place"),
    [({"longest": 59}, "longest"), ({"shortest": 201}, "shortest"), ({"shortest": 90, "longest": 80}, "shortest")],
)
def test_a_parameter_above_the_one_that_it_is_at_most_is_refused_at_its_place(said, place):
    with pytest.raises(UsageError) as caught:
        crossed(said)
    assert "which it may reach at most" in spoken(caught.value)
    assert caught.value.line == ("shortest", "longest").index(place)


@pytest.mark.parametrize("said", [{}, {"longest": 60}, {"shortest": 200}, {"shortest": 300, "longest": 300}])
def test_a_parameter_that_reaches_the_one_that_it_is_at_most_is_fine(said):
    assert crossed(said) == {"shortest": 60, "longest": 200, **said}


def crossed(said):
    layer = Layer(said, lambda steps: {"file": "adjudge.toml", "line": ("shortest", "longest").index(steps[-1])})
    defaults = {"shortest": 60, "longest": 200}
    validator = Validator(PAIR, "x/params.json")
    return merge("x", defaults, [layer], PAIR, validator, file="x/params.json", bounds=lambda _entry: frozenset())
