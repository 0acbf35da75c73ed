"""``adjudge explain``: what a rule wants, on what legal basis, and how to satisfy it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

import click

from adjudge import Catalogue, Settings, load_settings
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.console import LocalizedCommand, option
from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import Rule
from adjudge.lib.wording import wording
from adjudge.lib.words import say

from .rules import as_data

LABELS = {
    "en": {
        "severity": "severity",
        "warns": "only warns",
        "judges": "judges",
        "basis": "basis",
        "where": "jurisdictions",
        "in force": "in force",
        "from": "from {}",
        "to": "until {}",
        "replaced": "replaced by {}",
        "collections": "collections",
        "parameters": "parameters",
        "messages": "findings",
        "fix": "fix",
        "source": "text",
        "plugin": "plugin",
        "formerly": "formerly",
    },
    "zh": {
        "severity": "严重程度",
        "warns": "仅警告",
        "judges": "审查对象",
        "basis": "依据",
        "where": "适用法域",
        "in force": "效力",
        "from": "自 {} 起",
        "to": "至 {} 止",
        "replaced": "由 {} 取代",
        "collections": "规则集",
        "parameters": "参数",
        "messages": "问题",
        "fix": "整改",
        "source": "原文",
        "plugin": "插件",
        "formerly": "曾用名",
    },
}


@click.command(cls=LocalizedCommand, help=say("help.explain.long"))
@click.argument("rule_id", metavar="RULE")
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@general_options
def command(rule_id: str, *, as_json: bool, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given, judging=False, environment=False))
    settings.catalogue.open_all()
    problems = settings.problems
    show_problems(problems)
    rule = _find(settings.catalogue, rule_id)
    if as_json:
        data = as_data(rule) | {"parameters": settings.catalogue.parameters(rule)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in _lines(settings, rule):
            click.echo(line)
    return 3 if problems else 0


def _find(catalogue: Catalogue, rule_id: str) -> Rule:
    rules = catalogue.rules()
    if rule_id in rules:
        return rules[rule_id]
    for rule in rules.values():
        if rule_id in rule.formerly:
            return rule
    owner, _, name = rule_id.rpartition(".")
    own = wording("en").core
    if name in own and (owner in catalogue.registry.kinds or owner.endswith(".params") or owner.startswith("adjudge.")):
        raise UsageError(say("introspection.own_check", name=rule_id, what=say(f"report.core.{name}")))
    near = get_close_matches(rule_id, rules, n=1)
    if near:
        raise UsageError(say("introspection.no_rule_but_near", name=rule_id, near=near[0]))
    raise UsageError(say("introspection.no_rule", name=rule_id))


def _lines(settings: Settings, rule: Rule) -> Iterator[str]:
    label, language = LABELS[settings.language], settings.language
    words = rule.words.get(language, rule.words["en"])
    yield f"{rule.id}: {words.title}"
    if words.description:
        yield from ("", words.description.rstrip())
    yield ""
    yield f"{label['severity']}: {rule.severity}" + ("" if rule.binding else f" ({label['warns']})")
    yield f"{label['judges']}: {rule.kind}"
    if rule.basis:
        yield f"{label['basis']}:"
        yield from (f"  {line}" for basis in rule.basis for line in _basis(settings, basis))
    if rule.jurisdictions:
        yield f"{label['where']}: {', '.join(rule.jurisdictions)}"
    since, to, by = rule.effective.since, rule.effective.to, rule.effective.replaced_by
    dates = [label[name].format(date) for name, date in (("from", since), ("to", to), ("replaced", by)) if date]
    if dates:
        yield f"{label['in force']}: {', '.join(dates)}"
    if rule.collections:
        yield f"{label['collections']}: {', '.join(rule.collections)}"
    if rule.formerly:
        yield f"{label['formerly']}: {', '.join(rule.formerly)}"
    parameters = settings.catalogue.parameters(rule)
    if parameters:
        yield f"{label['parameters']}:"
        for name, entry in parameters.items():
            yield f"  {name} = {json.dumps(entry['value'], ensure_ascii=False)}"
            yield f"    {entry['description']}"
    if words.messages:
        yield f"{label['messages']}:"
        yield from (f"  {code + ': ' if code else ''}{text}" for code, text in words.messages.items())
    if words.remediation:
        yield f"{label['fix']}: {words.remediation}"
    for resource in rule.resources:
        yield f"{label['source']}: {resource}"
    plugin = settings.registry.plugins[rule.plugin]
    yield f"{label['plugin']}: {plugin.name} ({plugin.distribution} {plugin.version})"


def _basis(settings: Settings, basis: str) -> Iterator[str]:
    citation = settings.catalogue.instruments.cite(basis, datetime.now(UTC))
    if citation is None:
        yield basis
        return
    title = citation.instrument.title.get(settings.language, citation.instrument.title["en"])
    yield f"{basis}  {title}"
    yield f"  {citation.summary.get(settings.language, citation.summary['en'])}"
