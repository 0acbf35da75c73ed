"""A label that MediaInfo or players come upon is not overlooked, wherever in a file a program left it."""

from __future__ import annotations

import json
import struct

import pytest
from media_bytes import FIELDS, LABEL, ape, box, chunk, id3, in_moov, sound_of, txxx, xmp

from adjudge import ReadError
from adjudge.plugins.media.labelling.writing import write_label

TEXT = LABEL.encode()


def frame(name: bytes, body: bytes) -> bytes:
    """Return a frame of ID3v2.3."""
    return name + struct.pack(">I", len(body)) + b"\0\0" + body


def tag(name: bytes, body: bytes) -> bytes:
    """Return a tag of ID3v2.3 with one frame."""
    return id3(frame(name, body), version=3)


def stuffed_as_a_whole() -> bytes:
    """Return a tag of ID3v2.4 in UTF-16 where only the tag says that bytes are stuffed between."""
    plain = b"\1" + "AIGC".encode("utf-16") + b"\0\0" + LABEL.encode("utf-16")
    body = plain.replace(b"\xff\xfe", b"\xff\0\xfe")
    size = bytes(len(body) >> shift & 127 for shift in (21, 14, 7, 0))
    return id3(b"TXXX" + size + b"\0\0" + body, flags=0x80)


LYRICS = b"LYRICSBEGININD0000200" + b"000021LYRICS200"
OLD_TAG = b"TAG" + b"\0" * 125
TITLE = tag(b"TIT2", b"\0a")
LABELLED = tag(b"TXXX", b"\0AIGC\0" + TEXT)
FOOTED = id3(b"", flags=0x10) + b"3DI" + id3(b"", flags=0x10)[3:]

OF_MP3 = {
    "a comment": (lambda sound: tag(b"COMM", b"\0engAIGC\0" + TEXT) + sound, "ID3v2/COMM"),
    "lyrics": (lambda sound: tag(b"USLT", b"\0engAIGC\0" + TEXT) + sound, "ID3v2/USLT"),
    "an address": (lambda sound: tag(b"WXXX", b"\0AIGC\0" + TEXT) + sound, "ID3v2/WXXX"),
    "XMP": (lambda sound: tag(b"PRIV", b"XMP\0" + xmp(LABEL)) + sound, "ID3v2/PRIV/AIGC"),
    "a tag that is stuffed as a whole": (lambda sound: stuffed_as_a_whole() + sound, "ID3v2/TXXX"),
    "a tag behind zeros": (lambda sound: TITLE + b"\0" * 50 + LABELLED + sound, "ID3v2/TXXX"),
    "a tag behind the sound": (lambda sound: sound + LABELLED, "ID3v2/TXXX"),
    "an APE tag before lyrics": (lambda sound: sound + ape("AIGC", LABEL) + LYRICS + OLD_TAG, "APEv2/AIGC"),
    "an APE tag before a tag with a footer": (lambda sound: sound + ape("AIGC", LABEL) + FOOTED, "APEv2/AIGC"),
    "an APE tag before zeros": (lambda sound: sound + ape("AIGC", LABEL) + b"\0" * 10, "APEv2/AIGC"),
}


@pytest.mark.parametrize("place", OF_MP3)
def test_a_label_of_an_mp3_is_found_in(place, made, read):
    build, where = OF_MP3[place]
    value = read(build(sound_of(made["mp3"])), "song.mp3").value
    assert [(label["box"], label["text"]) for label in value["labels"]] == [(where, LABEL)]


def test_a_comment_or_lyrics_without_the_name_are_no_label(made, read):
    sound = sound_of(made["mp3"])
    song = id3(frame(b"COMM", b"\0eng\0" + TEXT), frame(b"USLT", b"\0engAI\0" + TEXT), version=3) + sound
    assert read(song, "song.mp3").value["labels"] == []


def test_a_tag_with_a_footer_is_read_once(made, read):
    body = txxx("AIGC", LABEL)
    head = id3(body, flags=0x10)
    song = sound_of(made["mp3"]) + head + b"3DI" + head[3:10]
    assert len(read(song, "song.mp3").value["labels"]) == 1


def test_a_compressed_list_of_tracks_is_refused(made, read):
    """Players unpack it, with the labels in it."""
    with pytest.raises(ReadError) as raised:
        read(in_moov(made["mov"], box(b"cmov", b"")), "film.mov")
    assert "moov/cmov" in str(raised.value)


def test_samples_that_were_written_into_a_pipe_go_on_to_the_end(made, read):
    plain = made["plain.wav"]
    at = plain.index(b"data")
    endless = b"\xff" * 4
    recording = b"RIFF" + endless + b"WAVE" + chunk(b"AIGC", TEXT) + plain[12 : at + 4] + endless + plain[at + 8 :]
    assert [label["text"] for label in read(recording, "pipe.wav").value["labels"]] == [LABEL]


def test_a_script_tag_of_that_name_is_a_label(made, read):
    body = b"\2" + struct.pack(">H", 4) + b"AIGC" + b"\2" + struct.pack(">H", len(TEXT)) + TEXT
    size = len(body).to_bytes(3, "big")
    film = made["flv"] + b"\x12" + size + b"\0" * 7 + body + struct.pack(">I", len(body) + 11)
    assert read(film, "film.flv").value["labels"][-1]["text"] == LABEL


@pytest.mark.parametrize("place", OF_MP3)
def test_a_label_that_is_found_is_replaced(place, made, read, tmp_path):
    build, _ = OF_MP3[place]
    song = tmp_path / "song.mp3"
    song.write_bytes(build(sound_of(made["mp3"])))
    new = json.dumps({**FIELDS, "ProduceID": "new"})
    write_label(str(song), new)
    labels = read(song.read_bytes(), "song.mp3").value["labels"]
    assert [(label["box"], label["text"]) for label in labels] == [("ID3v2/TXXX", new)]
