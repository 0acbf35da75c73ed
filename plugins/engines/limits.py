"""How long an engine may take for one artifact, and how much memory: the same two options for every engine.

What exceeds them is an error of the guilty rule, so that neither a longer nor a shorter limit lets anything pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Option, hookimpl, never
from adjudge.lib.rego.limits import EngineLimits
from adjudge.lib.words import say

_GROUP = say("help.options_of_engine")


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """The limits."""
    yield Option(
        name="time_limit",
        type="count",
        group=_GROUP,
        metavar="SECONDS",
        env="ADJUDGE_TIME_LIMIT",
        loosens=never,
        help=say("help.option.time_limit", default=EngineLimits().seconds),
    )
    yield Option(
        name="memory_limit",
        type="count",
        group=_GROUP,
        metavar="MIB",
        env="ADJUDGE_MEMORY_LIMIT",
        loosens=never,
        help=say("help.option.memory_limit", default=EngineLimits().mebibytes),
    )
