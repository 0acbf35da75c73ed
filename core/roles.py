"""What a plugin can be in a session: who watches, who suppresses, who checks what is no artifact.

Each role is a class to inherit from, so that nothing is taken for a role by accident. An object may have several.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .model import Domain, Finding, Outcome, Reader, Suppression, Verdict

if TYPE_CHECKING:
    from adjudge.lib.documents import EvidenceFile, Json
    from adjudge.lib.files import Candidate, Tree
    from adjudge.lib.rego.folder import Folder

    from .summary import Totals


class Role(ABC):
    """What all roles have in common."""

    @abstractmethod
    def at(self, as_of: datetime) -> Role:
        """Return the same for another run at ``as_of`` (UTC), with nothing seen yet."""


class Watcher(Role):
    """Hears what happens; what it writes goes to stderr. Each method does nothing unless it is overridden."""

    def at(self, as_of: datetime) -> Watcher:  # noqa: ARG002  # most remember nothing
        """Return itself, unless it remembers something."""
        return self

    def file(self, path: str, size: int) -> None:
        """Hear that a file of the walk, of ``size`` bytes, has been taken up."""

    def question(self, path: str, text: str) -> None:
        """Hear an artifact's policy input, as JSON text, before the engine has it."""

    def verdict(self, verdict: Verdict) -> None:
        """Hear a verdict as it leaves, also one on what is no artifact."""


class Suppressor(Role):
    """Says which findings do not count. Of a plugin that is not built in, only where a gate or a flag names it.

    ``files`` are those that say so: no walk takes them for artifacts, and no report is written over them. ``evidence`` is
    the one that is attested.
    """

    files: tuple[Path, ...] = ()
    evidence: EvidenceFile | None = None

    def see(self, verdict: Verdict) -> None:
        """Hear that an artifact was judged, before its findings are asked about."""

    @abstractmethod
    def suppression(
        self, verdict: Verdict, finding: Finding, fingerprint: str, names: frozenset[str]
    ) -> Suppression | None:
        """Return why a finding that denies or warns does not count; None when it counts.

        ``fingerprint`` is its identity (:mod:`adjudge.lib.fingerprint`), ``names`` are the rule's id and former ids.
        """


class Check(Role):
    """Gives verdicts on what is no artifact, such as a gate's own conditions, once every artifact has its own."""

    @abstractmethod
    def verdicts(self, totals: Totals) -> Iterator[Verdict]:
        """Return the verdicts, given what was counted of the artifacts."""

    @staticmethod
    def denied(file: str, kind: str | None, findings: tuple[Finding, ...]) -> Verdict:
        """Return the verdict that denies a file, or what ``kind`` says it is, for findings of one rule."""
        outcome = Outcome(rule=findings[0].rule, outcome="denied", findings=findings)
        return Verdict(path=file, file=file, kind=kind, sha256=None, size=None, verdict="deny", outcomes=(outcome,))

    def listed(self, totals: Totals) -> list[Verdict]:
        """Return the verdicts at once."""
        return list(self.verdicts(totals))


class Rulebook(Role):
    """Brings what a session is judged by, in the place of all that is installed: the rules of a domain that nobody installed.

    ``folder`` and ``schemas`` are that domain's; ``readers`` read what its kinds claim. It counts where it is built in, and
    never under a gate: that says which rules judge.
    """

    domain: Domain
    folder: Folder
    schemas: Mapping[str, Mapping[str, Json]]
    readers: tuple[Reader, ...] = ()

    def at(self, as_of: datetime) -> Rulebook:  # noqa: ARG002  # rules know no days
        """Return itself: it remembers nothing."""
        return self

    def taken(self, tree: Tree, files: list[Candidate]) -> tuple[Tree, list[Candidate]]:
        """Return the files of the session as they are judged, and the tree that has them."""
        return tree, files
