"""Find the real OPA and conftest, or build them once: ``python tests/opa_binary.py [conftest]`` prints the path.

In this order: ADJUDGE_OPA (ADJUDGE_CONFTEST); on PATH; in the cache; built into the cache with `go install`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A Go program that tests need."""

    name: str
    module: str
    version: str

    @property
    def variable(self) -> str:
        return f"ADJUDGE_{self.name.upper()}"


OPA = Tool(name="opa", module="github.com/open-policy-agent/opa", version="v1.22.2")
CONFTEST = Tool(name="conftest", module="github.com/open-policy-agent/conftest", version="v0.71.1")


class UnavailableError(Exception):
    """There is no such tool here, and it cannot be built."""


def opa_binary() -> str:
    """Return the path of OPA. Raises UnavailableError."""
    return find(OPA)


def conftest_binary() -> str:
    """Return the path of conftest, for the benchmarks. Raises UnavailableError."""
    return find(CONFTEST)


def find(tool: Tool) -> str:
    named = os.environ.get(tool.variable)
    if named:
        found = shutil.which(named)
        if found is None:
            raise UnavailableError(f"{tool.variable} names {named}, which cannot be run")
        return str(Path(found).absolute())
    found = shutil.which(tool.name)
    return str(Path(found).absolute()) if found else built(tool)


def built(tool: Tool) -> str:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "adjudge-tests" / f"{tool.name}-{tool.version}"
    binary = folder / (tool.name + (".exe" if os.name == "nt" else ""))
    if binary.exists():
        return str(binary)
    go = shutil.which("go")
    if go is None:
        raise UnavailableError(f"no {tool.name} on PATH, none named by {tool.variable}, and no go to build it with")
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "lock"):
        if not binary.exists():
            build(go, tool, binary)
    return str(binary)


def build(go: str, tool: Tool, binary: Path) -> None:
    """Build beside the place and move it there, so that nobody meets half a program."""
    print(f"building {tool.name} {tool.version}: once, some minutes", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=binary.parent) as place:
        done = subprocess.run(
            [go, "install", f"{tool.module}@{tool.version}"],
            env={**os.environ, "GOBIN": place},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise UnavailableError(f"go install {tool.module}@{tool.version} failed: {done.stderr.strip()[-500:]}")
        (Path(place) / binary.name).replace(binary)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time in; the lock dies with its holder."""
    with path.open("w") as handle:
        try:
            import fcntl
        except ImportError:  # without it two runs may both build, which is only slower
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        print(find(CONFTEST if sys.argv[1:] == ["conftest"] else OPA))
    except UnavailableError as error:
        sys.exit(str(error))
