"""A file of any size is hashed once and read in pieces, as long as it stays the same."""

from __future__ import annotations

import hashlib
import os

import pytest

from adjudge.lib import pieces as module
from adjudge.lib.errors import ReadError
from adjudge.lib.evidence import EvidenceOpener
from adjudge.lib.files import Tree
from adjudge.lib.sources import Sources

DATA = bytes(range(256)) * 20


@pytest.fixture
def sources(tmp_path):
    (tmp_path / "a.bin").write_bytes(DATA)
    return Sources(tree=Tree(root=tmp_path))


def test_pieces_are_those_of_the_file_that_was_hashed(sources):
    found = sources.pieces("a.bin")
    assert (found.sha256, found.size) == (hashlib.sha256(DATA).hexdigest(), len(DATA))
    assert found.read(250, 10) == DATA[250:260]
    assert found.read(len(DATA) - 3, 10) == DATA[-3:]
    assert found.read(len(DATA) + 3, 10) == b""
    assert sources.digest("a.bin") == (found.sha256, found.size)


def test_a_file_is_hashed_once_and_what_is_made_of_it_is_made_once(sources):
    made = []
    for _ in range(3):
        assert sources.pieces("a.bin").once(lambda found: made.append(found) or len(made)) == 1
    assert sources.pieces("a.bin") is made[0]


def test_an_error_is_the_answer_too(sources):
    asked = []

    def fail(_found):
        asked.append(1)
        raise ReadError("no sound in it")

    for _ in range(2):
        with pytest.raises(ReadError, match="no sound in it"):
            sources.pieces("a.bin").once(fail)
    assert asked == [1]


def write(file):
    file.write_bytes(DATA[::-1])


def replace(file):
    other = file.with_name("other")
    other.write_bytes(DATA)
    other.replace(file)


def grow(file):
    with file.open("ab") as stream:
        stream.write(b"more")


@pytest.mark.parametrize("change", [write, replace, grow])
def test_a_file_that_changes_is_an_error_from_then_on(sources, tmp_path, change):
    found = sources.pieces("a.bin")
    change(tmp_path / "a.bin")
    for ask in (lambda: found.read(0, 1), found.check, lambda: found.once(len), lambda: sources.pieces("a.bin")):
        with pytest.raises(ReadError, match="changed while it was judged"):
            ask()


def test_a_file_that_changes_while_it_is_hashed_is_an_error(sources, tmp_path, monkeypatch):
    read = os.read

    def slow(descriptor, size):
        piece = read(descriptor, size)
        if not piece:
            grow(tmp_path / "a.bin")
        return piece

    monkeypatch.setattr(os, "read", slow)
    with pytest.raises(ReadError, match="changed while it was judged"):
        sources.pieces("a.bin")


def test_one_that_changes_while_something_is_made_of_it_is_an_error(sources, tmp_path):
    with pytest.raises(ReadError, match="changed while it was judged"):
        sources.pieces("a.bin").once(lambda found: grow(tmp_path / found.path))


def test_what_is_gone_or_no_file_any_more_is_an_error(sources, tmp_path):
    found = sources.pieces("a.bin")
    (tmp_path / "a.bin").unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        found.read(0, 1)
    os.mkfifo(tmp_path / "a.bin")
    with pytest.raises(ReadError, match="pipe"):
        found.read(0, 1)


def test_nobody_reads_too_much_at_once(sources, monkeypatch):
    monkeypatch.setattr(module, "MOST", 100)
    found = sources.pieces("a.bin")
    assert found.read(0, 100) == DATA[:100]
    assert found.read(len(DATA) - 10, 1 << 60) == DATA[-10:], "there is no more"
    with pytest.raises(ReadError, match="MiB"):
        found.read(0, 101)


def test_the_content_that_stands_in_for_a_file_is_read_alike(tmp_path):
    found = Sources(tree=Tree(root=tmp_path).with_given("new.bin", DATA)).pieces("new.bin")
    assert (found.size, found.read(5, 3), found.content) == (len(DATA), DATA[5:8], DATA)
    found.check()


def test_what_is_read_in_pieces_has_no_lines(sources):
    sources.pieces("a.bin")
    assert sources.line("a.bin", 1) is None


def test_only_the_latest_stay_at_hand(sources, tmp_path, monkeypatch):
    from adjudge.lib import sources as keeper

    monkeypatch.setattr(keeper, "_PIECED", 1)
    (tmp_path / "b.bin").write_bytes(b"b")
    first = sources.pieces("a.bin")
    sources.pieces("b.bin")
    assert sources.pieces("a.bin") is not first
    (tmp_path / "b.bin").write_bytes(b"c")
    with pytest.raises(ReadError, match="changed"):
        sources.pieces("b.bin")


# --- as evidence ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def room(sources, tmp_path):
    return EvidenceOpener(
        tree=sources.tree,
        file="jobs/a.yaml",
        parameters_at=lambda _path: tmp_path,
        read=sources.take,
        read_pieces=sources.pieces,
    )


def test_evidence_of_any_size_is_hashed_and_told(room):
    found = room.pieces("../a.bin")
    assert found is not None
    assert found.read(1, 2) == DATA[1:3]
    assert room.pieces("gone.bin") is None
    assert [(file.path, file.sha256) for file in room.files()] == [("a.bin", found.sha256), ("jobs/gone.bin", None)]


def test_evidence_is_still_the_same_when_the_verdict_is_given(room, tmp_path):
    room.pieces("../a.bin")
    grow(tmp_path / "a.bin")
    with pytest.raises(ReadError, match="changed while it was judged"):
        room.files()


def test_evidence_lies_inside_the_root(room):
    with pytest.raises(ReadError, match="outside the root"):
        room.pieces("../../a.bin")
