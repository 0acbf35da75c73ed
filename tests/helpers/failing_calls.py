"""Let the n-th call of the system fail, in this process: what asks for files, folders, processes, sockets and chance.

``install()`` puts wrappers in the place of the functions of ``os``, of ``open`` with its reading and writing, and of what
starts processes; importing goes around them. ``arm(number, code)`` lets the call of that number fail with that errno;
``seen()`` is what was called since, and whether it came that far.
"""

from __future__ import annotations

import builtins
import errno
import functools
import io
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

CALLS = (
    *("open", "read", "write", "stat", "lstat", "scandir", "listdir", "mkdir", "rename", "replace", "unlink"),
    *("rmdir", "readlink", "getcwd", "dup", "fsync", "urandom"),
)
ERRORS = tuple(getattr(errno, name) for name in ("EIO", "EACCES", "ENOSPC", "EMFILE", "ELOOP", "ENOENT", "ENOMEM"))

_calls: list[str] = []
_armed: list[tuple[int, int]] = []


def arm(number: int, code: int) -> None:
    """Let the call of that number, from 0, fail with that errno."""
    _calls.clear()
    _armed[:] = [(number, code)]


def seen() -> tuple[list[str], bool]:
    """Return the calls since, and whether one of them failed."""
    return list(_calls), any(len(_calls) > number for number, _ in _armed)


def _listens() -> bool:
    """Return whether it is tests/helpers/heard.py that calls: what it notes is none of the program's doing."""
    frame = sys._getframe(2)
    for _ in range(4):
        if frame is None:
            return False
        if frame.f_code.co_filename.endswith("heard.py"):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _hit(name: str, *of: object) -> None:
    if not _armed or _listens():
        return
    ((number, code),) = _armed
    _calls.append(" ".join([name, *(str(each) for each in of if isinstance(each, (str, bytes, os.PathLike)))]))
    if len(_calls) - 1 == number:
        raise OSError(code, os.strerror(code), *of[:1])


def _wrapped(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        _hit(name, *arguments)
        return function(*arguments, **named)

    return wrapper


class _Raw(io.FileIO):
    """A file whose reading and writing may fail."""

    def readinto(self, buffer: Any) -> Any:
        _hit("readinto", self.name)
        return super().readinto(buffer)

    def readall(self) -> Any:
        _hit("readall", self.name)
        return super().readall()

    def write(self, data: Any) -> Any:
        _hit("writing", self.name)
        return super().write(data)


def _open(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Any = None,
) -> Any:
    _hit("open", file)
    raw = _Raw(file, "".join(each for each in mode if each not in "bt"), closefd, opener)
    if buffering == 0:
        return raw
    made = io.BufferedRandom if "+" in mode else io.BufferedReader if "r" in mode else io.BufferedWriter
    buffer: Any = made(raw)
    if "b" in mode:
        return buffer
    text = io.TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
    text.mode = mode  # type: ignore[misc]
    return text


def install() -> None:
    """Wrap the functions; none fails before one is armed."""
    for name in CALLS:
        setattr(os, name, _wrapped(name, getattr(os, name)))
    io.open = builtins.open = _open  # type: ignore[assignment]
    subprocess.Popen._execute_child = _wrapped("execute", subprocess.Popen._execute_child)  # type: ignore[attr-defined]
    socket.socket.connect = _wrapped("connect", socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.bind = _wrapped("bind", socket.socket.bind)  # type: ignore[method-assign]
