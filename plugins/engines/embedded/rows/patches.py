"""JSON Patch: documents with places added, removed and replaced."""

from __future__ import annotations

import re
from typing import Any

from .outside import OutsideError

_PATH = re.compile(r"(?:/[^/~]+)+")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_KEYS = {"add": {"op", "path", "value"}, "remove": {"op", "path"}, "replace": {"op", "path", "value"}}
_LEVELS = 100


def patched(document: Any, operations: Any) -> Any:
    """Return a document with operations done one after the other. Raises LookupError for a place that is not there."""
    _check(document, _LEVELS)
    _check(operations, _LEVELS)
    if not isinstance(operations, list):
        raise OutsideError
    shifted: list[str] = []
    for operation in operations:
        name = operation.get("op") if isinstance(operation, dict) else None
        if not isinstance(name, str) or operation.keys() != _KEYS.get(name) or not isinstance(operation["path"], str):
            raise OutsideError
        path = operation["path"]
        # OPA itself takes one element for another in an array that an operation before has made longer or shorter.
        if not _PATH.fullmatch(path) or path.startswith(tuple(shifted)):
            raise OutsideError
        steps = path.split("/")[1:]
        changed = _done(document, steps, name, operation.get("value"))
        if name != "replace" and isinstance(_at(document, steps[:-1]), list):
            shifted.append(path[: path.rindex("/") + 1])
        document = changed
    return document


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def _check(value: Any, levels: int) -> None:
    """See that a value is one of JSON: sets, and keys that are no texts, do not come through Python as they are."""
    if not levels or isinstance(value, set | frozenset):
        raise OutsideError
    if isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise OutsideError
            _check(member, levels - 1)
    elif isinstance(value, list):
        for member in value:
            _check(member, levels - 1)


def _done(holder: Any, steps: list[str], name: str, value: Any) -> Any:
    """Return a changed copy of what holds the place."""
    if not isinstance(holder, dict | list):
        raise LookupError("nothing is below this")
    step, *rest = steps
    key = step if isinstance(holder, dict) else _index(step, len(holder), is_new=name == "add" and not rest)
    if rest or name != "add":
        before = holder[key]  # type: ignore[index]
    made: Any = holder.copy()
    if rest:
        made[key] = _done(before, rest, name, value)
    elif name == "remove":
        del made[key]
    elif name == "add" and isinstance(made, list):
        made.insert(int(key), value)
    else:
        made[key] = value
    return made


def _index(step: str, count: int, *, is_new: bool) -> int:
    if is_new and step == "-":
        return count
    if step.isalpha():
        raise LookupError("no place in an array")
    if not _INDEX.fullmatch(step):
        raise OutsideError
    if int(step) >= count + is_new:
        raise LookupError("the array is shorter")
    return int(step)
