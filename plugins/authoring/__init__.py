"""What helps whoever writes rules."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Command, hookimpl
from adjudge.lib.words import say


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the commands of this battery."""
    yield Command(
        name="import",
        help=say("help.import"),
        load="adjudge.plugins.authoring.importing.command:command",
        group="author",
        near=("convert", "migrate"),
    )
    yield Command(
        name="lint",
        help=say("help.lint"),
        load="adjudge.plugins.authoring.lint.command:command",
        group="author",
    )
    yield Command(
        name="mutate",
        help=say("help.mutate"),
        load="adjudge.plugins.authoring.mutation.command:command",
        group="author",
        near=("mutation", "mutants"),
    )
    yield Command(
        name="new",
        help=say("help.new"),
        load="adjudge.plugins.authoring.new.command:command",
        group="author",
        near=("init", "create", "scaffold", "generate"),
    )
    yield Command(
        name="schema",
        help=say("help.schema"),
        load="adjudge.plugins.authoring.schema:command",
        group="understand",
    )
    yield Command(
        name="test",
        help=say("help.test"),
        load="adjudge.plugins.authoring.testing.command:command",
        group="author",
    )
    yield Command(
        name="verify-plugin",
        help=say("help.verify_plugin"),
        load="adjudge.plugins.authoring.verifying.command:command",
        group="author",
        near=("prove", "certify"),
    )
