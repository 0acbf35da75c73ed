"""What is installed, what a rule wants, and what policies see."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    here = "adjudge.plugins.introspection"
    yield Command(
        name="explain",
        help="Explain a rule: its clause, parameters and remedy.",
        load=f"{here}.explain:command",
        group="understand",
    )
    yield Command(
        name="inspect",
        help="Show the input that policies see for a file.",
        load=f"{here}.inspect:command",
        group="understand",
    )
    yield Command(
        name="plugins",
        help="List the installed plugins, their domains and kinds.",
        load=f"{here}.plugins:command",
        group="understand",
    )
    yield Command(name="rules", help="List the rules.", load=f"{here}.rules:command", group="understand")
    yield Command(
        name="schema",
        help="Print the JSON Schema of a kind.",
        load=f"{here}.schema:command",
        group="understand",
    )
