"""Listen for the rhythm label in a process of its own: the bytes are anybody's, and decoders are large."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.contained import Contained, Failed
from adjudge.lib.words import Said, say

_SECONDS, _WHOLE_SECONDS = 60, 900
"""Seconds that a file may take; where all of it is heard, a film of some hours does."""
_MEBIBYTES = 1024


class Listening(NamedTuple):
    """What is to be heard: the first and last ``seconds``, or the ``whole``, and units of which milliseconds.

    ``container`` is one of :data:`.decoding.FORMATS`, or None where the first bytes are to tell.
    """

    seconds: float = 10
    whole: bool = False
    unit: tuple[int, int] = (60, 200)
    container: str | None = None


class Rhythm(NamedTuple):
    """A rhythm label that was heard: milliseconds from the beginning, and percent."""

    start: int
    end: int
    place: str
    gap: bool
    confidence: int


def listen(path: Path, wanted: Listening, content: bytes | None = None) -> list[Rhythm] | Failed | None:
    """Return the rhythm labels of a file in order; None where it is no media file, or why nobody knows.

    ``content`` is what stands in for the file, which is then not opened. Whoever calls sees to it that it stays the same.
    """
    head = {"path": str(path), **wanted._asdict(), "given": content is not None}
    answer = _process(wanted.whole).ask(json.dumps(head).encode() + b"\n" + (content or b""))
    if isinstance(answer, Failed):
        return answer
    found = json.loads(answer)
    if isinstance(found, dict):
        return Failed("raised", _why(**found), lives=True)
    return None if found is None else [Rhythm(*each) for each in found]


def _why(broken: tuple[int, int] | None = None, said: str | None = None) -> Said:
    """Return why nothing was heard: what FFmpeg said, or how many packets are broken, or that nothing decodes them."""
    if said is not None:
        return say("cue.ffmpeg", why=said)
    return say("cue.no_decoder") if broken is None else say("cue.packets", broken=broken[0], all=broken[1])


@cache
def _process(whole: bool) -> Contained:
    """Return the process: started when it is first asked, and ended with this one."""
    seconds = _WHOLE_SECONDS if whole else _SECONDS
    return Contained(f"{__package__}.worker:make", seconds=seconds, mebibytes=_MEBIBYTES)
