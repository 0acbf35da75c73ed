"""Frames of MPEG audio and of AAC without a container: nothing says that a file has them but that they follow each other."""

from __future__ import annotations

from collections.abc import Callable

from .window import MediaWindow

_JUNK = 1 << 12
"""Bytes before the first frame, which players pass over."""
_FRAMES = 3
"""Frames in a row that make it no accident."""
_BITRATES = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second, by version (2 is 2.5 too) and layer; layer 3 of version 2 has those of layer 2."""
_RATES = (44100, 48000, 32000)


def by_frames(window: MediaWindow, start: int) -> str | None:
    """Return ``mp3`` or ``adts`` where some frames follow each other."""
    data = window.peek(start, _JUNK)
    for at in range(len(data) - 1):
        if data[at] == 0xFF and data[at + 1] & 0xE0 == 0xE0:  # eleven bits that are set
            for name, length in (("adts", _adts), ("mp3", _mpeg)):
                if _in_a_row(window, start + at, length):
                    return name
    return None


def _in_a_row(window: MediaWindow, at: int, length: Callable[[bytes], int]) -> bool:
    for number in range(_FRAMES):
        window.step()
        size = length(window.peek(at, 8))
        if not size:
            return number > 0 and at >= window.size
        at += size
    return True


def _adts(head: bytes) -> int:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size >= 7 else 0  # the header


def _mpeg(head: bytes) -> int:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 4 or not 0 < bits < 15 or rate == 3:  # reserved
        return 0
    table = _BITRATES[(1, layer) if version == 3 else (2, min(layer, 2))]  # 3 is MPEG-1
    hertz = _RATES[rate] >> (0 if version == 3 else 1 if version == 2 else 2)
    if layer == 1:
        return (12 * table[bits - 1] * 1000 // hertz + padding) * 4
    samples = 72 if layer == 3 and version != 3 else 144
    return samples * table[bits - 1] * 1000 // hertz + padding
