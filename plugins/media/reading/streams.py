"""Streams and duration, as MediaInfo tells them: in a process of its own, which a hostile file may kill."""

from __future__ import annotations

import json
import threading
import weakref
from typing import Any, NamedTuple

from adjudge import Json, ReadError
from adjudge.lib.contained import Contained, Failed
from adjudge.lib.pieces import Pieces
from adjudge.lib.words import say

SECONDS = 60
MEBIBYTES = 512
_THREAD = threading.local()
"""A process serves one thread at a time, and the next file of the same run."""


class Media(NamedTuple):
    """Milliseconds, None where the file does not tell, and the streams in the order of the file."""

    duration: int | None
    streams: list[dict[str, Json]]


def media_of(source: Pieces) -> Media:
    """Return what is in a file. Raises ReadError where MediaInfo gives no answer, or cannot be asked."""
    asked = {"path": str(source.real), "state": source.state, "given": source.content is not None}
    answer = _process().ask(json.dumps(asked).encode() + b"\n" + (source.content or b""))
    if isinstance(answer, Failed):
        raise ReadError(say("media.failed", why=answer.words), file=source.path)
    told: dict[str, Any] = json.loads(answer)
    if "changed" in told:
        raise ReadError(say("read.changed"), file=source.path)
    return Media(told["duration"], told["streams"])


def _process() -> Contained:
    held: _Held | None = getattr(_THREAD, "held", None)
    if held is None:
        held = _THREAD.held = _Held()
    return held.process


class _Held:
    """A process that ends with the thread that asks it, or with this program."""

    def __init__(self) -> None:
        self.process = Contained(
            "adjudge.plugins.media.reading.worker:make", seconds=SECONDS, mebibytes=MEBIBYTES, told=_nobody
        )
        weakref.finalize(self, self.process.close)


def _nobody(_line: str) -> None:
    """What the library prints is about bytes that it does not know."""
