"""``adjudge schema``: the JSON Schema of a kind, of its facts, of a domain's parameters, or of adjudge's own files."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path

import click

from adjudge.lib.errors import UsageError
from adjudge.lib.installed import package_root
from adjudge.session.settings import Settings, common_options, make_settings


@click.command()
@click.argument("name", metavar="KIND")
@common_options
def command(name: str, config_file: Path | None, disabled: tuple[str, ...], lang: str | None) -> int:
    """Print the JSON Schema of KIND (also <kind>_facts, <domain>.params, adjudge.config, adjudge.report …).

    \b
    Example: adjudge schema dubbing.project > project.schema.json
    """
    settings = make_settings(config_file, disabled, lang)
    click.echo(json.dumps(_schema(settings, name), ensure_ascii=False, indent=2))
    return 0


def _schema(settings: Settings, name: str) -> object:
    domain, _, kind = name.partition(".")
    known = list(settings.registry.kinds)
    if domain == "adjudge":
        folder = package_root("adjudge.schemas") / "adjudge"
        own = {file.name.removesuffix(".json"): file for file in folder.iterdir()}
        if kind in own:
            return json.loads(own[kind].read_text(encoding="utf-8"))
        known = [f"adjudge.{kind}" for kind in own]
    elif domain in settings.registry.domains:
        schemas = settings.catalogue.open(domain).schemas
        if kind in schemas:
            return schemas[kind]
        known = [f"{domain}.{kind}" for kind in schemas]
    near = get_close_matches(name, known, n=1)
    raise UsageError(
        f"there is no schema {name}", hint=f"Did you mean {near[0]}?" if near else "`adjudge plugins` lists the kinds."
    )
