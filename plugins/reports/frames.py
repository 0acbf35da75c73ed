"""What the text report needs to know before it draws a frame around a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from adjudge.lib.escape import brief

if TYPE_CHECKING:
    from adjudge import Verdict
    from adjudge.lib.documents import Steps


def lines_of(verdict: Verdict) -> Iterator[int]:
    """Yield the lines that a report on an artifact shows."""
    yield (verdict.problem.line if verdict.problem else None) or 1
    for outcome in verdict.outcomes:
        for finding in outcome.findings:
            yield finding.place.line
            yield from (other.place.line for other in finding.related)


def gutter(lines: Iterable[int]) -> str:
    """Return the space that the numbers of lines need."""
    return " " * len(str(max(lines)))


def inside(path: Steps) -> str:
    """Return the way into a document, as it stands behind a place that has no line to show."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f" ({brief(steps.removeprefix('.'))})" if steps else ""
