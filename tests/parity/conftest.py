"""Both engines on the same files, and what their reports may differ in: the engine's name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from wheels import Project

ENGINES = ("embedded", "opa")
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Compare = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; only commands that run in it see the plugins that it gets."""
    return Project.make(tmp_path)


@pytest.fixture
def same_report(opa_binary: str) -> Compare:
    """Run a check on both engines, see that all they say is the same, and give the JSON report of the embedded one."""

    def compare(run: Run, *arguments: str, as_of: str = "2026-12-15") -> str:
        said = {}
        for engine in ENGINES:
            done = run("check", *arguments, "--as-of", as_of, "-o", "json", "--engine", engine, "--opa", opa_binary)
            assert f'"engine": "{engine}",\n' in done.stdout, done.stderr
            neutral = done.stdout.replace(f'"engine": "{engine}",\n', '"engine": "either",\n', 1)
            said[engine] = (neutral, done.stderr, done.returncode)
        assert said["opa"][0].splitlines() == said["embedded"][0].splitlines()
        assert said["opa"] == said["embedded"]
        return said["embedded"][0]

    return compare
