"""Run a function where it can neither hang nor kill a run: in a process of its own, with limits of time and memory.

``Contained("package.module:make", seconds=30, mebibytes=2048)`` starts Python when it is first asked; there, ``make()``
returns a function from bytes to bytes, which gets one request after the other, none of them empty. Whatever becomes of the process, an
end by a signal, for lack of memory, or by force once the time is over, is the outcome of the request at hand: a
:class:`Failed`. The next one gets a new process, with what was ``kept`` asked again before.

It can be used in one thread at a time. A process that was forked meanwhile starts its own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from ..words import say
from .process import Child, Failed, relay

__all__ = ["Contained", "Failed"]

_PATIENCE = 60
"""Seconds that a start may take, and each request that was kept: they are nobody's fault."""


class _Request(NamedTuple):
    number: int
    payload: bytes
    is_kept: bool


class Contained:
    """A function in a process of its own. ``told`` gets each line that the process writes on stderr, made visible."""

    def __init__(self, target: str, *, seconds: float, mebibytes: int, told: Callable[[str], object] = relay) -> None:
        self.target = target
        self.seconds = seconds
        self.mebibytes = mebibytes
        self._told = told
        self._child: Child | None = None
        self._owner = 0
        self._kept: list[bytes] = []
        self._waiting: deque[_Request] = deque()
        self._answers: dict[int, bytes | Failed] = {}
        self._numbers = 0

    def ask(self, payload: bytes, *, keep: bool = False) -> bytes | Failed:
        """Return the answer to a request. One that is to be kept, and was answered, is asked again after each start."""
        return self.send(payload, keep=keep)()

    def send(self, payload: bytes, *, keep: bool = False) -> Callable[[], bytes | Failed]:
        """Send a request, and return what gives its answer, once: whoever calls that waits."""
        self._numbers += 1
        request = _Request(self._numbers, payload, keep)
        if self._live is not None:
            self._live.send(payload)
        self._waiting.append(request)
        return lambda: self._answer(request.number)

    def close(self) -> None:
        """End the process. Requests that were not answered are forgotten."""
        self._waiting.clear()
        self._stop()

    @property
    def _live(self) -> Child | None:
        """The process, if it is ours: pipes that a fork has copied belong to the one who forked."""
        return self._child if self._owner == os.getpid() else None

    def _answer(self, number: int) -> bytes | Failed:
        while number not in self._answers:
            if not self._waiting:
                return Failed("died", say("contained.closed"))
            answer = self._next(self._waiting[0])
            self._answers[self._waiting.popleft().number] = answer
        return self._answers.pop(number)

    def _next(self, request: _Request) -> bytes | Failed:
        if self._live is None:
            failed = self._start()
            if failed is not None:
                self._stop()
                return failed
        assert self._child is not None
        answer = self._child.read(self.seconds)
        if isinstance(answer, Failed) and not answer.lives:
            self._stop()
        elif request.is_kept and isinstance(answer, bytes):
            self._kept.append(request.payload)
        return answer

    def _start(self) -> Failed | None:
        """Start a process, and ask it what was kept, then all that waits."""
        try:
            self._child = Child(self.target, self.seconds, self.mebibytes, self._told)
        except OSError as error:
            from ..system import reason

            return Failed("start", say("contained.start", why=reason(error)))
        self._owner = os.getpid()
        # The first answer says that the function is made. It all went well before: what is slow now is the machine.
        for _ in map(self._child.send, [b"", *self._kept]):
            answer = self._child.read(max(self.seconds, _PATIENCE))
            if isinstance(answer, Failed):
                return Failed("start", say("contained.start", why=answer.words))
        for request in self._waiting:
            self._child.send(request.payload)
        return None

    def _stop(self) -> None:
        child, self._child = self._live, None
        if child is not None:
            child.kill()
