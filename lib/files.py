"""Find the files below the paths that were asked for, and read each once, confined to the root."""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .documents import NOTHING, Source
from .errors import ReadError, UsageError
from .patterns import PathPattern, leaves_out
from .system import reason
from .words import say

_CHUNK = 1 << 20
_ABSENT = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG))


class Candidate(NamedTuple):
    """A file to look at. ``named`` says that it stood on the command line itself; ``size`` is in bytes.

    ``error`` says why it cannot be looked at.
    """

    path: str
    named: bool = False
    size: int = 0
    error: ReadError | None = None


_IRREGULAR = (
    (stat.S_ISDIR, say("file.is_folder")),
    (stat.S_ISFIFO, say("file.is_pipe")),
    (stat.S_ISSOCK, say("file.is_socket")),
)
"""What is none of these, and no regular file, is a device."""


class Tree(NamedTuple):
    """The root folder and what a walk leaves out. ``root`` is a real path.

    ``given`` is content that stands in for files, by path: standard input under its name. ``closed`` walks find every
    file, hidden ones too, and a link is a file of its own: nothing is there that nobody saw.
    """

    root: Path
    exclude: tuple[PathPattern, ...] = ()
    skip: frozenset[str] = frozenset()
    given: Mapping[str, bytes] = NOTHING
    closed: bool = False

    def complete(self) -> Tree:
        """Return the same tree with a walk that leaves nothing out."""
        return self._replace(exclude=(), skip=frozenset(), closed=True)

    def without(self, files: Iterable[Path]) -> Tree:
        """Return the same tree with a walk that leaves these files out."""
        inside = {file.relative_to(self.root).as_posix() for file in files if file.is_relative_to(self.root)}
        return self._replace(skip=self.skip | inside)

    def with_given(self, path: str, data: bytes) -> Tree:
        """Return the same tree with ``data`` in the place of a file."""
        return self._replace(given={**self.given, path: data})

    def exists(self, path: str) -> bool:
        """Return whether there is something at ``path``."""
        if path in self.given:
            return True
        try:
            (self.root / path).stat()
        except ValueError:
            return False
        except OSError as error:
            return error.errno not in _ABSENT  # what cannot be looked at may be there: reading it will tell
        return True

    def size(self, path: str) -> int:
        """Return the bytes of a file inside the root; 0 of anything else, and of what may not be looked at."""
        real = self.resolve(path)
        try:
            return real.stat().st_size if real is not None and real.is_file() else 0
        except OSError:
            return 0  # reading it will say what is wrong

    def relative(self, asked: Path) -> str:
        """Return a path of the command line relative to the root, links in its folders resolved, its name kept.

        Raises UsageError when it is outside.
        """
        named = asked.name not in ("", "..")
        absolute = Path(os.path.realpath(asked.absolute().parent)) / asked.name if named else asked
        for path in (absolute, Path(os.path.realpath(asked))):
            if path.is_relative_to(self.root) and self.resolve(str(path)) is not None:
                return path.relative_to(self.root).as_posix()
        raise UsageError(say("file.outside_root", path=_shown(str(asked)), root=self.root.name))

    def resolve(self, path: str) -> Path | None:
        """Return the real path of ``path`` (relative to the root), None when it leaves the root or has no real path."""
        try:
            real = Path(os.path.realpath(self.root / path))
        except (OSError, ValueError):
            return None
        return real if real.is_relative_to(self.root) else None

    def read(self, path: str) -> Source:
        """Read a file. Raises ReadError for whatever keeps it from being read."""
        real = self.root / path
        data = self.given.get(path)
        if data is None:
            real = self._regular(path)
            try:
                data = real.read_bytes()
            except (OSError, MemoryError) as error:
                raise _unreadable(path, error) from error
        return Source(path=path, real=real, data=data, sha256=hashlib.sha256(data).hexdigest())

    def digest(self, path: str) -> tuple[str, int]:
        """Return SHA-256 and size of a file without keeping its content. Raises ReadError."""
        if path in self.given:
            return hashlib.sha256(self.given[path]).hexdigest(), len(self.given[path])
        real = self._regular(path)
        digest, size = hashlib.sha256(), 0
        try:
            with real.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except OSError as error:
            raise _unreadable(path, error) from error
        return digest.hexdigest(), size

    def _regular(self, path: str) -> Path:
        """Return the real path of a regular file: a pipe or a device would never end."""
        real = self.resolve(path)
        if real is None:
            raise ReadError(say("file.leaves_root"), file=path)
        try:
            mode = real.stat().st_mode
        except OSError as error:
            raise _unreadable(path, error) from error
        if not stat.S_ISREG(mode):
            what = next((words for test, words in _IRREGULAR if test(mode)), say("file.is_device"))
            raise ReadError(what, file=path)
        return real


