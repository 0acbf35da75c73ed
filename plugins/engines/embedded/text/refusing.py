"""Why a policy is refused before anything is judged, while it is still a place in one text."""

from __future__ import annotations

from adjudge.lib.words import Said


class RefusedError(Exception):
    """A policy cannot be run by any engine; ``offset`` is where the reason stands, ``words`` are the reason."""

    def __init__(self, offset: int, words: Said) -> None:
        super().__init__(words)
        self.offset = offset
        self.words = words


class UnlistedConstructError(RefusedError):
    """A policy may be sound, but this engine is not proven to read it as OPA does."""
