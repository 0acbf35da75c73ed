"""A plugin's function that fails when and how the environment says: ``FAULT="<step> <way> <what>"``.

``raise`` an exception of that name, ``give`` what the expression is, ``do`` something to the process first, or ``part``:
give not all that there is, or more. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

RAISED = (
    *("ValueError", "OSError", "BrokenPipeError", "MemoryError", "RecursionError", "GeneratorExit", "StopIteration"),
    *("SystemExit", "KeyboardInterrupt", "Odd"),
)
GIVEN = (
    *("None", "0", "True", "'x'", "b'x'", "[]", "[None]", "['x']", "{}", "{'x': 1}", "object()", "float('nan')"),
    *("{'x': {1}}", "halfway()", "deep()", "lambda *a: 1"),
)
PARTS = ("less", "more", "none", "turned")
DONE = ("close stdout", "close all", "lose the file", "change the file", "clock", "recurse", "drop stderr")


class Odd(BaseException):
    """Says nothing even when it is asked."""

    def __str__(self) -> str:
        """Raise."""
        raise ValueError("no words")


def halfway() -> Iterator[object]:
    """Yield something, then raise."""
    yield None
    raise GeneratorExit


def deep() -> Any:
    """Return what is nested deeper than anybody looks."""
    found: list[Any] = []
    for _ in range(100_000):
        found = [found]
    return found


def spoiled(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, or what it becomes where the environment means this step."""
    meant, _, way = os.environ.get("FAULT", "").partition(" ")
    if meant != step:
        return function
    how, _, what = way.partition(" ")

    @functools.wraps(function)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        if how == "raise":
            raise {"Odd": Odd}.get(what) or getattr(__import__("builtins"), what)
        if how == "give":
            return eval(what)
        if how == "do":
            _do(what)
            return function(*arguments, **named)
        return _part(what, function(*arguments, **named))

    return wrapper


def _part(what: str, whole: Any) -> Any:
    if callable(whole):
        return lambda: _part(what, whole())
    found = list(whole.items()) if isinstance(whole, dict) else list(whole) if whole is not None else []
    found = {"less": found[:-1], "more": found * 2, "none": [], "turned": found[::-1]}[what]
    return dict(found) if isinstance(whole, dict) else found


def _do(what: str) -> None:
    if what == "close stdout":
        sys.stdout.close()
        if sys.__stdout__ is not None:
            sys.__stdout__.close()
    elif what == "close all":
        os.closerange(3, 64)
    elif what == "drop stderr":
        sys.stderr = None  # type: ignore[assignment]
    elif what == "lose the file":
        Path("Partsfile").unlink(missing_ok=True)
    elif what == "change the file":
        Path("Partsfile").write_text("gear 1\n" * 4, "utf-8")
    elif what == "clock":
        time.time = lambda: -1e9  # type: ignore[assignment]
    elif what == "recurse":
        _do(what)
    elif what == "end":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)
