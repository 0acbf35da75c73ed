"""Find the rhythm label in samples.

The sound is split into narrow bands, and each band is looked at by many thresholds: above each of them it is on or off, and
four times on, as short-long-short-short with nothing like it right before or after, is a candidate. A tone that is
switched on and off keeps its times over a wide range of thresholds, in all its bands; speech, applause and notes that
fade do not. No level is assumed, and nothing is learned from the sound around.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]
    Whole: TypeAlias = NDArray[np.int64]

RATE = 16_000
"""Samples a second of what is analysed."""
SHORTEST, LONGEST = 60, 200
"""Milliseconds of a unit that are looked for."""
LONGEST_CUE = 14 * LONGEST
"""Milliseconds that a label takes at most, with the silence that is asked for beside it on one side."""

_WINDOW, _HOP = 400, 80
_MS = 1000 * _HOP / RATE
_FAR = 1 << 30
_BROAD = ((300, 1200), (1000, 2500), (2000, 4000), (3500, 7500), (200, 7500))
"""Hertz: for clicks and bursts, which have no pitch."""
_STEP = 2.0
"""Decibels between thresholds."""
_RANGE = 70.0
"""Decibels below the loudest band to look at."""
_QUIETEST = -85.0
"""Decibels below a full sine: what is quieter is heard by nobody."""
_SPAN = 6.0
"""Decibels of thresholds that have to find the same."""
_SAME = 24.0
"""Milliseconds by which the times of one label may differ."""
_SLOPE = 2.5
"""Milliseconds by which an edge may move for each decibel: notes that fade are no beats."""
_APART = 3.4
"""Units of silence before and after; three are the gap between letters of a longer message."""
_ALIKE = 0.8
"""Cosine of two spectra from which both are the same sound."""
_AS_STRONG = 2.5
"""How much stronger or weaker than the beats, in power, a sound beside them may be to be one beat more."""
_FLOOR = 0.01
"""What is taken for the least power in the gaps, as a part of the whole's mean: digital silence is none to compare with."""
_UNEVEN = 8.0
"""How much stronger one beat may be than another, in power."""
_FIT = 0.5
"""How well the times must fit at least, of 1."""
_AGREED = 0.6
"""What is left of the doubt where another band has heard the same."""


class Heard(NamedTuple):
    """A rhythm label: begin and end in milliseconds, whether the letters are apart, how sure that is in percent."""

    start: int
    end: int
    gap: bool
    confidence: int


class _Beats(NamedTuple):
    """Candidates, a row each: band, threshold, the edges of four beats (on, off, …), and the frames of the neighbours.

    ``before`` is where the beat before ends and ``after`` where the next one begins, far away where there is none.
    """

    band: Whole
    threshold: Floats
    edges: Whole
    before: Whole
    after: Whole

    def take(self, rows: Whole) -> _Beats:
        """Return some of the rows."""
        return _Beats(self.band[rows], self.threshold[rows], self.edges[rows], self.before[rows], self.after[rows])


class _Measured(NamedTuple):
    """One candidate in one band: its edges in frames, the unit in milliseconds, and how well it keeps time."""

    band: int
    edges: tuple[int, ...]
    unit: float
    gap: bool
    span: float
    fit: float
    before: int
    after: int

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return self.fit * (1 - math.exp(-(self.span - _SPAN / 2) / 8))


def hear(samples: Floats, unit: tuple[int, int] = (SHORTEST, LONGEST)) -> list[Heard]:
    """Return the rhythm labels in mono samples from -1 to 1 at :data:`RATE`, in order.

    ``unit`` is the shortest and the longest unit in milliseconds. Whoever asks decides which confidence is enough.
    """
    power = _spectrum(samples)
    levels = _decibels(power)
    measured = sorted(_measured(_thresholds(levels, unit), unit), key=lambda each: each.edges[0])
    heard = (_heard(group, power) for group in _together(measured))
    return [each for each in heard if each is not None]


