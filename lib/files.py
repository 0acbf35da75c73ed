"""Find the files below the paths that were asked for, and read each once, confined to the root."""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .documents import NOTHING, Source
from .errors import ReadError, UsageError
from .opening import MOST, RefusedFileError, open_regular, read_open
from .patterns import PathPattern, leaves_out
from .pieces import Pieces, state_of
from .real import real_below
from .shown import from_here
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
            os.stat(f"{self.root}/{path}")  # noqa: PTH116  # a path of a thousand folders is slow to take apart
        except ValueError:
            return False
        except OSError as error:
            return error.errno not in _ABSENT  # what cannot be looked at may be there: reading it will tell
        return True

    def size(self, path: str) -> int:
        """Return the bytes of a file inside the root; 0 of anything else, and of what may not be looked at."""
        if path in self.given:
            return len(self.given[path])
        real = self.real(path)
        try:
            found = os.stat(real) if real is not None else None  # noqa: PTH116  # as above
        except OSError:
            return 0  # reading it will say what is wrong
        return found.st_size if found is not None and stat.S_ISREG(found.st_mode) else 0

    def relative(self, asked: Path) -> str:
        """Return a path of the command line relative to the root, links in its folders resolved, its name kept.

        Raises UsageError when it is outside.
        """
        named = asked.name not in ("", "..")
        absolute = Path(os.path.realpath(asked.absolute().parent)) / asked.name if named else asked
        for path in (absolute, Path(os.path.realpath(asked))):
            if path.is_relative_to(self.root) and self.real(str(path)) is not None:
                return path.relative_to(self.root).as_posix()
        root = from_here(self.root)
        raise UsageError(
            say(
                "file.outside_root",
                path=spelled_out(str(asked)),
                root=self.root.name if root == "." else spelled_out(root),
            )
        )

    def resolve(self, path: str) -> Path | None:
        """Return the real path of ``path`` (relative to the root), None when it leaves the root or has no real path."""
        real = self.real(path)
        return None if real is None else Path(real)

    def real(self, path: str) -> str | None:
        """Return the same as text: a path of a thousand folders is slow to take apart."""
        return real_below(str(self.root), path)

    def read(self, path: str, most: int = MOST) -> Source:
        """Read a file of ``most`` bytes. Raises ReadError for whatever keeps it from being read."""
        real = f"{self.root}/{path}"
        data = self.given.get(path)
        if data is None:
            with self._opened(path) as (real, descriptor):
                data = read_open(descriptor, most)
        return Source(path=path, real=Path(real), data=data, sha256=hashlib.sha256(data).hexdigest())

    def digest(self, path: str) -> tuple[str, int]:
        """Return SHA-256 and size of a file, however big, without keeping its content. Raises ReadError."""
        found = self.pieces(path)
        return found.sha256, found.size

    def pieces(self, path: str) -> Pieces:
        """Return a file, however big, hashed and to be read in pieces. Raises ReadError, also where it changes meanwhile."""
        data = self.given.get(path)
        if data is not None:
            sha256 = hashlib.sha256(data).hexdigest()
            return Pieces(path=path, real=Path(f"{self.root}/{path}"), sha256=sha256, size=len(data), content=data)
        digest, size = hashlib.sha256(), 0
        with self._opened(path) as (real, descriptor):
            state = state_of(descriptor)
            while chunk := os.read(descriptor, _CHUNK):
                digest.update(chunk)
                size += len(chunk)
            if state_of(descriptor) != state:
                raise ReadError(say("read.changed"), file=path)
        return Pieces(path=path, real=Path(real), sha256=digest.hexdigest(), size=size, state=state)

    @contextmanager
    def _opened(self, path: str) -> Iterator[tuple[str, int]]:
        """Yield real path and descriptor of a regular file: a pipe or a device would never end. Raises ReadError."""
        real = self.real(path)
        if real is None:
            raise ReadError(say("file.leaves_root"), file=path)
        try:
            descriptor = open_regular(real, follow=False)  # a real path has no links: one that is there came meanwhile
            try:
                yield real, descriptor
            finally:
                os.close(descriptor)
        except RefusedFileError as error:
            raise ReadError(error.words, file=path) from error
        except (OSError, MemoryError) as error:
            raise _unreadable(path, error) from error


