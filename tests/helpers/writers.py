"""The report writers that come with adjudge, by name."""

from __future__ import annotations

from typing import Any

from adjudge.loading.loader import loaded
from adjudge.plugins.reports import adjudge_reporters

WRITERS = adjudge_reporters()


def writer(name: str) -> Any:
    """Return the class of a writer."""
    return loaded(WRITERS[name])
