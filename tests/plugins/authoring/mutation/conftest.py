"""A kitchen whose rule has tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from catering import catering
from tested_kitchen import TESTS, Kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """A project with the plugin, its two tests, and no examples."""
    made = Kitchen.make(tmp_path)
    made.plugin("catering", catering())
    made.tests(TESTS)
    return made
