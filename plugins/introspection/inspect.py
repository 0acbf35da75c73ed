"""``adjudge inspect``: the input that policies see for a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from adjudge import Session
from adjudge.cli.options import general_options, options_named, options_of
from adjudge.lib.console import PATH, LocalizedCommand
from adjudge.lib.errors import KindError, UsageError
from adjudge.lib.words import say


@click.command(cls=LocalizedCommand, help=say("help.inspect.long"))
@click.argument("file", type=PATH)
@options_named("kind", "root", "as_of")
@general_options
def command(file: Path, **given: Any) -> int:
    """Return the exit code."""
    if file.is_dir():
        raise UsageError(say("introspection.no_file", file=file))
    options = replace(options_of(given, judging=False, environment=False), engine="auto")
    with Session(file, options=options) as session:
        (candidate,) = session.candidates
        if candidate.error is not None:
            raise candidate.error
        questions = list(session.questions(candidate.path))
    if not questions:
        raise KindError(say("introspection.unclaimed"), file=candidate.path)
    for question in questions:
        click.echo(json.dumps(json.loads(question), ensure_ascii=False, indent=2))
    return 0
