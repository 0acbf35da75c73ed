"""``adjudge plugins``: what is loaded, from which distribution and version."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from adjudge.engine import Engine
from adjudge.judging.compiled import Compiler
from adjudge.lib.clock import parse_as_of
from adjudge.lib.digests import distribution_digest
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.plugins.coverage.coverage import unfounded
from adjudge.session.engines import make_local
from adjudge.session.settings import Settings, common_options, make_settings, show_problems


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--digests", is_flag=True, help="With the digest of each plugin's distribution, as a gate names it.")
@click.option("--engine", type=click.Choice(["embedded", "opa"]), envvar="ADJUDGE_ENGINE", help="As for check.")
@click.option("--opa", "opa", metavar="FILE", envvar="ADJUDGE_OPA", help="As for check.")
@common_options
def command(config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any) -> int:
    """List the installed plugins with their domains, kinds and readers.

    Everything is opened and checked, and every policy is loaded into the engine.

    \b
    Example: adjudge plugins --json
    """
    settings = make_settings(config_file, disabled, lang)
    settings.catalogue.open_all()
    listed = [_plugin(settings, name) for name in settings.registry.plugins]
    if options["digests"]:
        for plugin in listed:
            plugin["sha256"] = _digest(str(plugin["distribution"]))
    if options["as_json"]:
        blocked = list(settings.registry.blocked)
        click.echo(json.dumps({"plugins": listed, "blocked": blocked}, ensure_ascii=False, indent=2))
    else:
        for plugin in listed:
            _show(plugin, settings.language)
        for name in settings.registry.blocked:
            click.echo(f"{name}  blocked")
    engine = make_local(settings, settings.value(options["engine"], "engine", "embedded"), options)
    with closing(engine):
        rules = settings.catalogue.rules().values()
        refused = [*_not_loaded(settings, engine), *unfounded(rules, settings.catalogue.instruments)]
    problems = [*settings.registry.problems, *settings.catalogue.problems(), *refused]
    show_problems(problems)
    return 3 if problems else 0


def _not_loaded(settings: Settings, engine: Engine) -> list[AdjudgeError]:
    """Give what the engine refuses of the policies of all kinds."""
    compiler = Compiler(catalogue=settings.catalogue, engine=engine, as_of=parse_as_of(None))
    compiler.prepare(settings.registry.kinds)
    return compiler.problems


def _digest(distribution: str) -> str | None:
    """Give the digest of a distribution; None where its files are not known, as in an editable install."""
    try:
        return distribution_digest(distribution)
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
                "title": dict(domain.title),
                "kinds": [
                    {
                        "name": kind.name,
                        "files": list(kind.files),
                        "rules": sum(rule.kind == kind.name for rule in rules),
                    }
                    for kind in domain.kinds
                ],
                "extends": list(domain.extends),
                "rules": sum(rule.domain == domain.name for rule in rules),
            }
            for domain in registry.domains.values()
            if registry.owners[domain.name].name == name
        ],
        "suffixes": sorted(suffix for suffix, (_, owner) in registry.readers.items() if owner.name == name),
        "reports": sorted(report for report, (_, owner) in registry.reporters.items() if owner.name == name),
    }


def _show(plugin: dict[str, object], language: str) -> None:
    click.echo(f"{plugin['name']}  {plugin['distribution']} {plugin['version']}")
    if "sha256" in plugin:
        click.echo(f"  sha256 {plugin['sha256'] or 'not known: this is no install from a wheel'}")
    domains = plugin["domains"]
    assert isinstance(domains, list)
    for domain in domains:
        title = domain["title"].get(language, domain["title"]["en"])
        click.echo(f"  {domain['name']}  {title}  ({_rules(domain['rules'])})")
        for kind in domain["kinds"]:
            click.echo(f"    {kind['name']}  {' '.join(kind['files'])}  ({_rules(kind['rules'])})")
        for kind in domain["extends"]:
            click.echo(f"    extends {kind}")
    for what in ("suffixes", "reports"):
        if plugin[what]:
            click.echo(f"  {what}: {' '.join(plugin[what])}")  # type: ignore[arg-type]


def _rules(count: int) -> str:
    return "1 rule" if count == 1 else f"{count} rules"
