"""Keep the gravest results where a consumer takes only so many, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from adjudge.lib.rego.rule import Severity

_LEVELS = ("error", "warning", "note")
_SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")


class Ranked(NamedTuple):
    """One result as it will be written: ``order`` is its turn, ``rank`` how grave it is, 0 being the gravest."""

    order: int
    rank: int
    line: str
    level: str
    file: str

    @property
    def is_excused(self) -> bool:
        """Whether it does not count."""
        return self.rank >= len(_LEVELS) * len(_SEVERITIES)


class Gravest:
    """At most ``limit`` results; beyond it the least grave goes, and of equals the latest.

    What does not count (``excused``) goes first, then notes, warnings and errors, each by severity.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._ranks: list[list[Ranked]] = [[] for _ in range(2 * len(_LEVELS) * len(_SEVERITIES))]
        self._size = 0
        self.total = 0
        self.first_left_out: Ranked | None = None

    def add(self, line: str, *, level: str, severity: Severity, excused: bool, file: str) -> None:
        """Keep a result, in the place of a less grave one where there is no more room."""
        rank = (excused * len(_LEVELS) + _LEVELS.index(level)) * len(_SEVERITIES) + _SEVERITIES.index(severity)
        self._ranks[rank].append(Ranked(self.total, rank, line, level, file))
        self.total += 1
        self._size += 1
        if self._size > self._limit:
            self.shrink(self._limit)

    def shrink(self, limit: int) -> None:
        """Keep no more than ``limit``."""
        while self._size > limit:
            gone = next(kept for kept in reversed(self._ranks) if kept).pop()
            self._size -= 1
            if self.first_left_out is None or gone.rank <= self.first_left_out.rank:
                self.first_left_out = gone

    @property
    def kept(self) -> int:
        """How many are kept."""
        return self._size

    def lines(self) -> Iterator[str]:
        """Yield the results that are kept, in the order in which they came."""
        everything: list[Any] = [kept for rank in self._ranks for kept in rank]
        everything.sort()
        return (kept.line for kept in everything)
