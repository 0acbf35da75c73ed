"""One process that answers requests on pipes."""

from __future__ import annotations

import os
import re
import select
import sys
import weakref
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..escape import brief, visible
from ..words import Said, say
from .frames import ANSWERED, HEAD, NO_MEMORY, RAISED, framed

if TYPE_CHECKING:
    import subprocess

_CODE = "from adjudge.lib.contained.child import main; main()"
_CHUNK = 1 << 16
_LONGEST = 1 << 28
"""Bytes of an answer; whoever gives more is not waited for."""
_LINES = 2_000
"""Lines on stderr that are passed on for one request."""
_LINE = 1 << 13
"""Bytes of a line, after which it is passed on as it is."""
_NO_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed|bad_alloc|MemoryError|[Oo]ut of memory")
_TAIL = 4096


class Failed(NamedTuple):
    """Why there is no answer. ``lives`` says that the process goes on; then only the request was wrong."""

    kind: Literal["time", "memory", "died", "raised", "start"]
    words: Said
    lives: bool = False


def relay(line: str) -> None:
    """Write a line to stderr."""
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")


class Child:
    """A process. Raises OSError when it cannot be started; what is read from and written to it never blocks."""

    def __init__(self, target: str, seconds: float, mebibytes: int, told: Callable[[str], object]) -> None:
        import subprocess

        if not sys.executable:
            raise FileNotFoundError(2, "there is no executable of Python")
        self._mebibytes, self._told = mebibytes, told
        flags = [f"-{flag}" for flag, on in (("I", sys.flags.isolated), ("s", sys.flags.no_user_site)) if on]
        self._process = subprocess.Popen(  # noqa: S603  # ourselves; -P: nothing is imported from the working directory
            [sys.executable, "-P", *flags, "-c", _CODE, target, str(seconds), str(mebibytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._requests, self._answers, self._stderr = (
            pipe.fileno() for pipe in (self._process.stdin, self._process.stdout, self._process.stderr)
        )
        for descriptor in (self._requests, self._answers, self._stderr):
            os.set_blocking(descriptor, False)
        self._forgotten = weakref.finalize(self, _end, self._process, os.getpid())  # also at the end of this program
        self._open = {self._answers, self._stderr}
        self._unsent = bytearray()
        self._unread = bytearray()
        self._said = bytearray()
        self._tail = b""
        self._lines = 0

    def send(self, payload: bytes) -> None:
        """Send a request, as much of it as goes now."""
        self._unsent += framed(payload)
        self._write()

    def read(self, seconds: float) -> bytes | Failed:
        """Return the next answer; after so many seconds, or when the process has ended, why there is none."""
        deadline = monotonic() + seconds
        self._lines = 0
        while True:
            answer = self._framed()
            if answer is not None:
                return answer
            left = deadline - monotonic()
            if left <= 0:
                self.kill()
                return Failed("time", say("contained.time", n=_plain(seconds)))
            if self._answers not in self._open:
                return self._ended(seconds, left)
            self._poll(left)

    def kill(self) -> None:
        """End the process, at once, and wait until it has."""
        self._forgotten.detach()
        self._process.kill()
        self._process.wait()
        while self._stderr in self._open:
            self._take_stderr()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        self._open.clear()

    # --- pipes --------------------------------------------------------------------------------------------------------

    def _poll(self, seconds: float) -> None:
        poll = select.poll()
        for descriptor in self._open:
            poll.register(descriptor, select.POLLIN)
        if self._unsent:
            poll.register(self._requests, select.POLLOUT)
        ready = {descriptor for descriptor, _ in poll.poll(seconds * 1000 + 1)}
        if self._requests in ready:
            self._write()
        if self._stderr in ready:
            self._take_stderr()
        if self._answers in ready:
            self._unread += self._taken(self._answers)

    def _write(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: os.write(self._requests, self._unsent[:_CHUNK])]
        except BlockingIOError:
            return
        except OSError:  # it has ended: that is found when the answer is read
            self._unsent.clear()

    def _taken(self, descriptor: int) -> bytes:
        """Return what there is to be read."""
        try:
            found = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return b""
        except OSError:  # nothing more can be known of it: it is ended
            found = b""
        if not found:
            self._open.discard(descriptor)
        return found

    def _framed(self) -> bytes | Failed | None:
        """Return the next answer if it is there as a whole, after all that was said on stderr before."""
        begin = 1 + HEAD
        if len(self._unread) < begin:
            return None
        length = int.from_bytes(self._unread[1:begin], "little")
        if length > _LONGEST:
            return Failed("died", say("contained.unreadable"))
        if len(self._unread) < begin + length:
            return None
        code, payload = bytes(self._unread[:1]), bytes(self._unread[begin : begin + length])
        del self._unread[: begin + length]
        while self._stderr in self._open and self._take_stderr():
            pass
        if code == ANSWERED:
            return payload
        if code == RAISED:
            return Failed("raised", say("contained.raised", why=brief(payload.decode(errors="replace"))), lives=True)
        if code == NO_MEMORY:
            return self._no_memory()
        return Failed("died", say("contained.unreadable"))

    # --- what it says, and how it ends ------------------------------------------------------------------------------

    def _take_stderr(self) -> bool:
        found = self._taken(self._stderr)
        self._tail = (self._tail + found)[-_TAIL:]
        self._said += found
        *lines, rest = self._said.split(b"\n")
        if rest and (self._stderr not in self._open or len(rest) > _LINE):
            lines, rest = [*lines, rest], bytearray()
        self._said = rest
        for line in lines:
            self._lines += 1
            if self._lines <= _LINES:
                self._told(visible(line.decode(errors="backslashreplace").rstrip()))
        return bool(found)

    def _ended(self, seconds: float, left: float) -> Failed:
        """Return how a process ended that has closed its answers; one that lives on nevertheless is ended."""
        until = monotonic() + min(left, 1)
        while (code := self._process.poll()) is None:
            if monotonic() > until:
                self._process.kill()
                code = self._process.wait()
                break
            select.poll().poll(5)
        while self._stderr in self._open and self._take_stderr():
            pass
        if _NO_MEMORY.search(self._tail):
            return self._no_memory()
        if code >= 0:
            return Failed("died", say("contained.ended", code=code))
        from signal import Signals

        if -code == Signals.SIGALRM:
            return Failed("time", say("contained.time", n=_plain(seconds)))
        names = {each.value: each.name for each in Signals}
        return Failed("died", say("contained.died", signal=names.get(-code, str(-code))))

    def _no_memory(self) -> Failed:
        return Failed("memory", say("contained.memory", mebibytes=self._mebibytes))


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() == owner:
        process.kill()
        process.wait()


def _plain(seconds: float) -> float:
    return int(seconds) if seconds == int(seconds) else seconds
