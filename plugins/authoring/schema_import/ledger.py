"""What is told of an import: what is wrong with the original, and what was said otherwise."""

from __future__ import annotations

from collections import Counter

from adjudge.lib.errors import UsageError


class Ledger:
    """The problems that were found, and the changes: what was changed, under its heading, and how often."""

    def __init__(self) -> None:
        self.problems: list[UsageError] = []
        self.changes: dict[str, Counter[str]] = {}

    def wrong(self, error: UsageError) -> None:
        """Note a problem, once; a part that is referred to may be looked at twice."""
        if all((error.message, error.file) != (each.message, each.file) for each in self.problems):
            self.problems.append(error)

    def changed(self, heading: str, name: str) -> None:
        """Note a change."""
        self.changes.setdefault(heading, Counter())[name] += 1
