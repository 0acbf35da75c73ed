"""The batteries: plugins that come with adjudge. Names of modules, which hold nothing but hooks, and which hooks these are.

A module is imported when one of its hooks is asked for; a test sees that the table says what the modules have.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

BATTERIES = {
    "adjudge.plugins.attestation": "commands",
    "adjudge.plugins.bundles": "commands",
    "adjudge.plugins.coverage": "commands",
    "adjudge.plugins.engines": "engines options",
    "adjudge.plugins.horizon": "commands",
    "adjudge.plugins.introspection": "commands",
    "adjudge.plugins.reference": "commands",
    "adjudge.plugins.reports": "reporters",
    "adjudge.plugins.suppressions": "commands options session",
    "adjudge.plugins.release": "session",
}
"""In the order in which their checks are told of: suppressions before the release, as reports have it."""


def declared(hook: str) -> Iterator[Any]:
    """Give what the batteries declare by a hook, ``commands`` or ``options``; the others are not imported."""
    for module, hooks in BATTERIES.items():
        if hook in hooks.split():
            yield from getattr(import_module(module), f"adjudge_{hook}")()
