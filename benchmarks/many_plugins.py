"""Fifty more plugins: what those cost that nobody needs here."""

from __future__ import annotations

from collections.abc import Iterator

import plugin
from bench import Bench, Row, times
from measure import compare

PLUGINS = 50
MILLISECONDS = 50


def measure(bench: Bench) -> Iterator[Row]:
    """Compare a check with 50 more plugins installed with one without them."""
    target = bench.manifest_folder(1, "yaml")
    others = (plugin.other(number) for number in range(1, PLUGINS + 1))
    crowded = plugin.environment(plugin.install(bench.folder / "crowded", plugin.studio(), *others))
    pair = compare(bench.check(target, env=crowded), bench.check(target), bench.short)
    excess = pair.excess * 1000
    yield Row(
        what=f"{PLUGINS} more plugins installed, cold check of one manifest",
        aim=f"≤ {MILLISECONDS} ms",
        measured=f"{excess:.0f} ms",
        met=excess <= MILLISECONDS,
        detail=times(pair),
    )
