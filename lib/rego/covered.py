"""Which lines of policies an engine has evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Lines(NamedTuple):
    """Lines of one file, from 1: those that were evaluated, and those that could have been and were not."""

    covered: frozenset[int] = frozenset()
    missed: frozenset[int] = frozenset()

    def joined(self, other: Lines) -> Lines:
        """Return what two evaluations have covered together."""
        covered = self.covered | other.covered
        return Lines(covered, (self.missed | other.missed) - covered)


def joined(parts: Iterable[Mapping[str, Lines]]) -> dict[str, Lines]:
    """Return the lines of several evaluations by file."""
    found: dict[str, Lines] = {}
    for part in parts:
        for file, lines in part.items():
            found[file] = found[file].joined(lines) if file in found else lines
    return found


def spans(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return lines in a row as first and last."""
    found: list[tuple[int, int]] = []
    for line in sorted(set(lines)):
        if found and line == found[-1][1] + 1:
            found[-1] = found[-1][0], line
        else:
            found.append((line, line))
    return found
