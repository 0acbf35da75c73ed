"""How the cost of something grows with its size. tests/conftest.py makes this file importable."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_LEAST = 0.005


def growth(work: Callable[[int], object], few: int, many: int) -> float:
    """Return by how much the cost of each of ``many`` is more than that of each of ``few``: about 1 where it is linear.

    It is processor time, the least of three. The garbage collector sleeps, as its rounds cost what all tests before have left.
    """
    return (_cost(work, many) / max(_cost(work, few), _LEAST)) / (many / few)


def _cost(work: Callable[[int], object], count: int) -> float:
    gc.collect()
    gc.disable()
    try:
        return min(_once(work, count) for _ in range(3))
    finally:
        gc.enable()


def _once(work: Callable[[int], object], count: int) -> float:
    begin = time.process_time()
    work(count)
    return time.process_time() - begin
