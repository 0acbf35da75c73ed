"""A project whose command runs in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    """An empty project; only commands that run in it see the plugins that it gets."""
    return Desk.make(tmp_path)
