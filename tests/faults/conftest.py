"""A project of one's own, and how far a sweep goes: a sample where it is one test of many, all of it in `tox -e faults`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from wheels import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; only commands that run in it see the plugins that it gets."""
    return Project.make(tmp_path)


@pytest.fixture(scope="session")
def every() -> int:
    """Each so many-th fault is made; ``ADJUDGE_FAULTS`` says which."""
    return int(os.environ.get("ADJUDGE_FAULTS", "40"))
