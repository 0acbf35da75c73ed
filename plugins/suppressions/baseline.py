"""The baseline: the findings that were there when adjudge was adopted; only new ones count.

A finding is known by its fingerprint, so it counts again as soon as the artifact, its content or the bytes of a file that
it is about change. A fingerprint of an earlier version excuses nothing, and that is told.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adjudge import Check, Finding, Outcome, Suppression, Suppressor, Verdict
from adjudge.lib.documents import Place
from adjudge.lib.errors import UsageError
from adjudge.lib.fingerprint import is_current, name_of
from adjudge.lib.words import ENGLISH, Texts, said, say

if TYPE_CHECKING:
    from adjudge import Totals

SCHEMA_VERSION = "1"
OUTDATED = "adjudge.waivers.baseline"
_EXCUSE = Suppression(by="baseline", reason="known when the baseline was recorded")


class Known(NamedTuple):
    """A finding of the baseline; sorted as it is written."""

    artifact: str
    rule: str
    fingerprint: str


@dataclass(kw_only=True)
class Baseline(Suppressor, Check):
    """A baseline in use. ``seen`` are those of its findings that are still there, ``judged`` the files of this run.

    Both are relative to the configuration's folder; ``whole`` says that all below it is looked at. ``path`` is the
    baseline's own, relative to the root.
    """

    known: frozenset[Known]
    seen: set[Known] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    files: tuple[Path, ...] = ()
    language: str = ENGLISH
    path: str = ""
    whole: bool = False

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it knows what it saw
        """Write to stderr what is fixed; yield a verdict on the file where some of it excuses nothing any more."""
        fixed = len(self.fixed())
        if fixed and sys.stderr is not None:
            sys.stderr.write(f"{said(say('waiver.fixed', n=fixed), self.language)}\n")
        outdated = len(self.outdated())
        if outdated:
            finding = Finding(
                rule=OUTDATED,
                severity="low",
                level="warn",
                place=Place(1, 1),
                message=say("report.waivers.baseline_outdated", n=outdated),
                details={"findings": outdated},
            )
            yield Verdict(
                path=self.path,
                file=self.path,
                kind="adjudge.waivers",
                sha256=None,
                size=None,
                verdict="warn",
                outcomes=(Outcome(rule=OUTDATED, outcome="warned", findings=(finding,)),),
            )

    def at(self, as_of: datetime) -> Baseline:  # noqa: ARG002  # it knows no days
        """Return the same baseline with nothing seen yet."""
        return replace(self, seen=set(), judged=set())

    def see(self, verdict: Verdict) -> None:
        """Note that an artifact was judged."""
        self.judged.add(name_of(verdict))

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,  # noqa: ARG002  # its fingerprint says it all
        fingerprint: str,
        names: frozenset[str],
    ) -> Suppression | None:
        """Return the excuse for a finding that was there before."""
        for name in sorted(names):
            known = Known(artifact=name_of(verdict), rule=name, fingerprint=fingerprint)
            if known in self.known:
                self.seen.add(known)
                return _EXCUSE
        return None

    def fixed(self) -> list[Known]:
        """Return the findings that are no longer there: of files judged in this run, and of files that are gone."""
        gone = self.known.difference(self.seen, self.outdated())
        return sorted(known for known in gone if self.whole or known.artifact in self.judged)

    def outdated(self) -> list[Known]:
        """Return the findings whose fingerprints are of another version."""
        return sorted(known for known in self.known if not is_current(known.fingerprint))

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
