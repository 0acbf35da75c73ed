"""What every benchmark gets and gives: sizes, folders and installed plugins; rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import corpus
import plugin
import rules
from conftest_side import Policies, adjudge, write_policies
from measure import Command, Pair, Sample, typical


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table. ``met`` is None for what has no aim."""

    what: str
    aim: str
    measured: str
    met: bool | None
    detail: str = ""


class Bench:
    """One run of the benchmarks. ``quick`` is for trying them out: its figures mean nothing."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder = folder
        self.quick = quick
        self.manifests = 40 if quick else 2_000
        self.records = 2_000 if quick else 100_000
        self.short, self.long = (2, 2) if quick else (15, 3)
        """How often short and long commands are repeated."""

    @cached_property
    def env(self) -> Mapping[str, str]:
        """The environment in which the plugin ``studio`` is installed."""
        return plugin.environment(plugin.install(self.folder / "site", plugin.studio()))

    def corpus(self, name: str, write: Callable[[Path], object]) -> Path:
        """Return the folder ``name``, written when it is first asked for."""
        folder = self.folder / name
        if not folder.exists():
            write(folder)
        return folder

    def manifest_folder(self, count: int, form: str, *, broken: bool = False) -> Path:
        """Return a folder of manifests."""
        name = f"{count}-{form}-{'broken' if broken else 'clean'}"
        return self.corpus(name, lambda folder: corpus.write_manifests(folder, count, form, broken=broken))

    def record_folder(self, name: str, file: str, write: Callable[[Path], object]) -> Path:
        """Return a folder with one file of records."""

        def make(folder: Path) -> None:
            folder.mkdir()
            write(folder / file)

        return self.corpus(name, make)

    def policies(self, name: str, kind: str, carried: tuple[rules.Rule, ...], *, together: bool = False) -> Policies:
        """Return policies for conftest."""
        return write_policies(self.folder / f"policies-{name}", kind, carried, together=together)

    def check(self, target: Path, *options: str, env: Mapping[str, str] | None = None) -> Command:
        """Return the command with which adjudge judges ``target``."""
        return Command(
            name="adjudge",
            folder=target.parent,
            env=env or self.env,
            codes=(0, 1),
            arguments=adjudge("check", target.name, "--as-of", corpus.AS_OF, *options),
        )

    def conftest(self, policies: Policies, target: Path) -> Command:
        """Return the command with which conftest tests ``target``."""
        return Command(
            name="conftest", folder=target.parent, env=self.env, codes=(0, 1), arguments=policies.command(target)
        )


def times(pair: Pair, count: int = 0) -> str:
    """Return what both took: seconds, or so many of ``count`` a second, with the range of the pairs' ratios."""
    said = [_said(typical(samples), count) for samples in (pair.ours, pair.theirs)]
    return f"{said[0]} : {said[1]}; pairs {pair.speedups[0]:.2f}–{pair.speedups[-1]:.2f}"


def _said(sample: Sample, count: int) -> str:
    speed = f"{count / sample.wall:,.0f}/s" if count else f"{sample.wall * 1000:.0f} ms"
    return f"{speed} {sample.cpu / sample.wall * 100:.0f} % CPU {sample.megabytes:.0f} MB"


def at_least(what: str, pair: Pair, aim: float, *, count: int = 0, unit: str = "×") -> Row:
    """Return the row of a speed that must reach ``aim`` times the other's."""
    return Row(
        what=what,
        aim=f"≥ {aim:g}{unit}",
        measured=f"{pair.speedup:.2f}{unit}",
        met=pair.speedup >= aim,
        detail=times(pair, count),
    )


def at_most(what: str, pair: Pair, aim: float, *, count: int = 0) -> Row:
    """Return the row of a time that may be ``aim`` times the other's."""
    slower = 1 / pair.speedup
    return Row(what=what, aim=f"≤ {aim:g}×", measured=f"{slower:.2f}×", met=slower <= aim, detail=times(pair, count))


def more_each(what: str, pair: Pair, aim: float, *, count: int) -> Row:
    """Return the row of the milliseconds that each of ``count`` may take more than one of the other's."""
    more = pair.excess / count * 1000
    return Row(what=what, aim=f"≤ {aim:g} ms", measured=f"{more:.2f} ms", met=more <= aim, detail=times(pair, count))


def without_aim(what: str, pair: Pair, count: int) -> Row:
    """Return the row of a speed that is told for comparison."""
    return Row(what=what, aim="–", measured=f"{pair.speedup:.2f}×", met=None, detail=times(pair, count))


def peak(what: str, samples: tuple[Sample, ...], megabytes: int) -> Row:
    """Return the row of a peak memory."""
    most = max(sample.megabytes for sample in samples)
    return Row(what=what, aim=f"≤ {megabytes} MB", measured=f"{most:.0f} MB", met=most <= megabytes)
