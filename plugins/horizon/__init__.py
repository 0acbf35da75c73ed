"""What starts to fail within the next days."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.declared import Command
from adjudge.hooks import hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    yield Command(
        name="horizon",
        help="Tell what starts to fail within the next days.",
        load="adjudge.plugins.horizon.command:command",
    )
