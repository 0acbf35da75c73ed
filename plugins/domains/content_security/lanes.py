"""The orders in which a viewer reads cues that do not simply follow each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf
from typing import Any

from .ass import screen

_FLASH = 100
"""Milliseconds in which nobody reads a cue."""

_Cues = Sequence[Mapping[str, Any]]


def orders(cues: _Cues) -> list[list[int]]:
    r"""Return the indexes of the cues in other orders than that of the file, each once.

    Players show cues by their ``start``. Cues that are shown at once, such as two languages in turn, are read side by side:
    each goes into the first lane whose last cue has ended; and from the top, where the later stands above the earlier,
    or where ``\pos`` puts it. A cue that only flashes up is not read. Columns of a table are lanes too.
    """
    found: list[list[int]] = []
    timed = [index for index, cue in enumerate(cues) if "start" in cue]
    if timed:
        by_time = sorted(timed, key=lambda index: cues[index]["start"])
        lanes = _lanes(cues, by_time)
        stacked = sorted(timed, key=lambda index: (cues[index]["start"], -index))
        placed = sorted(timed, key=lambda index: (cues[index]["start"], screen(cues[index]["text"]) or (inf, 0)))
        read = [index for index in by_time if cues[index].get("end", inf) - cues[index]["start"] >= _FLASH]
        found += [by_time, *(lanes if len(lanes) > 1 else []), stacked, placed, *([read] if read else [])]
    columns: dict[str | None, list[int]] = {}
    for index, cue in enumerate(cues):
        columns.setdefault(cue.get("lane"), []).append(index)
    found += columns.values() if len(columns) > 1 else []
    different = dict.fromkeys(map(tuple, found))
    different.pop(tuple(range(len(cues))), None)
    return [list(order) for order in different]


def by_time(cues: _Cues) -> list[int]:
    """Return the indexes of the cues as they are shown; those without a time stand first, as in the file."""
    return sorted(range(len(cues)), key=lambda index: cues[index].get("start", -1))


def _lanes(cues: _Cues, by_time: Sequence[int]) -> list[list[int]]:
    lanes: list[list[int]] = []
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    for index in by_time:
        while busy and busy[0][0] <= cues[index]["start"]:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, len(lanes))
            lanes.append([])
        lane = heappop(free)
        lanes[lane].append(index)
        heappush(busy, (cues[index].get("end", inf), lane))
    return lanes
