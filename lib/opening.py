"""Open what somebody named and nobody has looked at: a regular file, of a size that can be read.

A pipe, a device or a socket would never end, or block whoever opens it. Everything that is named by a user, a
configuration or a tree is opened here, so nothing else is ever waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import reduce
from operator import or_
from pathlib import Path
from typing import BinaryIO

from .words import Said, say

MOST = 64 << 20
"""Bytes that a file may have which is read whole, unless somebody says otherwise."""
OWN = 16 << 20
"""Bytes that a file of adjudge's own may have: configuration, gate, waivers, a key."""
_PIECE = 1 << 20


def flags_of(*names: str) -> int:
    """Return flags of `os.open` together; one that the system does not have, as Windows most, is none."""
    return reduce(or_, (getattr(os, name, 0) for name in names), 0)


_FLAGS = flags_of("O_RDONLY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK", "O_BINARY")
"""What became a pipe meanwhile must not block, and no byte of a text be changed."""
_NO_LINK = flags_of("O_NOFOLLOW")
_IRREGULAR = (
    (stat.S_ISFIFO, say("file.is_pipe")),
    (stat.S_ISSOCK, say("file.is_socket")),
)
"""What is none of these, and no folder, is a device."""


class RefusedFileError(OSError):
    """What is there is not read: it is no regular file, or too big. ``words`` say why, and what to do."""

    def __init__(self, words: Said, code: int = errno.EINVAL) -> None:
        super().__init__(code, os.strerror(code))
        self.words = words


def open_regular(path: str | Path, *, folder: int | None = None, follow: bool = True) -> int:
    """Return the descriptor of a regular file, open for reading; ``path`` is below the open ``folder``, if there is one.

    Raises RefusedFileError for anything else that is there, OSError where nothing can be opened, and for a link that is
    not to be followed.
    """
    _see_regular(os.stat(path, dir_fd=folder, follow_symlinks=follow).st_mode)  # to open a device can do something
    descriptor = os.open(path, _FLAGS | (0 if follow else _NO_LINK), dir_fd=folder)
    try:
        _see_regular(os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_regular(path: str | Path, most: int = MOST) -> bytes:
    """Return what a regular file holds. Raises RefusedFileError beyond ``most`` bytes, and as :func:`open_regular`."""
    descriptor = open_regular(path)
    try:
        return read_open(descriptor, most)
    finally:
        os.close(descriptor)


def read_open(descriptor: int, most: int = MOST) -> bytes:
    """Return what an open file holds, from where it stands. Raises RefusedFileError beyond ``most`` bytes."""
    size = os.fstat(descriptor).st_size
    pieces: list[bytes] = []
    left = most + 1 if size <= most else 0
    while left > 0:
        piece = os.read(descriptor, min(left, max(size, _PIECE) + 1))
        if not piece:
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
    raise _too_big(most)


def read_text(path: str | Path, most: int = MOST, *, errors: str = "strict") -> str:
    """Return the text of a regular file, its lines ended by LF. Raises UnicodeError, and as :func:`read_regular`."""
    return read_regular(path, most).decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def read_stream(stream: BinaryIO, most: int = MOST) -> bytes:
    """Return what a stream gives to its end, for whoever must take it as it comes. Raises RefusedFileError."""
    data = bytearray()
    while piece := stream.read(_PIECE):
        data += piece
        if len(data) > most:
            raise _too_big(most)
    return bytes(data)


def _too_big(most: int) -> RefusedFileError:
    return RefusedFileError(say("file.too_big", limit=most >> 20), errno.EFBIG)


def _see_regular(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if stat.S_ISDIR(mode):
        raise RefusedFileError(say("file.is_folder"), errno.EISDIR)
    raise RefusedFileError(next((words for test, words in _IRREGULAR if test(mode)), say("file.is_device")))
