"""What all tests share."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest


def neighbour(name: str) -> ModuleType:
    """Import a file of this folder, which is no package and on nobody's search path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


for _helper in ("wheels", "console", "catering", "neighbours", "lending", "first_party", "notary", "serving"):
    neighbour(_helper)  # `import wheels` then works in every test


def tool(name: str) -> str:
    """Give the path of a tool; a workstation without it skips, CI fails."""
    finder = neighbour("opa_binary")
    try:
        found: str = getattr(finder, name)()
    except finder.UnavailableError as error:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(str(error))
        pytest.skip(str(error))
    return found


@pytest.fixture(scope="session")
def opa_binary() -> str:
    """The path of a real OPA."""
    return tool("opa_binary")


@pytest.fixture(scope="session")
def conftest_binary() -> str:
    """The path of a real conftest."""
    return tool("conftest_binary")
