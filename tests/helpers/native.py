"""Make the engine `native` importable: as installed, else from extras/ with a worker that is built once into a cache."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from opa_binary import UnavailableError, locked

EXTRA = Path(__file__).resolve().parents[2] / "extras" / "adjudge-opa"


def native_worker() -> str:
    """Return the path of the worker, with its package importable. Raises UnavailableError."""
    if find_spec("adjudge_opa") is None:
        sys.path.append(str(EXTRA / "src"))
    from adjudge_opa.worker import EXECUTABLE

    return str(EXECUTABLE if EXECUTABLE.exists() else built())


def built() -> Path:
    """Build the worker, once for each state of its source."""
    import shutil
    import subprocess
    from hashlib import sha256

    files = sorted((EXTRA / "worker").iterdir())
    state = sha256(b"\0".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)).hexdigest()[:16]
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "adjudge-tests" / f"opa-worker-{state}"
    executable = folder / ("opa-worker.exe" if os.name == "nt" else "opa-worker")
    if executable.exists():
        return executable
    go = shutil.which("go")
    if go is None:
        raise UnavailableError("adjudge-opa is not installed, and there is no go to build its worker with")
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "lock"):
        if not executable.exists():
            print("building the worker of adjudge-opa: once, a minute", file=sys.stderr)
            half = executable.with_name(f"half-{executable.name}")
            command = [go, "build", "-trimpath", "-ldflags=-s -w", "-o", str(half), "."]
            environment = {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": "-buildvcs=false"}
            done = subprocess.run(
                command, cwd=EXTRA / "worker", env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise UnavailableError(f"go build of the worker failed: {done.stderr.strip()[-500:]}")
            half.replace(executable)
    return executable
