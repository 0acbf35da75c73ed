"""Plugins for tests in this process."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wheels import build_wheel


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