def locate(tree: Tree, file: str, path: str) -> str | None:
    """Return the path, relative to the root, of what ``path`` in ``file`` names; None when it leaves the root."""
    if path.startswith("/") or "\0" in path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if joined == ".." or joined.startswith("../") or tree.resolve(joined) is None:
        return None
    return joined


def collect(tree: Tree, paths: Iterable[Path]) -> list[Candidate]:
    """Return the files at and below ``paths``, each once, in the order of their paths.

    A walk leaves out hidden entries, ``exclude`` and symlinks that leave the root; each folder is entered once,
    however many links lead to it. What does not exist or cannot be listed is a candidate with an error.
    Raises UsageError for a path outside the root.
    """
    found: dict[str, Candidate] = {}
    for asked in paths:
        path = tree.relative(asked)
        absolute = tree.root / path
        if path in tree.given:
            found[path] = Candidate(path=path, named=True, size=len(tree.given[path]))
        elif not os.path.lexists(absolute):
            shown = _shown(path)
            error = ReadError(say("file.missing"), file=shown)
            found[shown] = Candidate(path=shown, named=True, error=error)
        elif is_folder(absolute):
            for candidate in _walk(tree, path):
                found.setdefault(candidate.path, candidate)
        else:
            candidate = _candidate(path, absolute)._replace(named=True)
            found[candidate.path] = candidate
    return [found[path] for path in sorted(found)]


def _walk(tree: Tree, start: str) -> Iterator[Candidate]:
    waiting, links = [start], list[str]()
    entered: set[Path] = set()
    while waiting or links:
        folder = waiting.pop() if waiting else links.pop()  # a folder's own path comes before those through links
        real = tree.resolve(folder)
        if real is None or real in entered:
            continue
        entered.add(real)
        try:
            entries = sorted(os.scandir(real), key=lambda entry: entry.name)
        except OSError as error:
            failed = ReadError(say("file.folder_unreadable", why=reason(error)), file=_shown(folder))
            yield Candidate(path=_shown(folder), error=failed)
            continue
        for entry in entries:
            path = entry.name if folder == "." else f"{folder}/{entry.name}"
            if not tree.closed and _is_left_out(tree, entry, path):
                continue
            if not is_folder(Path(entry.path)) or (tree.closed and entry.is_symlink()):
                yield _candidate(path, Path(entry.path))
            else:
                (links if entry.is_symlink() else waiting).append(path)


def _is_left_out(tree: Tree, entry: os.DirEntry[str], path: str) -> bool:
    """Return whether a walk passes by: hidden entries, excluded ones, links that leave the root."""
    if entry.name.startswith(".") or path in tree.skip:
        return True
    if tree.exclude and leaves_out(tree.exclude, path, folder=is_folder(Path(entry.path))):
        return True
    return entry.is_symlink() and tree.resolve(path) is None


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; not where links go in a circle or may not be followed."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _candidate(path: str, real: Path) -> Candidate:
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = _shown(path)
        error = ReadError(say("file.name_not_utf_8"), file=shown)
        return Candidate(path=shown, error=error)
    return Candidate(path=path, size=_size(real))


def _shown(path: str) -> str:
    """Return a path in which bytes that are no UTF-8 are spelled out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unreadable(path: str, error: BaseException) -> ReadError:
    return ReadError(say("file.unreadable", why=reason(error)), file=path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say what is wrong
