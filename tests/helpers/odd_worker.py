"""The process that evaluates programs, behaving oddly."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from adjudge.plugins.engines.embedded import worker

Answer = Callable[[bytes], bytes]


def slow_loading() -> Answer:
    """Return what never ends to load some programs."""
    return _but(_for_ever, lambda request: b"# loads slowly" in request)


def slow_together() -> Answer:
    """Return what never ends to evaluate all rules at once."""
    return _but(_for_ever, _is_whole)


def dies_once() -> Answer:
    """Return what aborts the first time that all rules are evaluated."""
    mark = Path(os.environ["ODD_WORKER"])

    def die() -> bytes:
        mark.touch()
        os.abort()

    return _but(die, lambda request: _is_whole(request) and not mark.exists())


def fails() -> Answer:
    """Return what has a fault of its own."""

    def fail() -> bytes:
        raise RuntimeError("no")

    return _but(fail, _is_whole)


def _but(otherwise: Callable[[], bytes], where: Callable[[bytes], bool]) -> Answer:
    answer = worker.make()
    return lambda request: otherwise() if where(request) else answer(request)


def _is_whole(request: bytes) -> bool:
    return b'"head"' not in request and b'"program"' not in request


def _for_ever() -> bytes:
    while True:
        pass
