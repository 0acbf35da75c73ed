"""The first-party plugins on the example that a new user tries first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Row, times
from conftest_side import adjudge
from measure import Command, compare

LAUNCH = Path(__file__).parents[1] / "examples" / "launch"


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a cold check of the example with a bare interpreter."""
    if not LAUNCH.is_dir():
        return
    check = Command(name="adjudge", arguments=adjudge("check", "."), folder=LAUNCH, env=bench.env)
    bare = Command(name="python", arguments=[sys.executable, "-c", "pass"], folder=LAUNCH, env=bench.env)
    pair = compare(check, bare, bench.short)
    yield Row(
        what="cold check of examples/launch, over a bare interpreter",
        aim="–",
        measured=f"{pair.excess * 1000:.0f} ms",
        met=None,
        detail=times(pair),
    )
