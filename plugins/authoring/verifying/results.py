"""What came of a verification, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from adjudge.lib.words import Texts

CheckResult: TypeAlias = Literal["passed", "failed", "not_run"]
CHECKS = (
    "loads",
    "schemas",
    "documents",
    "engines",
    "deterministic",
    "limits",
    "languages",
    "documentation",
    "lint",
    "tests",
)
"""In the order in which they are asked and told."""


class Fault(NamedTuple):
    """One thing that is wrong: where, as far as it has a place, and what. ``line`` counts from 1."""

    words: Texts
    file: str | None = None
    line: int | None = None


class CheckOutcome(NamedTuple):
    """What came of one check. ``asked`` is how many things were looked at, ``unasked`` why it, or a part of it, was not."""

    asked: int
    faults: tuple[Fault, ...] = ()
    unasked: tuple[Texts, ...] = ()

    @property
    def result(self) -> CheckResult:
        """What fails is told even where something else was not asked; nothing passes that was not asked in full."""
        if self.faults:
            return "failed"
        return "not_run" if self.unasked or not self.asked else "passed"


class Verification(NamedTuple):
    """All checks of a plugin by their names; ``left_out`` are those that nobody wanted.

    ``language`` is that of the run.
    """

    plugin: str
    distribution: str
    version: str
    outcomes: dict[str, CheckOutcome]
    left_out: tuple[str, ...]
    language: str = "en"

    @property
    def exit_code(self) -> int:
        """3 where something could not be asked, else 1 where something fails, else 0."""
        if any(each.unasked or not each.asked for each in self.outcomes.values()):
            return 3
        return 1 if self.named("failed") else 0

    @property
    def holds(self) -> bool:
        """Whether every check that was wanted passes."""
        return self.exit_code == 0

    def named(self, result: CheckResult) -> Sequence[str]:
        """Return the names of the checks with a result."""
        return [name for name, each in self.outcomes.items() if each.result == result]
