"""What all tests share."""

from __future__ import annotations

import importlib.util
import os
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

HELPERS = frozenset(
    {"wheels", "console", "catering", "neighbours", "lending", "first_party", "notary", "serving", "opa_binary"}
)


class Neighbours(MetaPathFinder):
    """Finds files of this folder, which is no package and on nobody's search path, when a test imports one."""

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """Find a helper; other modules are for others to find."""
        file = Path(__file__).with_name(f"{name}.py")
        return importlib.util.spec_from_file_location(name, file) if name in HELPERS else None


sys.meta_path.insert(0, Neighbours())


def tool(name: str) -> str:
    """Give the path of a tool; a workstation without it skips, CI fails."""
    finder = import_module("opa_binary")
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
