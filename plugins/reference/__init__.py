"""The reference of kinds, rules and instruments, built from the data of the plugins."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="reference",
        help=say("help.reference"),
        load="adjudge.plugins.reference.commands.reference:command",
        group="author",
    )
