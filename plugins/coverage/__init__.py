"""Which clauses of laws and standards are checked."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="coverage",
        help="Show which clauses of laws and standards are checked.",
        load="adjudge.plugins.coverage.command:command",
        group="understand",
    )
