"""Load rules into each engine: what a start pays for, and what the embedded engine's own checks are of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import rules
from bench import Bench, Row
from engines import available
from measure import Command, take_turns, typical

FEW, MANY = 20, 200
SCRIPT = Path(__file__).with_name("load_rules.py")


def measure(bench: Bench) -> Iterator[Row]:
    """Tell how long each engine takes to load 20 and 200 rules of a kind, and what is checked before."""
    engines = available()
    kind = f"{rules.DOMAIN}.{rules.MANIFEST}"
    for count in (FEW, MANY):
        commands = [_command(bench, kind, str(count), name, *options[3:]) for name, options in engines.items()]
        taken = [typical(samples).wall * 1000 for samples in take_turns(*commands, repeats=bench.long)]
        yield Row(
            what=f"loading {count} rules: {', '.join(engines)}",
            aim="–",
            measured=" : ".join(f"{each:.1f} ms" for each in taken),
            met=None,
            detail="processor time; native and opa with the start of what evaluates",
        )
    commands = [_command(bench, "first-party", "0", how) for how in ("checks", "median of checks")]
    most, usual = (typical(samples).wall * 1000 for samples in take_turns(*commands, repeats=2))
    yield Row(
        what="what the embedded engine checks and rewrites before it loads the rules of a first-party kind",
        aim="–",
        measured=f"{usual:.1f} ms",
        met=None,
        detail=f"processor time, the median of the kinds; the costliest takes {most:.1f} ms",
    )


def _command(bench: Bench, kind: str, count: str, how: str, *opa: str) -> Command:
    clock = bench.folder / f"load-{kind}-{count}-{how.replace(' ', '-')}"
    arguments = [sys.executable, str(SCRIPT), str(clock), kind, count, how, *opa]
    return Command(name=f"load {count}", arguments=arguments, folder=bench.folder, env=bench.env, clock=clock)
