"""What suppresses findings in a session: its waiver file, its baseline, the comments in its artifacts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge import Check, Finding, Problem, Suppression, Suppressor, Verdict
from adjudge.lib.documents import EvidenceFile, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.opening import OWN, read_regular
from adjudge.lib.system import reason
from adjudge.lib.words import ENGLISH, say

from .places import WAIVERS, WAIVERS_TYPE, signature_beside

if TYPE_CHECKING:
    from adjudge import Gate, Ready, Totals

MAX_DAYS = 90


def suppressing(ready: Ready) -> Iterator[Suppressor]:
    """Read the waivers and the baseline of a session. Raises UsageError for a file that was named and is not there."""
    file = _waiver_file(ready)
    if file is not None:
        yield _waivers(file, ready)
    named: Path | None = ready.options.value("baseline")
    if named is not None:
        from .baseline import read_baseline

        data = _bytes(named, "waiver.named_baseline_unreadable")
        baseline = read_baseline(data.decode(errors="replace"), str(named))
        lang, real = ready.options.value("lang", ENGLISH), Path(os.path.realpath(named))
        yield replace(baseline, files=(real,), language=lang, path=_shown(real, ready), whole=ready.whole)
    if ready.options.value("inline_waivers"):
        from .inline import InlineWaivers

        yield InlineWaivers(
            comments=ready.comments, rule=ready.rule, today=ready.as_of.date(), max_days=_longest(ready)
        )


def _longest(ready: Ready) -> int:
    """Return how many days a waiver may last: the gate's word where there is one, else the configuration's."""
    if ready.gate is not None:
        return int(ready.gate.config.values.get("waivers", {}).get("max_days", MAX_DAYS))
    return int(ready.config.values.get("waiver_max_days", MAX_DAYS))


def _waiver_file(ready: Ready) -> Path | None:
    """Return which waiver file counts. Under a gate only its own does, and one in the tree if the gate has keys for it."""
    if ready.gate is not None:
        said = ready.gate.config.values.get("waivers", {})
        if "source" not in said and "keys" not in said:
            return None
    named: Path | None = ready.options.value("waivers")
    if named is not None:
        return named
    beside = ready.config.folder / WAIVERS
    return beside if os.path.lexists(beside) else None


def _shown(real: Path, ready: Ready) -> str:
    return real.relative_to(ready.root).as_posix() if real.is_relative_to(ready.root) else real.name


def _waivers(file: Path, ready: Ready) -> Suppressor:
    from .waivers import read_waivers

    real = Path(os.path.realpath(file))
    shown = _shown(real, ready)
    data = _bytes(file, "waiver.named_waivers_unreadable")
    source = Source(path=shown, real=real, data=data, sha256=sha256(data).hexdigest())
    evidence = EvidenceFile(path=shown, sha256=source.sha256)
    signed = ready.gate is not None and bool(ready.gate.keys("waivers"))
    files = (real, signature_beside(real)) if signed else (real,)
    try:
        if ready.gate is not None and signed:
            _see_signature(file, source, ready.gate)
        waivers = read_waivers(source, ready.as_of, _longest(ready))
    except ReadError as error:
        return _NotRead(shown, error, files, evidence)
    return replace(waivers, files=files, evidence=evidence, whole=ready.whole)


class _NotRead(Suppressor, Check):
    """A waiver file that cannot be read: nothing is waived, and the run is an error."""

    def __init__(self, path: str, error: ReadError, files: tuple[Path, ...], evidence: EvidenceFile) -> None:
        self._path = path
        self._error = error
        self.files = files
        self.evidence = evidence

    def at(self, as_of: datetime) -> _NotRead:  # noqa: ARG002  # it stays unreadable
        """Return itself."""
        return self

    def suppression(
        self,
        verdict: Verdict,  # noqa: ARG002
        finding: Finding,  # noqa: ARG002
        fingerprint: str,  # noqa: ARG002
        names: frozenset[str],  # noqa: ARG002
    ) -> Suppression | None:
        """Return None: everything counts."""
        return None

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it is about the file alone
        """Return the verdict on the file."""
        error = self._error
        yield Verdict(
            path=self._path,
            file=self._path,
            kind="adjudge.waivers",
            sha256=None,
            size=None,
            verdict="error",
            problem=Problem(
                message=error.words,
                file=error.file or self._path,
                line=error.line or (None if error.file else 1),
                column=error.column,
                rule=error.rule,
                plugin=error.plugin,
                hint=error.next,
            ),
        )


def _see_signature(file: Path, source: Source, gate: Gate) -> None:
    """Raise ReadError unless one of the gate's keys has signed these bytes."""
    from adjudge.lib.signing import EnvelopeError, SignatureError, opened, public_keys_of

    keys = public_keys_of(gate.keys("waivers"))
    signature = signature_beside(file)
    named = {"file": file.name, "signature": signature.name}
    why = None
    try:
        signed = opened(read_regular(signature, OWN), WAIVERS_TYPE, keys)
    except FileNotFoundError:
        why = say("waiver.not_signed", **named)
    except OSError as error:
        why = say("waiver.signature_unreadable", why=reason(error), **named)
    except EnvelopeError as error:
        why = say("waiver.signature_broken", why=error.words, **named)
    except SignatureError:
        why = say("waiver.signed_by_another", gate=gate.environment, **named)
    else:
        why = None if signed == source.data else say("waiver.changed", **named)
    if why is not None:
        raise ReadError(why, file=source.path)


def _bytes(file: Path, code: str) -> bytes:
    """Return what a file holds. Raises UsageError with the words of a code."""
    try:
        return read_regular(file)
    except OSError as error:
        raise UsageError(say(code, why=reason(error)), file=str(file)) from error
