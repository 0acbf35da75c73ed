"""A package of a plugin, made visible to this process as an installer would: by its metadata, on ``sys.path``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adjudge.lib.errors import UsageError
from adjudge.lib.words import say


def written(folder: Path, name: str, files: Mapping[str, str]) -> Path:
    """Write a package with an entry point of this name, whose module is ``adjudge_<name>``, and return its folder."""
    points = f'[project.entry-points.adjudge]\n{name} = "adjudge_{name}"\n'
    project = f'[project]\nname = "adjudge-{name}"\nversion = "0"\n\n{points}'
    for path, text in {"pyproject.toml": project, **{f"src/{path}": text for path, text in files.items()}}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def installed_at(folder: Path, site: Path) -> Path:
    """Write the metadata of a package into ``site``, and return the folder that its modules are imported from.

    Raises UsageError for a folder without a ``pyproject.toml`` that has entry points of adjudge.
    """
    import tomllib

    file = folder / "pyproject.toml"
    try:
        project: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))["project"]
        points: dict[str, str] = project["entry-points"]["adjudge"]
        name = str(project["name"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageError(say("policy_test.no_package_here"), file=str(file)) from error
    version = str(project.get("version", "0"))
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = [f"{point} = {target}\n" for point, target in points.items()]
    (info / "entry_points.txt").write_text("".join(("[adjudge]\n", *lines)), "utf-8")
    return folder / "src" if (folder / "src").is_dir() else folder
