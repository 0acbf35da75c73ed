"""Whether a stream gets colours: what was asked for, what the environment says, whether it is a terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import Literal, Protocol, TypeAlias

Wish: TypeAlias = Literal["auto", "always", "never"]
WISHES: tuple[Wish, ...] = ("auto", "always", "never")
COLOUR: ContextVar[Wish] = ContextVar("COLOUR", default="auto")
"""What ``--color`` says."""

ERROR, WARNING, HEADING, TERM = "1;31", "1;33", "1", "36"
"""Numbers of the terminal's own palette, so that a scheme of light or dark colours keeps them legible."""


class _Stream(Protocol):
    def isatty(self) -> bool: ...


def wish_of(typed: Iterable[str]) -> Wish:
    """Return the last of the wishes that were typed; ``auto`` where it is none."""
    last = ([*typed] or ["auto"])[-1]
    return next((each for each in WISHES if each == last), "auto")


def is_coloured(stream: _Stream | None, environment: Mapping[str, str] | None = None) -> bool:
    """Return whether a stream gets colours.

    What counts first: ``--color always`` or ``never``; NO_COLOR; FORCE_COLOR; TERM=dumb; whether it is a terminal. A
    variable that is empty says nothing, and FORCE_COLOR=0 forbids.
    """
    variables = os.environ if environment is None else environment
    wish = COLOUR.get()
    if stream is None or wish != "auto":
        return stream is not None and wish == "always"
    if variables.get("NO_COLOR"):
        return False
    if forced := variables.get("FORCE_COLOR"):
        return forced not in ("0", "false")
    return variables.get("TERM") != "dumb" and stream.isatty()


def painted(text: str, colour: str) -> str:
    """Return a text in a colour."""
    return f"\x1b[{colour}m{text}\x1b[0m" if text else text
