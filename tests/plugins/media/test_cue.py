"""The rhythm label is found where it is, at any level and pitch, and nothing else is taken for it."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import struct
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from adjudge import Options, Session
from adjudge.lib.contained import Contained, Failed
from adjudge.model import Outcome
from adjudge.plugins.media.cue import facts
from adjudge.plugins.media.cue.listening import Listening, Rhythm, listen
from adjudge.plugins.media.cue.synthesis import beats, synthesise

np = pytest.importorskip("numpy")
pytest.importorskip("av")

from adjudge.plugins.media.cue.decoding import BrokenSoundError, demuxer_of, stretches  # noqa: E402  # what they need may be missing
from adjudge.plugins.media.cue.hearing import hear  # noqa: E402
from adjudge.plugins.media.cue.worker import rhythms  # noqa: E402

RATE = 16_000


def quiet(seconds: float, rate: int = RATE) -> Any:
    return np.random.default_rng(1).normal(size=round(seconds * rate)) * 30


def with_cues(seconds: float, *cues: tuple[float, Any], rate: int = RATE) -> Any:
    """Return noise that nobody hears, with sounds at their seconds."""
    sound = quiet(seconds, rate)
    for at, cue in cues:
        begin = round(at * rate)
        sound[begin : begin + len(cue)] += np.asarray(cue, dtype=float)
    return sound


def wav(sound: Any, rate: int = RATE, channels: int = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(np.repeat(np.round(sound), channels).astype("<i2").tobytes())
    return out.getvalue()


def heard(data: bytes, wanted: Listening = Listening()) -> list[Rhythm]:  # noqa: B008  # it cannot change
    found = rhythms(io.BytesIO(data), wanted)
    assert found is not None
    return found


# --- what is made -----------------------------------------------------------------------------------------------------


def test_the_label_is_short_long_gap_short_short_in_units():
    assert [(beat.units, beat.sounds) for beat in beats(gap=True) if beat.sounds] == [
        (1, True),
        (3, True),
        (1, True),
        (1, True),
    ]
    assert sum(beat.units for beat in beats(gap=True)) == 11
    assert sum(beat.units for beat in beats(gap=False)) == 9


@pytest.mark.parametrize("gap", [True, False])
@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_what_is_made_lasts_as_long_as_its_units(rate: int, gap: bool):
    made = synthesise(rate, 120, gap=gap)
    assert len(made) == round((11 if gap else 9) * 0.12 * rate)
    assert max(made) <= 32767 * 10 ** (-12 / 20) + 1


@pytest.mark.parametrize("given", [{"pitch": 4000}, {"pitch": 0}, {"unit_ms": 0.1}, {"level": 1}, {"level": -200}])
def test_what_could_not_be_heard_is_not_made(given: dict[str, float]):
    with pytest.raises(ValueError, match=r"\d"):
        synthesise(8000, **given)


# --- what is heard ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [True, False])
@pytest.mark.parametrize(("rate", "unit", "pitch"), [(8_000, 60, 440), (44_100, 120, 880), (48_000, 200, 3000)])
def test_what_is_made_is_heard_with_its_times(rate: int, unit: int, pitch: int, gap: bool):
    cue = synthesise(rate, unit, gap=gap, pitch=pitch)
    (found,) = heard(wav(with_cues(6, (0.5, cue), rate=rate), rate, channels=2))
    assert (found.place, found.gap) == ("start", gap)
    assert abs(found.start - 500) <= 15
    assert abs(found.end - 500 - (11 if gap else 9) * unit) <= 15
    assert found.confidence >= 90


@pytest.mark.parametrize("level", [-60, -40, -20, 0])
def test_no_level_is_too_low_that_stands_out(level: float):
    sound = with_cues(5, (1, synthesise(RATE, level=level))) - quiet(5) + quiet(5) / 300
    assert [each.gap for each in heard(wav(sound))] == [True]


def test_the_wild_ones_are_heard():
    long, short = synthesise(RATE, 120, gap=False), synthesise(RATE, 66.7, gap=False)
    found = heard(wav(with_cues(12, (0.1, long), (11.2, short))))
    assert [(each.place, each.gap, round(each.end - each.start, -2)) for each in found] == [
        ("start", False, 1100),
        ("end", False, 600),
    ]


def test_a_cue_that_is_all_of_a_file_is_heard():
    assert [each.place for each in heard(wav(synthesise(RATE)))] == ["start"]


@pytest.mark.parametrize("name", ["silence", "constant", "loudest", "nothing", "one sample"])
def test_a_sound_of_nothing_has_no_label(name: str):
    sounds = {
        "silence": np.zeros(RATE),
        "constant": np.full(RATE, 9000),
        "loudest": np.tile([32767, -32768], RATE),
        "nothing": np.zeros(0),
        "one sample": np.ones(1),
    }
    assert heard(wav(sounds[name])) == []
    assert hear(np.zeros(0, np.float32)) == []


def test_a_tag_that_is_no_text_keeps_no_label_from_being_heard():
    data = wav(with_cues(4, (0.5, synthesise(RATE, 100))))
    title = b"LIST" + struct.pack("<I", 18) + b"INFOINAM" + struct.pack("<I", 5) + b"caf\xe9\0\0"
    tagged = data + title
    assert heard(tagged[:4] + struct.pack("<I", len(tagged) - 8) + tagged[8:]) == heard(data) != []


def test_only_units_that_are_asked_for_are_heard():
    sound = wav(with_cues(4, (1, synthesise(RATE, 120))))
    assert heard(sound, Listening(unit=(60, 90))) == []
    assert len(heard(sound, Listening(unit=(100, 130)))) == 1


# --- where it is heard ------------------------------------------------------------------------------------------------


def test_the_middle_is_heard_where_it_is_asked_for():
    sound = wav(with_cues(45, (23.4, synthesise(RATE))))
    assert heard(sound, Listening(seconds=5)) == []
    (found,) = heard(sound, Listening(seconds=5, whole=True))
    assert (found.place, abs(found.start - 23_400) <= 15) == ("middle", True)


@pytest.mark.parametrize("at", [29.5, 24.4, 23.9, 25.0, 30.0])
def test_a_label_across_two_blocks_is_heard_once(at: float):
    (found,) = heard(wav(with_cues(45, (at, synthesise(RATE, 200)))), Listening(seconds=5, whole=True))
    assert abs(found.start - 1000 * at) <= 15


class Counted(io.BytesIO):
    """Bytes that count how many of them are read."""

    read_bytes = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.read_bytes += len(found)
        return found


def test_of_a_long_file_only_the_ends_are_read():
    data = wav(with_cues(600, (0.3, synthesise(RATE)), (598, synthesise(RATE))))
    source = Counted(data)
    found = rhythms(source, Listening(seconds=10))
    assert [each.place for each in found or []] == ["start", "end"]
    assert source.read_bytes < len(data) / 10


def test_a_file_that_says_it_is_longer_than_it_is_is_heard_to_its_end():
    data = bytearray(wav(with_cues(60, (58, synthesise(RATE)))))
    data[40:44] = struct.pack("<I", 0x7FFFFFF0)
    assert [each.place for each in heard(bytes(data))] == ["end"]


def test_a_file_that_says_it_is_shorter_than_it_is_keeps_its_word():
    data = bytearray(wav(with_cues(60, (58, synthesise(RATE)))))
    data[40:44] = struct.pack("<I", 20 * 2 * RATE)
    assert heard(bytes(data)) == []


# --- what the bytes are -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "demuxer"),
    [
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"RIFF\0\0\0\0AVI ", "avi"),
        (b"fLaC\0\0\0\0\0\0\0\0", "flac"),
        (b"OggS\0\0\0\0\0\0\0\0", "ogg"),
        (b"\0\0\0\x18ftypM4A ", "mov"),
        (b"\x1a\x45\xdf\xa3\0\0\0\0", "matroska"),
        (b"FLV\x01\x05\0\0\0\x09", "flv"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"\xff\xfb\x90\x64", "mp3"),
        (b"ID3\x04\0\0\0\0\0\x02xx\xff\xfb\x90\x64", "mp3"),
        (b"ID3", None),
        (b"#EXTM3U\nhttp://", None),
        (b"ffconcat version", None),
        (b"", None),
    ],
)
def test_the_container_is_known_by_its_first_bytes(begin: bytes, demuxer: str | None):
    assert demuxer_of(io.BytesIO(begin), None) == demuxer


@pytest.mark.parametrize("code", ["cue.ffmpeg", "cue.no_decoder", "cue.packets"])
def test_why_a_sound_is_not_heard_is_said_in_words(tmp_path: Path, code: str):
    file = tmp_path / "a.wav"
    if code == "cue.ffmpeg":
        file.write_bytes(b"RIFF\0\0\0\0WAVE")
    else:
        form = 0x7FFE if code == "cue.no_decoder" else 0x2000  # a form of nobody, and AC-3
        head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 0, b"WAVE", b"fmt ", 16, form, 1, RATE, 2 * RATE, 2, 16)
        file.write_bytes(head + struct.pack("<4sI", b"data", RATE) + b"\x0b\x77" * (RATE // 2))
    found = listen(file, Listening())
    assert isinstance(found, Failed)
    assert found.words.code == code
    assert "Error" not in found.words["en"]  # no class of Python


def test_samples_without_a_container_are_no_sound_that_is_known():
    assert rhythms(io.BytesIO(bytes(4000)), Listening(container="pcm")) is None


def test_nothing_in_a_file_makes_another_be_opened(tmp_path: Path):
    secret = tmp_path / "secret.wav"
    secret.write_bytes(wav(with_cues(4, (1, synthesise(RATE)))))
    for text in (f"#EXTM3U\n#EXTINF:4,\n{secret}\n#EXT-X-ENDLIST\n", f"ffconcat version 1.0\nfile {secret}\n"):
        assert rhythms(io.BytesIO(text.encode()), Listening()) is None
        for demuxer in ("wav", "mov", "matroska"):
            with pytest.raises((BrokenSoundError, ValueError, OSError)):
                list(stretches(io.BytesIO(text.encode()), demuxer, 10, whole=False))


def test_samples_that_are_no_numbers_are_silence():
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 0, b"WAVE", b"fmt ", 16, 3, 1, RATE, 4 * RATE, 4, 32)
    samples = np.full(RATE, np.nan, "<f4")
    samples[::7], samples[3::7] = np.inf, 1e30
    data = head + struct.pack("<4sI", b"data", samples.nbytes) + samples.tobytes()
    assert heard(data) == []


# --- in its own process -----------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.wav"
    path.write_bytes(wav(with_cues(4, (1, synthesise(RATE)))))
    return path


def test_a_file_is_heard_in_another_process(file: Path):
    before = {name for name in sys.modules if name.startswith("av.")}
    found = listen(file, Listening())
    assert isinstance(found, list)
    assert [each.place for each in found] == ["start"]
    assert {name for name in sys.modules if name.startswith("av.")} == before


def test_what_stands_in_for_a_file_is_heard_in_its_place(file: Path):
    content = file.read_bytes()
    found = listen(file.with_name("nowhere.wav"), Listening(), content)
    assert isinstance(found, list)
    assert len(found) == 1


def failure(file: Path) -> Failed:
    found = listen(file, Listening())
    assert isinstance(found, Failed)
    return found


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.wav")
    assert failure(tmp_path / "a.wav").kind == "raised"


def test_what_is_no_media_file_is_none(tmp_path: Path):
    (tmp_path / "a.wav").write_bytes(b"no sound at all")
    assert listen(tmp_path / "a.wav", Listening()) is None


def test_what_cannot_be_decoded_is_told_and_the_next_one_is_heard(file: Path, tmp_path: Path):
    broken = tmp_path / "b.flac"
    broken.write_bytes(flac())
    assert failure(broken).kind == "raised"
    assert isinstance(listen(file, Listening()), list)


@pytest.mark.slow
def test_a_sound_without_an_end_is_given_up(tmp_path: Path):
    path = tmp_path / "endless.wav"
    head = wav(np.zeros(0))
    path.write_bytes(head[:4] + b"\xff\xff\xff\xff" + head[8:40] + b"\xff\xff\xff\xff")
    os.truncate(path, 3 << 30)
    asked = b'{"path": "%s", "seconds": 10, "whole": true, "unit": [60, 200], "container": null, "given": false}\n'
    process = Contained("adjudge.plugins.media.cue.worker:make", seconds=2, mebibytes=1024)
    try:
        answer = process.ask(asked % os.fsencode(path))
    finally:
        process.close()
    assert isinstance(answer, Failed)
    assert answer.kind == "time"


@pytest.mark.parametrize("cut", [60, 1000, 100_000])
def test_a_file_that_is_cut_off_gives_what_is_there(cut: int):
    data = wav(with_cues(4, (0.2, synthesise(RATE))))[:cut]
    found = rhythms(io.BytesIO(data), Listening())
    assert found is not None
    assert len(found) == (cut == 100_000)


@pytest.mark.parametrize("seed", range(20))
def test_spoilt_bytes_are_an_error_or_an_answer(seed: int):
    random = np.random.default_rng(seed)
    data = bytearray(wav(with_cues(2, (0.2, synthesise(RATE)))))
    for at in random.integers(0, 60, 8):
        data[at] = random.integers(256)
    try:
        found = rhythms(io.BytesIO(bytes(data)), Listening(container="wav"))
    except (BrokenSoundError, ValueError, OSError):
        return
    assert found is not None


# --- as facts ---------------------------------------------------------------------------------------------------------

LAUNCH = Path(__file__).resolve().parents[3] / "examples" / "launch"
PROJECT = "jobs/audio-drama/audio-drama.project.yaml"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the launch pack whose manifest declares a rhythm label at the start of ``episode-01.zh.opus``."""
    folder = tmp_path_factory.mktemp("pack") / "launch"
    shutil.copytree(LAUNCH, folder)
    return folder