def _spectrum(samples: Floats) -> Floats:
    """Return the power in each band (rows) at each time (columns); a full sine has 1 in its band."""
    padded = np.pad(samples.astype(np.float32, copy=False), _WINDOW // 2)
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
    spectrum = np.fft.rfft(frames * (window * (2 / window.sum())), axis=1)
    return np.ascontiguousarray((spectrum.real**2 + spectrum.imag**2).astype(np.float32).T)


def _decibels(power: Floats) -> Floats:
    """Return the level of each band, then of those without a pitch."""
    width = RATE / _WINDOW
    broad = [power[int(low / width) : int(high / width)].sum(axis=0) for low, high in _BROAD]
    return np.asarray(10 * np.log10(np.vstack([power, *broad]) + 1e-12), dtype=np.float32)


def _thresholds(levels: Floats, unit: tuple[int, int]) -> _Beats:
    """Return what looks like the label above any threshold."""
    top = float(levels.max())
    framed = np.pad(levels, ((0, 0), (1, 1)), constant_values=-np.inf)
    thresholds = np.arange(top - _STEP / 2, max(_QUIETEST, top - _RANGE), -_STEP, dtype=np.float32)
    found = [_above(framed, threshold, unit) for threshold in [*thresholds, np.float32(top)]]
    return _Beats(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _above(framed: Floats, threshold: np.float32, unit: tuple[int, int]) -> _Beats:
    width = framed.shape[1]
    change = np.diff((framed > threshold).ravel().view(np.int8))
    on, off = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    band = on // width
    first = np.flatnonzero(band[:-3] == band[3:])
    first = first[_is_rhythm([on[first + i] for i in range(4)], [off[first + i] for i in range(4)], unit)]
    edges = np.stack([each[first + i] for i in range(4) for each in (on, off)], axis=1) - (band[first] * width)[:, None]
    # A neighbour of another band is none.
    before, after = np.roll(off, 1)[first], np.roll(on, -4)[first]
    here = (band[first] * width, (band[first] + 1) * width)
    before = np.where((before >= here[0]) & (before < here[1]) & (first > 0), before - here[0], -_FAR)
    after = np.where((after >= here[0]) & (after < here[1]) & (first + 4 < len(on)), after - here[0], _FAR)
    return _Beats(band[first], np.full(len(first), threshold, np.float32), edges, before, after)


def _is_rhythm(on: list[Whole], off: list[Whole], unit: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which beats are about short-long-short-short.

    From one begin to the next, and from one end to the next, no threshold makes a difference.
    """
    pairs = np.stack([on[1] - on[0], on[3] - on[2], off[3] - off[2]])
    pair = pairs.mean(axis=0)  # two units
    long, between = (off[1] - off[0]) / np.maximum(pair, 1), (off[2] - off[1]) / np.maximum(pair, 1)
    shorts = np.stack([off[i] - on[i] for i in (0, 2, 3)])
    fits = (pair * _MS >= 1.8 * unit[0]) & (pair * _MS <= 2.2 * unit[1])
    fits &= (np.abs(pairs - pair) <= np.maximum(0.2 * pair, 3)).all(axis=0)
    fits &= (long > 1.4) & (long < 2.6) & (between > 0.75) & (between < 2.9)
    fits &= (shorts > 0.2 * pair).all(axis=0) & (shorts < 0.8 * pair).all(axis=0)
    return np.asarray(fits & ((off[1] - on[1]) > 1.5 * shorts.max(axis=0)))


def _measured(beats: _Beats, unit: tuple[int, int]) -> Iterator[_Measured]:
    """Yield what keeps its times over enough thresholds: the same band, the same middle."""
    middle = beats.edges.mean(axis=1)
    order = np.lexsort((middle, beats.band))
    band, middle = beats.band[order], middle[order]
    ends = np.flatnonzero((np.diff(band) != 0) | (np.diff(middle) > _SAME / _MS)) + 1
    for rows in np.split(order, ends):
        if len(rows) * _STEP >= _SPAN:
            measured = _measure(beats.take(rows), unit)
            if measured is not None:
                yield measured


def _measure(beats: _Beats, unit: tuple[int, int]) -> _Measured | None:
    top = float(beats.threshold.max())
    row = int(np.abs(beats.threshold - (top - _SPAN)).argmin())
    lower = int(np.abs(beats.threshold - (top - 2 * _SPAN)).argmin())
    edges = beats.edges[row]
    fall = float(beats.threshold[row] - beats.threshold[lower])
    if fall and float(np.abs(beats.edges[lower] - edges).max()) * _MS > _SLOPE * fall + _MS:
        return None
    times = np.diff(edges) * _MS
    shorts, gaps = times[[0, 4, 6]], times[[1, 5]]
    short, gap, long, between = shorts.mean(), gaps.mean(), times[2], times[3]
    one = (short + gap) / 2
    apart = bool(between > 1.55 * gap)
    off = [*(shorts / short - 1), *(gaps / gap - 1), (long / one - 3) / 3]
    off.append(between / one - 1 if not apart else 0.0)
    fits = unit[0] * 0.92 <= one <= unit[1] * 1.08 and 0.6 <= short / gap <= 1.7 and 1.9 <= long / short <= 4.3
    if not fits or between > 4.6 * one:
        return None
    fit = math.exp(-((float(np.sqrt(np.mean(np.square(off)))) / 0.22) ** 2))
    if fit < _FIT:
        return None
    numbers = tuple(int(edge) for edge in edges)
    span = len(beats.threshold) * _STEP
    return _Measured(
        int(beats.band[0]), numbers, float(one), apart, span, fit, int(beats.before[row]), int(beats.after[row])
    )


def _together(measured: list[_Measured]) -> Iterator[list[_Measured]]:
    """Yield what overlaps in time, as one label can be heard only once."""
    group: list[_Measured] = []
    for each in measured:
        if group and each.edges[0] >= max(other.edges[-1] for other in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _heard(group: list[_Measured], power: Floats) -> Heard | None:
    """Return the label that a group is, as its surest band has it; None where its beats differ, or more of them follow."""
    alone = [each for each in group if _stands_alone(each, power)]
    if sum(each.score for each in alone) * 2 <= sum(each.score for each in group):
        return None
    best = max(alone, key=lambda each: each.score)
    agreeing = [each for each in alone if abs(each.edges[0] - best.edges[0]) * _MS <= _SAME and each.gap == best.gap]
    doubt = (1 - best.score) * (_AGREED if len(agreeing) > 1 else 1)
    return Heard(round(best.edges[0] * _MS), round(best.edges[-1] * _MS), best.gap, max(1, round(100 * (1 - doubt))))


def _stands_alone(beats: _Measured, power: Floats) -> bool:
    """Return whether the four beats sound alike, and nothing like them is right before or after."""
    spans = list(zip(beats.edges, beats.edges[1:], strict=False))
    under = np.mean([power[:, a:b].mean(axis=1) for a, b in spans[1::2]], axis=0)
    # What is strong in the gaps as well, such as the low end of a hum, says little of a beat.
    floor = under + _FLOOR * float(power[:, beats.edges[0] : beats.edges[-1]].mean())
    over = [np.maximum(power[:, a:b].mean(axis=1) - under, 0) / floor for a, b in spans[::2]]
    whole = np.mean(over, axis=0)
    strengths = [float(each @ whole) for each in over]
    if min(_likeness(each, whole) for each in over) < _ALIKE or max(strengths) > _UNEVEN * min(strengths):
        return False
    length = max(2, round(beats.unit / _MS))
    beside = [(beats.before - length, beats.before), (beats.after, beats.after + length)]
    far = [beats.edges[0] - beats.before, beats.after - beats.edges[-1]]
    for (begin, end), distance in zip(beside, far, strict=True):
        if distance * _MS < _APART * beats.unit:
            other = np.maximum(power[:, max(0, begin) : end].mean(axis=1) - under, 0) / floor
            if _holds(other, whole):
                return False
    return True


def _holds(other: Floats, beat: Floats) -> bool:
    """Return whether a sound has a beat in it, about as strong, whatever else it has."""
    own = beat > beat.max() / 2
    beat, other = beat[own], other[own]
    strength = float(other @ beat / (beat @ beat + 1e-30))
    return 1 / _AS_STRONG < strength < _AS_STRONG and _likeness(other, beat) > _ALIKE


def _likeness(one: Floats, other: Floats) -> float:
    """Return the cosine of two spectra: 1 for the same, whatever their loudness."""
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-30))
