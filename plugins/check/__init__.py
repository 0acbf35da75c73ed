"""The main job: judge artifacts and report."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The command of this battery."""
    yield Command(
        name="check",
        group="judge",
        help=say("help.check"),
        load="adjudge.plugins.check.command:command",
        near=("validate", "scan", "judge", "audit", "run"),
    )
