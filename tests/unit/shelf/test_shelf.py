"""Each content once, and never two contents under one name."""

from __future__ import annotations

import pytest

from adjudge.judging import sources as module
from adjudge.judging.files import Tree
from adjudge.judging.sources import Shelf
from adjudge.lib.errors import ReadError


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one\r\ntwo\rthree\n")
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfbom\n\xff\n")
    return Shelf(tree=Tree(root=tmp_path))


def test_a_file_is_read_once(shelf, tmp_path):
    first = shelf.take("a.txt")
    (tmp_path / "a.txt").unlink()
    assert shelf.take("a.txt") is first
    assert shelf.digest("a.txt") == (first.sha256, first.size)


def test_a_digest_is_remembered_without_the_content(shelf, tmp_path):
    said = shelf.digest("a.txt")
    (tmp_path / "a.txt").unlink()
    assert shelf.digest("a.txt") == said


def test_a_file_that_changes_during_the_run_is_an_error(shelf, tmp_path):
    shelf.digest("a.txt")
    (tmp_path / "a.txt").write_bytes(b"changed")
    with pytest.raises(ReadError, match="the file changed while it was judged"):
        shelf.take("a.txt")


def test_what_no_longer_fits_is_read_again_and_held_to_its_digest(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_KEEP", 10)
    shelf.take("a.txt")
    shelf.take("b.txt")
    assert shelf.take("a.txt").data == b"one\r\ntwo\rthree\n", "read again"
    (tmp_path / "b.txt").write_bytes(b"changed")
    with pytest.raises(ReadError, match="changed"):
        shelf.take("b.txt")


def test_one_file_that_is_too_big_is_kept_all_the_same(shelf, monkeypatch):
    monkeypatch.setattr(module, "_KEEP", 1)
    assert shelf.take("a.txt") is shelf.take("a.txt")


@pytest.mark.parametrize(
    ("path", "number", "line"),
    [
        ("a.txt", 1, "one"), ("a.txt", 2, "two"), ("a.txt", 3, "three"), ("a.txt", 4, ""), ("a.txt", 5, None),
        ("a.txt", 0, None), ("b.txt", 1, "bom"), ("b.txt", 2, "\ufffd"), ("gone.txt", 1, None),
    ],
)  # fmt: skip
def test_lines_are_given_as_an_editor_counts_them(shelf, path, number, line):
    assert shelf.line(path, number) == line


def test_lines_of_several_files_do_not_mix(shelf):
    assert [shelf.line(path, 1) for path in ("a.txt", "b.txt", "a.txt")] == ["one", "bom", "one"]
