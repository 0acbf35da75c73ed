"""A large document is judged within a time and a memory, in a process of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.words import say

from .repeating import check_command, environment
from .results import CheckOutcome, Fault

if TYPE_CHECKING:
    import subprocess

SIZE = 262_144
"""How large, in bytes, where the schema lets it be."""
_STEP = 0.01
_KIB = 1024


class MeasuredRun(NamedTuple):
    """How a process ended: its output, None where it was ended; the most memory, None where the system does not tell."""

    output: bytes | None
    mebibytes: float | None


def limits(
    arguments: Sequence[str], documents: Mapping[str, Json], folder: Path, seconds: int, mebibytes: int
) -> CheckOutcome:
    """Judge a large document of each kind. ``arguments`` are options of ``adjudge check``."""
    faults: list[Fault] = []
    unasked = []
    asked = 0
    for number, (kind, document) in enumerate(documents.items()):
        if document is None:
            unasked.append(say("verifying.nothing_made", kind=kind))
            continue
        where = folder / f"large-{number}"
        where.mkdir(exist_ok=True)
        file = where / "large.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        run = _measured(
            check_command(kind, [*arguments, "--root", str(where), "-o", "json"], [str(file)]), where, seconds
        )
        asked += 1
        size = file.stat().st_size
        if run.output is None:
            faults.append(Fault(say("verifying.too_slow", size=size, seconds=seconds), kind))
        elif not run.output.startswith(b"{"):
            faults.append(Fault(say("verifying.ended", size=size), kind))
        if run.mebibytes is not None and run.mebibytes > mebibytes:
            faults.append(Fault(say("verifying.too_much", size=size, most=mebibytes, took=round(run.mebibytes)), kind))
    return CheckOutcome(asked, tuple(faults), tuple(unasked))


def _measured(command: Sequence[str], folder: Path, seconds: int) -> MeasuredRun:
    import subprocess

    with (folder / "report").open("w+b") as report:
        process = subprocess.Popen(  # noqa: S603  # this interpreter, and this command
            command, env=environment(), stdout=report, stderr=subprocess.DEVNULL
        )
        ended, memory = _waited(process, seconds)
        report.seek(0)
        return MeasuredRun(report.read() if ended else None, memory)


def _waited(process: subprocess.Popen[bytes], seconds: int) -> tuple[bool, float | None]:
    """Wait for a process, and return whether it ended in time, and the most memory that it and those of its own had."""
    import os
    import subprocess
    import sys

    if not hasattr(os, "wait4"):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return False, None
        return True, None
    end = time.monotonic() + seconds
    killed = False
    while True:
        known, status, used = os.wait4(process.pid, 0 if killed else os.WNOHANG)
        if known:
            process.returncode = os.waitstatus_to_exitcode(status)
            unit = _KIB * _KIB if sys.platform == "darwin" else _KIB
            return not killed, used.ru_maxrss / unit
        if time.monotonic() > end:
            process.kill()
            killed = True
        time.sleep(_STEP)
