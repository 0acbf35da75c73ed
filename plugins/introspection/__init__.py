"""What is installed, and what policies see."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.declared import Command
from adjudge.hooks import hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    yield Command(
        name="inspect",
        help="Show the input that policies see for a file.",
        load="adjudge.plugins.introspection.inspect:command",
    )
    yield Command(
        name="plugins",
        help="List the installed plugins, their domains and kinds.",
        load="adjudge.plugins.introspection.plugins:command",
    )
    yield Command(name="rules", help="List the rules.", load="adjudge.plugins.introspection.rules:command")
    yield Command(
        name="schema", help="Print the JSON Schema of a kind.", load="adjudge.plugins.introspection.schema:command"
    )
