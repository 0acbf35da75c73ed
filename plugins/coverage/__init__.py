"""Which clauses of laws and standards are checked."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.declared import Command
from adjudge.hooks import hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    yield Command(
        name="coverage",
        help="Show which clauses of laws and standards are checked.",
        load="adjudge.plugins.coverage.command:command",
    )
