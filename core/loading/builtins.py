"""The batteries: plugins that come with adjudge. Names of modules, and which hooks each has.

A module is imported when one of its hooks is asked for, so that a command costs what it needs; a test sees that the table
says what the modules have. The domains among our plugins are entry points, as everybody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

from ..declarations import Command

BATTERIES = {
    "adjudge.plugins.attestation": "commands",
    "adjudge.plugins.check": "commands",
    "adjudge.plugins.coverage": "commands",
    "adjudge.plugins.engines.embedded": "engines",
    "adjudge.plugins.engines.opa": "commands engines options",
    "adjudge.plugins.horizon": "commands",
    "adjudge.plugins.introspection": "commands",
    "adjudge.plugins.reference": "commands",
    "adjudge.plugins.release": "session",
    "adjudge.plugins.reports": "reporters",
    "adjudge.plugins.suppressions": "commands options session",
}


def declared(hook: str) -> Iterator[Any]:
    """Return what the batteries declare by a hook, ``commands`` or ``options``; the others are not imported."""
    for module, hooks in BATTERIES.items():
        if hook in hooks.split():
            yield from getattr(import_module(module), f"adjudge_{hook}")()


def command(name: str) -> Command | None:
    """Return the declaration of a command of that name; a battery that is called like it is asked first, and alone."""
    namesake = (module for module in BATTERIES if module.endswith(f".{name}"))
    for module in namesake:
        for each in import_module(module).adjudge_commands():
            if each.name == name:
                return cast(Command, each)
    return next((each for each in declared("commands") if each.name == name), None)
