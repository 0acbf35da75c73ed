"""The other side of :mod:`.listening`, in its process: from a file to the rhythm labels in it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from adjudge.lib.opening import open_regular

from .listening import Listening, Rhythm

if TYPE_CHECKING:
    from .decoding import Stretch

_BORDER = 700
"""Milliseconds beside a border between two stretches in which nothing begins or ends: what is beyond is not heard."""


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers: a line of JSON that says what is wanted, perhaps the file behind it."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread would take its share of the memory
    import av

    from .decoding import BrokenSoundError

    av.logging.set_level(av.logging.PANIC)

    def answer(payload: bytes) -> bytes:
        head, _, content = payload.partition(b"\n")
        asked = json.loads(head)
        wanted = Listening(asked["seconds"], asked["whole"], tuple(asked["unit"]), asked["container"])
        with io.BytesIO(content) if asked["given"] else os.fdopen(open_regular(asked["path"]), "rb") as source:
            try:
                return json.dumps(rhythms(source, wanted)).encode()
            except BrokenSoundError as error:
                return json.dumps({"broken": error.packets}).encode()
            except av.FFmpegError as error:
                return json.dumps({"said": error.strerror}).encode()

    return answer


def rhythms(source: BinaryIO, wanted: Listening) -> list[Rhythm] | None:
    """Return the rhythm labels of a file in order; None where it is no media file. Raises whatever decoding raises."""
    from .decoding import demuxer_of, stretches
    from .hearing import RATE

    demuxer = demuxer_of(source, wanted.container)
    if demuxer is None:
        return None
    found: list[Rhythm] = []
    length = 0.0
    for stretch in stretches(source, demuxer, wanted.seconds, whole=wanted.whole):
        length = 1000 * (stretch.at + len(stretch.samples) / RATE)
        for each in _heard(stretch, length, wanted.unit):
            same = [other for other in found if each.start < other.end and other.start < each.end]
            if all(other.confidence < each.confidence for other in same):
                found = [other for other in found if other not in same] + [each]
    placed = (each._replace(place=_place(each, length, 1000 * wanted.seconds)) for each in found)
    return sorted(each for each in placed if wanted.whole or each.place != "middle")


def _heard(stretch: Stretch, length: float, unit: tuple[int, int]) -> Iterator[Rhythm]:
    from .hearing import hear

    at = round(stretch.at * 1000)
    for each in hear(stretch.samples, unit):
        end = min(at + each.end, round(length))
        begins = each.start >= _BORDER or not at
        if begins and (stretch.last or end <= length - _BORDER):
            yield Rhythm(at + each.start, end, "", each.gap, each.confidence)


def _place(heard: Rhythm, length: float, most: float) -> str:
    """Return where a label is: within so many milliseconds of the beginning or, if that is nearer, of the end."""
    before, after = heard.start, length - heard.end
    if min(before, after) > most:
        return "middle"
    return "start" if before <= after + 1 else "end"
