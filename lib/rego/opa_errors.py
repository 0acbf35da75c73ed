"""What OPA says when an evaluation fails, in the words and at the places that every engine gives."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..documents import Json
from ..errors import EngineError
from . import failures
from .failures import Spot
from .rule import Module

_SIGNS = {"plus": "+", "minus": "-", "mul": "*", "div": "/", "rem": "%", "and": "&", "or": "|"}
_NAMED = re.compile(r"(?P<name>[a-z][\w.]*): ")
_FUNCTION = re.compile(r"function data\.(?P<name>[\w.]+) produced conflicting values")


def explained(error: Mapping[str, Json], modules: Mapping[str, Module]) -> EngineError:
    """Return one of OPA's errors (``code``, ``message``, ``location``, ``stack_trace``) as every engine would say it."""
    text = str(error.get("message"))
    code = error.get("code")
    spot = _spot(error.get("location"))
    named = _NAMED.match(text)
    function = _FUNCTION.match(text)
    if code == "eval_conflict_error" and function is not None:
        trace = error.get("stack_trace")
        caller = _spot(trace[1].get("location")) if isinstance(trace, list) and len(trace) > 1 else None
        return failures.function_conflicts(function["name"].rpartition(".")[2], caller, modules)
    if code == "eval_conflict_error":
        return failures.rule_conflicts(spot)
    if code in ("eval_builtin_error", "eval_type_error") and named is not None:
        if named["name"] in _SIGNS:
            return failures.operator_failed(_SIGNS[named["name"]], spot, modules)
        return failures.builtin_failed(named["name"], spot, modules)
    return failures.other_failure(text, spot)


def _spot(location: Json) -> Spot | None:
    if not isinstance(location, dict) or not location.get("file"):
        return None
    return Spot(file=str(location["file"]), line=int(location.get("row", 1)), column=location.get("col"))
