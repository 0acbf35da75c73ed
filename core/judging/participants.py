"""Who takes part in a run besides the rules: what plugins gave for it, each with the plugin that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.documents import EvidenceFile
from adjudge.lib.errors import AdjudgeError, PluginError
from adjudge.lib.strangers import called, place_of, said_by

from ..model import Verdict
from ..roles import Check, Role, Suppressor, Watcher
from ..summary import Totals


class Participant(NamedTuple):
    """A role that somebody has in the run; ``plugin`` is its name, None for the core's own and the caller's."""

    role: Role
    plugin: str | None = None

    def call(self, method: str, *arguments: object) -> Any:
        """Call a method of the role. Raises PluginError for whatever a plugin's raises."""
        try:
            return (
                called(getattr(self.role, method), *arguments)
                if self.plugin
                else getattr(self.role, method)(*arguments)
            )
        except (AdjudgeError, KeyboardInterrupt, BrokenPipeError):
            raise
        except BaseException as error:  # a plugin may raise anything
            if self.plugin is None:
                raise
            raise PluginError(
                f"{method} of {type(self.role).__name__} raised {said_by(error)}",
                plugin=self.plugin,
                **place_of(error, __name__),
                hint="Report this to the authors of the plugin.",
            ) from error

    def at(self, as_of: datetime) -> Participant:
        """Return it for another run, with nothing seen yet. Raises PluginError for what is no role of the same kind."""
        moved = self.call("at", as_of)
        for role in (Watcher, Suppressor, Check):
            if isinstance(self.role, role) and not isinstance(moved, role):
                raise PluginError(
                    f"`at` of {type(self.role).__name__} returned a {type(moved).__name__}, not a {role.__name__}",
                    plugin=self.plugin,
                    hint="Return the same role for another day.",
                )
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
        return tuple(each for each in self.all if isinstance(each.role, Suppressor))

    @property
    def checks(self) -> tuple[Participant, ...]:
        """Those that give verdicts on what is no artifact."""
        return tuple(each for each in self.all if isinstance(each.role, Check))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that say which findings do not count."""
        return tuple(file for each in self.suppressors for file in _suppressor(each).files)

    @property
    def evidence(self) -> EvidenceFile | None:
        """What is attested of them."""
        return next((found for each in self.suppressors if (found := _suppressor(each).evidence) is not None), None)

    def at(self, as_of: datetime) -> Participants:
        """Return them for another run, with nothing seen yet."""
        return Participants(tuple(each.at(as_of) for each in self.all))

    @classmethod
    def of(cls, given: Iterable[Participant]) -> Participants:
        """Put them into their order: those on suppressions first, the core's own, then plugins as they came."""
        found = tuple(given)
        first = tuple(each for each in found if isinstance(each.role, Suppressor))
        own = tuple(each for each in found if each.plugin is None and each not in first)
        return cls((*first, *own, *(each for each in found if each not in first and each not in own)))


def verdicts_of(check: Participant, totals: Totals) -> Iterator[Verdict]:
    """Return the verdicts of a check. Raises PluginError for whatever it raises, and for what is no verdict."""
    for verdict in check.call("listed", totals):
        if not isinstance(verdict, Verdict):
            raise PluginError(
                f"verdicts of {type(check.role).__name__} gave a {type(verdict).__name__}, not a Verdict",
                plugin=check.plugin,
                hint="Report this to the authors of the plugin.",
            )
        yield verdict


def _suppressor(participant: Participant) -> Suppressor:
    assert isinstance(participant.role, Suppressor)
    return participant.role
