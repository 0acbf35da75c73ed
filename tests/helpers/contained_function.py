"""A function that does to its process whatever it is asked to do."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable


def make() -> Callable[[bytes], bytes]:
    """Return the function; it counts what it was asked."""
    asked: list[bytes] = []

    def answer(request: bytes) -> bytes:
        word, _, rest = request.partition(b" ")
        asked.append(request)
        acts = {
            b"asked": lambda: b",".join(asked),
            b"pid": lambda: str(os.getpid()).encode(),
            b"twice": lambda: rest * 2,
            b"loop": _loop,
            b"backtrack": lambda: time.sleep(3600) or b"",
            b"segfault": lambda: ctypes.string_at(0),
            b"abort": os.abort,
            b"exit": lambda: os._exit(int(rest)),
            b"fill": lambda: b"x" * (1 << 40),
            b"alloc": _alloc,
            b"raise": lambda: _fail(rest.decode()),
            b"say": lambda: _say(rest.decode(errors="surrogateescape")),
            b"interrupt": _interrupt,
            b"path": lambda: "\n".join(sys.path).encode(),
            b"garbage": _garbage,
        }
        return acts[word]()

    return answer


def broken() -> Callable[[bytes], bytes]:
    """Raise: there is no function."""
    raise RuntimeError("there is no function")


def _loop() -> bytes:
    while True:
        pass


def _alloc() -> bytes:
    """End as Rust does for lack of memory."""
    os.write(2, b"memory allocation of 805306368 bytes failed\n")
    os.abort()


def _fail(text: str) -> bytes:
    raise ValueError(text)


def _say(text: str) -> bytes:
    sys.stderr.write(f"{text}\n")
    print("on stdout")
    os.write(1, b"raw stdout\n")
    return b"said"


def _interrupt() -> bytes:
    os.kill(os.getpid(), signal.SIGINT)
    return b"went on"


def _garbage() -> bytes:
    import fcntl

    for descriptor in range(3, 20):
        try:
            if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY:
                os.write(descriptor, b"\xff" * 64)
        except OSError:
            continue
    return b""
