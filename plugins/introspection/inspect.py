"""``adjudge inspect``: the input that policies see for a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from adjudge import Session
from adjudge.cli.options import general_options, options_named, options_of
from adjudge.lib.errors import KindError, UsageError


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@options_named("kind", "root", "as_of")
@general_options
def command(file: Path, **given: Any) -> int:
    """Print the input that policies see for FILE, one JSON object an artifact.

    \b
    Example: adjudge inspect jobs/spring.project.yaml --as-of 2026-09-01
    """
    if file.is_dir():
        raise UsageError(f"{file} is no file", hint="Name one file.")
    options = replace(options_of(given, judging=False, environment=False), engine="embedded")
    with Session(file, options=options) as session:
        (candidate,) = session.candidates
        if candidate.error is not None:
            raise candidate.error
        questions = list(session.questions(candidate.path))
    if not questions:
        raise KindError("nobody claims this file", file=candidate.path, hint="Name its kind with --kind.")
    for question in questions:
        click.echo(json.dumps(json.loads(question), ensure_ascii=False, indent=2))
    return 0
