"""What all tests share."""

from __future__ import annotations

import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from wheels import build_wheel


def tool(name: str) -> str:
    """Return the path of a tool; a workstation without it skips, CI fails."""
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


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Unpack the wheels of plugins, ``name=files``, where this process finds them until the test ends."""
    folder = tmp_path / "site"
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)

    def unpack(*, version: str = "1.0", target: str | None = None, **plugins: dict[str, str | bytes]) -> Path:
        for name, files in plugins.items():
            points = {"adjudge": {name: target or f"adjudge_{name}"}}
            with zipfile.ZipFile(build_wheel(tmp_path / "wheels", f"adjudge-{name}", version, files, points)) as wheel:
                wheel.extractall(folder)
        return folder

    yield unpack
    for name in set(sys.modules) - before:
        if name.partition(".")[0].startswith("adjudge_"):
            del sys.modules[name]
