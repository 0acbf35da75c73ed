"""Notice whether somebody reads a field of an object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def noticing(value: T, field: str, notice: Callable[[], object]) -> T:
    """Return a dataclass's object as one of a subclass that calls ``notice`` whenever ``field`` may be read.

    That is by its name, and by anything that is no field: what copies or lists an object reads all of it.
    """
    noticed = _noticing(type(value), field)
    made: T = object.__new__(noticed)
    for each in fields(value):  # type: ignore[arg-type]  # a dataclass's, by the contract
        object.__setattr__(made, each.name, getattr(value, each.name))
    object.__setattr__(made, "_notice", notice)
    return made


@cache
def _noticing(of: type[Any], field: str) -> type[Any]:
    silent = frozenset((*(each.name for each in fields(of)), "__class__")) - {field}

    class Noticing(of):  # type: ignore[misc]  # whatever the class is
        """An object that tells when the field is read."""

        __slots__ = ("_notice",)

        def __getattribute__(self, name: str) -> Any:
            if name not in silent:
                object.__getattribute__(self, "_notice")()
            return super().__getattribute__(name)

    Noticing.__name__, Noticing.__qualname__, Noticing.__module__ = of.__name__, of.__qualname__, of.__module__
    return Noticing
