"""``adjudge schema``: the JSON Schema of a kind, of its facts, of a domain's parameters, or of adjudge's own files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import click

from adjudge import Settings, load_settings
from adjudge.cli.options import general_options, options_of
from adjudge.lib.blank import spelled
from adjudge.lib.console import BranchingCommand
from adjudge.lib.errors import UsageError
from adjudge.lib.installed import own_schema, package_root
from adjudge.lib.schema.translations import OWN, translated, translations
from adjudge.lib.words import say


@click.command(
    cls=BranchingCommand,
    help=say("help.schema.long"),
    branches={"import": "adjudge.plugins.authoring.schema_import.command:command"},
)
@click.argument("name", metavar="KIND")
@general_options
def command(name: str, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given, judging=False, environment=False))
    schema = translated(_schema(settings, name), _texts(settings, name.partition(".")[0]))
    click.echo(spelled(json.dumps(schema, ensure_ascii=False, indent=2)))
    return 0


def _texts(settings: Settings, domain: str) -> Mapping[str, str]:
    """Return what the titles and descriptions say in the language of the settings, as an editor is to show them."""
    if domain == "adjudge":
        return translations(OWN, domain, settings.language, domain)
    plugin = settings.registry.owners[domain].name
    return translations(settings.registry.domains[domain].schemas, domain, settings.language, plugin)


def _schema(settings: Settings, name: str) -> object:
    domain, _, kind = name.partition(".")
    known = list(settings.registry.kinds)
    if domain == "adjudge":
        files = (file.name for file in (package_root(OWN) / "adjudge").iterdir())
        own = [name.removesuffix(".json") for name in files if name.endswith(".json")]
        if kind in own:
            return own_schema(kind)
        known = [f"adjudge.{kind}" for kind in own]
    elif domain in settings.registry.domains:
        opened = settings.catalogue.open(domain)
        schemas, broken = opened.schemas, opened.unfit.get(name.removesuffix("_facts"))
        if broken is not None:
            raise broken
        if kind in schemas:
            return schemas[kind]
        known = [f"{domain}.{kind}" for kind in schemas]
    near = get_close_matches(name, known, n=1)
    if near:
        raise UsageError(say("introspection.no_schema_but_near", name=name, near=near[0]))
    raise UsageError(say("introspection.no_schema", name=name))
