"""One worker that is there as long as it is needed: started when first asked, started again when it has died."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from adjudge.lib.errors import EngineError
from adjudge.lib.system import foreign
from adjudge.lib.words import say

from .worker import GRACE, Died, Worker, job

_T = TypeVar("_T")


class Source:
    """A program as the worker gets it. ``number`` is its number in the worker ``of``."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.number = 0
        self.of: Worker | None = None


class Reply(NamedTuple):
    """What came of one query for one input: ``v`` a value, ``u`` none, ``e`` an error; and what was printed before."""

    letter: str
    text: bytes
    printed: tuple[bytes, ...] = ()


class Desk:
    """Asks a worker, in one thread of its own.

    ``seconds`` bound an evaluation, and the compilation of a program; ``memory`` (bytes) bounds the worker's heap.
    """

    def __init__(self, executable: Path, seconds: float, memory: int) -> None:
        self._executable, self.seconds, self._memory = executable, seconds, memory
        self._worker: Worker | None = None
        self._closed = False
        self.owner = os.getpid()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="adjudge-opa")

    def submit(self, function: Callable[[], _T]) -> Future[_T]:
        """Have something done in the thread that asks."""
        return self._thread.submit(function)

    def close(self) -> None:
        """Kill the worker; whoever still waits gets errors."""
        self._closed = True
        worker = self._worker
        if self.owner != os.getpid():
            if worker is not None:
                worker.leave()
            return
        if worker is not None:
            worker.stop()
        self._thread.shutdown()

    @property
    def pid(self) -> int | None:
        """The worker's process; None while there is none."""
        return self._worker.pid if self._worker is not None else None

    # --- in the thread --------------------------------------------------------------------------------------------

    def about(self) -> dict[str, str]:
        """Return which OPA this is. Raises EngineError, Died."""
        said: dict[str, str] = self._json("A", b"")
        return said

    def load(self, source: Source) -> list[dict[str, Any]]:
        """Have a program compiled; return all that is wrong with it. Raises EngineError, Died."""
        worker = self._ready()
        said = self._json("L", source.text)
        if not said["errors"]:
            source.number, source.of = said["number"], worker
        return said["errors"] or []

    def drop(self, source: Source) -> None:
        """Forget a program."""
        if source.of is not None and source.of is self._worker:
            self._json("D", source.number.to_bytes(8, "little"))
        source.of = None

    def evaluate(self, source: Source, inputs: Sequence[bytes], query: int) -> list[Reply]:
        """Ask one query for each input. Whatever happens to the worker, there is one answer an input.

        The one at which a worker is late is known, since answers come as they are made. Where it dies otherwise, those
        that are left are asked one by one until it dies again: that one is guilty. Raises EngineError.
        """
        found: list[Reply] = []
        alone = False
        while len(found) < len(inputs):
            part = inputs[len(found) : len(found) + 1] if alone else inputs[len(found) :]
            try:
                for said in self._rows(source, part, query):
                    found.append(said)  # what came before a death counts
            except Died as died:
                self._worker = None
                if self._closed:
                    raise EngineError(say("contained.closed")) from None
                guilty = alone or died.why == "time" or len(part) == 1
                if guilty:
                    error = {"code": died.why, "message": died.said}
                    found.append(Reply("e", json.dumps(error).encode()))
                alone = not guilty
        return found

    def _rows(self, source: Source, inputs: Sequence[bytes], query: int) -> Iterator[Reply]:
        worker = self._ready()
        for error in self.load(source) if source.of is not worker else ():
            raise EngineError(say("contained.raised", why=foreign(str(error["message"]))))  # it had loaded before
        frames = worker.ask("E", job(source.number, (query,), inputs, self.seconds), seconds=self.seconds + GRACE)
        for _ in inputs:
            printed: list[bytes] = []
            frame = next(frames)
            while frame.letter == "p":
                printed.append(frame.text)
                frame = next(frames)
            yield Reply(frame.letter, frame.text, tuple(printed))
        frames.close()

    def _ready(self) -> Worker:
        if self._closed:
            raise EngineError(say("contained.closed"))
        if self._worker is None:
            self._worker = Worker(self._executable, self._memory)
        return self._worker

    def _json(self, letter: str, body: bytes) -> Any:
        frames = self._ready().ask(letter, body, seconds=self.seconds + GRACE)
        try:
            return json.loads(next(frames).text)
        except Died:
            self._worker = None
            raise
        finally:
            frames.close()
