"""Fifty more plugins: what those cost that nobody needs here."""

from __future__ import annotations

from collections.abc import Iterator

import plugin
from measure import compare
from outcomes_of import Outcomes, Row, times

PLUGINS = 50
MILLISECONDS = 50


def measure(outcomes_of: Outcomes) -> Iterator[Row]:
    """Compare a check with 50 more plugins installed with one without them."""
    target = outcomes_of.manifest_folder(1, "yaml")
    others = (plugin.other(number) for number in range(1, PLUGINS + 1))
    crowded = plugin.environment(plugin.install(outcomes_of.folder / "crowded", plugin.studio(), *others))
    pair = compare(outcomes_of.check(target, env=crowded), outcomes_of.check(target), outcomes_of.short)
    excess = pair.excess * 1000
    yield Row(
        what=f"{PLUGINS} more plugins installed, cold check of one manifest",
        aim=f"≤ {MILLISECONDS} ms",
        measured=f"{excess:.0f} ms",
        met=excess <= MILLISECONDS,
        detail=times(pair),
    )
