"""Compare the files of a folder with those that were judged, and hand over a copy of exactly these bytes.

No link is followed: each folder is opened from the one beside it, and each file in its folder, so that what is swapped
in between is either refused or hashed. A copy appears whole, under its name, or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from adjudge.lib.descent import Descent, every_folder
from adjudge.lib.errors import JudgeError
from adjudge.lib.files import spelled_out
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

from .refusal import VerificationFailure, refuse

MAX_PATH = 4096
"""Bytes of a path: the system opens none that is longer, so no file below could have been judged."""
_CHUNK = 1 << 20
_SHOWN = 200
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not block before it is refused
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TOP = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LINKS = (errno.ELOOP, errno.ENOTDIR)


def compare(folder: Path, subjects: Mapping[str, str], target: Path | None = None) -> list[VerificationFailure]:
    """Return what keeps the files below ``folder`` from being exactly the subjects (SHA-256 by path).

    With a ``target``, which must not be there, the files are copied while they are hashed; it appears only where
    nothing is refused. Raises JudgeError when a file cannot be read or the copy cannot be written.
    """
    with ExitStack() as stack:
        root = _open(str(folder))
        stack.callback(os.close, root)
        found: set[str] = set()
        refusals = list(_listed(root, found))
        refused = {refusal.file for refusal in refusals}
        refusals += [refuse("extra", file=spelled_out(path)) for path in sorted(found - set(subjects))]
        refusals += [refuse("missing", file=path) for path in sorted(set(subjects) - found - refused)]
        if refusals and target is not None:
            target = None  # nothing of it is handed over, so nothing is written
        copy = stack.enter_context(_staged(target)) if target is not None else None
        refusals += _changed(root, subjects, set(subjects) & found, copy)
        if copy is not None and target is not None and not refusals:
            _publish(copy, target)
    return refusals


def _listed(root: int, found: set[str]) -> Iterator[VerificationFailure]:
    """Note the regular files below an open folder; yield what is neither a file nor a folder, and what lies too deep."""
    deep: list[VerificationFailure] = []

    def enters(steps: Sequence[str]) -> bool:
        path = "/".join(steps)
        if len(os.fsencode(path)) < MAX_PATH:
            return True
        deep.append(refuse("deep", file=f"{spelled_out(path[:_SHOWN])}…"))
        return False

    at = "."
    try:
        for way, others in every_folder(root, enters):
            at = "/".join(way.steps)
            for entry in others:
                path = f"{at}/{entry.name}" if at else entry.name
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISREG(mode):
                    found.add(path)
                else:
                    yield refuse("link" if stat.S_ISLNK(mode) else "irregular", file=spelled_out(path))
    except OSError as error:
        raise _failed(at or ".", error) from error
    yield from deep


def _changed(
    root: int, subjects: Mapping[str, str], found: set[str], copy: Path | None
) -> Iterator[VerificationFailure]:
    """Hash the files, copy them on the way, and yield what is wrong with them."""
    with ExitStack() as stack:
        source, target = stack.enter_context(Descent(root)), None
        if copy is not None:
            top = _open(str(copy))
            stack.callback(os.close, top)
            target = stack.enter_context(Descent(top))
        for path in sorted(found, key=lambda path: path.split("/")):  # so each folder is entered once
            yield from _checked(source, path, subjects[path], target)


def _checked(source: Descent, path: str, wanted: str, target: Descent | None) -> Iterator[VerificationFailure]:
    """Hash a file, copy it on the way, and yield what is wrong with it."""
    *folders, name = path.split("/")
    try:
        source.go(folders)
        descriptor = os.open(name, _FILE, dir_fd=source.at)
    except FileNotFoundError:
        yield refuse("missing", file=path)
        return
    except OSError as error:
        if error.errno not in _LINKS:
            raise _failed(path, error) from error
        yield refuse("link", file=path)
        return
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield refuse("irregular", file=path)
        elif _read(stream, path, target) != wanted:
            yield refuse("changed", file=path)


def _read(stream: BinaryIO, path: str, target: Descent | None) -> str:
    """Return the SHA-256 of a stream; what is hashed is what is written."""
    digest = hashlib.sha256()
    try:
        with ExitStack() as stack:
            sink = None
            if target is not None:
                *folders, name = path.split("/")
                target.go(folders, make=True)
                sink = stack.enter_context(os.fdopen(os.open(name, _NEW, 0o666, dir_fd=target.at), "wb"))
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                if sink is not None:
                    sink.write(chunk)
    except OSError as error:
        raise _failed(path, error) from error
    return digest.hexdigest()


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """Yield a folder beside the target that only this user can enter; it is gone afterwards, unless it was published."""
    with ExitStack() as stack:
        try:
            private = Temporary(f".{target.name}.", ".part", parent=target.parent)
            stack.callback(private.remove)
            copy = private.path / "copy"
            copy.mkdir()
        except OSError as error:
            raise _failed(str(target), error) from error
        yield copy


def _publish(copy: Path, target: Path) -> None:
    """Return the copy its name; a folder that somebody else has filled meanwhile stays as it is."""
    try:
        copy.rename(target)
    except OSError as error:
        raise _failed(str(target), error) from error


def _open(path: str) -> int:
    try:
        return os.open(path, _TOP)
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: str, error: OSError) -> JudgeError:
    return JudgeError(say("verify.file", why=reason(error)), file=spelled_out(path))
