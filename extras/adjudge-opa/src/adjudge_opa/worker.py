"""The worker executable: a process that is asked on pipes, and whose death is nobody else's.

How a request and a reply are written stands in ``worker/main.go``.
"""

from __future__ import annotations

import os
import signal
import struct
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from adjudge.lib.errors import EngineError
from adjudge.lib.escape import visible
from adjudge.lib.system import reason
from adjudge.lib.words import say

EXECUTABLE = Path(__file__).with_name("opa-worker.exe" if os.name == "nt" else "opa-worker")
GRACE = 1.0
"""Seconds beyond its limit in which an evaluation may end by itself, before the worker is killed."""

_OVER_MEMORY = 12
_NUMBER = struct.Struct("<Q")
_SHOWN = 200


class Frame(NamedTuple):
    """A part of a reply: ``letter`` says what ``text`` is."""

    letter: str
    text: bytes


class Died(Exception):  # noqa: N818  # handled inside the engine, never shown
    """The worker ended before it had answered.

    ``why`` is ``time``, ``memory``, or the code of what else happened; ``said`` fills its placeholder.
    """

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.said = said


class Worker:
    """A running worker whose heap may hold ``memory`` bytes. One thread asks, any may stop it.

    ``last_words`` is the first line of what it said as it died.
    """

    def __init__(self, executable: Path, memory: int) -> None:
        """Start it. Raises EngineError."""
        import subprocess
        import tempfile

        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        # Go and OPA read no variable that is not there; Windows needs one to start anything.
        environment = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        try:
            self._child = subprocess.Popen(  # noqa: S603  # our own executable
                [executable, str(memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._last_words,
                env=environment,
                start_new_session=True,  # ^C is for who started it
                bufsize=1 << 16,
            )
        except OSError as error:
            self._last_words.close()
            raise EngineError(say("contained.start", why=reason(error)), file=str(executable)) from error
        self.owner = os.getpid()
        self.last_words = ""
        self._deadline: float | None = None
        self._late = self._stopped = False
        self._moved = threading.Condition()
        threading.Thread(target=self._watch, name="adjudge-opa-watch", daemon=True).start()

    @property
    def pid(self) -> int:
        """The worker's process."""
        return self._child.pid

    def ask(self, letter: str, body: bytes, *, seconds: float) -> Generator[Frame, None, None]:
        """Send a request and yield the frames of its reply as they come; who asks knows how many those are.

        ``seconds`` is how long one of them may take. Raises Died.
        """
        try:
            with self._moved:
                self._deadline = time.monotonic() + seconds
                self._moved.notify()
            assert self._child.stdin is not None
            assert self._child.stdout is not None
            self._child.stdin.write(letter.encode() + _NUMBER.pack(len(body)) + body)
            self._child.stdin.flush()
            while True:
                frame = self._frame(self._child.stdout)
                self._deadline = time.monotonic() + seconds
                yield frame
        except (OSError, ValueError):
            raise self._died() from None
        finally:
            self._deadline = None

    def _frame(self, stdout: IO[bytes]) -> Frame:
        head = stdout.read(9)
        size = _NUMBER.unpack_from(head, 1)[0] if len(head) == 9 else 0
        text = stdout.read(size)
        if len(head) < 9 or len(text) < size:
            raise self._died()
        return Frame(chr(head[0]), text)

    def _watch(self) -> None:
        """Kill the worker when it is late. It wakes at the deadline that it knew, and sees whether that has moved."""
        with self._moved:
            while not self._stopped:
                deadline = self._deadline
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    self._late = True
                    self._child.kill()
                    return
                self._moved.wait(left)

    def _died(self) -> Died:
        self.stop()
        if self._late:
            return Died("time")
        if self._child.returncode == _OVER_MEMORY or "out of memory" in self.last_words:
            return Died("memory")
        code = self._child.returncode
        if code < 0:
            return Died("died", signal.Signals(-code).name)
        return Died("raised", self.last_words) if self.last_words else Died("ended", str(code))

    def stop(self) -> None:
        """Kill it. May be called twice, and from another thread than the one that asks."""
        with self._moved:
            self._stopped = True
            self._moved.notify()
        with suppress(OSError):
            self._child.kill()
        self._child.wait()
        if not self._last_words.closed:
            with suppress(OSError, ValueError):
                self._last_words.seek(0)
                lines = self._last_words.read(1 << 16).decode("utf-8", "replace").strip().splitlines()
                self.last_words = visible(lines[0][:_SHOWN]) if lines else ""
        for pipe in (self._child.stdin, self._child.stdout, self._last_words):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()

    def leave(self) -> None:
        """In a forked child: let go of the pipes, so that the worker ends with the parent, whose it is."""
        _LEFT.append(self)
        self._child.returncode = 0
        with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123
            for pipe in (self._child.stdin, self._child.stdout):
                assert pipe is not None
                os.dup2(nothing.fileno(), pipe.fileno())


_LEFT: list[Worker] = []
"""Workers of a parent. Their pipes are never closed here: what the parent was about to write would be written again."""


def job(program: int, queries: Sequence[int], inputs: Sequence[bytes], seconds: float) -> bytes:
    """Write the body of a request to evaluate; ``seconds`` bound each evaluation."""
    numbers = (program, int(seconds * 1e9), len(queries), len(inputs), *queries, *map(len, inputs))
    return struct.pack(f"<{len(numbers)}Q", *numbers) + b"".join(inputs)
