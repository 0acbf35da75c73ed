"""A project in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from neighbours import settle
from workshop import Bench


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Two services, one that passes and one that is denied, in the working directory."""
    with Bench.made(tmp_path, monkeypatch) as made:
        settle(made)
        yield made


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    """An empty project whose command runs in this process; only it sees the plugins that the project gets."""
    return Desk.make(tmp_path)
