"""The baseline: the findings that were there when adjudge was adopted; only new ones count.

A finding is known by its fingerprint, so it counts again as soon as the artifact or its content changes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adjudge import Check, Finding, Suppression, Suppressor, Verdict
from adjudge.lib.errors import UsageError
from adjudge.lib.words import ENGLISH, Texts, said, say

if TYPE_CHECKING:
    from adjudge import Totals

SCHEMA_VERSION = "1"
_EXCUSE = Suppression(by="baseline", reason="known when the baseline was recorded")


class Known(NamedTuple):
    """A finding of the baseline; sorted as it is written."""

    artifact: str
    rule: str
    fingerprint: str


@dataclass(kw_only=True)
class Baseline(Suppressor, Check):
    """A baseline in use. ``seen`` are those of its findings that are still there, ``judged`` the files of this run."""

    known: frozenset[Known]
    seen: set[Known] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    files: tuple[Path, ...] = ()
    language: str = ENGLISH

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it knows what it saw
        """Write to stderr what is fixed; there is nothing to deny in it."""
        fixed = len(self.fixed())
        if fixed and sys.stderr is not None:
            sys.stderr.write(f"{said(say('waiver.fixed', n=fixed), self.language)}\n")
        return iter(())

    def at(self, as_of: datetime) -> Baseline:  # noqa: ARG002  # it knows no days
        """Return the same baseline with nothing seen yet."""
        return replace(self, seen=set(), judged=set())

    def see(self, verdict: Verdict) -> None:
        """Note that an artifact was judged."""
        self.judged.add(verdict.file)

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,  # noqa: ARG002  # its fingerprint says it all
        fingerprint: str,
        names: frozenset[str],
    ) -> Suppression | None:
        """Return the excuse for a finding that was there before."""
        for name in sorted(names):
            known = Known(artifact=verdict.file, rule=name, fingerprint=fingerprint)
            if known in self.known:
                self.seen.add(known)
                return _EXCUSE
        return None

    def fixed(self) -> list[Known]:
        """Return the findings of files judged in this run that are no longer there."""
        return sorted(known for known in self.known - self.seen if known.artifact in self.judged)

    def shrunk(self) -> list[Known]:
        """Return the baseline without what is fixed."""
        return sorted(self.known.difference(self.fixed()))


def read_baseline(text: str, file: str) -> Baseline:
    """Read a baseline. Raises UsageError for a text that is none."""
    try:
        found = json.loads(text)
        if found["schema_version"] != SCHEMA_VERSION:
            raise _wrong(say("waiver.schema_version", version=repr(found["schema_version"])), file)
        known = frozenset(Known(*(entry[name] for name in Known._fields)) for entry in found["findings"])
        if not all(isinstance(value, str) for entry in known for value in entry):
            raise _wrong(say("waiver.member_no_text"), file)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _wrong(say("waiver.malformed", why=str(error)), file) from error
    return Baseline(known=known)


def _wrong(why: Texts, file: str) -> UsageError:
    return UsageError(say("waiver.no_baseline", why=why), file=file)


def write_baseline(known: Iterable[Known]) -> str:
    """Write a baseline, a line a finding, so that changes can be reviewed."""
    lines = ",\n".join(f"  {json.dumps(entry._asdict(), ensure_ascii=False)}" for entry in known)
    return f'{{"schema_version": "{SCHEMA_VERSION}", "findings": [\n{lines}\n]}}\n'
