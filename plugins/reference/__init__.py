"""The reference of kinds, rules and instruments, built from the data of the plugins."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.declared import Command
from adjudge.hooks import hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    yield Command(
        name="explain",
        help="Explain a rule: its clause, parameters and remedy.",
        load="adjudge.plugins.reference.commands.explain:command",
    )
    yield Command(
        name="reference",
        help="Write kinds, rules and instruments as Markdown pages.",
        load="adjudge.plugins.reference.commands.reference:command",
    )
