"""Find, read and check the configuration, and merge it with the environment's and the command line's wishes."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .documents import NOTHING, Document, Json, Source, Steps
from .errors import AdjudgeError, ReadError, UsageError
from .installed import own_schema
from .opening import OWN, read_regular, read_text
from .patterns import PathPattern
from .shown import from_here
from .system import foreign, reason
from .words import say

FILE = "adjudge.toml"
PYPROJECT = "pyproject.toml"
_NAMES = {"config": say("config.names.config"), "gate": say("config.names.gate")}


class Config(NamedTuple):
    """What the configuration file says. ``file`` is None when there is none; ``folder`` is where relative paths begin.

    ``values`` satisfies ``schemas/adjudge/config.json``, but for ``tables``, the tables of plugins, which only their
    options know; ``document`` finds places in the file. ``chosen`` says that it counts for all: somebody named it, or
    it lies here or above.
    """

    folder: Path
    file: Path | None = None
    values: Mapping[str, Json] = NOTHING
    document: Document | None = None
    prefix: Steps = ()
    tables: frozenset[str] = frozenset()
    chosen: bool = False

    def line_of(self, steps: Steps) -> tuple[int, int]:
        """Return line and column of a place in the configuration."""
        if self.document is None:
            return 1, 1
        place = self.document.locate((*self.prefix, *steps))
        return place.line, place.column

    def place(self, steps: Steps) -> dict[str, Any]:
        """Return a place in the configuration as the arguments of an error."""
        line, column = self.line_of(steps)
        return {"file": self.file.name if self.file else None, "line": line, "column": column}

    def names_from(self, root: Path) -> Callable[[str], str]:
        """Return what gives a path below ``root`` relative to this folder; an empty text where that is the root itself.

        Where there is no file, nobody said which folder it is: the root takes its place.
        """
        if self.file is None or self.folder == root:
            return lambda _path: ""
        if self.folder.is_relative_to(root):
            below = f"/{self.folder.relative_to(root).as_posix()}"
            return lambda path: posixpath.relpath(f"/{path}", below)
        to_root = os.path.relpath(root, self.folder).replace(os.sep, "/")
        return lambda path: f"{to_root}/{path}"

    def is_below(self, paths: Iterable[Path]) -> bool:
        """Return whether one of the ``paths`` is this folder or holds it, so that all of it is looked at."""
        return any(self.folder.is_relative_to(os.path.realpath(path)) for path in paths)

    def path_patterns(
        self, steps: Steps, texts: Iterable[str], compiled: Callable[[Iterable[str]], tuple[PathPattern, ...]]
    ) -> tuple[PathPattern, ...]:
        """Compile path patterns that stand in a list at ``steps``. Raises UsageError at the place of one that cannot be."""
        found: list[PathPattern] = []
        for number, text in enumerate(texts):
            try:
                found += compiled([text])
            except UsageError as error:
                raise error.at(**self.place((*steps, number))) from None
        return tuple(found)

    def check_tables(self, keys: Mapping[str, Iterable[str]], schema: str = "config") -> None:
        """Raise UsageError for a table of no plugin, and for a key that the plugin has no option for.

        ``keys`` are names of options by plugin.
        """
        for table in sorted(self.tables):
            if table not in keys:
                _check(self._replace(tables=frozenset()), schema)
            for key in self.values[table]:
                if key not in keys[table]:
                    known = sorted(keys[table]) or say("config.no_options")
                    raise UsageError(
                        say("config.no_option", table=table, key=key, known=known), **self.place((table, key))
                    )


class Located(NamedTuple):
    """A configuration that was found and is not read yet; ``file`` is None where there is none."""

    folder: Path
    file: Path | None = None
    chosen: bool = False

    def read(self) -> Config:
        """Read it. Raises UsageError where it cannot be read, does not parse, or breaks the schema."""
        return Config(folder=self.folder) if self.file is None else read_config(self.file)._replace(chosen=self.chosen)

    def unread(self) -> Config:
        """Return its place without what it says: a gate may ask for that. What is named lies elsewhere, and is read."""
        return Config(folder=self.folder, file=self.file, chosen=True)


def locate_config(start: Path, named: Path | None = None, judged: Sequence[Path] = ()) -> Located:
    """Return the configuration ``named``, else the first adjudge.toml or [tool.adjudge] upward from ``start``.

    Only where there is none, the folder that holds all of ``judged`` is asked, and those above it: a pack can bring
    its own configuration, but not in the place of one that is in force here.
    """
    if named is not None:
        return Located(_real(named.parent), named, chosen=True)
    pack = _common_folder([start / path for path in judged])
    here = (start, *start.parents)
    for folder in (*here, *((pack, *pack.parents) if pack is not None else ())):
        found = _in_folder(folder)
        if found is not None:
            return Located(_real(folder), found, chosen=folder in here)
    return Located(start)


def locate_apart(start: Path, named: Path | None = None, released: Sequence[Path] = ()) -> Located:
    """Return the same where folders are ``released``: a configuration in one is a file of it like any other.

    A release decides nothing about itself, also where one stands in it.
    """
    around = [real.parent for path in released if _real(start).is_relative_to(real := _real(start / path))]
    if named is not None or not around:
        return locate_config(start, named, [path / ".." for path in released])
    located = locate_config(min(around, key=lambda folder: len(folder.parts)))
    return located if located.file is not None else Located(start)


def find_config(start: Path, named: Path | None = None, judged: Sequence[Path] = ()) -> Config:
    """Read the configuration that :func:`locate_config` finds. Raises UsageError where it cannot be read."""
    return locate_config(start, named, judged).read()


def said_by_any(key: str, start: Path, named: Path | None = None, judged: Sequence[Path] = ()) -> object:
    """Return what the configuration says of a key, also one with a mistake, which is told in its own language."""
    import tomllib

    try:
        located = locate_config(start, named, judged)
        try:
            return located.read().values.get(key)
        except UsageError:
            values = tomllib.loads(read_text(located.file, OWN)) if located.file is not None else {}
            return (values.get("tool", {}).get("adjudge", {}) if "tool" in values else values).get(key)
    except (AdjudgeError, OSError, ValueError, AttributeError):
        return None


def see_only_one(config: Config, judged: Iterable[Path], walked: Iterable[Path]) -> None:
    """Raise UsageError where none is in force, and something that is judged brings one: it would silently not count.

    ``judged`` are the paths that were asked for, ``walked`` the files below them. What is in force, because somebody named
    it, from here upward, or of the pack that holds all paths, counts for all of them.
    """
    if config.chosen or config.file is not None:
        return
    folders = {_folder_of(Path(os.path.realpath(path))) for path in judged}
    nearest = {_nearest(folder) for folder in folders}
    below = {path for path in walked if path.name in (FILE, PYPROJECT) and _in_folder(path.parent) == path}
    shown = [from_here(each) for each in sorted(found for found in nearest | below if found is not None)]
    if not shown:
        return
    raise UsageError(say("config.several", files=shown) if len(shown) > 1 else say("config.for_a_part", file=shown[0]))


def _nearest(folder: Path) -> Path | None:
    return next((found for each in (folder, *folder.parents) if (found := _in_folder(each)) is not None), None)


def _in_folder(folder: Path) -> Path | None:
    """Return the configuration that lies in a folder."""
    if os.path.lexists(folder / FILE):  # a link that leads nowhere is a configuration that cannot be read
        return folder / FILE
    pyproject = folder / PYPROJECT
    there = os.path.isfile(pyproject)  # noqa: PTH113  # it does not raise where a folder may not be entered
    return pyproject if there and _has_table(_bytes(pyproject)) else None


def _has_table(pyproject: bytes) -> bool:
    """Return whether a pyproject.toml has ``tool.adjudge``, however it is written; in doubt, it has."""
    if b"adjudge" not in pyproject:
        return False
    import tomllib

    try:
        tool = tomllib.loads(pyproject.decode()).get("tool", {})
    except (ValueError, RecursionError):
        return True
    return isinstance(tool, dict) and tool.get("adjudge", {}) != {}


def _folder_of(path: Path) -> Path:
    """Return a folder itself, and that of anything else; what may not be looked at is no folder."""
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112  # as above


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _common_folder(paths: Sequence[Path]) -> Path | None:
    real = [Path(os.path.realpath(path)) for path in paths]
    folders = [_folder_of(path) for path in real]
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # they lie on different drives
        return None


def read_config(path: Path, schema: str = "config") -> Config:
    """Read a TOML file of adjudge's own and check it by ``schemas/adjudge/<schema>.json``. Raises UsageError."""
    from hashlib import sha256

    from .formats import read_core

    data = _bytes(path, schema)
    source = Source(path=path.name, real=path, data=data, sha256=sha256(data).hexdigest())
    try:
        (document,) = read_core(source, ".toml")
        if isinstance(document, ReadError):
            raise document
    except ReadError as error:
        raise UsageError(
            say("config.unparsable", what=_NAMES[schema], why=error.words),
            file=path.name,
            line=error.line,
            column=error.column,
            hint=error.next,
        ) from error
    prefix: Steps = ("tool", "adjudge") if path.name == PYPROJECT else ()
    values: Any = document.value
    for step in prefix:
        values = values.get(step, {}) if isinstance(values, dict) else {}
    folder = _real(path.parent)  # of the name that was found: what it leads to may lie elsewhere
    own, members = own_schema(schema)["properties"], values if isinstance(values, dict) else {}
    tables = frozenset(name for name, value in members.items() if name not in own and isinstance(value, dict))
    config = Config(
        folder=folder, file=folder / path.name, values=values, document=document, prefix=prefix, tables=tables
    )
    _check(config, schema)
    return config


def _bytes(path: Path, schema: str = "config") -> bytes:
    try:
        return read_regular(path, OWN)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else foreign(str(error))
        raise UsageError(
            say("config.unreadable", what=_NAMES[schema], why=why, option=schema), file=from_here(path)
        ) from error


def _check(config: Config, schema: str) -> None:
    from .schema.own import own_validator

    validator = own_validator(schema)
    values = config.values
    if config.tables:
        values = {name: value for name, value in values.items() if name not in config.tables}
    if validator.is_valid(values):
        return
    error = validator.errors(values)[0]
    raise UsageError(
        error.message, hint=say("config.schema", schema=schema, what=_NAMES[schema]), **config.place(error.steps)
    )


def root_of(named: Path | None, config: Config) -> Path:
    """Return the root as a real path: ``--root``, else the folder of the configuration, else the working directory."""
    root = named if named is not None else config.folder
    if not os.path.isdir(root):  # noqa: PTH112  # as above
        raise UsageError(say("config.no_root", root=str(root)))
    return Path(os.path.realpath(root))
