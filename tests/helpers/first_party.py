"""The plugins that come with adjudge, by the names of their entry points: a new one is under test from its first day.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from importlib.metadata import distribution

FIRST_PARTY = tuple(sorted(distribution("adjudge").entry_points.select(group="adjudge").names))
assert FIRST_PARTY, "the installed adjudge brings no plugin: install it again"

LANGUAGES = ("en", "zh")
"""The languages in which every rule, schema and instrument of theirs has its words."""
