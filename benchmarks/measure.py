"""Measure commands: wall time, processor time, peak memory; pairs of them in turns, ratios pair by pair.

A command is started by a process of its own that holds nothing (this file, run as a script): Linux counts the memory
of the starting process as the child's peak.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_FEW = 3


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run, where. ``codes`` are the exit codes with which it has done its work.

    ``clock`` is the file into which a command writes the seconds that count, where its start doesn't.
    """

    name: str
    arguments: list[str]
    folder: Path
    env: Mapping[str, str]
    codes: tuple[int, ...] = (0,)
    clock: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One run: seconds of wall and processor time (children included), peak memory of the largest process in MB."""

    wall: float
    cpu: float
    megabytes: float


def run(command: Command) -> Sample:
    """Run a command once, its output thrown away. Raises AssertionError when it failed."""
    launch = [sys.executable, "-I", "-S", __file__, *command.arguments]
    done = subprocess.run(launch, cwd=command.folder, env=command.env, stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    if said.pop("code") not in command.codes:
        raise AssertionError(f"{command.name} failed: {' '.join(command.arguments)}")
    if command.clock is not None:
        said["wall"] = float(command.clock.read_text("utf-8"))
    return Sample(**said)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two commands measured in turns."""

    ours: tuple[Sample, ...]
    theirs: tuple[Sample, ...]

    @property
    def speedup(self) -> float:
        """How many times as fast we are: the median of the pairs' ratios."""
        return median(self.speedups)

    @property
    def speedups(self) -> list[float]:
        """The ratio of each pair, lowest first."""
        return sorted(their.wall / our.wall for our, their in zip(self.ours, self.theirs, strict=True))

    @property
    def excess(self) -> float:
        """How many seconds we take more: the median of the pairs' differences."""
        return median(our.wall - their.wall for our, their in zip(self.ours, self.theirs, strict=True))


def compare(ours: Command, theirs: Command, repeats: int) -> Pair:
    """Measure two commands in turns; see :func:`take_turns`."""
    ours_samples, theirs_samples = take_turns(ours, theirs, repeats=repeats)
    return Pair(ours=ours_samples, theirs=theirs_samples)


def take_turns(*commands: Command, repeats: int) -> list[tuple[Sample, ...]]:
    """Measure commands in turns, every other turn in reverse order; give the samples of each.

    Short commands, which are repeated often, run once before without being counted: files and bytecode are cached then.
    """
    if repeats > _FEW:
        for command in commands:
            run(command)
    samples: list[list[Sample]] = [[] for _ in commands]
    for repeat in range(repeats):
        order = range(len(commands)) if repeat % 2 == 0 else reversed(range(len(commands)))
        for each in order:
            samples[each].append(run(commands[each]))
    return [tuple(each) for each in samples]


def typical(samples: tuple[Sample, ...]) -> Sample:
    """Return the median of each figure."""
    return Sample(
        wall=median(sample.wall for sample in samples),
        cpu=median(sample.cpu for sample in samples),
        megabytes=max(sample.megabytes for sample in samples),
    )


def _launch(arguments: list[str]) -> None:
    with Path(os.devnull).open("r+b") as nothing:
        begin = time.perf_counter()
        child = subprocess.Popen(arguments, stdin=nothing, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    figures = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / scale}
    print(json.dumps({**figures, "code": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    _launch(sys.argv[1:])
