"""OPA's own v1 cases on both engines: each answers as OPA, or says that it doesn't; never otherwise in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from conformance import (
    OUTCOMES,
    Case,
    Said,
    as_negated_now,
    ask,
    bag,
    cases,
    folder,
    is_wanted,
    otherwise,
    sorted_out,
    written,
)

from adjudge.engine import Engine
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def everything() -> list[Case]:
    below = folder()
    if below is None:
        pytest.skip("there is no go to bring the cases of OPA")
    return cases(below)


@pytest.fixture(scope="module")
def asked(everything: list[Case]) -> list[Case]:
    """The cases that can be a program of adjudge."""
    return sorted_out(everything)[0]


@pytest.fixture(scope="module")
def embedded(asked: list[Case]) -> list[Said]:
    """What the embedded engine says of each case."""
    return answers(EmbeddedEngine(), asked)


@pytest.fixture(scope="module")
def native(asked: list[Case], native_worker: str) -> list[Said]:
    """What OPA says of each case, as the engine `native`."""
    from adjudge_opa.engine import NativeEngine

    return answers(NativeEngine(executable=native_worker), asked)


def answers(engine: Engine, asked: Sequence[Case]) -> list[Said]:
    try:
        return [ask(engine, case) for case in asked]
    finally:
        engine.close()


def told(case: Case, *said: Said) -> str:
    return f"{case.name}: {' | '.join(f'{one.how} {one.why or list(one.values)}'[:160] for one in said)}"


def test_the_cases_are_those_of_the_pinned_opa(everything: list[Case], asked: list[Case]) -> None:
    assert len(everything) == 2400
    assert len(asked) > 2280
    assert len({case.name for case in everything}) == len(everything)


def test_no_value_of_the_embedded_engine_is_another_than_opa_wants(asked: list[Case], embedded: list[Said]) -> None:
    silent = [
        told(case, one)
        for case, one in zip(asked, embedded, strict=True)
        if one.how == "value" and not case.absent and not is_wanted(case, one)
    ]
    assert not silent, "\n".join(silent)


def test_no_value_of_the_embedded_engine_is_another_than_natives(
    asked: list[Case], embedded: list[Said], native: list[Said]
) -> None:
    silent = [
        told(case, one, other)
        for case, one, other in zip(asked, embedded, native, strict=True)
        if one.how == "value" and (other.how != "value" or list(one.values) != list(other.values))
    ]
    assert not silent, "\n".join(silent)


def test_what_the_embedded_engine_calls_broken_is_broken_for_opa(
    asked: list[Case], embedded: list[Said], native: list[Said]
) -> None:
    wrong = [
        told(case, one)
        for case, one, other in zip(asked, embedded, native, strict=True)
        if one.how == "refused" and not one.unlisted and other.how != "refused"
    ]
    assert not wrong, "\n".join(wrong)


def test_with_the_negation_of_today_no_value_is_another_than_natives(asked: list[Case], native_worker: str) -> None:
    from adjudge_opa.engine import NativeEngine

    negated = [case for case in map(as_negated_now, asked) if case is not None]
    ours, theirs = answers(EmbeddedEngine(), negated), answers(NativeEngine(executable=native_worker), negated)
    assert sum(one.how == "value" for one in ours) > 20
    silent = [
        told(case, one, other)
        for case, one, other in zip(negated, ours, theirs, strict=True)
        if one.how == "value" and (other.how != "value" or list(one.values) != list(other.values))
    ]
    assert not silent, "\n".join(silent)


def test_native_answers_as_opa_wants(asked: list[Case], native: list[Said]) -> None:
    wrong = [
        told(case, one)
        for case, one in zip(asked, native, strict=True)
        if one.how == "value" and not case.absent and not is_wanted(case, one)
    ]
    assert not wrong, "\n".join(wrong)


def test_native_has_an_answer_unless_a_builtin_fails(asked: list[Case], native: list[Said]) -> None:
    """OPA's tests want nothing where a builtin fails, unless they are strict; adjudge is always strict."""
    without = otherwise(asked, native)
    assert [case.name for case in without["error"] if case.strict] == []
    assert len(without["error"]) < 25
    assert len(without["refused"]) < 5


def test_the_list_of_what_is_not_answered_is_that_of_the_repository(
    everything: list[Case], asked: list[Case], embedded: list[Said], native: list[Said]
) -> None:
    found = written(asked, {"embedded": embedded, "native": native}, sorted_out(everything)[1])
    assert found.splitlines() == OUTCOMES.read_text("utf-8").splitlines(), (
        "another list than the repository's: see that it is meant, then run `python tests/helpers/conformance.py`"
    )


def test_answers_are_told_apart() -> None:
    assert bag([{"x": [1, 2]}]) != bag([{"x": [2, 1]}])
    assert bag([{"x": [1, 2]}], deep=True) == bag([{"x": [2, 1]}], deep=True)
    assert bag([{"x": 1.0}, {"x": 2}]) == bag([{"x": 2}, {"x": 1}])
    assert bag([{"x": True}]) != bag([{"x": 1}])
