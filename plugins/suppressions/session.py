"""What the command line makes of waivers and of a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.decision import Totals
from adjudge.judging.files import Tree
from adjudge.lib.documents import EvidenceFile, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.model import Verdict
from adjudge.session.settings import Settings

if TYPE_CHECKING:
    from adjudge.control.gate import Gate
    from adjudge.judging.suppress import Suppressor

WAIVERS = "adjudge-waivers.yaml"
SIGNATURE = ".sig"
WAIVERS_TYPE = "application/vnd.adjudge.waivers+yaml"
"""The payload type of a signed waiver file, so that no other signature can stand in for its own."""


@dataclass(kw_only=True)
class Suppressing:
    """What excuses findings in a run. ``own`` are the files that say so; no walk takes them for artifacts.

    ``waivers`` is the waiver file that counts.
    """

    suppressors: list[Suppressor] = field(default_factory=list)
    closing: list[Callable[[Totals], Iterator[Verdict]]] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    waivers: EvidenceFile | None = None

    def left_out(self, tree: Tree) -> Tree:
        """Give the tree without its own files."""
        inside = {file.relative_to(tree.root).as_posix() for file in self.own if file.is_relative_to(tree.root)}
        return tree._replace(skip=tree.skip | inside)

    def add_inline(self, settings: Settings, line: Callable[[str, int], str | None], as_of: datetime) -> None:
        """Let comments in artifacts excuse findings, if the configuration says so."""
        if settings.config.values.get("inline_waivers"):
            from .inline import InlineWaivers
            from .waivers import MAX_DAYS

            most = settings.config.values.get("waiver_max_days", MAX_DAYS)
            self.suppressors.append(InlineWaivers(line=line, today=as_of.date(), max_days=most))


def suppressing(settings: Settings, tree: Tree, options: Mapping[str, Any], as_of: datetime) -> Suppressing:
    """Read the waivers and the baseline of a run. Raises UsageError for a file that was named and is not there."""
    found = Suppressing()
    file = _waiver_file(settings, options["waivers"])
    if file is not None:
        _add_waivers(found, file, tree, as_of, settings)
    named = options["baseline"]
    if named is None and "baseline" in settings.config.values:
        named = settings.config.folder / settings.config.values["baseline"]
    if named is not None:
        _add_baseline(found, named)
    return found


def _waiver_file(settings: Settings, named: Path | None) -> Path | None:
    """Say which waiver file counts. Under a gate only its own does, and one in the tree if the gate has keys for it."""
    if settings.gate is not None:
        said = settings.gate.config.values.get("waivers", {})
        if "source" in said or "keys" not in said:
            return settings.gate.file.parent / said["source"] if "source" in said else None
    if named is not None:
        return named
    folder = settings.config.folder
    if "waivers" in settings.config.values:
        return folder / str(settings.config.values["waivers"])
    return folder / WAIVERS if (folder / WAIVERS).exists() else None


def _add_waivers(found: Suppressing, file: Path, tree: Tree, as_of: datetime, settings: Settings) -> None:
    from .waivers import MAX_DAYS, read_waivers

    real = file.resolve()
    shown = real.relative_to(tree.root).as_posix() if real.is_relative_to(tree.root) else file.name
    found.own.append(real)
    limits = settings.gate.config.values.get("waivers", {}) if settings.gate is not None else settings.config.values
    most = limits.get("max_days" if settings.gate is not None else "waiver_max_days", MAX_DAYS)
    data = _bytes(file, "waivers")
    source = Source(path=shown, real=real, data=data, sha256=sha256(data).hexdigest())
    found.waivers = EvidenceFile(path=shown, sha256=source.sha256)
    try:
        if settings.gate is not None and settings.gate.keys("waivers"):
            found.own.append(signature_beside(real))
            _see_signature(file, source, settings.gate)
        waivers = read_waivers(source, as_of, most)
    except ReadError as error:
        verdict = _not_read(shown, error)
        found.closing.append(lambda _tally: iter([verdict]))
        return
    found.suppressors.append(waivers)
    found.closing.append(waivers.verdicts)


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


def _not_read(file: str, error: ReadError) -> Verdict:
    """Give the verdict of a waiver file that cannot be read: nothing is waived, and the run is an error."""
    from adjudge.judging.pipeline import Item

    return Item(path=file, file=file, kind="adjudge.waivers").failed(error)


def _add_baseline(found: Suppressing, file: Path) -> None:
    from .baseline import read_baseline

    text = _bytes(file, "baseline").decode(errors="replace")
    baseline = read_baseline(text, str(file))
    found.own.append(file.resolve())
    found.suppressors.append(baseline)

    def tell(_tally: Totals) -> Iterator[Verdict]:
        fixed = len(baseline.fixed())
        if fixed:
            click.echo(f"baseline: {fixed} fixed; `adjudge baseline --shrink` takes them out", err=True)
        return iter(())

    found.closing.append(tell)


def _bytes(file: Path, what: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the {what} cannot be read: {error.strerror}", file=str(file), hint=f"Name another file with --{what}."
        ) from error
