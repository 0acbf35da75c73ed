"""Every engine on the same files, and what their reports may differ in: the engine's name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest
from wheels import Project

HAS_NATIVE = bool(list(distributions(name="adjudge-opa")))
ENGINES = ("embedded", "native", "opa") if HAS_NATIVE else ("embedded", "opa")
"""Those that the installed command has; tox installs `native` beside it."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Compare = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; only commands that run in it see the plugins that it gets."""
    return Project.make(tmp_path)


@pytest.fixture
def engines() -> tuple[str, ...]:
    """The names of the engines."""
    return ENGINES


@pytest.fixture
def same_report(opa_binary: str) -> Compare:
    """Run a check on every engine, see that all they say is the same, and give the JSON report of the embedded one."""

    def compare(run: Run, *arguments: str, as_of: str = "2026-12-15") -> str:
        said = {}
        for engine in ENGINES:
            done = run("check", *arguments, "--as-of", as_of, "-o", "json", "--engine", engine, "--opa", opa_binary)
            assert f'"engine": "{engine}",\n' in done.stdout, done.stderr
            neutral = done.stdout.replace(f'"engine": "{engine}",\n', '"engine": "either",\n', 1)
            said[engine] = (neutral, done.stderr, done.returncode)
        for engine in ENGINES:
            assert said[engine][0].splitlines() == said["embedded"][0].splitlines(), engine
            assert said[engine] == said["embedded"], engine
        return said["embedded"][0]

    return compare
