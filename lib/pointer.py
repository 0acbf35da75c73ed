"""JSON Pointers (RFC 6901)."""

from __future__ import annotations

from .documents import Json, Steps
from .errors import PluginError
from .words import say


def unescaped(step: str) -> str:
    """Return a step of a pointer as the key that it means."""
    return step.replace("~1", "/").replace("~0", "~")


def pointer_of(steps: Steps) -> str:
    """Return the JSON Pointer of steps: ``("dishes", 0)`` is ``/dishes/0``."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


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
