"""Make the media of the examples: ``python tests/helpers/example_media.py [FOLDER]`` writes each file below ``examples`` anew.

A real encoder makes sound and pictures, ``adjudge label`` writes the labels, and c2pa-python signs with authorities that are
made while it runs and whose keys nobody keeps. So the bytes differ with each run and with each encoder; what is in them
does not. The digests in manifests are to be stated anew afterwards: ``adjudge fix --write --stamp FILE``.
"""

from __future__ import annotations

import base64
import json
import math
import struct
import subprocess
import sys
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from credentials import SOURCES, Authority, created
from oddlabels import chunk, riff

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CODE = "001191000000MA0000007C10000"
"""0011, a credit code of zeros with the check digits that it has to have, 1 for generation, 0000."""
PLATFORM = "001191000000MA0000007C20000"
"""The same studio, as who spreads what it made."""
RATE = 2000
_CENTURY = timedelta(36500)


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Sound, or sound and picture, with the label that ``adjudge label`` writes, or none."""

    seconds: float
    number: str | None
    frame: tuple[int, int] | None = None
    rhythm: bool = False
    sound: bool = True
    language: str = "und"
    signed: bool = False
    platform: str | None = None


def recordings() -> Iterator[tuple[str, Recording]]:
    """Yield the path of each recording with what is in it."""
    wide, tall = (1920, 1080), (1080, 1920)
    for path, seconds, frame in (
        ("launch/jobs/audio-drama/out/episode-01.en.wav", 8, None),
        ("launch/jobs/audio-drama/out/episode-01.stem.wav", 2, None),
        ("launch/jobs/foreign-film/out/film.zh.mp4", 5, wide),
        ("launch/jobs/guide-video/out/guide.en.mp4", 5, tall),
        ("launch/jobs/guide-video/out/guide.en.opus", 5, None),
        ("launch/jobs/micro-drama/out/episode-01.zh.mp4", 5, tall),
        ("broken/jobs/audio-drama/out/episode-01.en.wav", 2, None),
        ("broken/jobs/audio-drama/out/episode-01.zh.opus", 2, None),
        ("broken/jobs/audio-drama/out/outtake.wav", 1, None),
        ("broken/jobs/guide-video/out/guide.en.mp4", 5, tall),
        ("broken/jobs/guide-video/out/导览.en.opus", 5, None),
        ("broken/jobs/micro-drama/out/episode-01.zh.mp4", 20, tall),
        ("broken/jobs/micro-drama/out/episode-02.zh.mp4", 5, tall),
        ("broken/jobs/micro-drama/out/episode-03.zh.mp4", 5, tall),
        ("broken/jobs/micro-drama/out/episode-01.zh.wav", 6, None),
        ("broken/jobs/news-brief/out/brief.zh.wav", 5, None),
        ("broken/jobs/wordings/out/denied.zh.wav", 5, None),
        ("broken/jobs/wordings/out/doubted.zh.wav", 5, None),
        ("broken/jobs/wordings/out/supplied.ja.wav", 5, None),
        ("broken/jobs/wordings/out/translated.en.wav", 5, None),
        ("broken/jobs/wordings/out/translated.fr.wav", 5, None),
        ("attacks/release/jobs/spring/out/episode.zh.wav", 5, None),
    ):
        place = Path(path)
        number = f"{place.parts[-3]}-{place.name}".replace("导览", "tour")
        yield path, Recording(seconds=seconds, number=number, frame=frame)
    yield (
        "attacks/recording-in-another-container/project/dist/jobs/spring/extra.flac",
        Recording(seconds=1, number="spring-extra.flac"),
    )
    yield (
        "launch/jobs/audio-drama/out/episode-01.zh.opus",
        Recording(seconds=6, number="audio-drama-episode-01.zh.opus", rhythm=True),
    )
    yield (
        "launch/jobs/foreign-micro-drama/out/episode-01.en.mp4",
        Recording(seconds=5, number="foreign-micro-drama-episode-01.en.mp4", frame=tall, platform=PLATFORM),
    )
    yield (
        "launch/jobs/news-brief/out/brief.zh.wav",
        Recording(seconds=5, number="news-brief-brief.zh.wav", signed=True),
    )
    yield "broken/media/out/recorded.wav", Recording(seconds=5, number=None)
    yield "broken/media/out/recorded.mp4", Recording(seconds=5, number=None, frame=tall)
    yield "broken/media/out/quiet.wav", Recording(seconds=2, number="media-quiet.wav")
    yield "broken/media/out/french.mp4", Recording(seconds=2, number="media-french.mp4", frame=tall, language="fra")
    yield "broken/media/out/mute.mp4", Recording(seconds=2, number="media-mute.mp4", frame=tall, sound=False)
    yield "broken/media/out/rhythm.wav", Recording(seconds=4, number="media-rhythm", rhythm=True)
    yield "broken/media/out/rhythm.opus", Recording(seconds=4, number="media-rhythm.opus", rhythm=True)
    yield "broken/media/out/unheard.wav", Recording(seconds=2, number="media-unheard.wav")
    yield "broken/media/out/label_present.heard.wav", Recording(seconds=4, number=None, rhythm=True)


def odd_labels() -> Iterator[tuple[str, bytes]]:
    """Yield the path of each WAV below ``broken/media`` whose label has a defect, with its bytes; the name says which."""
    other = "001191110102MACQD9K64010000"
    defects: dict[str, dict[str, Any]] = {
        "first_write_pair.half": {"PropagateID": "another"},
        "first_write_pair.blank": {"ContentPropagator": "", "PropagateID": ""},
        "label_charset.character": {"ProduceID": "the first"},
        "label_fields.missing": {"ProduceID": None, "PropagateID": None},
        "label_fields.unstated": {"ContentProducer": ""},
        "label_fields.incomplete": {"ReservedCode1": None},
        "label_fields.untyped": {"ReservedCode2": 0},
        "label_fields.unknown": {"Comment": "none"},
        "label_fields.placeholder": {"ReservedCode1": "%!s(MISSING)"},
        "label_value.value": {"Label": "AIGC_LABEL_GENERATED"},
        "label_value.number": {"Label": 1},
        "label_value.possible": {"Label": "2"},
        "producer_code.check": _by("001191000000MA0000000N10000"),
        "producer_code.prefix": _by("002291000000MA0000007C10000"),
        "producer_code.shape": _by("001191000000MA0000007C1000"),
        "producer_code.name": _by("ExampleStudio"),
        "producer_code.other": _by(other),
        "producer_code.extension": _by(f"{CODE[:-1]}1"),
        "propagation_fields.number": {"ContentPropagator": other, "PropagateID": ""},
        "propagation_fields.propagator": {"ContentPropagator": "", "PropagateID": "another"},
        "propagation_fields.both": {"ContentPropagator": other, "PropagateID": "another"},
    }
    for name, changes in defects.items():
        yield name, _wav(_label(name, changes))
    plain = _label("plain", {})
    yield "label_fields.misspelt", _wav(_label("misspelt", {}).replace("ReservedCode1", "ReserveCode1"))
    yield "label_fields.repeated", _wav(plain.replace("{", '{"Label":"1",', 1))
    yield "label_value.type", _wav(_label("type", {"Label": True}))
    yield "label_parses.unreadable", _wav(json.dumps(plain))
    yield "label_parses.encoded", _wav(base64.b64encode(plain.encode()).decode())
    yield "label_parses.empty", _wav("")
    yield "single_label.second", _wav(plain, plain)
    yield "single_label.contradicts", _wav(plain, _label("other", {}))
    yield "label_present.silent", _wav()
    comment = plain.encode()
    yield "label_present.misplaced", riff(_wav(), chunk(b"LIST", b"INFO" + chunk(b"ICMT", comment + b"\0")))


def make(examples: Path = EXAMPLES) -> None:
    """Write every file below that folder."""
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        authority = Authority("Example authority", _CENTURY)
        for path, recording in recordings():
            file = examples / path
            file.parent.mkdir(parents=True, exist_ok=True)
            _record(file, recording, scratch)
            if recording.signed:
                _sign(authority, file)
        (examples / "launch" / "credentials.pem").write_bytes(authority.pem)
        media = examples / "broken" / "media" / "out"
        for name, data in odd_labels():
            (media / f"{name}.wav").write_bytes(data)
        (media / "container_named.other.mp3").write_bytes(_wav(_label("other", {})))
        (media / "unnamed").write_bytes(_wav(_label("unnamed", {})))
        (media / "cut-off.wav").write_bytes(_wav(_label("cut-off", {}))[:-20])
        # Sound of a code that no decoder knows, which everything else reads.
        (media / "undecoded.wav").write_bytes(_wav(_label("undecoded", {}), code=0x7FFE))
        _encode(["-f", "lavfi", "-i", "sine=duration=0.2:sample_rate=8000", "-b:a", "8k"], media / "carrier.aac")
        _credentials(media, Authority("Example stranger", _CENTURY))


def _credentials(media: Path, authority: Authority) -> None:
    """Write the files whose Content Credentials have a defect; no list knows the authority."""
    labelled = _wav(_label("credentials", {}))
    unsure = _wav(_label("credentials", {"Label": "2"}))
    capture = created(SOURCES + "digitalCapture")
    (media / "provenance.untrusted.wav").write_bytes(labelled)
    _sign(authority, media / "provenance.untrusted.wav")
    altered = bytearray((media / "provenance.untrusted.wav").read_bytes())
    altered[60] ^= 1  # a sample
    (media / "provenance.invalid.wav").write_bytes(altered)
    (media / "provenance.recorded.wav").write_bytes(labelled)
    _sign(authority, media / "provenance.recorded.wav", capture)
    (media / "provenance.unsure.wav").write_bytes(unsure)
    _sign(authority, media / "provenance.unsure.wav")
    (media / "label_present.credentials.wav").write_bytes(_wav())
    _sign(authority, media / "label_present.credentials.wav")
    (media / "provenance.remote.wav").write_bytes(labelled)
    _sign(authority, media / "provenance.remote.wav", address="https://credentials.example.org/1")


def _sign(authority: Authority, file: Path, manifest: dict[str, Any] | None = None, address: str = "") -> None:
    signed = file.with_name(f"signed.{file.name}")

    def change(builder: Any) -> None:
        if address:
            builder.set_no_embed()
            builder.set_remote_url(address)

    signer = authority.signer("Example signer", until=_CENTURY, since=timedelta(900))
    signer.sign(file, signed, manifest, change=change)
    signed.replace(file)


def _record(file: Path, recording: Recording, scratch: Path) -> None:
    sound = scratch / "sound.wav"
    rate = 16000 if file.suffix != ".wav" else RATE
    with wave.open(str(sound), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(rate)
        writer.writeframes(_samples(recording, rate))
    words = ["-i", str(sound)]
    if recording.frame:
        width, height = recording.frame
        picture = f"color=c=gray:size={width}x{height}:rate=1:duration={recording.seconds}"
        words += ["-f", "lavfi", "-i", picture, "-c:v", "libx264", "-pix_fmt", "yuv420p"]
        words += ["-metadata:s:a:0", f"language={recording.language}", "-c:a", "aac", "-b:a", "8k"]
        words += [] if recording.sound else ["-an"]
    elif file.suffix == ".opus":
        words += ["-c:a", "libopus", "-b:a", "6k"]
    elif file.suffix == ".wav":
        words += ["-c:a", "pcm_u8"]
    _encode(words, file)
    if recording.number:
        command = ["label", str(file), "--producer", CODE, "--id", recording.number, "--root", str(EXAMPLES)]
        if recording.platform:
            command += ["--propagator", recording.platform, "--propagate-id", f"platform-{recording.number}"]
        subprocess.run([sys.executable, "-m", "adjudge", *command], check=True, stdout=subprocess.DEVNULL)


def _samples(recording: Recording, rate: int) -> bytes:
    """Return a soft tone that fades in and out, or the rhythm short-long, short-short near the beginning of silence."""
    unit, start = 0.12, 0.6
    beats = [(start + unit * at, start + unit * (at + long)) for at, long in ((0, 1), (2, 3), (8, 1), (10, 1))]
    pitch = 700 if recording.rhythm else 220

    def level(time: float) -> float:
        if recording.rhythm:
            return 60.0 if any(begin <= time < end for begin, end in beats) else 0.0
        return 20 * math.sin(math.pi * time / recording.seconds)

    times = [index / rate for index in range(round(recording.seconds * rate))]
    return bytes(round(128 + level(time) * math.sin(2 * math.pi * pitch * time)) for time in times)


def _encode(words: list[str], file: Path) -> None:
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *words, "-bitexact", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _label(number: str, changes: dict[str, Any]) -> str:
    fields = {
        "Label": "1",
        "ContentProducer": CODE,
        "ProduceID": f"media-{number}",
        "ReservedCode1": "",
        "ContentPropagator": CODE,
        "PropagateID": f"media-{number}",
        "ReservedCode2": "",
    }
    return json.dumps(
        {key: value for key, value in (fields | changes).items() if value is not None}, ensure_ascii=False
    )


def _by(producer: str) -> dict[str, Any]:
    return {"ContentProducer": producer, "ContentPropagator": producer}


def _wav(*labels: str, code: int = 1) -> bytes:
    """Return a tenth of a second of a tone, with these texts in chunks AIGC; the code of its sound is PCM's unless said."""
    sound = bytes(round(128 + 40 * math.sin(2 * math.pi * 220 * index / RATE)) for index in range(RATE // 10))
    form = struct.pack("<HHIIHH", code, 1, RATE, RATE, 1, 8)
    head = b"RIFF\0\0\0\0WAVE"
    return riff(head, chunk(b"fmt ", form), chunk(b"data", sound), *(chunk(b"AIGC", text.encode()) for text in labels))


if __name__ == "__main__":
    make(*(Path(each) for each in sys.argv[1:]))