def judged(pack: Path, sound: Any, *settings: str) -> Outcome:
    """Return what rhythm_heard makes of a manifest whose file sounds so."""
    (pack / "jobs/audio-drama/out/episode-01.zh.opus").write_bytes(wav(sound) if sound is not None else b"OggS" * 9)
    config = (LAUNCH / "adjudge.toml").read_text("utf-8")
    (pack / "adjudge.toml").write_text(config.replace("[params.dubbing]", "\n".join(["[params.dubbing]", *settings])))
    with Session(pack / PROJECT, options=Options(as_of="2026-12-15")) as session:
        (verdict,) = [each for each in session.verdicts() if each.path == PROJECT]
    return next(each for each in verdict.outcomes if each.rule == "dubbing.project.rhythm_heard")


@pytest.mark.slow
def test_a_manifest_that_says_what_is_heard_passes(pack: Path):
    assert judged(pack, with_cues(14, (0.2, synthesise(RATE)))).outcome == "passed"


@pytest.mark.slow
def test_a_manifest_that_says_what_is_not_heard_is_warned_at_the_label(pack: Path):
    outcome = judged(pack, quiet(14))
    assert [(each.code, each.path) for each in outcome.findings] == [("silent", ("deliverables", 1, "labels", 1))]
    assert outcome.findings[0].place.line == 113


