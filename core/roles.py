"""What a plugin can be in a run: who watches, who suppresses, who checks what is no artifact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from .decision import Totals
from .model import Finding, Suppression, Verdict


@runtime_checkable
class Watcher(Protocol):
    """Hears of each artifact: its policy input (JSON text) before the engine has it, and its verdict as it leaves."""

    def question(self, path: str, text: str, /) -> None: ...

    def verdict(self, verdict: Verdict, /) -> None: ...


@runtime_checkable
class Suppressor(Protocol):
    """Says which findings do not count: told every verdict, asked about each finding of a rule that denies or warns.

    ``files`` are those that say so: no walk takes them for artifacts, and no report may be written over them.
    """

    files: tuple[Path, ...]

    def at(self, as_of: datetime) -> Suppressor:
        """Return the same on another day, with nothing seen yet."""
        ...

    def see(self, verdict: Verdict) -> None: ...

    def suppression(
        self, verdict: Verdict, finding: Finding, fingerprint: str, names: frozenset[str], /
    ) -> Suppression | None: ...


@runtime_checkable
class Check(Protocol):
    """Gives verdicts on what is no artifact, once every artifact has its own."""

    def verdicts(self, totals: Totals, /) -> Iterator[Verdict]: ...
