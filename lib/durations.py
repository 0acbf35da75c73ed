"""Where the time of a run goes, if somebody asks: what is measured has a sort and a name, and gets its own time.

What is measured inside of something else of the same sort counts there, and not in both. Nothing is measured, and nothing but
a look is spent, outside of :func:`measuring`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Durations:
    """Seconds and how often, by sort and by name, in the order in which names were met."""

    def __init__(self) -> None:
        self.began = perf_counter()
        self.spent: dict[str, dict[Hashable, tuple[float, int]]] = {}
        self._inside: dict[str, list[float]] = {}

    def measure(self, sort: str, name: Hashable, function: Callable[[], T], *, times: int = 1) -> T:
        """Call a function and add the time that it took; ``times`` is 0 where it goes on with what was counted before."""
        inside = self._inside.setdefault(sort, [])
        inside.append(0.0)
        began = perf_counter()
        try:
            return function()
        finally:
            took = perf_counter() - began
            self.add(sort, name, took - inside.pop(), times=times)
            if inside:
                inside[-1] += took

    def add(self, sort: str, name: Hashable, seconds: float, *, times: int = 1) -> None:
        """Add time that was measured elsewhere."""
        known = self.spent.setdefault(sort, {})
        before, often = known.get(name, (0.0, 0))
        known[name] = before + seconds, often + times

    def slowest(self, sort: str) -> list[tuple[Hashable, float, int]]:
        """Return what was measured of a sort, the slowest first: name, seconds, how often.

        What was never counted, by itself or as the file of records, is left out: a file that was read and is no artifact.
        """
        spent = self.spent.get(sort, {})
        counted = {
            name if not isinstance(name, str) else name.partition("#")[0] for name, (_, often) in spent.items() if often
        }
        found = [(name, *each) for name, each in spent.items() if each[1] or name in counted]
        return sorted(found, key=lambda each: -each[1])

    def apart(self, function: Callable[[], T]) -> T:
        """Call a function whose time counts nowhere: it is there for the measurement alone."""
        began = perf_counter()
        try:
            return function()
        finally:
            took = perf_counter() - began
            self.began += took
            for inside in self._inside.values():
                if inside:
                    inside[-1] += took

    @property
    def whole(self) -> float:
        """The seconds since this began."""
        return perf_counter() - self.began


_KEPT: ContextVar[Durations | None] = ContextVar("DURATIONS", default=None)


@contextmanager
def measuring() -> Iterator[Durations]:
    """Measure as long as the block lasts."""
    begun = Durations()
    token = _KEPT.set(begun)
    try:
        yield begun
    finally:
        _KEPT.reset(token)


def kept() -> Durations | None:
    """Return where is measured now; None outside of a measurement."""
    return _KEPT.get()


def measured(sort: str, name: Hashable, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function, and return what it returns; where somebody measures, its time is kept."""
    to = kept()
    return function(*args, **kwargs) if to is None else to.measure(sort, name, lambda: function(*args, **kwargs))


def measured_again(sort: str, name: Hashable, function: Callable[[], T]) -> T:
    """Call a function whose time belongs to what is counted elsewhere."""
    to = kept()
    return function() if to is None else to.measure(sort, name, function, times=0)


def each_measured(sort: str, name: Hashable, items: Iterator[T], *, times: int = 1) -> Iterator[T]:
    """Return an iterator whose steps are measured as one thing."""
    to = kept()
    return items if to is None else _steps(to, sort, name, items, times)


def _steps(to: Durations, sort: str, name: Hashable, items: Iterator[T], times: int) -> Iterator[T]:
    while True:
        try:
            item = to.measure(sort, name, lambda: next(items), times=times)
        except StopIteration:
            return
        times = 0
        yield item
