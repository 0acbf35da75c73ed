"""A kitchen whose command runs in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from mending import open_kitchen


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    """A project with the kitchen's plugin and no file."""
    made = Desk.make(tmp_path)
    open_kitchen(made)
    return made
