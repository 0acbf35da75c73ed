"""Wide CSV costs as much as it has columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.lib.documents import Place, Source
from adjudge.lib.formats import csv as wide
from adjudge.lib.formats import read_core


def documents(text: str):
    return list(read_core(Source(path="a.csv", real=Path("a.csv"), data=text.encode(), sha256=""), ".csv"))


def lines(count: int, name: str) -> int:
    """Return how many lines of the reader run for so many columns, each of which is then looked for."""
    import sys

    ran = 0

    def trace(frame, event, _argument):
        nonlocal ran
        if frame.f_code.co_filename != wide.__file__:
            return None
        ran += event == "line"
        return trace

    text = ",".join(name.format(n=n) for n in range(count)) + "\n" + ",".join("x" * count) + "\n"
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        (document,) = documents(text)
        for n in range(count):
            document.locate(tuple(name.format(n=n).split(".")))
    finally:
        sys.settrace(before)
    return ran


@pytest.mark.parametrize("name", ["c{n}", "a.b{n}.c"])
def test_a_column_more_costs_as_much_as_the_one_before_it(name):
    assert lines(800, name) <= 4 * lines(200, name)


def test_two_hundred_thousand_columns_are_read_and_each_is_found():
    count = 200_000
    (document,) = documents(",".join(f"c{n}" for n in range(count)) + "\n" + ",".join("x" * count) + "\n")
    assert len(document.value) == count
    assert [document.locate((f"c{n}",)) for n in range(count)] == [Place(2, 2 * n + 1) for n in range(count)]
