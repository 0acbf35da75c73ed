"""The other side: answer the requests of :class:`adjudge.lib.contained.Contained`, one after the other, until there are no more.

Little is imported, since a start is waited for. What the function prints, on whichever of the two streams, is stderr.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

from .frames import ANSWERED, HEAD, NO_MEMORY, RAISED, framed

_GRACE = 5
"""Seconds after which a child ends itself that nobody has ended: its parent may have been killed."""


def main() -> None:
    """Read what is wanted from the command line, and answer."""
    target, seconds, mebibytes = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    requests, answers = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides when it ends
    _limit(mebibytes)
    module, _, name = target.partition(":")
    try:
        answer = getattr(import_module(module), name)()
    except BaseException as error:  # noqa: BLE001  # what keeps it from being made is the answer to all requests
        _say(answers, *_failed(error))
        return
    with open(requests, "rb") as incoming:  # noqa: PTH123  # a descriptor
        while len(head := incoming.read(HEAD)) == HEAD:
            payload = incoming.read(int.from_bytes(head, "little"))
            _alarm(seconds + _GRACE)
            code, said = _answered(answer, payload) if payload else (ANSWERED, b"")
            _alarm(0)
            sys.stdout.flush()
            sys.stderr.flush()
            _say(answers, code, said)
            if code == NO_MEMORY:
                return  # what it was doing may be half done


def _say(answers: int, code: bytes, said: bytes) -> None:
    left = memoryview(framed(said, code))
    while left:
        left = left[os.write(answers, left) :]


def _answered(answer: object, payload: bytes) -> tuple[bytes, bytes]:
    try:
        return ANSWERED, answer(payload)  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001  # it is a stranger's
        return _failed(error)


def _failed(error: BaseException) -> tuple[bytes, bytes]:
    if isinstance(error, MemoryError):
        return NO_MEMORY, b""
    text = type(error).__name__
    with suppress(Exception):
        text = f"{text}: {error}"
    return RAISED, text.encode(errors="backslashreplace")


def _limit(mebibytes: int) -> None:
    """Bound the memory, where the system can, and leave no image of it on the disk."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit = mebibytes << 20
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _alarm(seconds: float) -> None:
    """Let the system end this process, whatever it is doing then; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
