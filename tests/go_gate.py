"""Hold the Go of extras/ to Go's own tools: its format, and what `go vet` finds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# As a worker is built, so that both share what is compiled.
BUILD = {"CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": "-buildvcs=false -trimpath"}
MISSING = "for want of Go: put `go` and `gofmt` on PATH"


def gofmt_of(go: str) -> str | None:
    """Return the gofmt of this Go: it may lie beside it only."""
    beside = Path(go).resolve().with_name(f"gofmt{Path(go).suffix}")
    return str(beside) if beside.exists() else shutil.which("gofmt")


def passes(command: list[str], folder: Path) -> bool:
    """Return whether a program ends well and says nothing: `gofmt -l` lists files and ends with 0."""
    print("$", *(Path(command[0]).stem, *command[1:]), f"# in {folder.relative_to(ROOT).as_posix()}", flush=True)
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **BUILD}, check=False, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, end="", flush=True)
    return done.returncode == 0 and not done.stdout.strip()


def main() -> int:
    modules = sorted(path.parent for path in (ROOT / "extras").rglob("go.mod"))
    if not modules:
        print(f"there is no Go below {ROOT / 'extras'}", file=sys.stderr)
        return 1
    go = shutil.which("go")
    gofmt = gofmt_of(go) if go else None
    if not go or not gofmt:
        in_ci = os.environ.get("CI", "").lower() in {"1", "true"}
        print("failed" if in_ci else "skipped", MISSING)
        return 1 if in_ci else 0
    asked = [([gofmt, "-l", "."], each) for each in modules] + [([go, "vet", "./..."], each) for each in modules]
    good = [passes(command, folder) for command, folder in asked]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
