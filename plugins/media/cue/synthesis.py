"""Make the rhythm label as samples."""

from __future__ import annotations

import math
from array import array
from itertools import islice
from typing import NamedTuple

UNIT = 120
"""Milliseconds of a short beat, and of the gap between two beats; a long one has three."""
PITCH = 880
"""Hertz: well above most voices' fundamental, and carried by every loudspeaker and codec."""
LEVEL = -12.0
"""Peak in dB below full scale."""
_RAMP = 5
"""Milliseconds in which a beat rises and falls, so that it makes no click."""
_PEAK = 32767


class Beat(NamedTuple):
    """A beat, or the gap before one, in units."""

    units: int
    sounds: bool


def beats(*, gap: bool) -> tuple[Beat, ...]:
    """Return the beats of the label and what is between them; ``gap`` says whether the letters are apart."""
    between = Beat(1, sounds=False)
    short, long = Beat(1, sounds=True), Beat(3, sounds=True)
    return short, between, long, Beat(3 if gap else 1, sounds=False), short, between, short


def synthesise(
    rate: int, unit_ms: float = UNIT, gap: bool = True, pitch: float = PITCH, level: float = LEVEL
) -> array[int]:
    """Return the label as mono samples of 16 bits: eleven units with the gap between the letters, nine without.

    Raises ValueError for a pitch that a sound of this rate does not have, and for what would be silence.
    """
    if not 0 < pitch < rate / 2:
        raise ValueError(pitch, rate)
    if unit_ms * rate < 2000 or not -80 <= level <= 0:
        raise ValueError(unit_ms, level)
    wave = _beat(rate, 3 * unit_ms, pitch, level), _beat(rate, unit_ms, pitch, level)
    samples: array[int] = array("h")
    at = 0.0
    for beat in beats(gap=gap):
        begin = round(at)
        at += beat.units * unit_ms * rate / 1000
        length = round(at) - begin
        samples.extend(islice(wave[0 if beat.units == 3 else 1], length) if beat.sounds else bytes(length))
    return samples


def _beat(rate: int, milliseconds: float, pitch: float, level: float) -> list[int]:
    """Return a tone, one sample longer than it takes: beats begin at whole samples."""
    length = math.ceil(milliseconds * rate / 1000) + 1
    ramp = max(1, min(_RAMP * rate // 1000, length // 4))
    peak, step = _PEAK * 10 ** (level / 20), 2 * math.pi * pitch / rate
    fades = [math.sin(math.pi / 2 * (i + 0.5) / ramp) ** 2 for i in range(ramp)]
    fades += [1.0] * (length - 2 * ramp) + fades[::-1]
    return [round(peak * fade * math.sin(step * i)) for i, fade in enumerate(fades)]
