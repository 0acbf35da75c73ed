"""What the command line makes of waivers and of a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.decision import Totals
from adjudge.lib.documents import EvidenceFile, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.model import Verdict

if TYPE_CHECKING:
    from adjudge.control.gate import Gate
    from adjudge.control.ready import Ready

WAIVERS = "adjudge-waivers.yaml"
SIGNATURE = ".sig"
WAIVERS_TYPE = "application/vnd.adjudge.waivers+yaml"
"""The payload type of a signed waiver file, so that no other signature can stand in for its own."""


def suppressing(ready: Ready) -> Iterator[Any]:
    """Read the waivers and the baseline of a run. Raises UsageError for a file that was named and is not there."""
    file = _waiver_file(ready)
    if file is not None:
        yield _waivers(file, ready)
    named = ready.option("baseline")
    if named is not None:
        yield _baseline(named)
    if ready.option("inline_waivers"):
        from .inline import InlineWaivers
        from .waivers import MAX_DAYS

        most = ready.config.values.get("waiver_max_days", MAX_DAYS)
        yield InlineWaivers(line=ready.line, today=ready.as_of.date(), max_days=most)


def _waiver_file(ready: Ready) -> Path | None:
    """Say which waiver file counts. Under a gate only its own does, and one in the tree if the gate has keys for it."""
    if ready.gate is not None:
        said = ready.gate.config.values.get("waivers", {})
        if "source" in said or "keys" not in said:
            return ready.gate.file.parent / said["source"] if "source" in said else None
    named: Path | None = ready.option("waivers")
    if named is not None:
        return named
    beside = ready.config.folder / WAIVERS
    return beside if beside.exists() else None


def _waivers(file: Path, ready: Ready) -> Any:
    from .waivers import MAX_DAYS, read_waivers

    real = file.resolve()
    shown = real.relative_to(ready.root).as_posix() if real.is_relative_to(ready.root) else file.name
    own = [real]
    limits = ready.gate.config.values.get("waivers", {}) if ready.gate is not None else ready.config.values
    most = limits.get("max_days" if ready.gate is not None else "waiver_max_days", MAX_DAYS)
    data = _bytes(file, "waivers")
    source = Source(path=shown, real=real, data=data, sha256=sha256(data).hexdigest())
    evidence = EvidenceFile(path=shown, sha256=source.sha256)
    try:
        if ready.gate is not None and ready.gate.keys("waivers"):
            own.append(signature_beside(real))
            _see_signature(file, source, ready.gate)
        waivers = read_waivers(source, ready.as_of, most)
    except ReadError as error:
        return _NotRead(shown, error, tuple(own), evidence)
    waivers.files, waivers.evidence = tuple(own), evidence
    return waivers


@dataclass
class _NotRead:
    """A waiver file that cannot be read: nothing is waived, and the run is an error."""

    path: str
    error: ReadError
    files: tuple[Path, ...]
    evidence: EvidenceFile

    def verdicts(self, _totals: Totals) -> Iterator[Verdict]:
        """Give the verdict on the file."""
        from adjudge.judging.pipeline import Item

        yield Item(path=self.path, file=self.path, kind="adjudge.waivers").failed(self.error)


def signature_beside(file: Path) -> Path:
    """Give the path of the signature of a waiver file."""
    return file.with_name(f"{file.name}{SIGNATURE}")


def _see_signature(file: Path, source: Source, gate: Gate) -> None:
    """Raise ReadError unless one of the gate's keys has signed these bytes."""
    from adjudge.lib.signing import EnvelopeError, SignatureError, opened, public_keys_of

    hint = f"`adjudge sign {file.name}` with an approver's key signs it as it is now."
    keys = public_keys_of(gate.keys("waivers"))
    signature = signature_beside(file)
    try:
        signed = opened(signature.read_bytes(), WAIVERS_TYPE, keys)
    except FileNotFoundError:
        why = f"it is not signed: there is no {signature.name}"
    except OSError as error:
        why = f"its signature {signature.name} cannot be read: {error.strerror}"
    except EnvelopeError as error:
        why = f"its signature {signature.name} does not count: {error}"
    except SignatureError:
        why = f"its signature {signature.name} is by none of the keys of the gate {gate.environment}"
    else:
        why = "" if signed == source.data else "it has changed since it was signed"
    if why:
        raise ReadError(why, file=source.path, hint=f"Nothing is waived. {hint}")


def _baseline(file: Path) -> Any:
    from .baseline import read_baseline

    baseline = read_baseline(_bytes(file, "baseline").decode(errors="replace"), str(file))
    baseline.files = (file.resolve(),)
    return baseline


def _bytes(file: Path, what: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the {what} cannot be read: {error.strerror}", file=str(file), hint=f"Name another file with --{what}."
        ) from error
