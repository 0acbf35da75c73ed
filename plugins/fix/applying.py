"""Put edited files in the place of the old ones: all are written and synced beside them before the first is moved."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.opening import flags_of
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge.lib.documents import Source
    from adjudge.lib.files import Tree

_FOLDER = flags_of("O_RDONLY", "O_DIRECTORY", "O_CLOEXEC")


def apply(tree: Tree, edits: Mapping[str, tuple[Source, Source]], digests: Mapping[str, str]) -> None:
    """Write the edits, ``before`` and ``after`` by path; ``digests`` are those that they state of other files.

    Raises UsageError where a file may not be written, ReadError where one has changed meanwhile: then none is written.
    """
    parts: dict[str, Temporary] = {}
    there: dict[str, os.stat_result] = {}
    written: list[str] = []
    try:
        for path, (_, after) in edits.items():
            parts[path], there[path] = _beside(tree, path, after.data)
        for path, (before, _) in edits.items():
            _see_same(tree, path, before.sha256)
        for path, sha256 in digests.items():
            _see_same(tree, path, sha256)
        for path, was in there.items():
            _see_still(tree, path, was)
        for path, part in parts.items():
            try:
                part.keep_as(tree.root / path)
            except OSError as error:
                raise UsageError(say("fix.partly", why=reason(error), written=written), file=path) from error
            written.append(path)
    finally:
        for path, part in parts.items():
            if path not in written:
                part.remove()
    for folder in {(tree.root / path).parent for path in written}:
        with suppress(OSError):  # a file system that cannot sync a folder has moved the file all the same
            _sync(folder)


def _beside(tree: Tree, path: str, data: bytes) -> tuple[Temporary, os.stat_result]:
    """Return a file beside another, on the disk, with the new bytes and the old one's rights, and what that one is.

    Raises UsageError.
    """
    try:
        return _written(tree, path, data)
    except OSError as error:
        raise UsageError(say("file.unwritable", why=reason(error)), file=path) from error


def _written(tree: Tree, path: str, data: bytes) -> tuple[Temporary, os.stat_result]:
    file = tree.root / path
    there = file.lstat()
    if not stat.S_ISREG(there.st_mode) or there.st_nlink > 1 or tree.resolve(path) != file:
        raise UsageError(say("fix.link"), file=path)
    if not there.st_mode & stat.S_IWUSR or not os.access(file, os.W_OK):
        raise UsageError(say("fix.read_only"), file=path)
    part = Temporary(f".{file.name}.", ".part", parent=file.parent, is_folder=False)
    try:
        with part.path.open("r+b") as stream:
            stream.write(data)
            stream.flush()
            with suppress(OSError, AttributeError):  # only the owner's own, unless a superuser does it
                os.chown(part.path, there.st_uid, there.st_gid)
            part.path.chmod(stat.S_IMODE(there.st_mode))
            os.fsync(stream.fileno())
    except BaseException:
        part.remove()
        raise
    return part, there


def _see_same(tree: Tree, path: str, sha256: str) -> None:
    """Raise ReadError unless a file has still the bytes that were judged."""
    if tree.digest(path)[0] != sha256:
        raise ReadError(say("read.changed"), file=path)


def _see_still(tree: Tree, path: str, there: os.stat_result) -> None:
    """Raise ReadError where the name is another file's by now, as that of a link to the same bytes."""
    try:
        now = (tree.root / path).lstat()
    except OSError as error:
        raise ReadError(say("read.changed"), file=path) from error
    if not stat.S_ISREG(now.st_mode) or now.st_nlink > 1 or not os.path.samestat(now, there):
        raise ReadError(say("read.changed"), file=path)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, _FOLDER)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
