"""Judging twice gives the same report, byte by byte: in another process, with other hashes, the files named in another order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from adjudge.lib.words import Texts, say

from .documents import DocumentFile
from .results import CheckOutcome, Fault

_MOST = 60


def deterministic(
    arguments: Sequence[str], kinds: Mapping[str, Iterable[DocumentFile]], folder: Path, patience: int
) -> CheckOutcome:
    """Judge some files of each kind twice, and compare. ``arguments`` are options of ``adjudge check``.

    ``patience`` is how many seconds each time may take.
    """
    import subprocess

    asked = 0
    faults: list[Fault] = []
    unasked: list[Texts] = []
    for number, (kind, files) in enumerate(kinds.items()):
        chosen = list(files)[:_MOST]
        where = folder / f"again-{number}"
        reports = []
        for seed in ("1", "2"):
            names = _written(where, chosen if seed == "1" else chosen[::-1])
            command = check_command(kind, [*arguments, "--root", str(where), "-o", "json"], names)
            try:
                done = subprocess.run(  # noqa: S603  # this interpreter, and this command
                    command, env=environment(seed), capture_output=True, timeout=patience, check=False
                )
            except subprocess.TimeoutExpired:
                unasked.append(say("verifying.again_late", kind=kind, seconds=patience))
                break
            if not done.stdout.startswith(b"{"):
                unasked.append(
                    say("verifying.no_report", kind=kind, why=last_line(done.stderr.decode("utf-8", "replace")))
                )
                break
            reports.append(done.stdout)
        if len(reports) == 2:  # twice
            asked += len(chosen)
            if reports[0] != reports[1]:
                faults.append(Fault(say("verifying.other_again", difference=_first_difference(*reports)), kind))
    return CheckOutcome(asked, tuple(faults), tuple(unasked))


def check_command(kind: str, arguments: Sequence[str], files: Iterable[str]) -> list[str]:
    """Return a command line that judges files of a kind in a process of its own."""
    return [sys.executable, "-m", "adjudge", "check", "--kind", kind, *arguments, *files]


def environment(seed: str = "0") -> dict[str, str]:
    """Return the variables of such a process: it finds what this one finds, in this one's order."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COV_CORE")}
    return {**own, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "NO_COLOR": "1"}


def _written(folder: Path, files: Sequence[DocumentFile]) -> list[str]:
    """Write files in their order, and return their paths."""
    if folder.is_dir():
        for old in folder.iterdir():
            old.unlink()
    folder.mkdir(exist_ok=True)
    for each in files:
        (folder / each.name).write_bytes(each.data)
    return [str(folder / each.name) for each in files]


def last_line(output: str) -> str:
    """Return the last line of what a process wrote."""
    lines = output.strip().splitlines()
    return lines[-1] if lines else ""


def _first_difference(one: bytes, other: bytes) -> str:
    for mine, yours in zip(one.splitlines(), other.splitlines(), strict=False):
        if mine != yours:
            return f"{mine.decode(errors='replace').strip()} / {yours.decode(errors='replace').strip()}"
    return f"{len(one)} / {len(other)}"
