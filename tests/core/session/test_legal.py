"""What a law bounds: a user may go beyond and is told so; a bound that says nothing is an error of the plugin."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.lib.errors import PolicyError
from adjudge.lib.parameters import beyond_the_law

MONTHS = {"type": "integer", "x-adjudge-legal": {"clause": "csl#23", "minimum": 6, "maximum": 60}}
NAMES = {"type": "array", "x-adjudge-legal": {"clause": "code#7", "contains": ["celery", "milk"]}}


def breaches(entry: Any, value: Any, default: Any = None) -> list[str]:
    defaults = {} if default is None else {"it": default}
    found = list(beyond_the_law("catering", {"properties": {"it": entry}}, defaults, {"it": value}))
    assert all((breach.domain, breach.name) == ("catering", "it") for breach in found)
    return [breach.message["en"] for breach in found]


@pytest.mark.parametrize(("entry", "value"), [(MONTHS, 6), (MONTHS, 60), (NAMES, ["rye", "milk", "celery"])])
def test_within_the_law_nothing_is_found(entry: Any, value: Any) -> None:
    assert breaches(entry, value) == []


@pytest.mark.parametrize(
    ("entry", "value", "says"),
    [
        (MONTHS, 5, "catering.it is 5, below the legal minimum of 6 (csl#23)"),
        (MONTHS, 61, "catering.it is 61, above the legal maximum of 60 (csl#23)"),
        (NAMES, ["milk"], "catering.it is ['milk'], without celery, which the law requires (code#7)"),
    ],
)
def test_beyond_the_law_is_a_finding(entry: Any, value: Any, says: str) -> None:
    assert breaches(entry, value) == [says]


@pytest.mark.parametrize(
    "bound",
    [
        3,
        {},
        {"clause": "csl#23"},
        {"minimum": 6},
        {"clause": 23, "minimum": 6},
        {"clause": "csl#23", "min": 6},
        {"clause": "csl#23", "minimum": "6"},
        {"clause": "csl#23", "minimum": True},
        {"clause": "csl#23", "contains": "celery"},
    ],
)
def test_a_bound_that_says_nothing_is_refused(bound: Any) -> None:
    with pytest.raises(PolicyError, match="x-adjudge-legal at #/properties/it is no bound") as caught:
        breaches({"x-adjudge-legal": bound}, 6)
    assert caught.value.file == "catering/params.json"
    assert caught.value.hint


@pytest.mark.parametrize(("entry", "value"), [(MONTHS, "6"), (MONTHS, None), (MONTHS, True), (NAMES, "celery, milk")])
def test_a_bound_that_cannot_be_compared_is_refused(entry: Any, value: Any) -> None:
    with pytest.raises(PolicyError, match="x-adjudge-legal of it cannot bound"):
        breaches(entry, value)


def test_a_bound_where_nobody_would_look_is_refused() -> None:
    with pytest.raises(PolicyError, match="at #/properties/it/properties/months is not that of a parameter"):
        breaches({"type": "object", "properties": {"months": MONTHS}}, {"months": 1})


def test_a_default_beyond_the_law_is_an_error_of_the_plugin() -> None:
    with pytest.raises(PolicyError, match="the default of it is 3, below the legal minimum of 6"):
        breaches(MONTHS, 12, default=3)
