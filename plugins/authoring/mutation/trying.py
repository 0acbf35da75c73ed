"""Changes are tried in processes that may end: one that loops, or takes all memory, costs itself and no other.

Each process opens the plugins once, and tries one change after the other.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import NamedTuple, TypeAlias

from adjudge import Options, load_settings
from adjudge.lib.contained import Contained, Failed
from adjudge.lib.errors import JudgeError
from adjudge.lib.words import Said, say

from ..testing.examples import Example
from ..testing.places import PolicyHomes
from .field_changes import ExampleFields, FieldChange
from .noticing import Noticed, Noticing
from .policy_changes import PolicyChange

_MEBIBYTES = 4096
_START = 600
"""Seconds in which a process must have opened the plugins."""

TriedChange: TypeAlias = "PolicyChange | FieldChange"


class MutationBench(NamedTuple):
    """What each process is told first: by which options it judges, and what lies where."""

    options: Options
    examples: tuple[Example, ...]
    domains: tuple[str, ...]
    path: tuple[str, ...]

    @classmethod
    def of(cls, options: Options, examples: Sequence[Example], domains: Sequence[str]) -> MutationBench:
        """Return what a process like this one is told."""
        plain = replace(options, more=dict(options.more), environment=dict(options.environment))
        return cls(plain, tuple(examples), tuple(domains), tuple(sys.path))


def tried_each(bench: MutationBench, changes: Sequence[TriedChange], *, jobs: int, seconds: float) -> list[Noticed]:
    """Try changes in several processes, and return what became of each.

    Raises JudgeError where one could not be tried.
    """
    trying = _Trying(pickle.dumps(bench), changes, seconds)
    threads = [Thread(target=trying.work, daemon=True) for _ in range(max(1, min(jobs, len(changes))))]
    for each in threads:
        each.start()
    try:
        for each in threads:
            each.join()
    finally:
        trying.stopped.set()
    if trying.failed:
        raise JudgeError(say("mutate.untried", why=trying.failed[0]))
    return [trying.found[number] for number in range(len(changes))]


class _Trying:
    """Changes that wait to be tried; each thread that works has a process of its own."""

    def __init__(self, bench: bytes, changes: Sequence[TriedChange], seconds: float) -> None:
        self._bench, self._changes, self._seconds = bench, changes, seconds
        self._waiting: SimpleQueue[int] = SimpleQueue()
        for number in range(len(changes)):
            self._waiting.put(number)
        self.found: dict[int, Noticed] = {}
        self.failed: list[str | Said] = []
        self.stopped = Event()

    def work(self) -> None:
        """Try changes until none waits; whatever goes wrong stops all, since a change was not tried then."""
        process = Contained(f"{__name__}:make", seconds=_START, mebibytes=_MEBIBYTES, told=lambda _: None)
        try:
            said = process.ask(self._bench, keep=True)
            process.seconds = self._seconds
            if isinstance(said, Failed):
                self._stop(said.words)
            while not self.stopped.is_set():
                self._try(process, self._waiting.get_nowait())
        except Empty:
            return
        except BaseException as error:  # noqa: BLE001  # a thread has nobody else to tell
            self._stop(f"{type(error).__name__}: {error}")
        finally:
            process.close()

    def _try(self, process: Contained, number: int) -> None:
        request = pickle.dumps(self._changes[number])
        said = process.ask(request)
        if isinstance(said, Failed) and said.kind in ("died", "memory"):  # it may be what others left behind
            said = process.ask(request)
        if not isinstance(said, Failed):
            self.found[number] = Noticed(*pickle.loads(said))  # noqa: S301  # of a process that was started here
        elif said.kind in ("start", "raised"):
            self._stop(said.words)
        else:
            self.found[number] = _ended(said)

    def _stop(self, why: str | Said) -> None:
        self.failed.append(why)
        self.stopped.set()


def _ended(failed: Failed) -> Noticed:
    """Return what became of a change that ended its process: whoever judges by it would be told."""
    return Noticed("timed_out" if failed.kind == "time" else "noticed", str(failed.words))


class _MutationWorker:
    def __init__(self) -> None:
        self._noticing: Noticing | None = None
        self._fields: ExampleFields | None = None

    def answer(self, payload: bytes) -> bytes:
        asked: MutationBench | TriedChange = pickle.loads(payload)  # noqa: S301  # of the process that started this one
        if isinstance(asked, MutationBench):
            sys.path[:] = asked.path
            settings = load_settings(asked.options)
            self._noticing = Noticing(settings, asked.examples)
            engine = settings.engine()  # one for all examples: they change, and policies stay as they are
            self._fields = ExampleFields(settings, PolicyHomes(settings.catalogue), asked.domains, engine)
            return b"begun"
        assert self._noticing is not None
        assert self._fields is not None
        if isinstance(asked, FieldChange):
            return pickle.dumps(tuple(Noticed("noticed" if self._fields.is_missed(asked) else "survived")))
        return pickle.dumps(tuple(self._noticing.tried(asked)))


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers, in a process of its own."""
    return _MutationWorker().answer
