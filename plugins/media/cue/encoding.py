"""The other side of :mod:`.prepending`, in its process: the sound of a file once more, with the rhythm label before it.

The codec and its parameters stay; where they cannot, or where something beside the one sound would be lost, nothing is made,
and the answer says why by a word of the table ``cue``.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from .synthesis import UNIT, synthesise

if TYPE_CHECKING:
    from av import AudioFrame, AudioLayout, AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

MUXERS = {"wav": "wav", "mp3": "mp3", "flac": "flac", "ogg": "ogg", "opus": "ogg", "m4a": "ipod"}
"""FFmpeg's muxers of the containers that have a sound and nothing else, by their names in ``dubbing.media``."""
BEFORE, BEHIND = UNIT, 5 * UNIT
"""Milliseconds of silence around the label, so that nothing is taken for a beat of it."""
_ENCODERS = {"mp3": "libmp3lame", "mp3float": "libmp3lame", "opus": "libopus"}
"""Where an encoder is not called as its decoder."""
_QUIETEST, _LOUDEST, _USUAL = -30.0, -6.0, -12.0
"""Peak of the label in dB below full scale: as loud as the sound, in these limits; the usual one beside silence."""
_SILENCE = 1e-7
"""The mean power of a frame, at most, that is no sound: -70 dB."""


_NAMED = {"1 channels": "mono", "2 channels": "stereo"}
"""What channels are, where a file does not say which they are."""


class _RefusedError(Exception):
    """Why nothing is made: a word of the table ``cue``, and what is to be said with it."""


def make() -> Callable[[bytes], bytes]:
    """Return the function that answers: which file, of which container, and where the new one is written."""
    import av

    av.logging.set_level(av.logging.PANIC)

    def answer(payload: bytes) -> bytes:
        asked = json.loads(payload)
        try:
            _prepend(asked["path"], asked["target"], asked["container"])
        except _RefusedError as refused:
            return json.dumps(refused.args).encode()
        except (av.FFmpegError, ValueError) as error:
            return json.dumps(("cue_broken", str(error)[:200])).encode()
        return b"null"

    return answer


def _prepend(path: str, target: str, container: str) -> None:
    from adjudge.lib.opening import open_regular

    with os.fdopen(open_regular(path, follow=False), "rb") as source:
        level = _level(source, container)
        source.seek(0)
        with _opened(source, container) as opened, open(target, "xb") as made:  # noqa: PTH123  # FFmpeg seeks in it
            told = _encode(opened, made, container, level)
        with open(target, "rb") as copy, _opened(copy, container) as opened:  # noqa: PTH123
            again = _parameters(_sound(opened))
        if again != told:
            raise _RefusedError("cue_parameters", " ".join(map(str, told)))


def _opened(source: BinaryIO, container: str) -> InputContainer:
    from .decoding import FORMATS, opened_as

    return opened_as(source, FORMATS[container])


def _sound(opened: InputContainer) -> AudioStream:
    """Return the one stream. Raises _RefusedError where there is more that would be lost, or no sound."""
    if len(opened.streams) != 1 or len(opened.streams.audio) != 1 or opened.chapters():
        raise _RefusedError("cue_more", "")
    return opened.streams.audio[0]


def _parameters(stream: AudioStream) -> tuple[Any, ...]:
    context = stream.codec_context
    bits = context.bits_per_raw_sample if hasattr(context, "bits_per_raw_sample") else 0
    return _codec(stream), context.format.name, bits, context.sample_rate, _layout(context.layout)


def _layout(layout: AudioLayout) -> str:
    return _NAMED.get(layout.name, layout.name)


def _codec(stream: AudioStream) -> str:
    return "mp3" if stream.codec_context.name == "mp3float" else stream.codec_context.name


def _level(source: BinaryIO, container: str) -> float:
    """Return the peak that makes the label as loud as the sound is where it is one."""
    import numpy as np
    from av import AudioResampler

    power, count = 0.0, 0
    with _opened(source, container) as opened:
        resampler = AudioResampler(format="flt", layout="mono", rate=16_000)
        for frame, _ in _decoded(opened, _sound(opened)):
            for each in resampler.resample(frame):
                mean = float(np.mean(np.square(each.to_ndarray())))
                if math.isfinite(mean) and mean > _SILENCE:
                    power, count = power + mean, count + 1
    if not count:
        return _USUAL
    return min(_LOUDEST, max(_QUIETEST, 10 * math.log10(power / count) + 3))


