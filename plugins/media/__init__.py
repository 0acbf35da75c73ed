"""Audio and video by their bytes: what they carry, and the label that they must."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="label",
        group="release",
        help=say("help.label"),
        load="adjudge.plugins.media.labelling.command:command",
    )
