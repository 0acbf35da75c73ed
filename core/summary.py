"""The run as a whole: counts, the exit code and its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from .model import OutcomeName, Problem, VerdictName


class Reason(NamedTuple):
    """One reason why a run did not pass.

    ``rule``: the rule ``name`` failed it on so many artifacts. ``budget``: there are so many outcomes ``name``, more
    than the gate allows. ``error``: so many artifacts, ``problem``: so many other things, could not be judged.
    """

    code: Literal["rule", "budget", "error", "problem"]
    number: int
    name: str | None = None


class Summary(NamedTuple):
    """The run as a whole. ``verdicts`` and ``outcomes`` are counts by name; ``problems`` belong to no artifact.

    ``reasons`` say why the exit code is not 0.
    """

    exit_code: int
    verdicts: Mapping[VerdictName, int]
    outcomes: Mapping[OutcomeName, int]
    unclaimed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def decision(self) -> VerdictName:
        """The run in one word; it follows the exit code, so that no report is kinder than the gate."""
        if self.exit_code == 0:
            return "warn" if self.verdicts.get("warn") or self.verdicts.get("deny") else "pass"
        return "deny" if self.exit_code == 1 else "error"