def _encode(opened: InputContainer, made: BinaryIO, container: str, level: float) -> tuple[Any, ...]:
    """Write the new file, and return the parameters of the old one."""
    import av

    from .decoding import BYTES_IN_TAGS

    stream = _sound(opened)
    told, context = _parameters(stream), stream.codec_context
    name = _ENCODERS.get(context.name, context.name)
    if name == "vorbis" and context.layout.nb_channels != 2:
        raise _RefusedError("cue_stereo", "")
    options = {"wav": {"rf64": "auto"}}.get(container, {})
    with av.open(made, "w", format=MUXERS[container], options=options, **BYTES_IN_TAGS) as output:
        written: AudioStream = output.add_stream(  # type: ignore[assignment, unused-ignore]
            name, rate=context.sample_rate, layout=_layout(context.layout), options=_options(told)
        )
        coder = written.codec_context
        if container in ("mp3", "ogg", "opus", "m4a") and name != "alac":
            coder.bit_rate = context.bit_rate or opened.bit_rate
        formats = [each.name for each in coder.codec.audio_formats or ()]
        coder.format = context.format.name if context.format.name in formats else formats[0]
        for kind, tags in ((output, opened.metadata), (written, stream.metadata)):
            kept = {key: value for key, value in tags.items() if "AIGC" not in key.upper() and key != "encoder"}
            kind.metadata.update(kept)
        coder.open(strict=False)
        resampler = av.AudioResampler(
            format=coder.format.name,
            layout=_layout(context.layout),
            rate=context.sample_rate,
            frame_size=coder.frame_size or 4096,
        )
        at = 0
        for frame in _resampled(resampler, _frames(opened, stream, level)):
            frame.pts, frame.time_base = at, _per(context.sample_rate)
            at += frame.samples
            output.mux(written.encode(frame))
        output.mux(written.encode(None))
    return told


def _options(told: tuple[Any, ...]) -> dict[str, str]:
    """Return what encoders are to be told: that of Vorbis is FFmpeg's own, and 24 bits are no default."""
    codec, _, bits, *_ = told
    return {"vorbis": {"strict": "-2"}, "flac": {"bits_per_raw_sample": str(bits)} if bits else {}}.get(codec, {})


def _per(rate: int) -> Any:
    from fractions import Fraction

    return Fraction(1, rate)


def _frames(opened: InputContainer, stream: AudioStream, level: float) -> Iterator[AudioFrame]:
    """Yield the label in the form of the sound, and the sound. Raises _RefusedError where there is none."""
    from av import AudioResampler

    named = None
    for frame, form in _decoded(opened, stream):
        if named is None:
            named = AudioResampler(*form)
            yield from _cue(*form, level)
        frame.pts = None
        for each in named.resample(frame):
            each.pts, each.time_base = None, _per(frame.sample_rate)
            yield each
    if named is None:
        raise _RefusedError("cue_broken", "0")


def _decoded(opened: InputContainer, stream: AudioStream) -> Iterator[tuple[AudioFrame, tuple[str, str, int]]]:
    """Yield the sound with its form: format, layout, rate. Raises _RefusedError for one that changes it on the way."""
    form = None
    for frame in opened.decode(stream):
        own = frame.format.name, _layout(frame.layout), frame.sample_rate
        form = form or own
        if own != form:
            raise _RefusedError("cue_changes", "")
        yield frame, form


def _cue(format_: str, layout: str, rate: int, level: float) -> Iterator[AudioFrame]:
    import numpy as np
    from av import AudioFrame, AudioResampler

    before, behind = (np.zeros(rate * ms // 1000, np.int16) for ms in (BEFORE, BEHIND))
    samples = np.concatenate([before, np.asarray(synthesise(rate, level=level), np.int16), behind])
    frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    resampler = AudioResampler(format=format_, layout=layout, rate=rate)
    for each in (*resampler.resample(frame), *resampler.resample(None)):
        each.pts, each.time_base = None, _per(rate)
        yield each


def _resampled(resampler: AudioResampler, frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    for frame in frames:
        yield from resampler.resample(frame)
    yield from resampler.resample(None)
