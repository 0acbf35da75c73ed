"""A copy of the checkout, with an editable install in it, and what is built from it.

The checkout itself is never touched: an editable install would leave links in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command as a stranger would: without this process's virtual environment, coverage or search path."""
    mine = ("PYTHON", "VIRTUAL_ENV", "COVERAGE_", "TOX_", "ADJUDGE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        pytest.fail(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


@dataclass(frozen=True, kw_only=True)
class Environment:
    """A virtual environment of its own, with what was asked for installed in it."""

    bin: Path

    @classmethod
    def make(cls, folder: Path, *requirements: str | Path, cwd: Path) -> Environment:
        run(sys.executable, "-m", "venv", folder, cwd=cwd)
        made = cls(bin=folder / ("Scripts" if os.name == "nt" else "bin"))
        made.run("python", "-m", "pip", "install", "--quiet", *requirements, cwd=cwd)
        return made

    def run(
        self, command: str, *arguments: str | Path, cwd: Path, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        return run(self.bin / command, *arguments, cwd=cwd, check=check)


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A copy of the checkout under version control. ``files`` are those that git would track, relative, with ``/``."""

    root: Path
    files: frozenset[str]


def tracked_files() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    root = tmp_path_factory.mktemp("checkout")
    files = tracked_files()
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    identity = ("-c", "user.name=packaging tests", "-c", "user.email=tests@localhost")
    run("git", "init", "--quiet", cwd=root)
    run("git", "add", "--all", cwd=root)
    run("git", *identity, "commit", "--quiet", "--message", "The tree as it is", cwd=root)
    return Tree(root=root, files=frozenset(files))


@pytest.fixture(scope="session")
def editable(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The tree, installed editable, with the type checker."""
    folder = tmp_path_factory.mktemp("editable") / "venv"
    return Environment.make(
        folder,
        "--editable",
        f"{tree.root}[attest,bundle,c2pa,conftest,media]",
        "mypy",
        "pytest",
        "types-PyYAML",
        "types-jsonschema",
        cwd=tree.root,
    )


@dataclass(frozen=True, kw_only=True)
class Distributions:
    """What was built. ``wheel`` is built from the tree; members are names with contents, without the sdist's folder."""

    wheel: Path
    wheel_members: Mapping[str, bytes]
    wheel_from_sdist_members: Mapping[str, bytes]
    sdist_members: Mapping[str, bytes]


@pytest.fixture(scope="session")
def distributions(tree: Tree, editable: Environment, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Build where the links of an editable install lie beside the real folders: the harder place."""
    assert (tree.root / ".dev").is_dir()
    out = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--outdir", out / "both", tree.root, cwd=tree.root)
    run(*build, "--outdir", out / "wheel", "--wheel", tree.root, cwd=tree.root)
    (sdist,) = (out / "both").glob("*.tar.gz")
    (wheel_from_sdist,) = (out / "both").glob("*.whl")
    (wheel,) = (out / "wheel").glob("*.whl")
    return Distributions(
        wheel=wheel,
        wheel_members=wheel_members(wheel),
        wheel_from_sdist_members=wheel_members(wheel_from_sdist),
        sdist_members=sdist_members(sdist),
    )


def wheel_members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sdist_members(sdist: Path) -> dict[str, bytes]:
    with tarfile.open(sdist) as archive:
        files = [(member.name.split("/", 1)[1], archive.extractfile(member)) for member in archive.getmembers()]
        return {name: content.read() for name, content in files if content is not None}


@pytest.fixture(scope="session")
def installed(distributions: Distributions, tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Make a clean environment with nothing but the wheel and what it asks for, with the extras of the main job."""
    wheel = f"{distributions.wheel}[c2pa,media]"
    return Environment.make(tmp_path_factory.mktemp("clean") / "venv", wheel, cwd=tree.root)


@pytest.fixture
def fresh_checkout_run(tree: Tree, tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run a line of shell in a clean clone."""
    clone = tmp_path / "clone"
    run("git", "clone", "--quiet", tree.root, clone, cwd=tmp_path)
    return lambda line: run("bash", "-c", line, cwd=clone)
