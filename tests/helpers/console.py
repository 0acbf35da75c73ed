"""Run what a page shows: each ``$ command`` of its console blocks, and see that it prints what stands below it.

``Reader`` is somebody who does as a page says, in a folder of their own. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wheels import TIME_LIMIT, build_wheel, install

ANYTHING = "…"
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SET_UP = ("python3 -m venv ", "pip install ")
_CODES = {"pass": 0, "warn": 0, "deny": 1, "error": 3}


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every command of a page's console blocks with the lines that are shown below it."""
    for block in _CONSOLE.findall(text):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = piece.rstrip("\n").split("\n")
            yield command, shown


def build(project: Path, into: Path) -> Path:
    """Build the wheel of a hatchling project: by hatchling where it is at hand, else file by file."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        import hatchling  # noqa: F401
    except ImportError:
        packed = (file for file in sorted((project / "src").rglob("*")) if file.is_file())
        files = {file.relative_to(project / "src").as_posix(): file.read_bytes() for file in packed}
        return build_wheel(into, settings["name"], settings["version"], files, settings["entry-points"])
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", into]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = into.glob("*.whl")
    return wheel


@dataclass(kw_only=True)
class Reader:
    """Does as a page says in ``folder``, with one engine; ``opa`` is the real one. ``site`` is where things are installed."""

    folder: Path
    site: Path
    engine: str
    opa: str

    def install(self) -> None:
        """Build the project in the folder and install it."""
        install(self.site, build(self.folder, self.site.parent / "wheels"))

    def follow(self, text: str, *, editable: bool = False) -> int:
        """Run the commands of a page, but those that set up, and compare. Gives how many commands were run."""
        count = 0
        for command, shown in commands(text):
            if not command.startswith(_SET_UP):
                self._check(command, shown, editable=editable)
                count += 1
        return count

    def run(self, command: str, *, editable: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a command line. An editable install finds the package in the project first."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
        tools = self.site.parent / "tools"
        tools.mkdir(exist_ok=True)
        if not (tools / "opa").exists():
            (tools / "opa").symlink_to(self.opa)
        sources = [str(self.folder / "src")] if editable else []
        return subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=TIME_LIMIT,
            env={
                **own,
                "ADJUDGE_ENGINE": self.engine,
                "PATH": os.pathsep.join([str(Path(sys.executable).parent), str(tools), own.get("PATH", "")]),
                "PYTHONPATH": os.pathsep.join([*sources, str(self.site)]),
            },
        )

    def _check(self, command: str, shown: list[str], *, editable: bool) -> None:
        done = self.run(command, editable=editable)
        said = f"$ {command}\n{done.stdout}{done.stderr}"
        assert done.stderr == "", said
        parts = "\n".join(shown).replace("(embedded, ", f"({self.engine}, ").split(ANYTHING)
        assert re.fullmatch(".*".join(re.escape(part) for part in parts), done.stdout.rstrip("\n"), re.DOTALL), said
        is_check = command.startswith("adjudge check ") and "|" not in command and done.stdout
        assert done.returncode == (_CODES[_decision(done.stdout)] if is_check else 0), said


def _decision(report: str) -> str:
    words = {"不通过": "deny", "通过": "pass", "警告": "warn"}
    last = re.split("[:：]", report.rstrip("\n").rpartition("\n")[2])[0]
    return words.get(last, last)
