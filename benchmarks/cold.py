"""One manifest, one process: what a developer waits for at every commit."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import rules
from bench import Bench, Row, at_most, times
from conftest_side import same_findings
from measure import Command, compare

MILLISECONDS = 150


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a cold check with a bare interpreter, and with conftest."""
    target = bench.manifest_folder(1, "yaml")
    check = bench.check(target)
    bare = Command(name="python", arguments=[sys.executable, "-c", "pass"], folder=target.parent, env=bench.env)
    pair = compare(check, bare, bench.short)
    excess = pair.excess * 1000
    yield Row(
        what="cold check of one manifest, over a bare interpreter",
        aim=f"≤ {MILLISECONDS} ms",
        measured=f"{excess:.0f} ms",
        met=excess <= MILLISECONDS,
        detail=times(pair),
    )
    for name, carried, aim in (("110", rules.all_rules(), 1.5), ("20", rules.MANIFEST_RULES, 3)):
        policies = bench.policies(f"cold-{name}", rules.MANIFEST, carried)
        same_findings(policies, target, target, bench.env)
        pair = compare(check, bench.conftest(policies, target), bench.short)
        yield at_most(f"the same, over conftest carrying {name} rules", pair, aim)
