"""Signed verdicts: what is attested of a release, who signed it, and whether these files are the ones."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="attest",
        group="release",
        help=say("help.attest"),
        load="adjudge.plugins.attestation.commands.attest:command",
    )
    yield Command(
        name="replay",
        group="release",
        help=say("help.replay"),
        load="adjudge.plugins.attestation.commands.replay:command",
    )
    yield Command(
        name="verify",
        group="release",
        help=say("help.verify"),
        load="adjudge.plugins.attestation.commands.verify:command",
    )
