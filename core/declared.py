"""What plugins declare of commands, engines and options: plain tuples, since every start makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from .control.gate import Gate

Loosens: TypeAlias = "Callable[[Gate, Any], str]"
"""Says in which way a value would loosen a gate; the empty text where it would not."""


def never(_gate: Gate, _value: Any) -> str:
    """Say that an option has no bearing on what is decided."""
    return ""


class Option(NamedTuple):
    """One option of every command that judges.

    ``name`` is the configuration's key, and with dashes the flag; ``flag`` is False for what only a configuration says.
    A path that the configuration says is relative to it. ``loosens`` is asked under a gate for each value that somebody
    gave, wherever; None: nobody thought of the gate, and any value is refused under one. ``engine`` says which engine
    the option belongs to: who gives it on the command line means that engine.
    """

    name: str
    help: str = ""
    type: Literal["text", "path", "flag"] = "text"
    metavar: str | None = None
    env: str | None = None
    flag: bool = True
    key: bool = True
    choices: tuple[str, ...] = ()
    engine: str | None = None
    loosens: Loosens | None = None
    relative: bool = True


def loosened(option: Option, gate: Gate, value: Any) -> str:
    """Say how a value of an option would loosen a gate."""
    if option.loosens is None:
        return f"belongs to an option that does not say how it loosens a gate ({option.name})"
    return option.loosens(gate, value)


class EngineType(NamedTuple):
    """A way to evaluate Rego. ``name`` is what ``--engine``, reports and the gate say.

    ``make`` names, as ``module:function``, what makes the engine of a setup; it is imported when that engine is asked for.
    """

    name: str
    make: str


class Command(NamedTuple):
    """A command of the command line. ``load`` names it as ``module:command``; it is imported when it is called."""

    name: str
    help: str
    load: str
    group: str = ""
