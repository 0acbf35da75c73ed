"""The plugin that is verified: its domains, the kinds that it judges, where its package lies, and its examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from adjudge import Options, Settings
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import say

from ..lint.linted import LintedDomain
from ..lint.targets import LintTarget, chosen
from ..testing.examples import Example, Judging, examples_in
from ..testing.places import EXAMPLES, PolicyHomes

_PROJECT = "pyproject.toml"


class PluginSubject:
    """A plugin, by its name, that of a domain of it, or the folder of its package."""

    def __init__(self, settings: Settings, targets: tuple[LintTarget, ...], options: Options) -> None:
        self.settings, self.targets, self.options = settings, targets, options
        self.name = targets[0].plugin
        self.plugin = settings.registry.plugins[self.name]

    @classmethod
    def of(cls, word: str, options: Options, stack: ExitStack) -> PluginSubject:
        """Return what a word names. Raises UsageError for nothing, and for what is more than one plugin.

        Raises what keeps the plugin from being loaded. ``stack`` takes back what a package that is not installed needed.
        """
        asked = chosen([word], options, stack)
        for error in asked.settings.registry.problems:
            if error.plugin is None or error.plugin not in asked.settings.registry.plugins:
                raise error
        names = sorted({each.plugin for each in asked.targets})
        if len(names) != 1:
            raise UsageError(say("verifying.several", names=names, word=word))
        if names[0] not in asked.settings.registry.plugins:
            raise UsageError(say("verifying.local", word=word))
        registry = asked.settings.registry
        whole = chosen(
            sorted(name for name, owner in registry.owners.items() if owner.name == names[0]), options, stack
        )
        return cls(whole.settings, whole.targets, options)

    @property
    def domains(self) -> list[str]:
        """The names of its domains."""
        return [each.domain.name for each in self.targets]

    @property
    def kinds(self) -> list[str]:
        """The kinds that it has rules for, its own first."""
        own = [kind.name for each in self.targets for kind in each.domain.kinds]
        return list(dict.fromkeys([*own, *(kind for each in self.targets for kind in each.domain.extends)]))

    @cached_property
    def linted(self) -> list[LintedDomain]:
        """Its domains as a lint reads them. Raises PluginError or PolicyError."""
        return [LintedDomain(each, self.settings) for each in self.targets]

    @cached_property
    def home(self) -> Path | None:
        """The folder of its package, with a ``pyproject.toml``; None where it lies in no such folder."""
        for each in self.targets:
            for folder in (each.home or Path()).resolve().parents if each.home is not None else ():
                if (folder / _PROJECT).is_file():
                    return folder
                if folder.name == "site-packages":
                    break
        return None

    @property
    def rooted(self) -> Path:
        """The folder from which files are named."""
        return Path(os.path.realpath(Path.cwd()))

    def contract(self, kind: str) -> dict[str, object] | None:
        """Return the schema of a kind; None where that cannot be relied on."""
        try:
            return dict(self.settings.catalogue.contract(kind).schema)
        except (AdjudgeError, PluginError):
            return None

    @cached_property
    def examples(self) -> list[Example]:
        """The cases of its rules below ``tests/examples`` of its package."""
        folder = None if self.home is None else self.home.joinpath(*EXAMPLES)
        if folder is None or not folder.is_dir():
            return []
        return list(self._cases(folder))

    def _cases(self, folder: Path) -> Iterator[Example]:
        judging = Judging(self.settings, PolicyHomes(self.settings.catalogue), self.domains)
        for each in sorted(folder.iterdir()):
            if each.is_dir() and not each.name.startswith("."):
                rule = judging.rule(each.name)
                if not isinstance(rule, Rule) or rule.domain in self.domains:
                    yield from examples_in(each)
