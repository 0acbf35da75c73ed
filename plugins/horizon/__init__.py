"""What starts to fail within the next days."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the command of this battery."""
    yield Command(
        name="horizon",
        group="understand",
        help=say("help.horizon"),
        load="adjudge.plugins.horizon.command:command",
    )
