"""Every place of a label is found, with its text, its form and its offset, in files that a real encoder made."""

from __future__ import annotations

import json
import struct

import pytest
from media_bytes import (
    FIELDS,
    LABEL,
    OTHER,
    XMP_UUID,
    ape,
    avi,
    box,
    chunk,
    encode,
    freeform,
    id3,
    in_moov,
    meta,
    old_txx,
    packed,
    riff,
    sound_of,
    stuffed,
    txxx,
    wav,
    xmp,
)

from adjudge import Place

ENCODED = {
    "mp3": "ID3v2/TXXX",
    "v23.mp3": "ID3v2/TXXX",
    "flac": "FLAC/VORBIS_COMMENT/AIGC",
    "ogg": "Ogg/comment/AIGC",
    "opus": "Ogg/OpusTags/AIGC",
    "m4a": "moov/udta/meta/ilst",
    "mp4": "moov/udta/meta/ilst",
    "fragmented.mp4": "moov/udta/meta/ilst",
    "mov": "moov/udta/meta/ilst",
    "mkv": "Segment/Tags/Tag/SimpleTag",
    "live.mkv": "Segment/Tags/Tag/SimpleTag",
    "webm": "Segment/Tags/Tag/SimpleTag",
    "flv": "onMetaData/AIGC",
}
"""Where the encoder writes the label."""

BY_HAND = {
    "chunk.wav": (lambda made: wav(made["plain.wav"], LABEL), ["RIFF/AIGC"]),
    "two.wav": (lambda made: wav(made["plain.wav"], LABEL, OTHER), ["RIFF/AIGC", "RIFF/AIGC"]),
    "list.wav": (
        lambda made: riff(made["plain.wav"] + chunk(b"LIST", b"INFO" + chunk(b"AIGC", LABEL.encode()))),
        ["RIFF/LIST/INFO/AIGC"],
    ),
    "id3.wav": (
        lambda made: riff(made["plain.wav"] + chunk(b"id3 ", id3(txxx("AIGC", LABEL)))),
        ["RIFF/id3/ID3v2/TXXX"],
    ),
    "xmp.wav": (lambda made: riff(made["plain.wav"] + chunk(b"_PMX", xmp(LABEL))), ["RIFF/_PMX/AIGC"]),
    "info.avi": (lambda made: avi(made["plain.avi"], LABEL), ["RIFF/LIST/INFO/AIGC"]),
    "two.mp3": (
        lambda made: id3(txxx("AIGC", LABEL), txxx("AIGC", OTHER)) + sound_of(made["mp3"]),
        ["ID3v2/TXXX", "ID3v2/TXXX"],
    ),
    "tags.mp3": (
        lambda made: id3(txxx("AIGC", LABEL)) + id3(txxx("AIGC", OTHER)) + sound_of(made["mp3"]),
        ["ID3v2/TXXX", "ID3v2/TXXX"],
    ),
    "v22.mp3": (lambda made: old_txx(LABEL) + sound_of(made["mp3"]), ["ID3v2/TXX"]),
    "utf16.mp3": (lambda made: id3(txxx("AIGC", LABEL, encoding=1)) + sound_of(made["mp3"]), ["ID3v2/TXXX"]),
    "utf16be.mp3": (lambda made: id3(txxx("AIGC", LABEL, encoding=2)) + sound_of(made["mp3"]), ["ID3v2/TXXX"]),
    "stuffed.mp3": (lambda made: stuffed(LABEL) + sound_of(made["mp3"]), ["ID3v2/TXXX"]),
    "packed.mp3": (lambda made: packed(LABEL) + sound_of(made["mp3"]), ["ID3v2/TXXX"]),
    "lower.mp3": (lambda made: id3(txxx("aigc", LABEL)) + sound_of(made["mp3"]), ["ID3v2/TXXX"]),
    "ape.mp3": (lambda made: made["mp3"] + ape("AIGC", OTHER), ["ID3v2/TXXX", "APEv2/AIGC"]),
    "ape-v1.mp3": (lambda made: sound_of(made["mp3"]) + ape("AIGC", LABEL) + b"TAG".ljust(128, b"\0"), ["APEv2/AIGC"]),
    "id3.flac": (lambda made: id3(txxx("AIGC", OTHER)) + made["flac"], ["ID3v2/TXXX", "FLAC/VORBIS_COMMENT/AIGC"]),
    "both.m4a": (
        lambda made: in_moov(made["m4a"], box(b"udta", meta(freeform(OTHER)))),
        ["moov/udta/meta/ilst", "moov/udta/meta/ilst/----"],
    ),
    "free.m4a": (lambda made: in_moov(made["plain.m4a"], meta(freeform(LABEL))), ["moov/meta/ilst/----"]),
    "item.m4a": (
        lambda made: in_moov(
            made["plain.m4a"], meta(box(b"AIGC", box(b"data", struct.pack(">II", 1, 0), LABEL.encode())))
        ),
        ["moov/meta/ilst/AIGC"],
    ),
    "udta.m4a": (
        lambda made: in_moov(made["plain.m4a"], box(b"udta", box(b"AIGC", LABEL.encode()))),
        ["moov/udta/AIGC"],
    ),
    "text.mov": (
        lambda made: in_moov(
            made["plain.m4a"], box(b"udta", box(b"aigc", struct.pack(">HH", len(LABEL), 0), LABEL.encode()), bytes(4))
        ),
        ["moov/udta/aigc"],
    ),
    "top.mp4": (lambda made: made["plain.m4a"] + box(b"AIGC", LABEL.encode()), ["AIGC"]),
    "uuid.mp4": (lambda made: made["plain.m4a"] + box(b"uuid", XMP_UUID, xmp(LABEL)), ["uuid/XMP/AIGC"]),
    "xmp.mov": (
        lambda made: in_moov(made["plain.m4a"], box(b"udta", box(b"XMP_", xmp(LABEL)))),
        ["moov/udta/XMP_/AIGC"],
    ),
}
"""Files that were labelled by hand, and the boxes of their labels in the order of the bytes."""


