"""Notice whether somebody reads a field of an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def _nothing() -> None:
    """Notice nothing."""


def noticing(value: T, field: str, notice: Callable[[], object]) -> T:
    """Return a dataclass's object as one of a subclass that calls ``notice`` whenever ``field`` may be read.

    That is by its name, and by anything that is no field: what copies or lists an object reads all of it.
    """
    of: type[Any] = type(value)
    made: T = object.__new__(_noticing(of, field))  # type: ignore[arg-type]
    for each in fields(value):  # type: ignore[arg-type]  # a dataclass's, by the contract
        object.__setattr__(made, each.name, getattr(value, each.name))
    object.__setattr__(made, "_notice", notice)
    return made


def _plain(of: type[T], values: Mapping[str, Any]) -> T:
    """Return an object of the class itself: what another process, or a copy, has."""
    return of(**values)


@cache
def _noticing(of: type[Any], field: str) -> type[Any]:
    silent = frozenset((*(each.name for each in fields(of)), "__class__")) - {field}

    class Noticing(of):  # type: ignore[misc]  # whatever the class is
        """An object that tells when the field is read."""

        __slots__ = ("_notice",)

        def __getattribute__(self, name: str) -> Any:
            if name not in silent:
                notice = _nothing
                with suppress(AttributeError):  # a copy has none: who made it has read everything
                    notice = object.__getattribute__(self, "_notice")
                notice()
            return super().__getattribute__(name)

        def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
            return _plain, (of, {each.name: getattr(self, each.name) for each in fields(of)})

    Noticing.__name__, Noticing.__qualname__, Noticing.__module__ = of.__name__, of.__qualname__, of.__module__
    return Noticing
