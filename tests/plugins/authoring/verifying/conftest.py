"""A kitchen that can be verified: its rule has tests, its schemas have no words in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest
from catering import PACKAGE, PLUGIN, catering
from tested_kitchen import TESTS, Kitchen

PLUGIN_FILE = f"{PACKAGE}/{PLUGIN}"


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """A project with the plugin, its two tests, and no examples."""
    made = Kitchen.make(tmp_path)
    files = catering()
    text = str(files[PLUGIN_FILE]).replace("Kind, Reader,", "Kind, ReadError, Reader,")
    text = text.replace("raise NotImplementedError", 'raise ReadError("this is no slip")')
    made.plugin("catering", files | {PLUGIN_FILE: text})
    made.tests(TESTS)
    return made
