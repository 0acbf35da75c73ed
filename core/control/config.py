"""Find, read and check the configuration, and merge it with the environment's and the command line's wishes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.documents import NOTHING, Document, Json, Source, Steps
from adjudge.lib.errors import ReadError, UsageError

FILE = "adjudge.toml"
PYPROJECT = "pyproject.toml"
_NAMES = {"config": "configuration", "gate": "gate"}


class Config(NamedTuple):
    """What the configuration file says. ``file`` is None when there is none; ``folder`` is where relative paths begin.

    ``values`` satisfies ``schemas/adjudge/config.json``; ``document`` finds places in the file.
    """

    folder: Path
    file: Path | None = None
    values: Mapping[str, Json] = NOTHING
    document: Document | None = None
    prefix: Steps = ()

    def line_of(self, steps: Steps) -> tuple[int, int]:
        """Give line and column of a place in the configuration."""
        if self.document is None:
            return 1, 1
        place = self.document.locate((*self.prefix, *steps))
        return place.line, place.column

    def place(self, steps: Steps) -> dict[str, Any]:
        """Give a place in the configuration as the arguments of an error."""
        line, column = self.line_of(steps)
        return {"file": self.file.name if self.file else None, "line": line, "column": column}


def find_config(start: Path, named: Path | None = None, judged: Sequence[Path] = ()) -> Config:
    """Give the configuration ``named``, else the first adjudge.toml or [tool.adjudge] upward from ``start``.

    Only where there is none, the folder that holds all of ``judged`` is asked, and those above it: a pack can bring
    its own configuration, but not in the place of one that is in force here.
    Raises UsageError for a file that is missing, does not parse, or breaks the schema.
    """
    if named is not None:
        return read_config(named)
    pack = _common_folder([start / path for path in judged])
    for folder in (start, *start.parents, *((pack, *pack.parents) if pack is not None else ())):
        if os.path.lexists(folder / FILE):  # a link that leads nowhere is a configuration that cannot be read
            return read_config(folder / FILE)
        if (folder / PYPROJECT).is_file() and _has_table(_bytes(folder / PYPROJECT)):
            config = read_config(folder / PYPROJECT)
            if config.values:
                return config
    return Config(folder=start)


def _has_table(pyproject: bytes) -> bool:
    """Tell whether a pyproject.toml has ``tool.adjudge``, however it is written; in doubt, it has."""
    if b"adjudge" not in pyproject:
        return False
    import tomllib

    try:
        tool = tomllib.loads(pyproject.decode()).get("tool", {})
    except (ValueError, RecursionError):
        return True
    return isinstance(tool, dict) and "adjudge" in tool


def _common_folder(paths: Sequence[Path]) -> Path | None:
    real = [Path(os.path.realpath(path)) for path in paths]
    folders = [path if path.is_dir() else path.parent for path in real]
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # they lie on different drives
        return None


def read_config(path: Path, schema: str = "config") -> Config:
    """Read a TOML file of adjudge's own and check it by ``schemas/adjudge/<schema>.json``. Raises UsageError."""
    from hashlib import sha256

    from adjudge.lib.formats import read_core

    data = _bytes(path, schema)
    source = Source(path=path.name, real=path, data=data, sha256=sha256(data).hexdigest())
    try:
        (document,) = read_core(source, ".toml")
        if isinstance(document, ReadError):
            raise document
    except ReadError as error:
        raise UsageError(
            f"the {_NAMES[schema]} does not parse: {error.message}",
            file=path.name,
            line=error.line,
            column=error.column,
            hint=error.hint or "Mend the TOML.",
        ) from error
    prefix: Steps = ("tool", "adjudge") if path.name == PYPROJECT else ()
    values: Any = document.value
    for step in prefix:
        values = values.get(step, {}) if isinstance(values, dict) else {}
    folder = Path(os.path.realpath(path.parent))  # of the name that was found: what it leads to may lie elsewhere
    config = Config(folder=folder, file=folder / path.name, values=values, document=document, prefix=prefix)
    _check(config, schema)
    return config


def _bytes(path: Path, schema: str = "config") -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the {_NAMES[schema]} cannot be read: {getattr(error, 'strerror', error)}",
            file=str(path),
            hint=f"Name another one with --{schema}, or mend this one.",
        ) from error


def _check(config: Config, schema: str) -> None:
    import json

    from adjudge.lib.installed import package_root
    from adjudge.lib.schema import Validator

    text = (package_root("adjudge.schemas") / "adjudge" / f"{schema}.json").read_text(encoding="utf-8")
    validator = Validator(json.loads(text), f"adjudge/{schema}.json")
    if validator.is_valid(config.values):
        return
    error = validator.errors(config.values)[0]
    raise UsageError(
        error.message["en"],
        hint=f"`adjudge schema adjudge.{schema}` shows what the {_NAMES[schema]} may say.",
        **config.place(error.steps),
    )


def root_of(named: Path | None, config: Config) -> Path:
    """Give the root as a real path: ``--root``, else the folder of the configuration, else the working directory."""
    root = named if named is not None else config.folder
    if not root.is_dir():
        raise UsageError(f"the root {root} is no folder", hint="Name an existing folder with --root.")
    return Path(os.path.realpath(root))
