"""Decode the sound of a file as mono samples, a stretch at a time: what is kept is bounded, however long it is.

FFmpeg gets an open file and the name of its format. It guesses neither, and nothing in a file makes it open another.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import av
import numpy as np
from av.audio.stream import AudioStream

from .hearing import LONGEST_CUE, RATE

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

    from .hearing import Floats

FORMATS = {each: each for each in ("avi", "flac", "flv", "mov", "mp3", "ogg", "wav")} | {
    "adts": "aac",
    "m4a": "mov",
    "mkv": "matroska",
    "mp4": "mov",
    "opus": "ogg",
    "webm": "matroska",
}
"""FFmpeg's demuxers, by the container as ``dubbing.media`` names it. Samples without a container can be anything."""

_BEGINS = (
    (re.compile(rb"(?s)(?:RIFF|RF64)....WAVE"), "wav"),
    (re.compile(rb"(?s)RIFF....AVI "), "avi"),
    (re.compile(rb"fLaC"), "flac"),
    (re.compile(rb"OggS"), "ogg"),
    (re.compile(rb"(?s)....(?:ftyp|moov|mdat|wide|free|skip)"), "mov"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "matroska"),
    (re.compile(rb"FLV\x01"), "flv"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac"),
    (re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]"), "mp3"),
)

BESIDE = LONGEST_CUE / 1000
"""Seconds that are heard beyond what is asked for, so that a label at the edge is heard with what is around it."""
_BLOCK = 30
_LOUDEST = 4.0


class BrokenSoundError(Exception):
    """A sound has no decoder, or more broken packets than whole ones, or nothing of what it says it has.

    ``packets`` is how many are broken, of how many; None where nothing decodes them.
    """

    def __init__(self, packets: tuple[int, int] | None = None) -> None:
        super().__init__(packets)
        self.packets = packets


class Stretch(NamedTuple):
    """Samples, and where the first one is in seconds; ``last`` says that the sound ends with them."""

    at: float
    samples: Floats
    last: bool


class _Stretch(NamedTuple):
    at: float | None
    samples: Floats


def stretches(source: BinaryIO, demuxer: str, seconds: float, *, whole: bool) -> Iterator[Stretch]:
    """Yield the first and the last ``seconds`` of the sound, or all of it, each with something more beside.

    Stretches may overlap. Yields nothing where there is no sound. Raises BrokenSoundError, or an error of FFmpeg, for what
    cannot be decoded.
    """
    with opened_as(source, demuxer) as opened:
        stream = opened.streams.best("audio")
        if not isinstance(stream, AudioStream):
            return
        if stream.codec_context is None:
            raise BrokenSoundError
        stream.codec_context.thread_count = 1
        decoder = _Decoder(opened, stream)
        yield from _blocks(decoder) if whole else _ends(decoder, seconds + BESIDE)


def opened_as(source: BinaryIO, demuxer: str) -> InputContainer:
    """Return an open file read as one format, whose tags may have bytes that are no text. Raises an error of FFmpeg."""
    options = {"protocol_whitelist": "", "max_streams": "100"}
    opened: InputContainer = av.open(source, "r", format=demuxer, options=options, **BYTES_IN_TAGS)
    return opened


BYTES_IN_TAGS: dict[str, Any] = (
    {} if int(av.__version__.split(".")[0]) >= 19 else {"metadata_errors": "surrogateescape"}
)
"""What keeps bytes of tags that are no UTF-8 as they are. PyAV does so from 19 on; before it they are an error unless told."""


def demuxer_of(source: BinaryIO, container: str | None) -> str | None:
    """Return FFmpeg's name of a container; without one, by the first bytes, behind a tag ID3 if there is one."""
    if container is not None:
        return FORMATS.get(container)
    head = source.read(12)
    if head[:3] == b"ID3" and len(head) > 9:
        source.seek(10 + sum((byte & 127) << 7 * (3 - i) for i, byte in enumerate(head[6:10])))
        head = source.read(12)
    source.seek(0)
    return next((demuxer for begin, demuxer in _BEGINS if begin.match(head)), None)


class _Decoder:
    """One stream of sound. What is broken is left out, as players do, unless it is more than what is whole."""

    def __init__(self, opened: InputContainer, stream: AudioStream) -> None:
        self._opened, self._stream = opened, stream
        self._whole = self._broken = 0

    @property
    def duration(self) -> float | None:
        """Seconds, as the file says, which may be wrong."""
        if self._stream.duration is not None and self._stream.time_base is not None:
            return float(self._stream.duration * self._stream.time_base)
        return self._opened.duration / av.time_base if self._opened.duration else None

    def seek(self, seconds: float) -> bool:
        """Go to the last place before a time; False where there is no way."""
        try:
            self._opened.seek(round(seconds * av.time_base) + (self._opened.start_time or 0))
        except av.FFmpegError:
            return False
        return True

    def pieces(self) -> Iterator[_Stretch]:
        """Yield what comes from here to the end. Raises BrokenSoundError where little of it can be decoded."""
        resampler = _resampler()
        for packet in self._opened.demux(self._stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                self._broken += 1
                continue
            self._whole += len(frames)
            for frame in frames:
                at = self._place(frame)
                try:
                    resampled = resampler.resample(frame)
                except ValueError:  # the rate, or the channels, are others from here on
                    yield from (_Stretch(None, _samples(each)) for each in resampler.resample(None))
                    resampler = _resampler()
                    resampled = resampler.resample(frame)
                for each in resampled:
                    yield _Stretch(at, _samples(each))
                    at = None
        if self._whole:
            yield from (_Stretch(None, _samples(each)) for each in resampler.resample(None))
        if self._broken > self._whole or (not self._whole and self.duration):
            raise BrokenSoundError((self._broken, self._broken + self._whole))

    def _place(self, frame: AudioFrame) -> float | None:
        if frame.pts is None or frame.time_base is None:
            return None
        return float((frame.pts - (self._stream.start_time or 0)) * frame.time_base)


def _blocks(decoder: _Decoder) -> Iterator[Stretch]:
    """Yield everything, with what two blocks share."""
    size, shared = _BLOCK * RATE, round(2 * BESIDE * RATE)
    kept, at = np.zeros(0, np.float32), 0
    for piece in decoder.pieces():
        kept = np.concatenate([kept, piece.samples])
        while len(kept) > size:
            yield Stretch(at / RATE, kept[:size], last=False)
            kept, at = kept[size - shared :], at + size - shared
    yield Stretch(at / RATE, kept, last=True)


def _ends(decoder: _Decoder, seconds: float) -> Iterator[Stretch]:
    """Yield the beginning and the end; a short sound as one."""
    size = round(seconds * RATE)
    pieces = decoder.pieces()
    head: list[Floats] = []
    count = 0
    for piece in pieces:
        head.append(piece.samples)
        count += len(piece.samples)
        if count >= size:
            break
    else:
        yield Stretch(0.0, _joined(head), last=True)
        return
    duration = decoder.duration
    yield Stretch(0.0, _joined(head), last=False)
    if duration is not None and duration > 3 * seconds and decoder.seek(duration - seconds):
        tail = _tail(decoder.pieces(), size, duration - seconds)
        if tail is not None:
            yield tail
            return
        decoder.seek(0)  # there is nothing: the duration is a lie
        pieces, head, count = decoder.pieces(), [], 0
    tail = _tail(pieces, size, count / RATE, head)
    if tail is not None:
        yield tail


def _tail(pieces: Iterator[_Stretch], size: int, at: float, before: list[Floats] | None = None) -> Stretch | None:
    """Return the last samples of what comes, which is ``at`` unless the first piece says where it is."""
    kept: deque[Floats] = deque(before or [])
    count = sum(map(len, kept))
    end, told = at, before is not None
    for piece in pieces:
        if not told:
            told, end = True, at if piece.at is None else piece.at
        kept.append(piece.samples)
        count += len(piece.samples)
        end += len(piece.samples) / RATE
        while count - len(kept[0]) >= size:
            count -= len(kept.popleft())
    return Stretch(max(0.0, end - count / RATE), _joined(kept), last=True) if count else None


def _resampler() -> av.AudioResampler:
    return av.AudioResampler(format="flt", layout="mono", rate=RATE)


def _samples(frame: AudioFrame) -> Floats:
    """Return finite samples, whatever a file of floating point has."""
    samples = np.nan_to_num(frame.to_ndarray().reshape(-1), nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(samples, -_LOUDEST, _LOUDEST), dtype=np.float32)


def _joined(pieces: list[Floats] | deque[Floats]) -> Floats:
    return np.concatenate([np.zeros(0, np.float32), *pieces])