@pytest.mark.slow
def test_a_manifest_is_warned_of_a_label_that_is_elsewhere_and_without_a_gap(pack: Path):
    outcome = judged(pack, with_cues(24, (0.2, synthesise(RATE, gap=False)), (22, synthesise(RATE))))
    assert sorted(str(each.code) for each in outcome.findings) == ["gap", "undeclared"]


@pytest.mark.slow
def test_a_manifest_is_warned_of_a_sound_that_cannot_be_decoded(pack: Path):
    assert [each.code for each in judged(pack, None).findings] == ["undecoded"]


@pytest.mark.slow
def test_nobody_listens_to_a_file_whose_own_verdict_is_an_error(pack: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def noting(path: Path, *more: Any) -> list[Rhythm] | Failed | None:
        asked.append(path.name)
        return listen(path, *more)

    monkeypatch.setattr(facts, "listen", noting)
    assert [each.code for each in judged(pack, None).findings] == ["undecoded"]
    assert "episode-01.zh.opus" not in asked
    judged(pack, quiet(13))  # a sound that no other test has
    assert "episode-01.zh.opus" in asked


@pytest.mark.slow
def test_where_parameters_let_nobody_listen_nothing_is_compared(pack: Path):
    assert judged(pack, quiet(14), "rhythm_seconds = 0").outcome == "not_applicable"


@pytest.mark.slow
def test_parameters_say_what_is_enough(pack: Path):
    sound = with_cues(24, (6, synthesise(RATE, 180)))
    assert judged(pack, sound).outcome == "passed"
    assert [each.code for each in judged(pack, sound, "rhythm_seconds = 5").findings] == ["silent"]
    assert [each.code for each in judged(pack, sound, "rhythm_unit_maximum = 150").findings] == ["silent"]


def why_not(folder: Path, data: bytes) -> str:
    """Return why a recording gets no verdict, as the error says it."""
    (folder / "a.flac").write_bytes(data)
    with Session(folder / "a.flac", options=Options(root=folder, as_of="2026-12-15")) as session:
        (verdict,) = session.verdicts()
    assert verdict.problem is not None
    return verdict.problem.message


def flac() -> bytes:
    """Return a FLAC file that says it has a second of sound, and has nothing that can be decoded."""
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + (RATE << 44 | 15 << 36 | RATE).to_bytes(8, "big") + bytes(16)
    return b"fLaC\x80\0\0\x22" + info + bytes(range(200))


def test_a_recording_that_cannot_be_decoded_is_an_error(tmp_path: Path):
    assert why_not(tmp_path, flac()).startswith("the sound cannot be decoded: ")


@pytest.mark.parametrize("module", ["av", "numpy"])
def test_a_recording_is_an_error_where_what_decodes_it_is_missing(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, module, None)  # as Python has it of what must not be imported
    assert why_not(tmp_path, flac()) == f"the sound cannot be decoded without {module}"


# --- how sure it is ---------------------------------------------------------------------------------------------------


def generator() -> Any:
    path = Path(__file__).resolve().parents[3] / "benchmarks" / "cue.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_the_cue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_ten_decibels_over_speech_music_and_noise_it_is_found_and_near_misses_are_not():
    made = generator()
    counts = [made.right(scene) for _, scene in made.scenes(2, seed=1, snrs=(10,))]
    found, wrong, missed = map(sum, zip(*counts, strict=True))
    assert (found, wrong, missed) == (8, 0, 0)
    assert len(counts) == 8 + 13
