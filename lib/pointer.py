"""JSON Pointers (RFC 6901)."""

from __future__ import annotations

import re

from .documents import Json, Steps
from .errors import PluginError
from .words import say

_COUNTRY = re.compile(r"[A-Z]{2}")


def unescaped(step: str) -> str:
    """Return a step of a pointer as the key that it means."""
    return step.replace("~1", "/").replace("~0", "~")


def pointer_steps(pointer: str, document: Json) -> Steps:
    """Return the steps of a JSON Pointer (RFC 6901). Raises PluginError for one that is malformed."""
    if pointer and not pointer.startswith("/"):
        raise PluginError(say("path.pointer", pointer=pointer))
    steps: list[str | int] = []
    value = document
    for raw in pointer.split("/")[1:]:
        step = unescaped(raw)
        if isinstance(value, list) and step.isdecimal():
            steps.append(int(step))
            value = value[int(step)] if int(step) < len(value) else None
        else:
            steps.append(step)
            value = value.get(step) if isinstance(value, dict) else None
    return tuple(steps)


def countries_at(pointer: str | None, document: Json) -> frozenset[str]:
    """Return the country codes (ISO 3166) of a field; none where there is no pointer, or where something is no code.

    What is no code could be any place.
    """
    if pointer is None:
        return frozenset()
    value = document
    for step in pointer_steps(pointer, document):
        value = value.get(step) if isinstance(value, dict) else None
    codes = value if isinstance(value, list) else [value]
    if not all(isinstance(code, str) and _COUNTRY.fullmatch(code) for code in codes):
        return frozenset()
    return frozenset(codes)
