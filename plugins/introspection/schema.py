"""``adjudge schema``: the JSON Schema of a kind, of its facts, of a domain's parameters, or of adjudge's own files."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

import click

from adjudge import Settings, load_settings
from adjudge.cli.options import general_options, options_of
from adjudge.lib.console import LocalizedCommand
from adjudge.lib.errors import UsageError
from adjudge.lib.installed import own_schema, package_root
from adjudge.lib.words import say


@click.command(cls=LocalizedCommand, help=say("help.schema.long"))
@click.argument("name", metavar="KIND")
@general_options
def command(name: str, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given, judging=False, environment=False))
    click.echo(json.dumps(_schema(settings, name), ensure_ascii=False, indent=2))
    return 0


def _schema(settings: Settings, name: str) -> object:
    domain, _, kind = name.partition(".")
    known = list(settings.registry.kinds)
    if domain == "adjudge":
        own = [file.name.removesuffix(".json") for file in (package_root("adjudge.schemas") / "adjudge").iterdir()]
        if kind in own:
            return own_schema(kind)
        known = [f"adjudge.{kind}" for kind in own]
    elif domain in settings.registry.domains:
        schemas = settings.catalogue.open(domain).schemas
        if kind in schemas:
            return schemas[kind]
        known = [f"{domain}.{kind}" for kind in schemas]
    near = get_close_matches(name, known, n=1)
    if near:
        raise UsageError(say("introspection.no_schema_but_near", name=name, near=near[0]))
    raise UsageError(say("introspection.no_schema", name=name))
