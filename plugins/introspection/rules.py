"""``adjudge rules``: the rules of every installed plugin."""

from __future__ import annotations

import json
from typing import Any

import click

from adjudge import load_settings, means
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.console import LocalizedCommand, option
from adjudge.lib.errors import UsageError
from adjudge.lib.escape import width
from adjudge.lib.rego.rule import Rule
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import say

_STRENGTH = 16


@click.command(cls=LocalizedCommand, help=say("help.rules.long"))
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@general_options
def command(selectors: tuple[str, ...], *, as_json: bool, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given, judging=False, environment=False))
    settings.catalogue.open_all()
    problems = settings.problems
    show_problems(problems)
    rules = [rule for _, rule in sorted(settings.catalogue.rules().items())]
    for selector in selectors:
        if not any(means(selector, rule) for rule in rules):
            raise UsageError(say("introspection.no_selection", selector=selector))
    if selectors:
        rules = [rule for rule in rules if any(means(selector, rule) for selector in selectors)]
    if as_json:
        click.echo(json.dumps([as_data(rule) for rule in rules], ensure_ascii=False, indent=2))
    else:
        longest = max((len(rule.id) for rule in rules), default=0)
        for rule in rules:
            own = rule.words.get(settings.language, rule.words["en"])
            words = wording(settings.language)
            strength = _strength(rule, words)
            click.echo(f"{rule.id:{longest}}  {strength}{' ' * (_STRENGTH - width(strength))}  {own.title}")
            for code, each in rule.codes.items():
                strength, own = _strength(each, words), each.words.get(settings.language, each.words["en"])
                click.echo(f"{f'  [{code}]':{longest}}  {strength}{' ' * (_STRENGTH - width(strength))}  {own.title}")
    return 3 if problems else 0


def _strength(rule: Rule, words: Wording) -> str:
    severity = words.of("report.severities", rule.severity)
    return severity if rule.binding else f"{severity}{words.bracketed(words('listing.warns'))}"


def _code(rule: Rule) -> dict[str, object]:
    """Return what holds for the findings of a code that is described on its own."""
    data = as_data(rule)
    return {name: data[name] for name in ("severity", "basis", "effective", "words")}


def as_data(rule: Rule) -> dict[str, object]:
    """Return a rule as JSON."""
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
        **({"codes": {code: _code(each) for code, each in rule.codes.items()}} if rule.codes else {}),
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
