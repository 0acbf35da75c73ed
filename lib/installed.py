"""What is installed beside adjudge: entry points, and the folders of packages.

Found as importlib.metadata and importlib.resources find them, which cost a fifth of a start: they bring email, zipfile,
socket and tempfile along. An environment that has more than folders and Python's own finders is left to them.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial, reduce
from importlib import import_module
from importlib.machinery import NamespaceLoader, PathFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .durations import measured
from .held import HeldPackage

if TYPE_CHECKING:
    from importlib.metadata import Distribution
    from importlib.resources.abc import Traversable

_INFO = frozenset({"dist-info", "egg-info"})
_NOTHING_THERE = frozenset({errno.ENOENT, errno.ENOTDIR})
_SEPARATORS = re.compile("[-_.]+")


class EntryPoint(NamedTuple):
    """What a distribution offers under a name; ``value`` is ``module`` or ``module:object``.

    ``brought_by`` reads the distribution's metadata, so it is asked only where that is shown.
    """

    name: str
    value: str
    brought_by: Callable[[], Distribution | None]

    def load(self) -> object:
        """Import what the value names. Raises whatever that import raises."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        steps = filter(None, attributes.strip().split("."))
        return reduce(getattr, steps, measured("import", self.name, import_module, module.strip()))


def entry_points(group: str) -> list[EntryPoint]:
    """Return the entry points of a group; of two distributions of one name, the first on ``sys.path`` counts."""
    try:
        return [point for folder in _distributions() for point in _points(folder, group)]
    except _OtherwiseError:
        from importlib import metadata

        return [
            EntryPoint(name=point.name, value=point.value, brought_by=partial(getattr, point, "dist"))
            for point in metadata.entry_points(group=group)
        ]


class _OtherwiseError(Exception):
    """Something may be installed in another way than as a folder on ``sys.path``."""


def _distributions() -> Iterator[Path]:
    """Return the folder, or the file, with the metadata of each distribution. Raises _OtherwiseError."""
    if any(finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path):
        raise _OtherwiseError
    seen: set[str] = set()
    for folder in map(Path, sys.path):
        try:
            children = os.listdir(folder)  # noqa: PTH208  # most are packages, and a Path of each takes its time
        except OSError as error:
            if error.errno not in _NOTHING_THERE:
                raise  # a plugin may be there, and what it would deny
            if folder.is_file():  # an archive
                raise _OtherwiseError from None
            continue
        if folder.name.lower().endswith(".egg"):
            raise _OtherwiseError
        for child in children:
            stem, _, suffix = child.lower().rpartition(".")
            name = _SEPARATORS.sub("_", stem.partition("-")[0])
            if suffix in _INFO and name not in seen:
                seen.add(name)
                yield folder / child


def _points(folder: Path, group: str) -> Iterator[EntryPoint]:
    try:
        text = (folder / "entry_points.txt").read_text("utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return
    if group not in text:
        return
    section = None
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section == group and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield EntryPoint(name=name.strip(), value=value.strip(), brought_by=partial(_distribution, folder))


def _distribution(folder: Path) -> Distribution:
    from importlib.metadata import Distribution

    return Distribution.at(folder)


def package_root(package: str) -> Traversable:
    """Return the folder of an importable package, as ``importlib.resources.files``. Raises whatever its import raises."""
    if isinstance(package, HeldPackage):
        return package.root
    module = import_module(package)
    spec = module.__spec__
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    if len(places) == 1 and spec is not None:
        if type(spec.loader) is SourceFileLoader:
            return Path(spec.loader.path).parent
        if type(spec.loader) is NamespaceLoader and Path(places[0]).is_dir():
            return Path(places[0])
    from importlib.resources import files

    return files(package)


@cache
def own_schema(name: str) -> dict[str, Any]:
    """Return one of adjudge's own JSON Schemas, ``schemas/adjudge/<name>.json``: of its configuration, its reports …"""
    import json

    text = (package_root("adjudge.schemas") / "adjudge" / f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
