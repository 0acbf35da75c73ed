"""How the distribution is built: one clear sentence without Go, and a wheel for the platform that was asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from struct import unpack_from
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[1]
LOADED, DYNAMIC, INTERPRETER = 1, 2, 3
"""Kinds of program headers of ELF; the last two name libraries of the system, and who loads them."""


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = spec_from_file_location("extras_hatch_build", FOLDER / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def go() -> str:
    """The Go that is here; a workstation without it skips, CI fails."""
    found = shutil.which("go")
    if found is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("there is no go on PATH")
        pytest.skip("there is no go on PATH to build a wheel with")
    return found


def wheel(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a wheel of a copy of the source, as a build frontend does."""
    copy = folder / "source"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("opa-worker*", "__pycache__"), dirs_exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    return subprocess.run(
        command, cwd=copy, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_without_go_one_sentence_says_what_is_needed(hook, tmp_path):
    done = wheel(tmp_path, PATH=str(tmp_path))
    assert done.returncode != 0
    said = "adjudge-opa is built with Go 1.26 or newer (https://go.dev/dl), and there is no `go` on PATH"
    assert done.stderr.strip().splitlines()[-1] == said


def test_a_platform_that_is_not_known_is_named(hook, go, tmp_path):
    done = wheel(tmp_path, GOOS="plan9", GOARCH="amd64")
    assert done.returncode != 0
    assert "GOOS and GOARCH ask for plan9/amd64" in done.stderr


def test_a_wheel_is_for_every_linux_of_its_machine(hook, go, tmp_path):
    left_behind = tmp_path / "source" / "src" / "adjudge_opa" / ("opa-worker" if os.name == "nt" else "opa-worker.exe")
    left_behind.parent.mkdir(parents=True)
    left_behind.write_bytes(b"for another platform")
    done = wheel(tmp_path)
    assert done.returncode == 0, done.stderr
    (made,) = tmp_path.glob("*.whl")
    if sys.platform == "linux":
        assert re.fullmatch(r"adjudge_opa-\S+-py3-none-manylinux_2_17_(\w+)\.musllinux_1_1_\1\.whl", made.name), (
            made.name
        )
    with zipfile.ZipFile(made) as content:
        (worker,) = (info for info in content.infolist() if "opa-worker" in info.filename)
        assert worker.external_attr >> 16 & 0o111 or os.name == "nt"
        assert b"_Cfunc_" not in content.read(worker)  # no C: nothing of the system's libraries is asked for
        assert not any(name.endswith((".go", "go.mod")) for name in content.namelist())
        licences = content.read("adjudge_opa/THIRD_PARTY_LICENSES.txt").decode()
        assert "github.com/open-policy-agent/opa v1." in licences
        assert "Apache License" in licences


@pytest.mark.parametrize(("system", "machine"), [("linux", "arm64"), ("darwin", "arm64"), ("windows", "amd64")])
def test_every_platform_has_a_tag_that_installers_know(system, machine, hook, go, monkeypatch):
    monkeypatch.setenv("GOOS", system)
    monkeypatch.setenv("GOARCH", machine)
    assert hook.target(go) == (system, machine)
    from packaging.tags import parse_tag

    assert parse_tag(f"py3-none-{hook.PLATFORMS[system, machine]}")


@pytest.mark.skipif(sys.platform != "linux", reason="an executable of Linux is read")
def test_the_worker_asks_nothing_of_the_systems_libraries(worker):
    content = Path(worker).read_bytes()
    assert content[:6] == b"\x7fELF\x02\x01"  # 64 bits, the low byte first
    (start,) = unpack_from("<Q", content, 32)
    size, count = unpack_from("<HH", content, 54)
    parts = {unpack_from("<I", content, start + size * each)[0] for each in range(count)}
    assert LOADED in parts
    assert not parts & {DYNAMIC, INTERPRETER}
