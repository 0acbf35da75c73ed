"""The JSON Schema Test Suite of the draft that schemas here are of."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_suite import suite_folder


@pytest.fixture(scope="session")
def suite() -> Path:
    """Return the suite's folder for draft 2020-12; offline, skip on a workstation and fail in CI."""
    return suite_folder() / "draft2020-12"
