"""What mends a finding: the edit that its rule offers, shown, proven by judging again, and written where that is asked."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the command of this battery."""
    yield Command(name="fix", group="release", help=say("help.fix"), load="adjudge.plugins.fix.command:command")
