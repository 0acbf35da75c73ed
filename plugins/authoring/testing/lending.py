"""The engine of a run, lent to the sessions of its examples: it starts once, and loads once what several judge by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjudge import Program, Settings
from adjudge.engine import Engine, EngineSession, JudgedBy
from adjudge.lib.documents import NOTHING

_KEPT = 8
"""Of so many loads the last are kept: examples of one rule stand together."""


class LentEngine:
    """An engine that stays open when a session ends."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self._engine = engine
        self._loaded: list[tuple[list[Program], EngineSession]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)  # what only some engines can, such as telling which others judged

    def build(self) -> Mapping[str, str]:
        """Return which engine exactly this is."""
        return self._engine.build()

    def load(self, programs: Sequence[Program]) -> EngineSession:
        """Load programs, or return what was loaded of the same. Raises what the engine raises."""
        wanted = list(programs)
        for known, session in self._loaded:
            if known == wanted:
                return session
        session = self._engine.load(wanted)
        self._loaded = [*self._loaded[1 - _KEPT :], (wanted, session)]
        return session

    def close(self) -> None:
        """Leave the engine to whoever has made it."""


class LendingSettings(Settings):
    """Settings of a run whose sessions judge by an engine that is there."""

    lent: Engine | None = None
    """None where they were changed since: then an engine is made."""

    @classmethod
    def of(cls, settings: Settings, lent: Engine) -> LendingSettings:
        """Return settings with an engine."""
        made = cls(*settings)
        made.lent = lent
        return made

    def engine(self, name: str | None = None, judged: JudgedBy = NOTHING) -> Engine:
        """Return the engine that is lent; one that is named is made."""
        return self.lent if name is None and self.lent is not None else super().engine(name, judged)
