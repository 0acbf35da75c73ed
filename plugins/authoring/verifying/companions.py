"""A plugin loads alone, with what it needs and nothing else, and beside the first-party plugins, as the same both times."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from adjudge import Settings, load_settings
from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.words import say

from .results import CheckOutcome, Fault
from .subject import PluginSubject


def loads(subject: PluginSubject) -> CheckOutcome:
    """Return what came of loading it alone and beside others; what was asked are its rules."""
    plugins = subject.settings.registry.plugins
    others = [each for each in plugins if each not in {subject.name, *_needed(subject)}]
    strangers = [each for each in others if not plugins[each].is_ours]
    found: list[dict[str, str]] = []
    faults: list[Fault] = []
    for blocked in (others, strangers):
        options = replace(subject.options, disable_plugins=(*subject.options.disable_plugins, *blocked))
        try:
            settings = load_settings(options)
            faults += (Fault(Told(each)) for each in _opened(settings, subject.domains))
            found.append(_rules(settings, subject.domains))
        except AdjudgeError as error:
            faults.append(Fault(Told(error)))
    if not faults:
        alone, beside = found
        for name in sorted(alone.keys() | beside.keys()):
            if alone.get(name) != beside.get(name):
                faults.append(Fault(say("verifying.other_alone", rule=name)))
        if not alone:
            faults.append(Fault(say("verifying.no_rules")))
    return CheckOutcome(len(found[0]) if found else 0, tuple(dict.fromkeys(faults)))


def _needed(subject: PluginSubject) -> Iterator[str]:
    """Yield the plugins that it extends, and those of distributions that its own requires, apart from adjudge's."""
    owners = subject.settings.registry.owners
    for each in subject.targets:
        yield from (
            owners[kind.partition(".")[0]].name for kind in each.domain.extends if kind.partition(".")[0] in owners
        )
    required = set(_requirements(subject))
    for name, plugin in subject.settings.registry.plugins.items():
        if not plugin.is_ours and plugin.local is None and plugin.distribution.lower().replace("_", "-") in required:
            yield name


def _requirements(subject: PluginSubject) -> Iterable[str]:
    from packaging.requirements import Requirement

    brought: Any = subject.plugin.brought_by()
    for each in getattr(brought, "requires", None) or ():
        yield Requirement(each).name.lower().replace("_", "-")


def _opened(settings: Settings, domains: Iterable[str]) -> Iterator[AdjudgeError]:
    """Open domains, and yield what is wrong with plugins, and with these."""
    for name in domains:
        try:
            settings.catalogue.open(name)
        except AdjudgeError as error:
            yield error
        else:
            yield from unfounded(settings.catalogue.open(name).folder.rules, settings.catalogue.instruments)
    for each in settings.problems:
        if each.plugin is None or each.plugin not in settings.registry.plugins or _is_of(each, settings, domains):
            yield each


def _is_of(error: AdjudgeError, settings: Settings, domains: Iterable[str]) -> bool:
    owners = settings.registry.owners
    return any(name in owners and owners[name].name == error.plugin for name in domains)


def _rules(settings: Settings, domains: Iterable[str]) -> dict[str, str]:
    """Return digests of what judges by: each rule with its policy and words, parameters and schemas by domain."""
    found: dict[str, str] = {}
    catalogue = settings.catalogue
    for name in domains:
        opened = catalogue.open(name)
        reach = opened.folder.reach(list(opened.folder.rules), catalogue.lib)
        texts = {module.file: module.text for module in reach.modules}
        rest = json.dumps([texts, dict(opened.params), dict(opened.schemas)], sort_keys=True, default=str)
        for rule in opened.folder.rules:
            found[rule.id] = sha256(f"{rule!r}{rest}".encode()).hexdigest()
    return found