def locate(tree: Tree, file: str, path: str) -> str | None:
    """Return the path, relative to the root, of what ``path`` in ``file`` names; None when it leaves the root."""
    if path.startswith("/") or "\0" in path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if joined == ".." or joined.startswith("../") or tree.real(joined) is None:
        return None
    return joined


def collect(tree: Tree, paths: Iterable[Path]) -> list[Candidate]:
    """Return the files at and below ``paths``, each once, in the order of their paths.

    A walk leaves out hidden entries, ``exclude`` and symlinks that leave the root; each folder is entered once,
    however many links lead to it. What cannot be listed is a candidate with an error. Raises UsageError for a path
    that is not there or lies outside the root.
    """
    found: dict[str, Candidate] = {}
    for asked in paths:
        path = tree.relative(asked)
        absolute = tree.root / path
        if path in tree.given:
            found[path] = Candidate(path=path, named=True, size=len(tree.given[path]))
        elif is_absent(absolute):
            raise UsageError(say("file.missing"), file=spelled_out(str(asked)))
        elif is_folder(absolute):
            for candidate in _walk(tree, path):
                found.setdefault(candidate.path, candidate)
        else:
            candidate = _candidate(path, absolute)._replace(named=True)
            found[candidate.path] = candidate
    return [found[path] for path in sorted(found)]


def _walk(tree: Tree, start: str) -> Iterator[Candidate]:
    # A folder's own path comes before those through links. What is known of a folder needs no looking up below it:
    # to resolve each path from the root would cost the cube of the depth.
    waiting: list[tuple[str, str | None]] = [(start, tree.real(start))]
    links: list[tuple[str, str | None]] = []
    entered: set[str] = set()
    while waiting or links:
        folder, real = waiting.pop() if waiting else links.pop()
        if real is None or real in entered:
            continue
        entered.add(real)
        try:
            entries = sorted(os.scandir(real), key=lambda entry: entry.name)
        except OSError as error:
            failed = ReadError(say("file.folder_unreadable", why=reason(error)), file=spelled_out(folder))
            yield Candidate(path=spelled_out(folder), error=failed)
            continue
        for entry in entries:
            path = entry.name if folder == "." else f"{folder}/{entry.name}"
            if not tree.closed and _is_left_out(tree, entry, path):
                continue
            if tree.closed and entry.is_symlink():
                yield _candidate(path, entry.path)
                continue
            try:
                leads_on = entry.is_dir()
            except OSError as error:  # what a link leads to, and where the system does not say it at once
                if error.errno not in _ABSENT | {errno.ELOOP}:
                    yield Candidate(path=spelled_out(path), error=_unreadable(spelled_out(path), error))
                    continue
                leads_on = False
            if not leads_on:
                yield _candidate(path, entry.path)
            elif entry.is_symlink():
                links.append((path, tree.real(path)))
            else:
                waiting.append((path, entry.path))


def _is_left_out(tree: Tree, entry: os.DirEntry[str], path: str) -> bool:
    """Return whether a walk passes by: hidden entries, excluded ones, links that leave the root."""
    if entry.name.startswith(".") or path in tree.skip:
        return True
    if tree.exclude and leaves_out(tree.exclude, path, folder=is_folder(Path(entry.path))):
        return True
    return entry.is_symlink() and tree.real(path) is None


def is_absent(path: Path) -> bool:
    """Return whether there is surely nothing at a path; what cannot be looked at may be there."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno in _ABSENT
    except ValueError:  # no name for anything
        return True
    return False


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; not where links go in a circle or may not be followed."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _candidate(path: str, real: str | Path) -> Candidate:
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = spelled_out(path)
        error = ReadError(say("file.name_not_utf_8"), file=shown)
        return Candidate(path=shown, error=error)
    return Candidate(path=path, size=_size(real))


def spelled_out(path: str) -> str:
    """Return a path in which bytes that are no UTF-8 are spelled out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unreadable(path: str, error: BaseException) -> ReadError:
    return ReadError(say("file.unreadable", why=reason(error)), file=path)


def _size(path: str | Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116  # as above
    except OSError:
        return 0  # reading it will say what is wrong
