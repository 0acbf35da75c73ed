"""What is installed, what a rule wants, and what policies see."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    here = "adjudge.plugins.introspection"
    yield Command(
        name="explain",
        help=say("help.explain"),
        load=f"{here}.explain:command",
        group="understand",
    )
    yield Command(
        name="inspect",
        help=say("help.inspect"),
        load=f"{here}.inspect:command",
        group="understand",
    )
    yield Command(
        name="plugins",
        help=say("help.plugins"),
        load=f"{here}.plugins:command",
        group="understand",
    )
    yield Command(name="rules", help=say("help.rules"), load=f"{here}.rules:command", group="understand")