@pytest.mark.parametrize("name", ENCODED)
def test_what_an_encoder_wrote_is_read(name, made, read):
    document = read(made[name], f"a.{name}")
    (label,) = document.value["labels"]
    assert label == {
        "box": ENCODED[name],
        "offset": made[name].index(LABEL.encode()),
        "size": len(LABEL),
        "text": LABEL,
        "form": "object",
        "fields": FIELDS,
    }
    assert document.locate(("labels", 0, "fields", "Label")) == Place(offset=label["offset"], box=label["box"])


@pytest.mark.parametrize("name", BY_HAND)
def test_labels_in_odd_places_are_read_and_two_stay_two(name, made, read):
    make, boxes = BY_HAND[name]
    data = make(made)
    labels = read(data, name).value["labels"]
    assert [label["box"] for label in labels] == boxes
    assert {label["form"] for label in labels} == {"object"}
    assert {label["text"] for label in labels} <= {LABEL, OTHER}
    assert len({label["text"] for label in labels}) == len(labels)
    places = [label["offset"] for label in labels]
    assert places == sorted(places)
    for label in labels:
        stretch = data[label["offset"] : label["offset"] + label["size"]]
        if name.split(".")[0] not in ("xmp", "uuid", "packed", "stuffed"):  # there the bytes are written otherwise
            assert label["text"] in [stretch.decode(coded, "replace") for coded in ("utf-8", "utf-16", "utf-16-be")]


@pytest.mark.parametrize("name", ["plain.wav", "plain.m4a", "plain.avi", "aac", "pcm"])
def test_a_file_without_a_label_has_none(name, made, read):
    assert read(made[name], f"a.{name}").value["labels"] == []


def test_a_label_of_twenty_thousand_characters_is_read_as_a_whole(made, read):
    long = json.dumps({**FIELDS, "ReservedCode1": "x" * 20_000})
    for data, name in (
        (wav(made["plain.wav"], long), "long.wav"),
        (id3(txxx("AIGC", long)) + sound_of(made["mp3"]), "long.mp3"),
        (in_moov(made["plain.m4a"], meta(freeform(long))), "long.m4a"),
    ):
        (label,) = read(data, name).value["labels"]
        assert label["text"] == long


def test_a_comment_may_go_over_many_pages_of_ogg(read, tmp_path):
    long = json.dumps({**FIELDS, "ReservedCode1": "x" * 100_000}, separators=(",", ":"))
    data = encode("opus", tmp_path, "-metadata", f"AIGC={long}")
    (label,) = read(data, "a.opus").value["labels"]
    assert label["text"] == long
    assert data[label["offset"] :].startswith(b'{"Label"')


def test_pyav_finds_no_label_that_is_not_read(made, read, tmp_path):
    import av

    for name, data in made.items():
        if name == "pcm":
            continue
        document = read(data, f"a.{name}")
        with av.open(str(tmp_path / f"a.{name}")) as opened:
            told = [opened.metadata, *(stream.metadata for stream in opened.streams)]
        found = [value for metadata in told for key, value in metadata.items() if "AIGC" in key.upper()]
        assert set(found) == {label["text"] for label in document.value["labels"]}, name


def test_a_name_that_only_has_the_letters_is_no_label(made, read):
    data = id3(txxx("MYAIGCTOOL", LABEL), txxx("TC260:AIGC", OTHER)) + sound_of(made["mp3"])
    value = read(data, "a.mp3").value
    assert [label["text"] for label in value["labels"]] == [OTHER]
    assert {"name": "MYAIGCTOOL", "value": LABEL} in value["tags"]
