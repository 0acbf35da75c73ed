"""``adjudge inspect``: the input that policies see for a file."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from adjudge.lib.clock import parse_as_of
from adjudge.lib.errors import KindError, UsageError
from adjudge.lib.files import collect
from adjudge.session.engines import make_local
from adjudge.session.session import make_run, make_tree
from adjudge.session.settings import common_options, make_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", metavar="KIND", help="Say what the file is, <domain>.<kind>.")
@click.option("--root", type=click.Path(path_type=Path), envvar="ADJUDGE_ROOT", metavar="DIR", help="As for check.")
@click.option("--as-of", metavar="DATE", help="The clock that policies see; else now.")
@common_options
def command(file: Path, config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any) -> int:
    """Print the input that policies see for FILE, one JSON object an artifact.

    \b
    Example: adjudge inspect jobs/spring.project.yaml --as-of 2026-09-01
    """
    settings = make_settings(config_file, disabled, lang, (file,))
    tree = make_tree(settings, options["root"])
    candidates = collect(tree, [file])
    if len(candidates) != 1 or not candidates[0].named:
        raise UsageError(f"{file} is no file", hint="Name one file.")
    if candidates[0].error is not None:
        raise candidates[0].error
    with closing(make_local(settings, "embedded", {})) as engine:
        as_of = parse_as_of(options["as_of"])
        run = make_run(settings, tree, engine, as_of, forced=options["kind"], files=candidates)
        questions = list(run.questions(candidates[0].path))
    if not questions:
        raise KindError("nobody claims this file", file=candidates[0].path, hint="Name its kind with --kind.")
    for question in questions:
        click.echo(json.dumps(json.loads(question), ensure_ascii=False, indent=2))
    return 0
