"""Find out which builtin failed, and where it was called, when the embedded engine doesn't say.

Its errors point to an argument, or nowhere, and rarely name the builtin. The failed query is run again with every
builtin that the policies call replaced by one that asks a second, empty engine for the value. The first that gets no
value is the guilty one, and the engine says where it was called. This costs milliseconds and happens only after an
error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import scan

from .rows.builtins import AVAILABLE

Extension = tuple[str, int, Callable[..., Any]]
"""A builtin written in Python: name, number of arguments, function."""

GUILTY = r"extension '(?P<name>[\w.]+)' raises Python error: (?:\w+\.)*(?P<error>\w+)"
"""How the engine reports an exception of an extension."""

_LEFT_ALONE = frozenset(
    {
        "intersection",
        "object.keys",
        "print",
        "trace",
        "union",
        "walk",
    }
)
"""Builtins whose value is a set, differs from call to call, or may be several values."""


class BuiltinError(ValueError):
    """A builtin has no value for its arguments."""


class NotReplayedError(ValueError):
    """The arguments do not survive the way through Python, so the replay proves nothing."""


def replayed(modules: Iterable[Module]) -> list[Extension]:
    """Return the extensions for a replay: what ``modules`` call."""
    called = {name.text for module in modules for name in scan(module.text).names}
    names = sorted(called & AVAILABLE.keys() - _LEFT_ALONE)
    return [(name, AVAILABLE[name], _asking(name)) for name in names]


def _asking(name: str) -> Callable[..., Json]:
    return lambda *arguments: evaluate(name, arguments)


def evaluate(name: str, arguments: tuple[Any, ...]) -> Json:
    """Return the value of one call in an empty engine.

    Raises BuiltinError when it fails, NotReplayedError when it cannot be asked or has no value.
    """
    import regorus

    # The members have a name of their own: to the engine, that of the value would be used before it is defined.
    terms = [
        f"{{member | some member in input[{place}]}}" if isinstance(argument, set | frozenset) else f"input[{place}]"
        for place, argument in enumerate(arguments)
    ]
    plain = [list(argument) if isinstance(argument, set | frozenset) else argument for argument in arguments]
    engine = regorus.Engine()
    try:
        engine.set_input_json(json.dumps(plain, allow_nan=False))
    except (TypeError, ValueError, RuntimeError) as error:
        raise NotReplayedError(name) from error
    try:
        answer = json.loads(engine.eval_query_as_json(f"[x | x := {name}({', '.join(terms)})]"))
    except RuntimeError as error:
        raise BuiltinError(name) from error
    values = answer["result"][0]["expressions"][0]["value"]
    if not values:
        raise NotReplayedError(name)
    return values[0]
