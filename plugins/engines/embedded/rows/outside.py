"""What a guard says of values that its row does not cover."""

from __future__ import annotations


class OutsideError(ValueError):
    """Values for which the engine is not proven to answer as OPA does."""
