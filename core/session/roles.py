"""Who takes part in a run: what the plugins gave, sorted by what it can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.documents import EvidenceFile
from adjudge.lib.errors import PluginError
from adjudge.lib.files import Tree

from ..control.ready import Ready
from ..decision import Totals
from ..loading.registry import Registry
from ..model import Verdict
from ..roles import Check, Suppressor, Watcher

Closing = Callable[[Totals], Iterator[Verdict]]


class Roles(NamedTuple):
    """Those who take part. ``files`` are what decides besides artifacts, ``evidence`` what is attested of it."""

    watchers: tuple[Watcher, ...]
    suppressors: tuple[Suppressor, ...]
    before: tuple[Closing, ...]
    after: tuple[Closing, ...]
    files: tuple[Path, ...]
    evidence: EvidenceFile | None

    @classmethod
    def of(cls, registry: Registry, ready: Ready) -> Roles:
        """Ask the plugins. A foreign suppressor counts only where somebody named it."""
        watchers: list[Watcher] = []
        suppressors: list[Suppressor] = []
        before: list[Closing] = []
        after: list[Closing] = []
        files: list[Path] = []
        evidence: EvidenceFile | None = None
        for role, plugin in registry.session(ready):
            excuses = isinstance(role, Suppressor) or hasattr(role, "files")
            if isinstance(role, Suppressor):
                if not plugin.built_in:
                    raise PluginError("a foreign suppressor must be named by the gate or a flag", plugin=plugin.name)
                suppressors.append(role)
            if isinstance(role, Watcher):
                watchers.append(role)
            if isinstance(role, Check):
                (before if excuses else after).append(role.verdicts)
            files += getattr(role, "files", ())
            evidence = getattr(role, "evidence", None) or evidence
        return cls(tuple(watchers), tuple(suppressors), tuple(before), tuple(after), tuple(files), evidence)

    def left_out(self, tree: Tree) -> Tree:
        """Give the tree without their files."""
        inside = {file.relative_to(tree.root).as_posix() for file in self.files if file.is_relative_to(tree.root)}
        return tree._replace(skip=tree.skip | inside)

    def closing(self, own: Closing) -> list[Closing]:
        """Give the checks in their order, the core's own between those on suppressions and those on the release."""
        return [*self.before, own, *self.after]

    def verdict(self, verdict: Verdict) -> None:
        """Tell a verdict."""
        for watcher in self.watchers:
            watcher.verdict(verdict)

    def question(self, path: str, text: str) -> None:
        """Tell a question."""
        for watcher in self.watchers:
            watcher.question(path, text)
