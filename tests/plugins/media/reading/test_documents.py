"""A document says what a file is by its bytes, whatever it is called, with its streams, its length and its tags."""

from __future__ import annotations

import json

import pytest
from media_bytes import LABEL, id3, riff, sound_of, txxx

from adjudge import Place
from adjudge.lib.installed import package_root
from adjudge.lib.schema import Validator

CONTAINERS = {
    "plain.wav": "wav",
    "mp3": "mp3",
    "flac": "flac",
    "ogg": "ogg",
    "opus": "opus",
    "m4a": "m4a",
    "mp4": "mp4",
    "fragmented.mp4": "mp4",
    "mov": "mov",
    "mkv": "mkv",
    "live.mkv": "mkv",
    "webm": "webm",
    "plain.avi": "avi",
    "flv": "flv",
    "aac": "adts",
    "pcm": "pcm",
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_each_container_is_known_and_its_document_satisfies_the_schema(name, made, read):
    value = read(made[name], f"a.{name}").value
    assert value["container"] == CONTAINERS[name]
    assert value["extension"] == name.rpartition(".")[2]
    assert value["size"] == len(made[name])
    schema = json.loads((package_root("adjudge.schemas") / "dubbing" / "media.json").read_text("utf-8"))
    assert Validator(schema, "dubbing.media").errors(value) == []


@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - {"pcm"}))
def test_the_name_of_a_file_says_nothing_of_what_it_is(name, made, read):
    value = read(made[name], "a.pcm").value
    assert (value["container"], value["extension"]) == (CONTAINERS[name], "pcm")


def test_streams_are_told_with_what_they_carry(made, read):
    value = read(made["mp4"], "a.mp4").value
    assert value["streams"] == [
        {"type": "video", "codec": "AVC", "width": 64, "height": 48},
        {"type": "audio", "codec": "AAC", "language": "zh", "channels": 1, "sample_rate": 48_000},
    ]


@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - {"plain.wav", "aac", "pcm", "live.mkv", "fragmented.mp4"}))
def test_a_second_of_sound_is_a_second_long(name, made, read):
    assert 950 <= read(made[name], f"a.{name}").value["duration"] <= 1250


@pytest.mark.parametrize(("name", "tag"), [("plain.m4a", "©nam"), ("plain.avi", "INAM")])
def test_tags_are_told_by_the_names_that_the_file_has(name, tag, made, read):
    assert {"name": tag, "value": "An example"} in read(made[name], f"a.{name}").value["tags"]


def test_tags_are_cut_and_counted(made, read):
    many = [txxx(f"note {number}", "x" * 2_000) for number in range(300)]
    tags = read(id3(*many, txxx("AIGC", LABEL)) + sound_of(made["mp3"]), "a.mp3").value
    assert len(tags["tags"]) == 200
    assert {len(tag["value"]) for tag in tags["tags"]} == {1_000}
    assert len(tags["labels"]) == 1, "labels are not cut"


def test_samples_are_known_by_their_name_alone(made, read):
    from adjudge import ReadError

    assert read(bytes(1_000), "a.pcm").value["container"] == "pcm"
    with pytest.raises(ReadError, match="none of the media containers that are known"):
        read(bytes(1_000), "a.mp3")


def test_what_is_no_label_is_at_the_beginning_of_the_file(made, read):
    document = read(made["mp3"], "a.mp3")
    for steps in ((), ("container",), ("labels",), ("labels", 7), ("labels", "x"), ("tags", 0, "value")):
        assert document.locate(steps) == Place(offset=0)


def test_standard_input_is_read_as_well(made, tmp_path):
    from adjudge.lib.files import Tree
    from adjudge.plugins.media.reading.document import read_media

    tree = Tree(root=tmp_path).with_given("song.mp3", made["mp3"])
    (document,) = read_media(tree.pieces("song.mp3"))
    assert document.value["streams"][0]["codec"] == "MPEG Audio"
    assert document.value["labels"][0]["text"] == LABEL


def test_a_sample_size_beyond_32_bits_is_that_of_its_own_chunk(made, read):
    import struct

    plain = made["plain.wav"]
    at = plain.index(b"data")
    long = struct.pack("<QQQI", len(plain) + 28, int.from_bytes(plain[at + 4 : at + 8], "little"), 0, 0)
    head = b"RF64" + b"\xff" * 4 + b"WAVE" + b"ds64" + struct.pack("<I", len(long)) + long
    data = (
        head
        + plain[12 : at + 4]
        + b"\xff" * 4
        + plain[at + 8 :]
        + b"AIGC"
        + struct.pack("<I", len(LABEL))
        + LABEL.encode()
    )
    value = read(data + bytes(len(LABEL) % 2), "a.wav").value
    assert [label["text"] for label in value["labels"]] == [LABEL]


def test_a_second_riff_of_an_avi_is_read_too(made, read):
    from media_bytes import chunk

    more = chunk(b"LIST", b"INFO" + chunk(b"AIGC", LABEL.encode()))
    data = made["plain.avi"] + riff(b"RIFF\0\0\0\0AVIX" + more)
    assert [label["text"] for label in read(data, "a.avi").value["labels"]] == [LABEL]
