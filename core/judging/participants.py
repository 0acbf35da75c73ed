"""Who takes part in a run besides the rules: what plugins gave for it, each with the plugin that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.documents import EvidenceFile
from adjudge.lib.errors import PluginError
from adjudge.lib.problems import Problem
from adjudge.lib.strangers import guarded
from adjudge.lib.words import Texts, say

from ..model import OUTCOMES, Finding, Outcome, Verdict
from ..roles import Check, Role, Suppressor, Watcher
from ..summary import Totals
from .outcomes import verdict_of


class Participant(NamedTuple):
    """A role that somebody has in the run; ``plugin`` is its name, None for the core's own and the caller's."""

    role: Role
    plugin: str | None = None
    suppresses: bool = True

    def call(self, method: str, *arguments: object) -> Any:
        """Call a method of the role. Raises PluginError for whatever a plugin's raises."""
        function = getattr(self.role, method)
        if self.plugin is None:
            return function(*arguments)
        return guarded(self.plugin, say("plugin.of", name=method, owner=self._class), function, *arguments)

    @property
    def _class(self) -> str:
        return type(self.role).__name__

    @property
    def is_stranger(self) -> bool:
        """Whether it is a plugin's watcher, or its suppressor that counts."""
        return self.plugin is not None and self.suppresses and isinstance(self.role, (Watcher, Suppressor))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of a suppressor. Raises PluginError for what is none."""
        if self.plugin is None:
            return tuple(getattr(self.role, "files", ()))
        what = say("plugin.of", name="`files`", owner=self._class)
        found = guarded(self.plugin, what, lambda: tuple(getattr(self.role, "files", ())))
        if not all(isinstance(file, Path) for file in found):
            raise PluginError(say("plugin.files", what=what, found=repr(found)), plugin=self.plugin)
        return tuple(map(Path.absolute, found))

    def at(self, as_of: datetime) -> Participant:
        """Return it for another run, with nothing seen yet. Raises PluginError for what is no role of the same kind."""
        moved = self.call("at", as_of)
        for role in (Watcher, Suppressor, Check):
            if isinstance(self.role, role) != isinstance(moved, role):
                words = say("plugin.other_role", role=self._class, type=type(moved).__name__)
                raise PluginError(words, plugin=self.plugin)
        return self._replace(role=moved)


class Participants(NamedTuple):
    """All of them, in the order in which checks report: those on suppressions, the core's own, then the others."""

    all: tuple[Participant, ...] = ()

    @property
    def watchers(self) -> tuple[Participant, ...]:
        """Those that hear what happens."""
        return tuple(each for each in self.all if isinstance(each.role, Watcher))

    @property
    def suppressors(self) -> tuple[Participant, ...]:
        """Those that say which findings do not count."""
        return tuple(each for each in self.all if isinstance(each.role, Suppressor) and each.suppresses)

    @property
    def checks(self) -> tuple[Participant, ...]:
        """Those that give verdicts on what is no artifact."""
        return tuple(each for each in self.all if isinstance(each.role, Check))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that say which findings do not count."""
        return tuple(file for each in self.suppressors for file in each.files)

    @property
    def evidence(self) -> EvidenceFile | None:
        """What is attested of them."""
        own = (each.role for each in self.suppressors if each.plugin is None)
        return next((role.evidence for role in own if isinstance(role, Suppressor) and role.evidence), None)

    def at(self, as_of: datetime) -> Participants:
        """Return them for another run, with nothing seen yet."""
        return Participants(tuple(each.at(as_of) for each in self.all))

    @classmethod
    def of(cls, given: Iterable[Participant]) -> Participants:
        """Put them into their order: those on suppressions first, the core's own, then plugins as they came."""
        found = tuple(given)
        return cls(tuple(sorted(found, key=_turn)))


def _turn(participant: Participant) -> int:
    return 0 if isinstance(participant.role, Suppressor) else 1 if participant.plugin is None else 2


def verdicts_of(check: Participant, totals: Totals) -> Iterator[Verdict]:
    """Return the verdicts of a check.

    Raises PluginError for whatever it raises, and for what is no verdict, or one that does not follow from its outcomes:
    counted are outcomes with their findings, so that a denial without any would pass.
    """
    for verdict in check.call("listed", totals):
        if check.plugin is not None:
            role = type(check.role).__name__
            wrong = guarded(check.plugin, say("plugin.verdict_of", role=role), _wrong, verdict)
            if wrong is not None:
                raise PluginError(say("plugin.verdicts", role=role, why=wrong), plugin=check.plugin)
        yield verdict


def _wrong(verdict: object) -> Texts | None:
    """Return what is wrong with a verdict of a stranger; None where nothing is."""
    if not isinstance(verdict, Verdict):
        return say("plugin.verdict.type", type=type(verdict).__name__)
    texts = (verdict.path, verdict.file, *([] if verdict.kind is None else [verdict.kind]))
    if not all(isinstance(text, str) and text for text in texts):
        return say("plugin.verdict.texts")
    if not all(isinstance(each, EvidenceFile) for each in verdict.evidence):
        return say("plugin.verdict.evidence")
    if verdict.problem is not None:
        said = isinstance(verdict.problem, Problem) and isinstance(verdict.problem.message, str)
        return None if said and verdict.verdict == "error" else say("plugin.verdict.problem")
    findings = [finding for outcome in verdict.outcomes for finding in outcome.findings]
    if not all(isinstance(outcome, Outcome) and outcome.outcome in OUTCOMES for outcome in verdict.outcomes):
        return say("plugin.verdict.outcome")
    if not all(outcome.note is None or isinstance(outcome.note, str | Mapping) for outcome in verdict.outcomes):
        return say("plugin.verdict.note")
    if not all(isinstance(each, Finding) and {"en"} <= each.message.keys() for each in findings):
        return say("plugin.verdict.finding")
    if any(not outcome.findings for outcome in verdict.outcomes if outcome.outcome in ("denied", "warned")):
        return say("plugin.verdict.empty")
    follows = verdict_of(verdict.outcomes)
    return None if verdict.verdict == follows else say("plugin.verdict.follows", said=verdict.verdict, follows=follows)
