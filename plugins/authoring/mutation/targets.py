"""Which policies are changed: those at paths, of a domain, or of a plugin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from adjudge import Settings
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.local_rules import LocalRules, local_rules
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import say

from ..testing.examples import Example, Judging, examples_in
from ..testing.places import PolicyHomes, found_at, lies_below
from ..testing.suite import LIB


def policies_of(settings: Settings, places: PolicyHomes, what: Sequence[str]) -> list[Module]:
    """Return policies, by their files. ``what`` are paths, or names of domains and plugins; none is here.

    Raises UsageError for what is none of these, JudgeError where there are no policies, PolicyError or PluginError for a
    domain that cannot be opened.
    """
    found: dict[str, Module] = {}
    for each in what or (".",):
        path = Path(each)
        if path.exists():
            domain = places.domain(path)
            for name in [*places.below(path), *([domain] if domain is not None else [])]:
                found |= {module.file: module for module in _at(path, places.path, _modules(settings, name))}
            for rules in local_rules(settings.config):
                found |= {
                    module.file: module
                    for module in _at(path, partial(_local, rules), _modules(settings, rules.plugin))
                }
        else:
            for name in _named(settings, each):
                found |= {module.file: module for module in _modules(settings, name)}
    if not found:
        raise JudgeError(say("mutate.no_policies", paths=list(what) or ["."]))
    return [found[file] for file in sorted(found)]


def _named(settings: Settings, name: str) -> list[str]:
    owners = {domain: plugin.name for domain, plugin in settings.registry.owners.items()}
    if name == LIB or name in owners:
        return [name]
    domains = [domain for domain, plugin in sorted(owners.items()) if plugin == name]
    if not domains:
        raise UsageError(say("mutate.unknown", name=name, known=sorted({*owners, *owners.values()})))
    return domains


def _modules(settings: Settings, domain: str) -> list[Module]:
    catalogue = settings.catalogue
    folder = catalogue.lib if domain == LIB else catalogue.open(domain).folder
    return [policy.module for policy in folder.policies.values()]


def _at(path: Path, lies: Callable[[str], Path | None], modules: Iterable[Module]) -> Iterable[Module]:
    lying = ((module, lies(module.file)) for module in modules)
    return [module for module, file in lying if file is not None and lies_below(file, path)]


def where(settings: Settings, places: PolicyHomes) -> Callable[[str], Path | None]:
    """Return what tells where a policy lies, by its path inside the bundle root; None for what is not on the disk."""
    local = {rules.plugin: rules for rules in local_rules(settings.config)}

    def found(file: str) -> Path | None:
        rules = local.get(file.partition("/")[0])
        return places.path(file) if rules is None else _local(rules, file)

    return found


def _local(rules: LocalRules, file: str) -> Path:
    return Path(os.path.realpath(rules.folder)) / file.partition("/")[2]


def examples_of(settings: Settings, places: PolicyHomes, what: Sequence[str], domains: Sequence[str]) -> list[Example]:
    """Return the examples of the rules of some domains, here and at the paths that were named."""
    roots = [Path(), *(Path(each) for each in what if Path(each).is_dir())]
    own = [name for name in domains if name != LIB]
    judging = Judging(settings, places, own)
    found: dict[tuple[str, Path], Example] = {}
    for folder, asked in found_at(roots).examples:
        for example in examples_in(folder, asked):
            rule = judging.rule(example.rule)
            if example.side is not None and isinstance(rule, Rule) and rule.domain in own:
                found[rule.id, Path(os.path.realpath(example.path))] = example
    return list(found.values())
