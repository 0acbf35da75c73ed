"""``adjudge schema import``: a public JSON Schema becomes the schema of a kind."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from adjudge.lib.blank import spelled
from adjudge.lib.console import PATH, Choice, LocalizedCommand, option, tell
from adjudge.lib.errors import PolicyError, UsageError
from adjudge.lib.escape import visible
from adjudge.lib.schema import Validator, check_schema
from adjudge.lib.shown import told_here
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..new.making import add_files
from ..new.names import title_of
from .conversion import SchemaConversion
from .drafts import DRAFTS
from .files import GivenSchemas
from .ledger import Ledger
from .placing import place_of, placed

_NAMED = 4
"""How many names of what changed are told."""


@click.command(cls=LocalizedCommand, help=say("help.schema_import.long"))
@click.argument("names", nargs=-1, required=True, metavar="FILE[#POINTER] [FILE]...")
@option("--output", type=PATH, metavar="FILE", help=say("help.schema_import.output"))
@option("--kind", metavar="DOMAIN.KIND", help=say("help.schema_import.kind"))
@option("--files", "patterns", multiple=True, metavar="PATTERN", help=say("help.schema_import.files"))
@option("--draft", type=Choice([*DRAFTS]), help=say("help.schema_import.draft"))
@option("--drop", "dropped", multiple=True, metavar="PLACE", help=say("help.schema_import.drop"))
@option("--no-formats", "loose", is_flag=True, help=say("help.schema_import.no_formats"))
def command(
    *,
    names: tuple[str, ...],
    output: Path | None,
    kind: str | None,
    patterns: tuple[str, ...],
    draft: str | None,
    dropped: tuple[str, ...],
    loose: bool,
) -> int:
    """Return the exit code."""
    if (output is not None and kind is not None) or (patterns and kind is None):
        raise UsageError(say("schema_import.one_place"))
    place = place_of(kind) if kind is not None else None
    first, _, pointer = names[0].partition("#")
    files = GivenSchemas([Path(each) for each in (first, *names[1:])], DRAFTS[draft] if draft else None)
    places = frozenset(each.removeprefix(files.first.name) for each in dropped)
    conversion = SchemaConversion(files, places, formats=not loose)
    schema, ledger = conversion.of(pointer), conversion.ledger
    if not ledger.problems:
        _hold(schema, files.first.name, ledger)
    if ledger.problems:
        for problem in ledger.problems:
            tell(say("command.error", why=told_here(problem)), err=True)
        return 2
    if place is not None:
        name = title_of(place.kind.partition(".")[2])
        schema = {"$schema": schema["$schema"], "title": name, **schema}
    text = spelled(json.dumps(schema, ensure_ascii=False, indent=2)) + "\n"
    if place is not None:
        made = placed(place, text, patterns)
        add_files(made.root, made.files, made.edits)
        for path in sorted(file.relative_to(made.root).as_posix() for file in (*made.files, *made.edits)):
            click.echo(path)
    elif output is not None:
        replace_file(output, text)
    else:
        click.echo(text, nl=False)
    _tell(ledger)
    if place is not None:
        code = "schema_import.next" if place.package is not None else "schema_import.next_local"
        tell(say(code, kind=place.kind))
    return 0


def _hold(schema: dict[str, Any], name: str, ledger: Ledger) -> None:
    """Hold what came out to the schema contract; what is left to break it is a problem of the original."""
    try:
        check_schema(schema, name)
        Validator(schema, name)
    except PolicyError as error:
        ledger.wrong(UsageError(say("schema_import.contract", why=error.words), file=name, hint=error.next))


def _tell(ledger: Ledger) -> None:
    """Tell what changed, each with its number and some names; the schema itself may go to standard output."""
    for what, names in ledger.changes.items():
        tell(say(f"schema_import.changed.{what}", n=names.total(), names=_some(names)), err=True)


def _some(names: Counter[str]) -> str:
    told = [visible(name) for name in sorted(names)]
    return ", ".join(told[:_NAMED]) + (" …" if len(told) > _NAMED else "")
