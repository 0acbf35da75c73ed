"""``adjudge explain``: what a rule wants, on what legal basis, and how to satisfy it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import click

from adjudge import Settings, load_settings
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.clock import local
from adjudge.lib.console import LocalizedCommand, option
from adjudge.lib.errors import UsageError
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema.translations import on_one_line
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import say

from .matches import Matches, clause_lines, matches
from .names import kind_named, texts_of
from .rules import as_data


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
    found = _find(settings, rule_id)
    if as_json:
        data = [as_data(rule) | {"parameters": settings.catalogue.parameters(rule)} for rule in found.rules]
        click.echo(json.dumps(data if found.heading or len(data) > 1 else data[0], ensure_ascii=False, indent=2))
    else:
        alone = len(found.rules) == 1 and not found.heading
        for line in _lines(settings, found.rules[0]) if alone else found.lines(settings.language):
            click.echo(line)
    return 3 if problems else 0


def _find(settings: Settings, rule_id: str) -> Matches:
    """Return the rule of an id, else what the name means otherwise. Raises UsageError where it is nobody's."""
    catalogue = settings.catalogue
    rules = catalogue.rules()
    named = [rule for rule in rules.values() if rule_id == rule.id] or [
        rule for rule in rules.values() if rule_id in rule.formerly
    ]
    found = Matches((), tuple(named[:1])) if named else matches(settings, rule_id)
    if found is not None:
        return found
    owner, _, name = rule_id.rpartition(".")
    own = wording("en").find(f"report.core.{name}")
    if own and (owner in catalogue.registry.kinds or owner.endswith(".params") or owner.startswith("adjudge.")):
        raise UsageError(say("introspection.own_check", name=rule_id, what=say(f"report.core.{name}")))
    near = get_close_matches(rule_id, rules, n=1)
    if near:
        raise UsageError(say("introspection.no_rule_but_near", name=rule_id, near=near[0]))
    raise UsageError(say("introspection.no_rule", name=rule_id))


def _lines(settings: Settings, rule: Rule) -> Iterator[str]:
    words, language = wording(settings.language), settings.language
    own = rule.words.get(language, rule.words["en"])
    yield f"{rule.id}{words.colon}{own.title}"
    if own.description:
        yield from ("", own.description.rstrip())
    yield ""
    severity = words.of("report.severities", rule.severity)
    yield words.labelled(
        "explain.severity", severity + ("" if rule.binding else words.bracketed(words("explain.warns")))
    )
    yield words.labelled("explain.judges", kind_named(settings, rule.kind))
    if rule.basis:
        yield _heading(words, "explain.basis")
        yield from (f"  {line}" for basis in rule.basis for line in clause_lines(settings, basis))
    yield from _scope(settings, rule, words)
    parameters = settings.catalogue.parameters(rule)
    if parameters:
        yield _heading(words, "explain.parameters")
        for name, entry in parameters.items():
            texts = texts_of(settings, name.rpartition(".")[0] or rule.domain)
            yield f"  {name} = {json.dumps(entry['value'], ensure_ascii=False)}"
            yield f"    {texts.get(on_one_line(str(entry['description'])), entry['description'])}"
    if own.messages:
        yield _heading(words, "explain.messages")
        yield from (f"  {code + words.colon if code else ''}{text}" for code, text in own.messages.items())
    if own.remediation:
        yield words.labelled("explain.fix", own.remediation)
    for resource in rule.resources:
        yield words.labelled("explain.source", resource)
    plugin = settings.registry.plugins[rule.plugin]
    yield words.labelled("explain.plugin", plugin.name + words.bracketed(f"{plugin.distribution} {plugin.version}"))
    for code, each in rule.codes.items():
        yield from _code(settings, code, each, rule)


def _code(settings: Settings, code: str, own: Rule, rule: Rule) -> Iterator[str]:
    """Yield what the findings of a code that is described on its own have otherwise than the rule."""
    words, said = wording(settings.language), own.words.get(settings.language, own.words["en"])
    yield ""
    yield f"[{code}]{words.colon}{said.title}"
    if said.description and said.description != rule.words.get(settings.language, rule.words["en"]).description:
        yield f"  {said.description.rstrip()}"
    yield f"  {words.labelled('explain.severity', words.of('report.severities', own.severity))}"
    if own.basis and own.basis != rule.basis:
        yield f"  {_heading(words, 'explain.basis')}"
        yield from (f"    {line}" for basis in own.basis for line in clause_lines(settings, basis))
    dates = _dates(settings, own, words)
    if dates:
        yield f"  {words.labelled('explain.in_force', words.joined(dates))}"
    if said.remediation and said.remediation != rule.words.get(settings.language, rule.words["en"]).remediation:
        yield f"  {words.labelled('explain.fix', said.remediation)}"
    yield from (f"  {words.labelled('explain.source', ref)}" for ref in own.resources if ref not in rule.resources)


def _heading(words: Wording, code: str) -> str:
    return words.labelled(code, "").rstrip()


def _scope(settings: Settings, rule: Rule, words: Wording) -> Iterator[str]:
    """Yield where and when a rule counts; a time is shown on the clock of its first instrument."""
    if rule.jurisdictions:
        yield words.labelled("explain.where", words.listed(rule.jurisdictions))
    dates = _dates(settings, rule, words)
    if dates:
        yield words.labelled("explain.in_force", words.joined(dates))
    if rule.collections:
        yield words.labelled("explain.collections", words.listed(rule.collections))
    if rule.formerly:
        yield words.labelled("explain.formerly", words.listed(rule.formerly))


def _dates(settings: Settings, rule: Rule, words: Wording) -> list[str]:
    zone = settings.catalogue.zone(rule.basis[0].partition("#")[0]) if rule.basis else "UTC"
    since, to, by = rule.effective.since, rule.effective.to, rule.effective.replaced_by
    dates = [words("explain.from", day=local(since, zone))] if since else []
    dates += [words("explain.to", day=local(to, zone))] if to else []
    return dates + ([words("explain.replaced", rule=by)] if by else [])
