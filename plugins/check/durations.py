"""Show where the time of a run went: the slowest of each sort, on stderr, since no two runs take the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from adjudge.lib.console import language, spoken, tell
from adjudge.lib.durations import Durations
from adjudge.lib.escape import brief
from adjudge.lib.words import said, say

_SORTS = ("import", "plugin", "reader", "loading", "kind", "rule", "artifact")


def show(durations: Durations, most: int) -> None:
    """Write the ``most`` slowest of each sort; 0 is all."""
    tell(say("durations.head", seconds=f"{durations.whole:.3f}"), err=True)
    for line in _lines(durations, most):
        tell(line, err=True)


def _lines(durations: Durations, most: int) -> Iterator[str]:
    for sort in _SORTS:
        found = durations.slowest(sort)
        if not found:
            continue
        seconds = f"{sum(took for _, took, _ in found):.3f}"
        yield f"  {spoken(say(f'durations.{sort}', seconds=seconds))}"
        for name, took, often in found[: most or None]:
            yield f"    {took:9.3f} s {often:6} ×  {_name(name)}"
        if 0 < most < len(found):
            yield f"    {spoken(say('durations.more', n=len(found) - most))}"


def _name(name: Hashable) -> str:
    parts = name if isinstance(name, tuple) else (name,)
    return brief("  ".join(str(said(each, language())) for each in parts))
