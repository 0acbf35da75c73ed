"""The marks of hooks: what pluggy's markers do, without pluggy, which costs a start a fifth of its time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., object])

PROJECT = "adjudge"
_SPEC = {"firstresult": False, "historic": False, "warn_on_impl": None, "warn_on_impl_args": None}
_IMPL = {
    "wrapper": False,
    "hookwrapper": False,
    "optionalhook": False,
    "tryfirst": False,
    "trylast": False,
    "specname": None,
}


def hookspec(function: F) -> F:
    """Mark the specification of a hook."""
    setattr(function, f"{PROJECT}_spec", dict(_SPEC))
    return function


def hookimpl(function: Any = None, **options: Any) -> Any:
    """Mark the implementation of a hook; the options are pluggy's, which the loader refuses or heeds."""

    def mark(implementation: F) -> F:
        setattr(implementation, f"{PROJECT}_impl", {**_IMPL, **options})
        return implementation

    return mark if function is None else mark(function)
