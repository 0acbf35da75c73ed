"""``adjudge plugins``: what is loaded, from which distribution and version."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import click

from adjudge import InputSession, Options, Registry, Settings, load_settings
from adjudge.cli.options import general_options, options_named, options_of, show_problems
from adjudge.lib.clock import parse_as_of
from adjudge.lib.console import LocalizedCommand, option
from adjudge.lib.durations import Durations, measuring
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import said, say

from . import tracing
from .names import kind_named

VARIABLES = ("ADJUDGE_ENGINE", "ADJUDGE_OPA")


@click.command(cls=LocalizedCommand, help=say("help.plugins.long"))
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@option("--digests", is_flag=True, help=say("help.plugins.digests"))
@option("--trace", is_flag=True, help=say("help.plugins.trace"))
@options_named("engine")
@option("--opa", "opa", metavar="FILE", help=say("help.as_for_check"))
@general_options
def command(*, as_json: bool, digests: bool, trace: bool, **given: Any) -> int:
    """Return the exit code."""
    with measuring() if trace else nullcontext() as durations:
        settings = load_settings(_options(given))
        settings.catalogue.open_all()
    engine = settings.values.value("engine", "auto")
    with InputSession(settings, as_of=parse_as_of(None), engine=engine) as session:
        _list(settings, durations, as_json=as_json, digests=digests)
        refused = [error for error in session.prepare(settings.registry.kinds) if error not in settings.problems]
        refused += unfounded(settings.catalogue.rules().values(), settings.catalogue.instruments)
        refused += _against_metaschema(settings)
    problems = [*settings.problems, *_not_imported(settings.registry), *refused]
    show_problems(problems)
    return 3 if problems else 0


def _options(given: dict[str, Any]) -> Options:
    """Return the options with the variables that bear on this command: a gate, for one, does not."""
    options = options_of(given, environment=False)
    engine = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    return replace(options, environment={**options.environment, **engine})


def _list(settings: Settings, durations: Durations | None, *, as_json: bool, digests: bool) -> None:
    listed = [_plugin(settings, name) for name in settings.registry.plugins]
    if digests:
        for plugin in listed:
            plugin["sha256"] = _digest(settings.registry, str(plugin["name"]))
    if as_json:
        told: dict[str, Any] = {"plugins": listed, "blocked": list(settings.registry.blocked)}
        if durations is not None:
            told["trace"] = tracing.as_json(tracing.traced(settings, durations))
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if durations is not None:
        tracing.show(tracing.traced(settings, durations))
        return
    for plugin in listed:
        _show(plugin, settings)
    for name in settings.registry.blocked:
        click.echo(f"{name}  {wording(settings.language)('listing.blocked')}")


def _against_metaschema(settings: Settings) -> Iterator[AdjudgeError]:
    """Yield what the reference implementation of JSON Schema finds wrong with schemas; judging never asks it."""
    from adjudge.lib.schema.metaschema import against_metaschema

    for opened in settings.catalogue.opened():
        for name, schema in opened.schemas.items():
            for error in against_metaschema(schema, f"{opened.domain.name}/{name}.json"):
                yield error.at(plugin=opened.plugin.name)


def _not_imported(registry: Registry) -> Iterator[AdjudgeError]:
    """Yield what plugins name as ``module:object``, to be imported when it is asked for, and that cannot be."""
    named = [
        *((plugin, "adjudge_readers", reader.read) for reader, plugin in registry.readers.values()),
        *((plugin, "adjudge_readers", reader.read) for reader, plugin in registry.readers_by_name.values()),
        *((plugin, "adjudge_reporters", reporter) for reporter, plugin in registry.reporters.values()),
        *((plugin, "adjudge_engines", engine.make) for engine, plugin in registry.engines.values()),
        *((plugin, "adjudge_commands", command.load) for command, plugin in registry.commands.values()),
    ]
    seen: set[tuple[str, str]] = set()
    for plugin, hook, value in named:
        if plugin.built_in or not isinstance(value, str) or (hook, value) in seen:
            continue
        seen.add((hook, value))
        try:
            plugin.loaded(hook, value)
        except AdjudgeError as error:
            yield error.at(plugin=plugin.name)


def _digest(registry: Registry, plugin: str) -> str | None:
    """Return the digest of a plugin; None where its files are not known, as in an editable install."""
    try:
        return registry.plugins[plugin].digest()
    except UsageError:
        return None


def _plugin(settings: Settings, name: str) -> dict[str, object]:
    registry, plugin = settings.registry, settings.registry.plugins[name]
    rules = settings.catalogue.rules().values()
    return {
        "name": name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "domains": [
            {
                "name": domain.name,
                "title": {language: domain.title[language] for language in domain.title},
                "kinds": [
                    {
                        "name": kind.name,
                        "files": list(kind.files),
                        "rules": sum(rule.kind == kind.name for rule in rules),
                    }
                    for kind in domain.kinds
                ],
                "extends": list(domain.extends),
                "exports": list(domain.exports),
                "rules": sum(rule.domain == domain.name for rule in rules),
            }
            for domain in registry.domains.values()
            if registry.owners[domain.name].name == name
        ],
        "suffixes": sorted(suffix for suffix, (_, owner) in registry.readers.items() if owner.name == name),
        "reports": sorted(report for report, (_, owner) in registry.reporters.items() if owner.name == name),
        "file_names": sorted(each for each, (_, owner) in registry.readers_by_name.items() if owner.name == name),
        "engines": sorted(each for each, (_, owner) in registry.engines.items() if owner.name == name),
        "commands": sorted(each for each, (_, owner) in registry.commands.items() if owner.name == name),
        "options": sorted(each for each, (_, owner) in registry.options.items() if owner.name == name),
        "left_out": list(plugin.left_out),
    }


def _show(plugin: dict[str, Any], settings: Settings) -> None:
    words = wording(settings.language)
    click.echo(f"{plugin['name']}  {plugin['distribution']} {plugin['version']}")
    if "sha256" in plugin:
        click.echo(f"  sha256 {plugin['sha256'] or words('listing.no_digest')}")
    for domain in plugin["domains"]:
        title = said(settings.registry.domains[domain["name"]].title, settings.language)
        click.echo(f"  {domain['name']}  {title} {_rules(domain['rules'], words)}")
        for kind in domain["kinds"]:
            name, files = kind_named(settings, kind["name"]), " ".join(kind["files"])
            click.echo(f"    {name}  {files} {_rules(kind['rules'], words)}")
        for name in domain["extends"]:
            click.echo(f"    {words('listing.extends', kind=kind_named(settings, name))}")
        if domain["exports"]:
            click.echo(f"    {words('listing.exports', names=domain['exports'])}")
    for what, code in _LISTED.items():
        if plugin[what]:
            click.echo(f"  {words.labelled(code, ' '.join(plugin[what]))}")
    if plugin["left_out"]:
        click.echo(f"  {words.labelled('listing.left_out', ' '.join(plugin['left_out']))}")


def _rules(count: int, words: Wording) -> str:
    return words.bracketed(words("listing.rules", n=count))


_LISTED = {
    "suffixes": "listing.suffixes",
    "file_names": "listing.file_names",
    "reports": "listing.reports",
    "engines": "listing.engines",
    "commands": "listing.commands",
    "options": "listing.options",
}
