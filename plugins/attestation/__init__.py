"""Signed verdicts: what is attested of a release, who signed it, and whether these files are the ones."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="attest",
        group="release",
        help="Judge a release, and sign what was decided.",
        load="adjudge.plugins.attestation.commands.attest:command",
    )
    yield Command(
        name="replay",
        group="release",
        help="Judge again from a capsule.",
        load="adjudge.plugins.attestation.commands.replay:command",
    )
    yield Command(
        name="verify",
        group="release",
        help="See that files are those that were attested.",
        load="adjudge.plugins.attestation.commands.verify:command",
    )
