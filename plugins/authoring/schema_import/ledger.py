"""What is told of an import: what is wrong with the original, and what was said otherwise."""

from __future__ import annotations

from collections import Counter

from adjudge.lib.errors import UsageError


class Ledger:
    """The problems that were found, and the changes: what was changed, under its heading, and how often."""

    def __init__(self) -> None:
        self.problems: list[UsageError] = []
        self.changes: dict[str, Counter[str]] = {}

    def changed(self, heading: str, name: str) -> None:
        """Note a change."""
        self.changes.setdefault(heading, Counter())[name] += 1
