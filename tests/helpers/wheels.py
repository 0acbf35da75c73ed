"""Real little wheels, and projects in which the installed command meets them.

``build_wheel`` writes a wheel that any installer takes, ``install`` puts it beside a project, and ``Project`` runs the
installed ``adjudge`` there. tests/conftest.py makes this file importable as ``wheels``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any, Self

TIME_LIMIT = 120
_WHEEL = "Wheel-Version: 1.0\nGenerator: adjudge-tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_TIMESTAMP = (2026, 1, 1, 0, 0, 0)


def build_wheel(
    folder: Path,
    name: str,
    version: str,
    files: Mapping[str, str | bytes],
    entry_points: Mapping[str, Mapping[str, str]],
) -> Path:
    """Write ``<name>-<version>-py3-none-any.whl`` into ``folder`` and give its path.

    ``files`` maps paths inside the wheel to contents; ``entry_points`` maps groups to names to object references. A
    wheel of the same content is the same file, byte for byte.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    groups = (
        f"[{group}]\n" + "".join(f"{point} = {target}\n" for point, target in points.items())
        for group, points in entry_points.items()
    )
    members: dict[str, bytes] = {path: _bytes(content) for path, content in files.items()}
    members[f"{stem}.dist-info/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    members[f"{stem}.dist-info/WHEEL"] = _WHEEL.encode()
    members[f"{stem}.dist-info/entry_points.txt"] = "\n".join(groups).encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in members.items()]
    members[record] = "".join([*lines, f"{record},,\n"]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path, _TIMESTAMP), data)
    return wheel


def install(target: Path, *wheels: Path) -> None:
    """Install wheels into a folder, as an installer would: with uv where it is at hand, for its speed, else with pip."""
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv is not None:
        command = [uv, "pip", "install", "--quiet", "--offline", "--python", sys.executable]
    else:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--no-deps", "--target", target, *wheels], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def command() -> list[str]:
    """Return the installed ``adjudge`` of this interpreter."""
    script = Path(sysconfig.get_path("scripts")) / ("adjudge.exe" if os.name == "nt" else "adjudge")
    return [str(script)] if script.exists() else [sys.executable, "-m", "adjudge"]


@dataclass(kw_only=True)
class Project:
    """A folder with artifacts, and plugins that only commands run in it can see.

    ``root`` is the working directory of the command, ``site`` where the plugins are installed.
    """

    root: Path
    site: Path
    wheels: Path

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Make an empty project below ``folder``."""
        made = cls(root=folder / "project", site=folder / "site", wheels=folder / "wheels")
        made.root.mkdir()
        made.site.mkdir()
        return made

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the project; a text loses its common indentation. Gives its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_bytes(dedent(content) if isinstance(content, str) else content))
        return file

    def plugin(
        self,
        name: str,
        files: Mapping[str, str | bytes],
        *,
        version: str = "1.0",
        distribution: str | None = None,
        module: str | None = None,
    ) -> None:
        """Build and install the wheel of a plugin.

        ``name`` is that of its entry point; the ``distribution`` is ``adjudge-<name>`` and the ``module``
        ``adjudge_<name>``, unless said.
        """
        points = {"adjudge": {name: module or f"adjudge_{name}"}}
        install(self.site, build_wheel(self.wheels, distribution or f"adjudge-{name}", version, files, points))

    def plugins(self, **plugins: Mapping[str, str | bytes]) -> None:
        """Build and install the wheels of several plugins at once, each as :meth:`plugin` without options."""
        built = [
            build_wheel(self.wheels, f"adjudge-{name}", "1.0", files, {"adjudge": {name: f"adjudge_{name}"}})
            for name, files in plugins.items()
        ]
        install(self.site, *built)

    def adjudge(
        self, *arguments: str, env: Mapping[str, str] | None = None, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the installed command in the project; this process's ``ADJUDGE_…`` variables are not passed on."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
        search = os.pathsep.join(filter(None, [str(self.site), own.get("PYTHONPATH", "")]))
        return subprocess.run(
            [*command(), *arguments],
            cwd=self.root,
            env={**own, "PYTHONPATH": search, **(env or {})},
            input=input,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=TIME_LIMIT,
        )

    def json(self, *arguments: str, **options: Any) -> dict[str, Any]:
        """Run ``adjudge check -o json`` and give the report, which tells the same exit code as the process."""
        done = self.adjudge("check", "-o", "json", *arguments, **options)
        assert done.stdout, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        assert report["summary"]["exit_code"] == done.returncode, done.stderr
        return report


def problems(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every error of a report that has a problem of its own: the run's, then those of artifacts."""
    return report["problems"] + [said["problem"] for said in report["artifacts"] if "problem" in said]


def outcome(report: Mapping[str, Any], file: str, rule: str) -> str:
    """Return the outcome of a rule on a file."""
    found: Sequence[str] = [
        said["outcome"]
        for artifact in report["artifacts"]
        for said in artifact["outcomes"]
        if (artifact["file"], said["rule"]) == (file, rule)
    ]
    assert len(found) == 1, f"{rule} has {len(found)} outcomes on {file}"
    return found[0]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
