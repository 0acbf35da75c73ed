"""Open files on behalf of an artifact: confined, hashed, read once, and noted."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from .documents import EvidenceFile
from .errors import ReadError
from .files import Tree, locate
from .misplaced import misplaced
from .opening import MOST, read_regular
from .pieces import Pieces
from .system import reason
from .words import say


class Evidence(Protocol):
    """The only door from a facts hook to other files: confined to the root, hashed, read once, reported."""

    def open(self, path: str) -> bytes | None:
        """Return the bytes of ``path``, relative to the artifact's own folder; None when there is no such file.

        Raises ReadError for a path that leaves the root or cannot be read, and for more than 64 MiB: what is bigger is
        named by a reference, and hashed without being read.
        """
        ...

    def pieces(self, path: str) -> Pieces | None:
        """Return a file of any size, hashed and to be read in pieces; else as :meth:`open`.

        Where it changes before the artifact has its verdict, that is an error.
        """
        ...

    def parameter(self, path: str) -> bytes | None:
        """Return the bytes of a file that a parameter names, relative to the configuration; else as :meth:`open`."""
        ...


@dataclass(kw_only=True, eq=False, repr=False)
class EvidenceOpener:
    """What a facts hook may open on behalf of one artifact. Implements :class:`Evidence`.

    ``parameters_at`` gives the folder to which a file that a parameter names is relative: the configuration's, or the
    gate's. A plugin may name a file of its own package, by its absolute path.
    """

    tree: Tree
    file: str
    parameters_at: Callable[[str], Path]
    read: Callable[[str], Any]
    read_pieces: Callable[[str], Pieces] | None = None
    opened: dict[str, EvidenceFile] = field(default_factory=dict)
    _pieced: dict[str, Pieces] = field(default_factory=dict)

    def open(self, path: str) -> bytes | None:
        """Return the bytes of a file beside the artifact; see :class:`Evidence`."""
        return self._take(self._target(path))

    def pieces(self, path: str) -> Pieces | None:
        """Return a file beside the artifact, to be read in pieces; see :class:`Evidence`."""
        target = self._target(path)
        self.opened[target] = EvidenceFile(path=target, sha256=None)
        if not self.tree.exists(target):
            return None
        found = self._pieced[target] = (self.read_pieces or self.tree.pieces)(target)
        self.opened[target] = EvidenceFile(path=target, sha256=found.sha256)
        return found

    def _target(self, path: str) -> str:
        target = locate(self.tree, self.file, path)
        if target is None:
            why, meant = misplaced(self.tree, self.file, path)
            raise ReadError(say("file.evidence_outside", path=path) if meant is None else why, file=self.file)
        return target

    def parameter(self, path: str) -> bytes | None:
        """Return the bytes of a file that a parameter names; see :class:`Evidence`."""
        folder = self.parameters_at(path)
        try:
            real = Path(os.path.realpath(folder / path))
        except ValueError as error:
            raise ReadError(say("file.no_path", path=path)) from error
        if real.is_relative_to(self.tree.root):
            return self._take(real.relative_to(self.tree.root).as_posix())
        if not real.is_relative_to(os.path.realpath(folder)) and not Path(path).is_absolute():
            raise ReadError(say("file.outside_configuration", path=path), file=path)
        return self._take_outside(path, real)

    def _take(self, target: str) -> bytes | None:
        if not self.tree.exists(target):
            self.opened[target] = EvidenceFile(path=target, sha256=None)
            return None
        self.opened[target] = EvidenceFile(path=target, sha256=None)  # it was asked for, whatever reading it gives
        if self.tree.size(target) > MOST:
            raise _too_big(target)
        source = self.read(target)
        self.opened[target] = EvidenceFile(path=target, sha256=source.sha256)
        data: bytes = source.data
        return data

    def _take_outside(self, path: str, real: Path) -> bytes | None:
        import hashlib

        try:
            data = read_regular(real)
        except (FileNotFoundError, NotADirectoryError):
            self.opened[path] = EvidenceFile(path=path, sha256=None, outside=True)
            return None
        except OSError as error:
            if error.errno == errno.EFBIG:
                raise _too_big(path) from error
            raise ReadError(say("file.evidence_unreadable", why=reason(error)), file=path) from error
        self.opened[path] = EvidenceFile(path=path, sha256=hashlib.sha256(data).hexdigest(), outside=True)
        return data

    def files(self) -> tuple[EvidenceFile, ...]:
        """Return what was opened beside the artifact's own file, by path: that one is judged, and not evidence of itself.

        Raises ReadError where what was read in pieces is not the same any more.
        """
        for pieced in self._pieced.values():
            pieced.check()
        return tuple(self.opened[path] for path in sorted(self.opened) if path != self.file)


def _too_big(path: str) -> ReadError:
    return ReadError(say("file.evidence_too_big", path=path, limit=MOST >> 20), file=path)
