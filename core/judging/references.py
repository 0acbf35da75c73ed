"""Follow what an artifact names: where a reference leads, what related files give to the policy input, evidence."""

from __future__ import annotations

from typing import NamedTuple

from adjudge.lib.documents import Json, Place, Steps
from adjudge.lib.words import Texts

from ..model import Finding, Reference, VerdictName


class Related(NamedTuple):
    """One related artifact or plain file, as policies see it, without the pointer that names it.

    ``document`` is None unless it satisfies its schema; ``verdict`` is None for plain evidence; ``sha256`` is None for
    a missing file.
    """

    path: str
    kind: str | None
    sha256: str | None
    size: int | None
    verdict: VerdictName | None = None
    document: Json = None

    def as_input(self, pointer: str) -> dict[str, Json]:
        """Return the entry of ``input.related``."""
        return {"pointer": pointer, **self._asdict()}


def refused(kind: str, reference: Reference, *, path: Steps, place: Place, why: Texts) -> Finding:
    """Make the finding of a reference that cannot be followed, and why."""
    return Finding(
        rule=f"{kind}.reference",
        severity="critical",
        path=path,
        place=place,
        message=why,
        details={"reference": reference.path},
    )
