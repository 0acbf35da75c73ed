"""Inline waivers: a comment in the artifact itself, where the configuration allows them.

``# adjudge: waive RULE until DATE by OWNER: REASON``, at the end of the finding's line or in the line above it. The
last day may not be further away than a waiver may last; an expired or longer one excuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from adjudge import Finding, Suppression, Suppressor, Verdict

_COMMENT = re.compile(  # possessive throughout: a long line must not be tried in every way
    r"(?:#|//|<!--|\bNOTE)\s*+adjudge:\s*+waive\s++(?P<rule>[a-z][\w.]*+)\s++until\s++(?P<until>\d{4}-\d{2}-\d{2})"
    r"\s++by\s++(?P<owner>[^:]++):(?P<reason>.*+)"
)


@dataclass(kw_only=True)
class InlineWaivers(Suppressor):
    """Inline waivers on a day. ``line(file, number)`` gives a line of a judged text."""

    line: Callable[[str, int], str | None]
    today: date
    max_days: int

    def at(self, as_of: datetime) -> InlineWaivers:
        """Return the same on another day."""
        return replace(self, today=as_of.date())

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,
        fingerprint: str,  # noqa: ARG002  # it stands beside the finding
        names: frozenset[str],
    ) -> Suppression | None:
        """Return the excuse that stands beside a finding; None when there is none that counts."""
        file = finding.place.file or verdict.file
        for number in (finding.place.line, finding.place.line - 1):
            found = _COMMENT.search(self.line(file, number) or "")
            if found is None or found["rule"] not in names:
                continue
            try:
                until = date.fromisoformat(found["until"])
            except ValueError:
                continue
            owner, reason = found["owner"].strip(), found["reason"].strip().removesuffix("-->").rstrip()
            if owner and reason and self.today <= until <= self.today + timedelta(days=self.max_days):
                return Suppression(by="inline", reason=reason, owner=owner, expires=found["until"])
        return None
