"""``adjudge label --rhythm start``: the label is heard before the sound, and the implicit one is in the bytes."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
from pathlib import Path
from typing import Any

import av
import numpy as np
import oddlabels as odd
import pytest
from desk import Desk
from media_bytes import encoder

from adjudge.plugins.media.containers.recognition import recognise
from adjudge.plugins.media.containers.window import MediaWindow, OpenedMedia
from adjudge.plugins.media.cue import encoding
from adjudge.plugins.media.cue.decoding import demuxer_of, stretches
from adjudge.plugins.media.cue.listening import Listening
from adjudge.plugins.media.cue.worker import rhythms
from adjudge.plugins.media.reading.tags import labels_of

pytestmark = pytest.mark.slow  # a process or two each

CODE = "001191110102MACQD9K64010000"
ARGUMENTS = ("--producer", CODE, "--id", "p-1", "--rhythm", "start")
FORMS: dict[str, tuple[str, ...]] = {
    "24.flac": ("-c:a", "flac", "-sample_fmt", "s32"),
    "24.wav": ("-c:a", "pcm_s24le", "-ac", "2", "-ar", "44100"),
    "alac.m4a": ("-c:a", "alac"),
    "flac": ("-c:a", "flac"),
    "m4a": ("-c:a", "aac"),
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k"),
    "ogg": ("-c:a", "libvorbis", "-ac", "2"),
    "opus": ("-c:a", "libopus", "-ac", "2"),
    "wav": ("-c:a", "pcm_s16le"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def make(desk: Desk, name: str, *options: str, volume: float = -6, seconds: int = 5) -> Path:
    """Make a file of pink noise."""
    file = desk.root / name
    sound = f"anoisesrc=color=pink:duration={seconds}:sample_rate=48000:amplitude=0.5,volume={volume}dB"
    tags = ("-metadata", "title=An example", "-bitexact")
    command = [encoder(), "-v", "error", "-f", "lavfi", "-i", sound, *options, *tags, str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file


def samples(file: Path) -> Any:
    with file.open("rb") as source:
        demuxer = demuxer_of(source, None)
        assert demuxer is not None
        return np.concatenate([each.samples for each in stretches(source, demuxer, 60, whole=False)])


def starts(file: Path) -> list[tuple[str, bool]]:
    with file.open("rb") as source:
        found = rhythms(source, Listening())
    return [(each.place, each.gap) for each in found or ()]


def labels(file: Path) -> int:
    with file.open("rb") as source:
        window = MediaWindow(OpenedMedia(source.fileno()))
        return len(list(labels_of(window, recognise(window))))


def label(desk: Desk, *arguments: str, code: int = 0) -> str:
    done = desk.adjudge("label", *ARGUMENTS, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", FORMS)
def test_the_label_is_heard_at_the_start_and_the_implicit_one_is_there(desk: Desk, name: str) -> None:
    file = make(desk, f"a.{name}", *FORMS[name])
    before, mode = samples(file), file.stat().st_mode
    assert "the rhythm label was put before the sound" in label(desk, file.name)
    assert starts(file) == [("start", True)]
    assert labels(file) == 1
    after = samples(file)
    assert abs(len(after) - len(before) - 16_000 * 2.04) < 16_000 * 0.1
    assert abs(float(np.std(after[-40_000:])) / float(np.std(before[-40_000:])) - 1) < 0.1
    assert file.stat().st_mode == mode
    assert [each.name for each in desk.root.iterdir()] == [file.name]
    told = subprocess.run([encoder(), "-i", str(file)], capture_output=True, text=True, check=False).stderr
    assert "An example" in told


@pytest.mark.parametrize("name", FORMS)
def test_the_function_of_the_process_makes_the_sound_without_the_process_as_well(desk: Desk, name: str) -> None:
    file, target = make(desk, f"a.{name}", *FORMS[name]), desk.root / "made"
    asked = {"path": str(file), "target": str(target), "container": name.rsplit(".", maxsplit=1)[-1]}
    assert json.loads(encoding.make()(json.dumps(asked).encode())) is None
    assert starts(target) == [("start", True)]


def test_a_lossless_sound_is_the_same_behind_the_label(desk: Desk) -> None:
    file = make(desk, "a.wav", "-c:a", "pcm_s16le")
    data = file.read_bytes()
    sound = data[data.index(b"data") + 8 :][:400_000]
    label(desk, "a.wav")
    assert sound in file.read_bytes()


def test_a_tag_that_is_no_text_keeps_its_bytes(desk: Desk) -> None:
    file = make(desk, "a.wav", "-c:a", "pcm_s16le", seconds=2)
    data = file.read_bytes()
    assert data.count(b"An example") == 1
    file.write_bytes(data.replace(b"An example", b"An ex\xe4mple"))
    label(desk, "a.wav")
    assert b"An ex\xe4mple" in file.read_bytes()


@pytest.mark.parametrize(("volume", "least", "most"), [(-50, -31, -29), (-20, -30, -25), (-6, -26, -18)])
def test_the_label_is_about_as_loud_as_the_sound(desk: Desk, volume: float, least: float, most: float) -> None:
    file = make(desk, "a.wav", "-c:a", "pcm_s16le", volume=volume)
    label(desk, "a.wav")
    peak = 20 * np.log10(float(np.max(np.abs(samples(file)[: int(1.4 * 16_000)]))))
    assert least - 0.5 <= peak <= most + 0.5


def test_a_second_run_puts_no_second_one_before_it(desk: Desk) -> None:
    file = make(desk, "a.flac", "-c:a", "flac")
    label(desk, "a.flac")
    digest = hashlib.sha256(file.read_bytes()).digest()
    said = label(desk, "a.flac")
    assert "a rhythm label is heard at the start of a.flac already" in said
    assert "labelled already" in said
    assert hashlib.sha256(file.read_bytes()).digest() == digest


@pytest.mark.parametrize(
    ("name", "options", "says", "code"),
    [
        ("a.mp4", ("-c:a", "aac"), "put before a sound alone", 2),
        ("mono.ogg", ("-c:a", "libvorbis", "-ac", "1"), "makes two channels only", 2),
        ("two.m4a", ("-c:a", "aac", "-map", "0:a", "-map", "0:a"), "pictures, other streams or chapters", 2),
    ],
)
def test_what_cannot_be_kept_is_refused(desk: Desk, name: str, options: tuple[str, ...], says: str, code: int) -> None:
    file = make(desk, name, *options)
    data = file.read_bytes()
    assert says in label(desk, name, code=code)
    assert file.read_bytes() == data
    assert [each.name for each in desk.root.iterdir()] == [name]


def test_a_chunk_that_would_be_lost_is_named(desk: Desk) -> None:
    file = make(desk, "a.wav", "-c:a", "pcm_s16le", seconds=1)
    data = odd.riff(file.read_bytes(), odd.chunk(b"bext", bytes(602)))
    file.write_bytes(data)
    assert "the file has a chunk bext, which would be lost" in label(desk, "a.wav", code=2)
    assert file.read_bytes() == data


def test_a_read_only_and_a_signed_file_stay(desk: Desk) -> None:
    file = make(desk, "a.wav", "-c:a", "pcm_s16le", seconds=1)
    plain = file.read_bytes()
    file.chmod(0o444)
    assert "the file is read-only" in label(desk, "a.wav", code=2)
    file.chmod(0o644)
    file.write_bytes(odd.riff(plain, odd.chunk(b"C2PA", b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq")))
    assert "Content Credentials" in label(desk, "a.wav", code=2)
    file.write_bytes(plain[:-20_000])
    before = file.read_bytes()
    label(desk, "a.wav", code=3)
    assert file.read_bytes() == before


def test_a_file_that_changes_meanwhile_is_left_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from adjudge.plugins.media.cue import prepending

    file = make(desk, "a.wav", "-c:a", "pcm_s16le", seconds=1)
    keep = prepending._keep

    def meanwhile(real: str, copy: Path) -> None:
        keep(real, copy)
        file.write_bytes(b"theirs")

    monkeypatch.setattr(prepending, "_keep", meanwhile)
    assert "changed while it was labelled" in label(desk, "a.wav", code=3)
    assert file.read_bytes() == b"theirs"


def test_a_label_that_is_not_heard_in_the_copy_is_not_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from adjudge.plugins.media.cue import prepending

    file = make(desk, "a.wav", "-c:a", "pcm_s16le", seconds=1)
    data = file.read_bytes()
    monkeypatch.setattr(prepending, "_SURE", 101)
    assert "the rhythm label is not heard in the copy" in label(desk, "a.wav", code=3)
    assert file.read_bytes() == data


def test_a_sound_that_changes_its_rate_is_refused(desk: Desk) -> None:
    plain = ("-c:a", "libmp3lame", "-write_xing", "0", "-id3v2_version", "0")
    first, second = (make(desk, f"{rate}.mp3", *plain, "-ar", str(rate), seconds=1) for rate in (24_000, 48_000))
    data = first.read_bytes() + second.read_bytes()
    first.write_bytes(data)
    assert "changes its rate, channels or format on the way" in label(desk, first.name, code=2)
    assert first.read_bytes() == data


def test_a_sound_without_a_sample_is_refused(desk: Desk) -> None:
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 48_000, 96_000, 2, 16)
    file = desk.root / "a.wav"
    data = odd.riff(b"RIFF\0\0\0\0WAVE" + form + b"data" + bytes(4))
    file.write_bytes(data)
    assert "cannot be decoded or encoded as a whole" in label(desk, "a.wav", code=2)
    assert file.read_bytes() == data


def test_a_form_that_the_encoder_does_not_keep_is_refused(desk: Desk) -> None:
    """The FFmpeg of PyAV 19 keeps this one; an earlier one makes other channels of it."""
    file = make(desk, "a.m4a", "-af", "aformat=channel_layouts=hexagonal", "-c:a", "aac", seconds=1)
    data = file.read_bytes()
    done = desk.adjudge("label", *ARGUMENTS, "a.m4a")
    if done.returncode == 0:
        with av.open(str(file)) as opened:
            assert opened.streams.audio[0].layout.name == "hexagonal"
        return
    assert done.returncode == 2
    assert "cannot be encoded as it is: aac fltp 0 48000 hexagonal" in done.stderr
    assert file.read_bytes() == data
