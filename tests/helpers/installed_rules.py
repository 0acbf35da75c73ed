"""What is installed, as lints take it: the catalogue of first-party plugins, and a domain's policies."""

from __future__ import annotations

from functools import cache

from first_party import FIRST_PARTY

from adjudge.lib.installed import package_root
from adjudge.lib.rego.rule import Rule
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.authoring.lint.policies import Policies


def opened(*blocked: str) -> Catalogue:
    """Give the catalogue of what is installed now, all of it open and sound."""
    made = Catalogue(registry=load(blocked=blocked))
    made.open_all()
    assert made.problems() == []
    return made


@cache
def installed() -> Catalogue:
    """Give the catalogue of what this interpreter has."""
    return opened()


def rules() -> list[Rule]:
    """Give the first-party rules."""
    return [rule for rule in installed().rules().values() if rule.plugin in FIRST_PARTY]


def policies(catalogue: Catalogue, domain: str) -> Policies:
    """Give the policies of a domain."""
    found = catalogue.open(domain)
    root = package_root(found.domain.policies)
    return Policies(root=root, folder=found.folder, lib=catalogue.lib, params=found.schemas.get("params"))
