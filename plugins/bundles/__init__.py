"""OPA bundles: how they are packed and signed."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.declared import Command
from adjudge.hooks import hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    yield Command(
        name="bundle",
        help="Write policies, parameters and data as a signed OPA bundle.",
        load="adjudge.plugins.bundles.command:command",
    )
