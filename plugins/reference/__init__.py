"""The reference of kinds, rules and instruments, built from the data of the plugins."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="reference",
        help="Write kinds, rules and instruments as Markdown pages.",
        load="adjudge.plugins.reference.commands.reference:command",
        group="author",
    )
