"""Compile the worker into the package, and tag the wheel for the platform that it is for.

GOOS and GOARCH build for another platform than this one. ADJUDGE_OPA_VERSION takes another OPA than go.mod pins.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OPA = "github.com/open-policy-agent/opa"
LICENCES = ("LICENSE", "LICENCE", "NOTICE", "COPYING", "PATENTS")
"""What the files begin with that say how a module may be passed on."""

# The executable is static: it asks nothing of the libraries of the system. macOS is the oldest that Go 1.26 runs on.
PLATFORMS = {
    ("linux", "amd64"): "manylinux_2_17_x86_64.musllinux_1_1_x86_64",
    ("linux", "arm64"): "manylinux_2_17_aarch64.musllinux_1_1_aarch64",
    ("darwin", "amd64"): "macosx_12_0_x86_64",
    ("darwin", "arm64"): "macosx_12_0_arm64",
    ("windows", "amd64"): "win_amd64",
    ("windows", "arm64"): "win_arm64",
}


class Worker(BuildHookInterface[Any]):
    """Runs `go build` for wheels; a source distribution has the Go source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the worker and name its platform."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        go = shutil.which("go")
        if go is None:
            raise SystemExit(
                "adjudge-opa is built with Go 1.26 or newer (https://go.dev/dl), and there is no `go` on PATH"
            )
        system, machine = target(go)
        executable = root / "src" / "adjudge_opa" / ("opa-worker.exe" if system == "windows" else "opa-worker")
        licences = root / "src" / "adjudge_opa" / "THIRD_PARTY_LICENSES.txt"
        build(go, root / "worker", executable, licences)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{PLATFORMS[system, machine]}"
        build_data["artifacts"] += [each.relative_to(root).as_posix() for each in (executable, licences)]


def environment() -> dict[str, str]:
    """Return what Go is started with: what else is set for it here is no part of the build."""
    return {**os.environ, "CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": "-buildvcs=false"}


def target(go: str) -> tuple[str, str]:
    """Return the system and the machine that Go builds for."""
    asked = [go, "env", "GOOS", "GOARCH"]
    said = subprocess.run(asked, env=environment(), stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if tuple(said) not in PLATFORMS:
        known = ", ".join("/".join(each) for each in PLATFORMS)
        raise SystemExit(f"adjudge-opa is built for {known}; GOOS and GOARCH ask for {'/'.join(said)}")
    return said[0], said[1]


def build(go: str, source: Path, executable: Path, licences: Path) -> None:
    """Compile, in a copy of the source where another OPA is wanted, and put the licences of what is in it beside it."""
    wanted = os.environ.get("ADJUDGE_OPA_VERSION")
    with tempfile.TemporaryDirectory(prefix="adjudge-opa-") as folder:
        if wanted:
            source = Path(shutil.copytree(source, Path(folder) / "worker"))
            run([go, "get", f"{OPA}@{wanted}"], source)
            run([go, "mod", "tidy"], source)
        made = Path(folder) / executable.name
        run([go, "build", "-mod=readonly", "-trimpath", "-ldflags=-s -w -buildid=", "-o", str(made), "."], source)
        executable.unlink(missing_ok=True)  # one that runs stays as it is
        shutil.copy2(made, executable)
        licences.write_text("\n".join(licences_of(go, source)), "utf-8")


def licences_of(go: str, source: Path) -> list[str]:
    """Return the licences and notices of Go and of each module that the worker holds."""
    asked = [go, "list", "-mod=readonly", "-deps", "-f", "{{with .Module}}{{.Path}}|{{.Version}}|{{.Dir}}{{end}}", "."]
    said = subprocess.run(asked, cwd=source, env=environment(), stdout=subprocess.PIPE, text=True, check=True).stdout
    root = subprocess.run(
        [go, "env", "GOROOT"], env=environment(), stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    parts = [("Go", Path(root.strip()))]
    parts += [
        (f"{path} {version}", Path(folder))
        for path, version, folder in (line.split("|") for line in sorted(set(filter(None, said.split()))))
        if version
    ]
    found: list[str] = []
    for name, folder in parts:
        texts = [file for file in sorted(folder.iterdir()) if file.name.upper().startswith(LICENCES)]
        if not texts:
            raise SystemExit(f"adjudge-opa: no licence is found of {name}, which the worker holds")
        found += [f"{'=' * 20} {name}: {file.name}\n\n{file.read_text('utf-8', 'replace')}" for file in texts]
    return found


def run(command: list[str], folder: Path) -> None:
    """Run Go, or end with its complaint."""
    done = subprocess.run(command, cwd=folder, env=environment(), check=False)
    if done.returncode:
        raise SystemExit(f"adjudge-opa: `go {' '.join(command[1:3])}` failed")
