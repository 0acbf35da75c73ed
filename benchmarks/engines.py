"""The same artifacts on each engine: what it costs to have OPA itself judge them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import corpus
from bench import Bench, Row, times
from conftest_side import UnavailableError, tool
from measure import Command, Pair, take_turns, typical
from opa_engine import MODULE

from examples import LAUNCH

ACCOUNTS = 5_000
ENTRIES = 10_000
MANIFESTS = 200


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is judged: ``count`` of it a run, or 0 where the time of a run is told."""

    what: str
    target: Path
    count: int = 0


def measure(bench: Bench) -> Iterator[Row]:
    """Compare the embedded engine with the others that are here, in turns, after all have said the same."""
    engines = available()
    for work in works(bench):
        commands = {name: bench.check(work.target, *options) for name, options in engines.items()}
        same_reports(commands)
        ours, *others = take_turns(*commands.values(), repeats=bench.long)
        for name, theirs in zip(list(engines)[1:], others, strict=True):
            yield _row(f"{work.what}: embedded, over {name}", Pair(ours=ours, theirs=theirs), work.count)
    for name in {"native", "opa"} - engines.keys():
        yield Row(what=f"engine {name}", aim="–", measured="not measured", met=None, detail="it is not installed")


def _row(what: str, pair: Pair, count: int) -> Row:
    """Return the row of two engines: processor time, since OPA works on both cores while adjudge reads and reports."""
    ratios = sorted(their.cpu / our.cpu for our, their in zip(pair.ours, pair.theirs, strict=True))
    spent = " : ".join(f"{typical(samples).cpu:.2f} s" for samples in (pair.ours, pair.theirs))
    return Row(
        what=what,
        aim="–",
        measured=f"{median(ratios):.2f}×",
        met=None,
        detail=f"{spent} of processors, {ratios[0]:.2f}–{ratios[-1]:.2f}; by the clock {times(pair, count)}",
    )


def available() -> dict[str, tuple[str, ...]]:
    """Return the options of each engine that can be measured here; the embedded one is the first."""
    found: dict[str, tuple[str, ...]] = {"embedded": ("--engine", "embedded")}
    if find_spec("adjudge_opa") is not None:
        found["native"] = ("--engine", "native")
    with suppress(UnavailableError):
        found["opa"] = ("--engine", "opa", "--opa", tool("opa", MODULE))
    return found


def works(bench: Bench) -> Iterator[Work]:
    """Yield what is judged."""
    few = 20 if bench.quick else 1
    for broken in (False, True):
        count = MANIFESTS // few
        state = f"{corpus.BROKEN_FINDINGS} findings each" if broken else "clean"
        target = bench.manifest_folder(count, "json", broken=broken)
        yield Work(what=f"{count:,} manifests of {corpus.TRACKS} tracks, {state}, JSON", target=target, count=count)
    count = ACCOUNTS // few
    target = bench.record_folder(
        f"records-{count}-jsonl", "all.account.jsonl", lambda file: corpus.write_jsonl(file, count)
    )
    yield Work(what=f"{count:,} account records, JSONL", target=target, count=count)
    yield Work(what="examples/launch, cold", target=LAUNCH)
    target = bench.record_folder(
        "library", "all.keyword_library.json", lambda file: corpus.write_library(file, ENTRIES)
    )
    yield Work(what=f"a keyword library of {ENTRIES:,} entries, cold", target=target)


def same_reports(commands: dict[str, Command]) -> None:
    """See that the reports differ in nothing but the engine. Raises AssertionError where they do."""
    said = {}
    for name, command in commands.items():
        asked = [*command.arguments, "-o", "json"]
        done = subprocess.run(asked, cwd=command.folder, env=command.env, capture_output=True, check=False)
        if done.returncode not in command.codes:
            raise AssertionError(f"{name}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
        report = json.loads(done.stdout)
        said[name] = [(each["file"], each["outcomes"]) for each in report["artifacts"]]
    first = said["embedded"]
    different = [name for name, artifacts in said.items() if artifacts != first]
    if different:
        raise AssertionError(f"{' and '.join(different)} say otherwise than the embedded engine")
