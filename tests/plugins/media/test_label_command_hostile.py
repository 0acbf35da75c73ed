"""``adjudge label`` and what people type or are given: long values, odd names, files with Content Credentials."""

from __future__ import annotations

from pathlib import Path

import oddlabels as odd
import pytest
from credentials import Authority, media
from desk import Desk

from adjudge.plugins.media.containers.window import OpenedMedia
from adjudge.plugins.media.labelling.signed import credentials_at

CODE = "001191110102MACQD9K64010000"
WAV = odd.riff(b"RIFF\0\0\0\0WAVE" + odd.chunk(b"fmt ", bytes(16)) + odd.chunk(b"data", bytes(200)))
STORE = b"\0\0\0\x26jumb\0\0\0\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq\x03c2pa\0"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.make(tmp_path)
    (made.root / "one.wav").write_bytes(WAV)
    return made


def label(desk: Desk, *arguments: str, code: int = 0) -> str:
    given = "".join(arguments)
    known = [each for each in (f"--producer={CODE}", "--id=p-{n}") if each.partition("=")[0] not in given]
    done = desk.adjudge("label", *known, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "value", ["--id=" + "编" * 100_000, "--producer=" + "x" * 100_000, "--reserved-1=" + "\\" * 100_000]
)
def test_a_long_value_is_not_repeated_as_a_whole(desk: Desk, value: str) -> None:
    said = label(desk, "one.wav", value, code=2)
    assert "… (+99920)" in said
    assert len(said) < 2_000


def test_a_long_number_of_two_files_is_not_repeated_as_a_whole(desk: Desk) -> None:
    (desk.root / "two.wav").write_bytes(WAV)
    assert len(label(desk, "one.wav", "two.wav", "--id", "x" * 10_000, code=2)) < 1_000


@pytest.mark.parametrize("name", ["a\nlabelled: b.wav", "a\x1b[2Jb.wav", "a\u202eb.wav"])
def test_a_name_does_not_act_on_a_terminal(desk: Desk, name: str) -> None:
    (desk.root / "one.wav").rename(desk.root / name)
    for said in (label(desk, name), label(desk, name), label(desk, name, "./" + name, code=2)):
        assert len(said.splitlines()) == 1
        assert said.rstrip("\n").isprintable()
    (desk.root / name).write_bytes(b"no media")
    said = label(desk, name, code=3)
    assert (len(said.splitlines()), said.rstrip("\n").isprintable()) == (1, True)


def signed(form: str) -> bytes:
    """Return a file that carries credentials, without the library that writes them."""
    frame = odd.frame(b"GEOB", b"\0application/x-c2pa-manifest-store\0\0\0" + STORE)
    if form == "mp3":
        return odd.tag(frame) + (b"\xff\xfb\x90\xc0" + bytes(413)) * 4
    if form == "remote":
        return odd.riff(WAV, odd.chunk(b"_PMX", b'<x dcterms:provenance="https://example.com/a.c2pa"/>'))
    return odd.riff(WAV, odd.chunk(b"C2PA", STORE))


@pytest.mark.parametrize("form", ["mp3", "remote", "wav"])
def test_a_signed_file_is_labelled_only_where_that_is_asked_for(desk: Desk, form: str) -> None:
    """No library is asked: the bytes say it, also without the extra."""
    file = desk.root / "signed.bin"
    file.write_bytes(signed(form))
    said = label(desk, "signed.bin", "one.wav", code=2)
    assert "signed.bin: the file carries Content Credentials" in said
    assert "Label first, sign after" in said
    assert "labelled: one.wav" in said
    assert file.read_bytes() == signed(form)
    said = label(desk, "signed.bin", "--break-credentials")
    assert "labelled: signed.bin" in said
    assert "warning: the Content Credentials in signed.bin do not fit it any more: sign it again" in said
    assert "labelled already" in label(desk, "signed.bin")


@pytest.mark.parametrize("form", ["flac", "m4a", "mov", "mp3", "mp4", "wav"])
def test_what_a_real_signer_writes_is_seen(form: str, tmp_path: Path) -> None:
    plain = media(tmp_path, form)
    with plain.open("rb") as file:
        assert credentials_at(OpenedMedia(file.fileno())) is None
    with Authority().signer().sign(plain, tmp_path / f"signed.{form}").open("rb") as file:
        assert credentials_at(OpenedMedia(file.fileno())) is not None


def test_credentials_are_seen_wherever_they_lie(tmp_path: Path) -> None:
    """Also across what is read at once, and at the very end."""
    for at in (0, (1 << 20) - 8, (1 << 20) - 1, 1 << 20, (1 << 20) + 1):
        (tmp_path / "a").write_bytes(bytes(at) + STORE[16:32])
        with (tmp_path / "a").open("rb") as file:
            assert credentials_at(OpenedMedia(file.fileno())) == at
