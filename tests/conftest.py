"""What all tests share."""

from __future__ import annotations

import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import heard
import pytest
import samples
from wheels import build_wheel

samples.register()
heard.listen()

SLOW = frozenset({"conftest_binary", "native_worker", "opa_binary", "suite"})
"""Fixtures of whoever is left out of `tox -e quick`: they start programs, or are a whole suite of somebody else."""


@pytest.hookimpl(tryfirst=True)  # before `-m` is heeded
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what is generated, starts a process, or runs on an engine that is one."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {}).values()
        function = getattr(item, "function", None)
        if (
            getattr(function, "is_hypothesis_test", False)
            or item.get_closest_marker("hypothesis")
            or SLOW & set(getattr(item, "fixturenames", ()))
            or any(each == "opa" for each in params if isinstance(each, str))
            or "subprocess" in getattr(getattr(function, "__code__", None), "co_names", ())
        ):
            item.add_marker(pytest.mark.slow)


def tool(name: str) -> str:
    """Return the path of a tool; a workstation without it skips, CI fails."""
    finder = import_module("native" if name == "native_worker" else "opa_binary")
    try:
        found: str = getattr(finder, name)()
    except finder.UnavailableError as error:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(str(error))
        pytest.skip(str(error))
    return found


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> None:
    """A shell that puts a command into the background lets it ignore SIGINT, nohup SIGHUP, and so do all that it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def _what_is_said_reads_well(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where it is heard, every code has words in each language, with its placeholders filled."""
    yield
    if request.node.get_closest_marker("odd_words"):
        heard.forget()
    assert heard.look() == []


@pytest.fixture(scope="session")
def opa_binary() -> str:
    """The path of a real OPA."""
    return tool("opa_binary")


@pytest.fixture(scope="session")
def native_worker() -> str:
    """The path of the worker of the engine `native`, whose package can then be imported."""
    return tool("native_worker")


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
