"""How far a sweep goes: a sample where it is one test of many, all of it where ``ADJUDGE_FAULTS`` says so."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def every() -> int:
    """Each so many-th call of the system is made to fail."""
    return int(os.environ.get("ADJUDGE_FAULTS", "25"))
