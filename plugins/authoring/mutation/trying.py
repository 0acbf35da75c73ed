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


def tried_each(
    bench: MutationBench,
    changes: Sequence[TriedChange],
    *,
    jobs: int,
    seconds: float,
    told: Callable[[int], object] = lambda _: None,
) -> list[Noticed]:
    """Try changes in several processes, and return what became of each; ``told`` hears how many are done.

    Raises JudgeError where one could not be tried.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(len(changes)):
        waiting.put(number)
    found: dict[int, Noticed] = {}
    failed: list[str | Said] = []
    stopped = Event()

    def work() -> None:
        process = Contained(f"{__name__}:make", seconds=_START, mebibytes=_MEBIBYTES, told=lambda _: None)
        try:
            said = process.ask(pickle.dumps(bench), keep=True)
            process.seconds = seconds
            if isinstance(said, Failed):
                failed.append(said.words)
                stopped.set()
            while not stopped.is_set():
                number = waiting.get_nowait()
                said = process.ask(pickle.dumps(changes[number]))
                if isinstance(said, Failed) and said.kind in ("died", "memory"):  # it may be what others left behind
                    said = process.ask(pickle.dumps(changes[number]))
                if isinstance(said, Failed) and said.kind in ("start", "raised"):
                    failed.append(said.words)
                    stopped.set()
                    return
                found[number] = _ended(said) if isinstance(said, Failed) else Noticed(*pickle.loads(said))  # noqa: S301  # ours
                told(len(found))
        except Empty:
            return
        except BaseException as error:  # noqa: BLE001  # whatever it is, a change was not tried
            failed.append(f"{type(error).__name__}: {error}")
            stopped.set()
        finally:
            process.close()

    threads = [Thread(target=work, daemon=True) for _ in range(max(1, min(jobs, len(changes))))]
    for each in threads:
        each.start()
    try:
        for each in threads:
            each.join()
    finally:
        stopped.set()
    if failed:
        raise JudgeError(say("mutate.untried", why=failed[0]))
    return [found[number] for number in range(len(changes))]


def _ended(failed: Failed) -> Noticed:
    """Return what became of a change that ended its process: whoever judges by it would be told."""
    return Noticed("timed_out" if failed.kind == "time" else "noticed", str(failed.words))


class _Worker:
    def __init__(self) -> None:
        self._noticing: Noticing | None = None
        self._fields: ExampleFields | None = None

    def answer(self, payload: bytes) -> bytes:
        asked: MutationBench | TriedChange = pickle.loads(payload)  # noqa: S301  # of the process that started this one
        if isinstance(asked, MutationBench):
            sys.path[:] = asked.path
            settings = load_settings(asked.options)
            self._noticing = Noticing(settings, asked.examples)
            self._fields = ExampleFields(settings, PolicyHomes(settings.catalogue), asked.domains)
            return b"begun"
        assert self._noticing is not None
        assert self._fields is not None
        if isinstance(asked, FieldChange):
            return pickle.dumps(tuple(Noticed("noticed" if self._fields.is_missed(asked) else "survived")))
        return pickle.dumps(tuple(self._noticing.tried(asked)))


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers, in a process of its own."""
    return _Worker().answer
