"""The batteries: plugins that come with adjudge. Names of modules, and which hooks and commands each has.

A module is imported when one of its hooks is asked for, so that a command costs what it needs; a test sees that the table
says what the modules have. The domains among our plugins are entry points, as everybody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

from ..declarations import Command

BATTERIES = {
    "adjudge.plugins.attestation": "commands=attest,replay,verify",
    "adjudge.plugins.authoring": "commands=import,lint,mutate,new,schema,test,verify-plugin",
    "adjudge.plugins.check": "commands=check",
    "adjudge.plugins.conftest": "options session",
    "adjudge.plugins.coverage": "commands=coverage",
    "adjudge.plugins.engines.auto": "engines",
    "adjudge.plugins.engines.embedded": "engines",
    "adjudge.plugins.engines.limits": "options",
    "adjudge.plugins.engines.opa": "commands=bundle engines options",
    "adjudge.plugins.fix": "commands=fix",
    "adjudge.plugins.horizon": "commands=horizon",
    "adjudge.plugins.introspection": "commands=explain,inspect,plugins,rules",
    "adjudge.plugins.media": "commands=label readers",
    "adjudge.plugins.reference": "commands=reference",
    "adjudge.plugins.release": "session",
    "adjudge.plugins.reports": "reporters",
    "adjudge.plugins.suppressions": "commands=baseline,sign,waivers,waive options session",
}

DOMAINS = "adjudge.plugins.domains."
"""Where entry points of our own domains lead."""


def hooks_of(module: str) -> dict[str, list[str]]:
    """Return the hooks of a battery, each with the names of its commands."""
    told = (each.partition("=") for each in BATTERIES[module].split())
    return {hook: names.split(",") if names else [] for hook, _, names in told}


def declared(hook: str) -> Iterator[Any]:
    """Yield what the batteries declare by a hook, ``commands`` or ``options``; the others are not imported."""
    for module in BATTERIES:
        if hook in hooks_of(module):
            yield from getattr(import_module(module), f"adjudge_{hook}")()


def command(name: str) -> Command | None:
    """Return the declaration of a command of that name; only its battery is imported."""
    for module in BATTERIES:
        if name in hooks_of(module).get("commands", ()):
            return cast(Command, next(each for each in import_module(module).adjudge_commands() if each.name == name))
    return None


def has_foreign() -> bool:
    """Return whether anything but adjudge's own domains is installed, without importing it."""
    from adjudge.lib.installed import entry_points

    return any(not point.value.startswith(DOMAINS) for point in entry_points("adjudge"))
