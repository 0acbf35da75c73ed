"""Looking ahead: what 90 days cost over one check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Row, at_most
from conftest_side import adjudge
from measure import Command, compare

LAUNCH = Path(__file__).parents[1] / "examples" / "launch"
AS_OF = ("--as-of", "2026-12-01")
DAYS = "90"


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a look ahead over the example with a check of it."""
    if not LAUNCH.is_dir():
        return
    horizon = Command(
        name="horizon", arguments=adjudge("horizon", ".", "--days", DAYS, *AS_OF), folder=LAUNCH, env=bench.env
    )
    check = Command(name="check", arguments=adjudge("check", ".", *AS_OF), folder=LAUNCH, env=bench.env)
    pair = compare(horizon, check, bench.short)
    yield at_most(f"horizon of {DAYS} days of examples/launch, over a check of it", pair, 3)
