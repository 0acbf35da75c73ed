"""``adjudge rules``: the rules of every installed plugin."""

from __future__ import annotations

import json
from pathlib import Path

import click

from adjudge.control.selection import means
from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import Rule
from adjudge.session.settings import common_options, make_settings, show_problems


@click.command()
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@common_options
def command(
    selectors: tuple[str, ...], config_file: Path | None, disabled: tuple[str, ...], lang: str | None, as_json: bool
) -> int:
    """List the rules, or those that a SELECTOR means (a glob, collection:…, severity:…, jurisdiction:…).

    \b
    Example: adjudge rules 'dubbing.consent.*' --lang zh
    """
    settings = make_settings(config_file, disabled, lang)
    settings.catalogue.open_all()
    problems = [*settings.registry.problems, *settings.catalogue.problems()]
    show_problems(problems)
    rules = [rule for _, rule in sorted(settings.catalogue.rules().items())]
    for selector in selectors:
        if not any(means(selector, rule) for rule in rules):
            raise UsageError(f"the selector {selector!r} matches no rule", hint="`adjudge rules` lists them.")
    if selectors:
        rules = [rule for rule in rules if any(means(selector, rule) for selector in selectors)]
    if as_json:
        click.echo(json.dumps([as_data(rule) for rule in rules], ensure_ascii=False, indent=2))
    else:
        width = max((len(rule.id) for rule in rules), default=0)
        for rule in rules:
            words = rule.words.get(settings.language, rule.words["en"])
            strength = rule.severity if rule.binding else f"{rule.severity} (warns)"
            click.echo(f"{rule.id:{width}}  {strength:16}  {words.title}")
    return 3 if problems else 0


def as_data(rule: Rule) -> dict[str, object]:
    """Give a rule as JSON."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "severity": rule.severity,
        "binding": rule.binding,
        "basis": list(rule.basis),
        "jurisdictions": list(rule.jurisdictions),
        "collections": list(rule.collections),
        "effective": {"from": rule.effective.since, "to": rule.effective.to, "replaced_by": rule.effective.replaced_by},
        "formerly": list(rule.formerly),
        "plugin": rule.plugin,
        "words": {
            language: {
                "title": words.title,
                "description": words.description,
                "messages": dict(words.messages),
                "remediation": words.remediation,
            }
            for language, words in sorted(rule.words.items())
        },
    }
