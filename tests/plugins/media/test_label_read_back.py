"""``adjudge label`` and the reader that judges are of one mind: what that finds as a label is replaced, or the file refused."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import oddlabels as odd
import pytest
from media_bytes import FIELDS, ape, avi, box, chunk, id3, in_moov, riff, sound_of, txxx

from adjudge import Document
from adjudge.lib.errors import JudgeError
from adjudge.plugins.media.labelling.value import label_of
from adjudge.plugins.media.labelling.writing import write_label

pytestmark = pytest.mark.slow  # an encoder makes what is changed

OLD = odd.OLD
CODE = str(FIELDS["ContentProducer"])
NEW = label_of(label="1", producer=CODE, id="new", propagator=CODE, propagate_id="new", reserved_1="", reserved_2="")
KEY = "TC260:AIGC"
Made = dict[str, bytes]
Build = Callable[[Made], bytes]


def script(name: str, *value: bytes) -> bytes:
    """Return a script tag of FLV."""
    body = b"\2" + struct.pack(">H", len(name)) + name.encode() + b"".join(value)
    return b"\x12" + len(body).to_bytes(3, "big") + bytes(7) + body + struct.pack(">I", len(body) + 11)


def text(value: str) -> bytes:
    """Return a text of AMF."""
    return b"\2" + struct.pack(">H", len(value)) + value.encode()


def member(name: str, value: bytes) -> bytes:
    """Return a member of an object of AMF."""
    return struct.pack(">H", len(name)) + name.encode() + value


def with_comments(flac: bytes, *entries: str) -> bytes:
    """Return a FLAC with one more block of comments, as its second."""
    block = odd.comments(*entries)
    return flac[:42] + b"\x04" + len(block).to_bytes(3, "big") + block + flac[42:]


def with_keys(m4a: bytes, name: bytes) -> bytes:
    """Return an M4A with a list of keys."""
    return in_moov(m4a, odd.meta(b"mdta", odd.keys(name), odd.box(b"ilst", odd.value(odd.number(1)))))


def second_segment(made: Made) -> bytes:
    tags = odd.element(0x1254C367, odd.element(0x7373, odd.simple()))
    return made["mkv"] + odd.element(0x18538067, tags)


def encrypted(made: Made) -> bytes:
    frame = b"TXXX" + struct.pack(">I", 8) + b"\0\x40" + b"\0AIGC\0{}"
    return id3(frame, version=3) + sound_of(made["mp3"])


def in_the_header_list(made: Made) -> bytes:
    """Return an AVI with a label among the heads of its streams."""
    plain = made["plain.avi"]
    at, more = plain.index(b"hdrl"), chunk(b"AIGC", OLD.encode())
    size = int.from_bytes(plain[at - 4 : at], "little")
    return riff(
        plain[: at - 4] + struct.pack("<I", size + len(more)) + plain[at : at + size] + more + plain[at + size :]
    )


NAMED: dict[str, tuple[str, Build]] = {
    "an APE tag before junk": ("mp3", lambda made: made["mp3"] + ape("AIGC", OLD) + bytes(10)),
    "an APE tag in front of the sound": ("mp3", lambda made: ape("AIGC", OLD) + sound_of(made["mp3"])),
    "a chunk behind another one that is behind the end": (
        "wav",
        lambda made: made["plain.wav"] + chunk(b"note", b"x") + chunk(b"aigc", OLD.encode()),
    ),
    "a comment of FLAC": ("flac", lambda made: with_comments(made["flac"], f"{KEY}={OLD}")),
    "a freeform item": ("m4a", lambda made: in_moov(made["plain.m4a"], odd.meta(b"mdir", odd.box(b"ilst", odd.freeform(KEY.encode()))))),
    "a key of M4A": ("m4a", lambda made: with_keys(made["plain.m4a"], KEY.encode())),
    "a list of AVI": ("avi", lambda made: avi(made["plain.avi"], OLD)),
    "a script of FLV": ("flv", lambda made: made["flv"] + script("AIGC", text(OLD))),
    "a second script onMetaData": (
        "flv",
        lambda made: made["flv"] + script("onMetaData", b"\3", member(KEY, text(OLD)), b"\0\0\x09"),
    ),
    "a script of another name": (
        "flv",
        lambda made: made["flv"] + script("onTextData", b"\3", member("AIGC", text(OLD)), b"\0\0\x09"),
    ),
    "a tag behind FLAC": ("flac", lambda made: made["flac"] + ape(KEY, OLD)),
    "a tag behind the sound without a foot": ("mp3", lambda made: made["mp3"] + id3(txxx("AIGC", OLD))),
    "a tag behind zeros": ("mp3", lambda made: id3(b"") + bytes(50) + id3(txxx(KEY, OLD)) + sound_of(made["mp3"])),
    "a tag of Matroska": ("mkv", lambda made: made["mkv"].replace(b"\x84AIGC", b"\x84aigc")),
    "a text of MP3": ("mp3", lambda made: id3(txxx("x-aigc", OLD)) + sound_of(made["mp3"])),
    "a text of MP3 in another place": ("mp3", lambda made: id3(txxx(KEY, OLD)) + sound_of(made["mp3"]) + ape(KEY, OLD)),
    "an item of AVI in a later list": (
        "avi",
        lambda made: riff(made["plain.avi"] + chunk(b"LIST", b"INFO" + chunk(b"Aigc", OLD.encode()))),
    ),
}  # fmt: skip


REFUSED: dict[str, tuple[str, Build]] = {
    "a box ID32": (
        "m4a",
        lambda made: in_moov(made["plain.m4a"], odd.meta(b"ID32", box(b"ID32", bytes(6), id3(txxx("AIGC", OLD))))),
    ),
    "a frame that is encrypted": ("mp3", encrypted),
    "a list within a list of FLV": (
        "flv",
        lambda made: (
            made["flv"]
            + script("onMetaData", b"\3", member("x", b"\3" + member(KEY, text(OLD)) + b"\0\0\x09"), b"\0\0\x09")
        ),
    ),
    "a second segment": ("mkv", second_segment),
    "heads of streams": ("avi", in_the_header_list),
    "XMP that is no XML": ("wav", lambda made: riff(made["plain.wav"] + chunk(b"_PMX", b"<AIGC>"))),
}


@pytest.mark.parametrize("place", sorted(NAMED))
def test_what_is_found_as_a_label_is_replaced(
    place: str, made: Made, read: Callable[..., Document], tmp_path: Path
) -> None:
    end, build = NAMED[place]
    before = build(made)
    assert read(before, f"old.{end}").value["labels"]
    file = tmp_path / f"new.{end}"
    file.write_bytes(before)
    box = write_label(str(file), NEW).box
    labels = read(file.read_bytes(), file.name).value["labels"]
    assert [(label["box"], label["text"], label["form"]) for label in labels] == [(box, NEW, "object")]


@pytest.mark.parametrize("place", sorted(REFUSED))
def test_what_is_found_as_a_label_and_not_taken_out_is_told_with_its_place(
    place: str, made: Made, read: Callable[..., Document], tmp_path: Path
) -> None:
    end, build = REFUSED[place]
    before = build(made)
    labels = read(before, f"old.{end}").value["labels"]
    file = tmp_path / f"new.{end}"
    file.write_bytes(before)
    with pytest.raises(JudgeError) as refused:
        write_label(str(file), NEW)
    assert file.read_bytes() == before
    assert refused.value.code == "labelling.other"
    assert any(f"{label['box']} at byte {label['offset']}" in refused.value.message for label in labels)
    assert "remux" in (refused.value.hint or "")


def test_what_only_has_the_letters_in_its_name_stays(made: Made, read: Callable[..., Document], tmp_path: Path) -> None:
    file = tmp_path / "song.flac"
    file.write_bytes(with_comments(made["flac"], "MYAIGCTOOL=kept"))
    write_label(str(file), NEW)
    assert b"MYAIGCTOOL=kept" in file.read_bytes()


def test_a_label_that_is_no_object_is_not_written(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(made["plain.wav"])
    with pytest.raises(JudgeError) as refused:
        write_label(str(file), '"1"')
    assert refused.value.code == "labelling.not_only"
    assert file.read_bytes() == made["plain.wav"]
