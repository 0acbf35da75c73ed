"""Whoever reads the field is noticed, whoever reads the others is not."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass, replace

import pytest

from adjudge.lib.noticing import noticing


@dataclass(frozen=True, kw_only=True, slots=True)
class Train:
    """A train."""

    number: int
    leaves: str


@dataclass(frozen=True)
class Bus:
    """A bus: its objects have a ``__dict__``."""

    number: int
    leaves: str


@pytest.fixture(params=[Train, Bus])
def seen(request: pytest.FixtureRequest) -> tuple[Train, list[str]]:
    """An object, and a list that gets an entry whenever the field is read."""
    noticed: list[str] = []
    return noticing(request.param(number=1, leaves="now"), "leaves", lambda: noticed.append("leaves")), noticed


def test_other_fields_are_read_unnoticed(seen) -> None:
    train, noticed = seen
    assert (train.number, isinstance(train, (Train, Bus)), noticed) == (1, True, [])


@pytest.mark.parametrize(
    "read",
    [
        lambda train: train.leaves,
        lambda train: getattr(train, "leaves"),  # noqa: B009  # as some do
        lambda train: replace(train, number=2).leaves,
        lambda train: asdict(train)["leaves"],
        lambda train: astuple(train)[1],
        lambda train: copy.copy(train).leaves,
        lambda train: copy.deepcopy(train).leaves,
        lambda train: pickle.loads(pickle.dumps(train)).leaves,  # our own
        lambda train: "now" if "now" in repr(train) else "",
        lambda train: "now" if hash(train) else "",
    ],
)
def test_the_field_is_noticed_however_it_is_read(seen, read: Callable[[object], str]) -> None:
    train, noticed = seen
    assert read(train) == "now"
    assert noticed


def test_what_another_process_gets_is_of_the_class_itself(seen) -> None:
    train, _ = seen
    again = pickle.loads(pickle.dumps(train))  # our own
    assert type(again) in (Train, Bus)
