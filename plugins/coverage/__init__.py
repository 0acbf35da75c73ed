"""Which clauses of laws and standards are checked."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="coverage",
        help=say("help.coverage"),
        load="adjudge.plugins.coverage.command:command",
        group="understand",
    )
