"""The orders in which a viewer reads cues that do not simply follow each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Any


def orders(cues: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """Return the indexes of the cues in the order of time, and by lane; nothing where that is the order of the file.

    Players show cues by their ``start``. Cues that are shown at once, such as two languages in turn, are read side by side:
    each goes into the first lane whose last cue has ended.
    """
    by_time = sorted(range(len(cues)), key=lambda index: cues[index]["start"])
    lanes = _lanes(cues, by_time)
    found = [by_time] if by_time != list(range(len(cues))) else []
    return found + (lanes if len(lanes) > 1 else [])


def _lanes(cues: Sequence[Mapping[str, Any]], by_time: Sequence[int]) -> list[list[int]]:
    lanes: list[list[int]] = []
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    for index in by_time:
        while busy and busy[0][0] <= cues[index]["start"]:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, len(lanes))
            lanes.append([])
        lane = heappop(free)
        lanes[lane].append(index)
        heappush(busy, (cues[index]["end"], lane))
    return lanes
