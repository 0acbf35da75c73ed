"""A project with plugins of its own, judged by the installed command."""

from __future__ import annotations

from pathlib import Path

import pytest
from wheels import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; only commands that run in it see the plugins that it gets."""
    return Project.make(tmp_path)
