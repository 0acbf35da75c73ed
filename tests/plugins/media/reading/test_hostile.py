"""Whatever the bytes are: a document or a clean error, in bounded time and memory."""

from __future__ import annotations

import os
import random
import resource
import struct
import time

import pytest
from media_bytes import LABEL, ape, box, boxes, chunk, freeform, id3, in_moov, meta, riff, sound_of, txxx, wav, xmp

from adjudge import ReadError
from adjudge.lib.files import Tree
from adjudge.plugins.media.containers import window
from adjudge.plugins.media.reading import streams
from adjudge.plugins.media.reading.document import read_media

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">]><x AIGC="&a;"/>'
DEEP = b"".join(struct.pack(">I", 8 * (40 - i)) + b"moov" for i in range(40))
FTYP = box(b"ftyp", b"isom", bytes(4))

BROKEN = {
    "empty.wav": (lambda _: b"", "the file is empty"),
    "text.mp4": (lambda _: b"This is no film." * 20, "none of the media containers"),
    "zeros.mp3": (lambda _: bytes(100_000), "none of the media containers"),
    "chunk.wav": (
        lambda made: made["plain.wav"] + b"AIGC\xff\xff\xff\x7f{}",
        "RIFF/AIGC at byte .* has 2147483647 bytes",
    ),
    "stub.wav": (lambda made: riff(made["plain.wav"] + b"AIGC"), "RIFF at byte .* is not as its format says"),
    "head.wav": (lambda _: b"RIFF\0\0\0\0WAV", "none of the media containers"),
    "tag.mp3": (lambda made: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + sound_of(made["mp3"]), "ID3v2 at byte 0 has 268435465"),
    "frame.mp3": (
        lambda made: id3(b"TXXX\0\0\x7f\x7f\0\0" + b"\3AIGC\0{}") + sound_of(made["mp3"]),
        "ID3v2/'TXXX' at byte 10 is not as its format says",
    ),
    "encoding.mp3": (lambda made: id3(b"TXXX\0\0\0\2\0\0\x09a") + sound_of(made["mp3"]), "ID3v2/TXXX at byte 20"),
    "ape.mp3": (
        lambda made: made["mp3"] + ape("AIGC", LABEL).replace(b"\x01\0\0\0\0\0\0\x80", b"\xff\0\0\0\0\0\0\x80"),
        "APEv2 at byte",
    ),
    "ape-size.mp3": (
        lambda made: made["mp3"] + b"APETAGEX" + struct.pack("<IIII", 2000, 1 << 30, 1, 0) + bytes(8),
        "APEv2 at byte 0 has 1073741824",
    ),
    "block.flac": (
        lambda made: made["flac"][:4] + b"\x04\xff\xff\xff" + made["flac"][8:],
        "FLAC at byte 8 has 16777215",
    ),
    "comment.flac": (
        lambda _: b"fLaC" + b"\x84\0\0\x0c" + struct.pack("<III", 0, 1 << 31, 1 << 30),
        "FLAC/VORBIS_COMMENT at byte 16 is not as its format says",
    ),
    "page.ogg": (lambda made: made["ogg"][:-10], "Ogg at byte"),
    "sync.ogg": (
        lambda made: made["ogg"] + b"garbage behind the last page",
        "Ogg at byte .* is not as its format says",
    ),
    "alone.ogg": (
        lambda made: made["ogg"][: made["ogg"].index(b"OggS", 4)],
        "Ogg at byte .* is not as its format says",
    ),
    "moov.mp4": (lambda made: made["mp4"][:-50], "moov at byte"),
    "box.mp4": (lambda made: made["mp4"] + b"\0\0\0\4free", "free at byte .* is not as its format says"),
    "wide.mp4": (
        lambda made: made["mp4"] + struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", 1 << 62),
        "mdat at byte",
    ),
    "keys.mp4": (
        lambda made: in_moov(made["plain.m4a"], box(b"meta", bytes(4), box(b"keys", bytes(4), b"\xff\xff\xff\xff"))),
        "moov/meta/keys at byte",
    ),
    "item.mp4": (
        lambda made: in_moov(made["plain.m4a"], meta(box(b"----", box(b"data", b"\0\0")))),
        "moov/meta/ilst/----/data at byte .* is not as its format says",
    ),
    "deep.mp4": (lambda _: FTYP + DEEP, "moov at byte .* is not as its format says"),
    "size.mkv": (lambda made: made["mkv"][:-1], "EBML 18538067 at byte|EBML .* at byte"),
    "id.mkv": (lambda made: made["mkv"] + b"\0\0\0\0", "EBML at byte .* is not as its format says"),
    "tag.flv": (lambda made: made["flv"][:-200], "FLV at byte"),
    "amf.flv": (
        lambda made: made["flv"].replace(b"\0\4AIGC\2", b"\0\4AIGC\x7f"),
        "onMetaData/AIGC at byte .* is not as",
    ),
    "string.flv": (
        lambda made: made["flv"].replace(b"\0\4AIGC\2\0", b"\0\4AIGC\2\xff"),
        "onMetaData at byte .* has 65",
    ),
    "head.flv": (lambda _: b"FLV\1\5\0\0\0\0\0\0\0\0", "FLV at byte 5 is not as its format says"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_an_error_that_says_where(name, made, read):
    make, words = BROKEN[name]
    with pytest.raises(ReadError, match=words) as refused:
        read(make(made), name)
    assert refused.value.file == name
    assert refused.value.hint


def test_a_label_that_is_no_text_is_a_label_all_the_same(made, read):
    def only(data: bytes, name: str) -> tuple[str, str | None]:
        (label,) = read(data, name).value["labels"]
        return label["form"], label["text"]

    locked = b"TXXX" + struct.pack(">I", 8) + b"\0\x40" + b"\0AIGC\0{}"
    assert only(wav(made["plain.wav"], b"\xff\xfe{}"), "a.wav") == ("broken", None)
    assert only(id3(locked, version=3) + sound_of(made["mp3"]), "locked.mp3") == ("broken", None)
    assert only(riff(made["plain.wav"] + chunk(b"_PMX", ENTITIES)), "entities.wav") == ("broken", None)
    assert only(riff(made["plain.wav"] + chunk(b"_PMX", xmp(LABEL)[:-30])), "cut.wav") == ("broken", None)
    number = made["flv"].replace(b"\0\4AIGC\2\0\xc1" + LABEL.encode(), b"\0\4AIGC\0" + bytes(8))
    at = number.index(b"onMetaData") - 14
    size = int.from_bytes(number[at + 1 : at + 4], "big") - len(LABEL) - 2 + 8
    assert only(number[: at + 1] + size.to_bytes(3, "big") + number[at + 4 :], "a.flv") == ("broken", None)


def test_what_stands_behind_the_end_is_read_where_it_is_chunks_and_else_passed_over(made, read):
    for more, labels in (
        (b"\0", []),
        (b"TAG".ljust(128, b"x"), []),
        (chunk(b"note", b"x") + chunk(b"AIGC", LABEL.encode()), [LABEL]),
        (chunk(b"AIGC", LABEL.encode()) + b"TAG".ljust(128, b"x"), [LABEL]),
    ):
        value = read(made["plain.wav"] + more, "a.wav").value
        assert [label["text"] for label in value["labels"]] == labels


@pytest.mark.parametrize("size", [0, 1, 0xFFFFFFFF])
def test_a_size_that_a_writer_never_set_hides_no_label(size, made, read):
    data = wav(made["plain.wav"], LABEL)
    value = read(data[:4] + struct.pack("<I", size) + data[8:], "a.wav").value
    assert [label["text"] for label in value["labels"]] == [LABEL]


def test_an_empty_label_is_told(made, read):
    for data, name in (
        (wav(made["plain.wav"], ""), "a.wav"),
        (id3(txxx("AIGC", "")) + sound_of(made["mp3"]), "a.mp3"),
        (in_moov(made["plain.m4a"], meta(freeform(""))), "a.m4a"),
    ):
        (label,) = read(data, name).value["labels"]
        assert (label["form"], label["text"], label["size"]) == ("empty", "", 0)


def test_what_is_too_much_is_refused(made, read, monkeypatch):
    with pytest.raises(ReadError, match="has 262145 bytes, and a label has at most 262144"):
        read(wav(made["plain.wav"], b"x" * ((1 << 18) + 1)), "long.wav")
    with pytest.raises(ReadError, match="more than 200 labels"):
        read(wav(made["plain.wav"], *["{}"] * 201), "many.wav")
    with pytest.raises(ReadError, match=r"moov/meta at byte .* is not as its format says"):
        read(in_moov(made["plain.m4a"], box(b"meta", bytes(4), box(b"free") * 10_001)), "boxes.m4a")
    with pytest.raises(ReadError, match="ID3v2 at byte 0 is not as its format says"):
        read(id3(b"\xff\0" * (4 << 20), b"\0", version=3, flags=0x80) + sound_of(made["mp3"]), "stuffed.mp3")
    monkeypatch.setattr(window, "_MOST_STEPS", 1_000)
    with pytest.raises(ReadError, match="more than 1000 parts"):
        read(riff(made["plain.wav"] + chunk(b"note", b"") * 1_001), "parts.wav")


@pytest.mark.slow
def test_a_file_of_four_gigabytes_costs_megabytes(made, tmp_path):
    """The sound is a hole in the file, so the disk need not hold it; it is hashed all the same."""
    size = 4 << 30
    parts = {name: made["mp4"][at : at + length] for name, at, length in boxes(made["mp4"])}
    with (tmp_path / "big.mp4").open("wb") as big:
        big.write(parts[b"ftyp"] + struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", size))
        big.seek(len(parts[b"ftyp"]) + size)
        big.write(parts[b"moov"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = Tree(root=tmp_path).pieces("big.mp4")
    (document,) = read_media(source)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert source.size > size
    assert document.value["labels"][0]["offset"] > size
    assert after - before < 16 << 10, "16 MiB"


def test_a_sparse_file_of_nothing_is_refused(tmp_path):
    with (tmp_path / "nothing.mkv").open("wb") as file:
        file.truncate(1 << 28)
    with pytest.raises(ReadError, match="none of the media containers"):
        read_media(Tree(root=tmp_path).pieces("nothing.mkv"))


def test_a_pipe_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "song.mp3")
    with pytest.raises(ReadError, match="pipe"):
        Tree(root=tmp_path).pieces("song.mp3")


def test_a_file_that_changes_meanwhile_is_an_error(made, tmp_path):
    song = tmp_path / "song.mp3"
    song.write_bytes(made["mp3"])
    source = Tree(root=tmp_path).pieces("song.mp3")
    other = tmp_path / "other.mp3"
    other.write_bytes(made["mp3"])
    other.replace(song)
    with pytest.raises(ReadError, match="changed while it was judged"):
        read_media(source)
    with pytest.raises(ReadError, match="changed while it was judged"):
        streams.media_of(source)


@pytest.mark.parametrize(("limit", "least"), [("MEBIBYTES", 24), ("SECONDS", 0)])
def test_a_library_that_dies_or_hangs_costs_that_file_its_verdict(limit, least, made, tmp_path, monkeypatch):
    (tmp_path / "song.mp3").write_bytes(made["mp3"])
    source = Tree(root=tmp_path).pieces("song.mp3")
    monkeypatch.setattr(streams, limit, least)
    monkeypatch.setattr(streams, "_THREAD", type("Thread", (), {})())
    with pytest.raises(ReadError, match="MediaInfo gave no answer"):
        read_media(source)


@pytest.mark.parametrize(
    "name", ["mp3", "flac", "ogg", "opus", "m4a", "mov", "mkv", "webm", "plain.avi", "flv", "plain.wav"]
)
def test_random_damage_gives_a_document_or_a_clean_error(name, made, read):
    dice = random.Random(name)  # the same every time
    begun = time.process_time()
    for number in range(12):
        data = bytearray(made[name])
        match number % 3:
            case 0:
                for _ in range(8):
                    data[dice.randrange(min(len(data), 2_000))] = dice.randrange(256)
            case 1:
                del data[dice.randrange(len(data)) :]
            case 2:
                at = dice.randrange(len(data))
                data[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b""))
        try:
            document = read(bytes(data), f"a.{name}")
        except ReadError:
            continue
        assert document.value["container"]
    assert time.process_time() - begun < 20
