"""What all tests share."""

from __future__ import annotations

import os
import signal
from importlib import import_module

import pytest


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


@pytest.fixture(scope="session", autouse=True)
def _interrupts_are_heard() -> None:
    """A shell that puts a command into the background lets it ignore SIGINT, and so do all that it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def opa_binary() -> str:
    """The path of a real OPA."""
    return tool("opa_binary")


@pytest.fixture(scope="session")
def conftest_binary() -> str:
    """The path of a real conftest."""
    return tool("conftest_binary")
