"""Each content once, and never two contents under one name."""

from __future__ import annotations

import pytest

from adjudge.lib import sources as module
from adjudge.lib.errors import ReadError
from adjudge.lib.files import Tree
from adjudge.lib.sources import Sources


@pytest.fixture
def sources(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one\r\ntwo\rthree\n")
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfbom\n\xff\n")
    return Sources(tree=Tree(root=tmp_path))


def test_a_file_is_read_once(sources, tmp_path):
    first = sources.take("a.txt")
    (tmp_path / "a.txt").unlink()
    assert sources.take("a.txt") is first
    assert sources.digest("a.txt") == (first.sha256, first.size)


def test_a_digest_is_remembered_without_the_content(sources, tmp_path):
    said = sources.digest("a.txt")
    (tmp_path / "a.txt").unlink()
    assert sources.digest("a.txt") == said


def test_a_file_that_changes_during_the_run_is_an_error(sources, tmp_path):
    sources.digest("a.txt")
    (tmp_path / "a.txt").write_bytes(b"changed")
    with pytest.raises(ReadError, match="the file changed while it was judged"):
        sources.take("a.txt")


def test_what_no_longer_fits_is_read_again_and_held_to_its_digest(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_KEEP", 10)
    sources.take("a.txt")
    sources.take("b.txt")
    assert sources.take("a.txt").data == b"one\r\ntwo\rthree\n", "read again"
    (tmp_path / "b.txt").write_bytes(b"changed")
    with pytest.raises(ReadError, match="changed"):
        sources.take("b.txt")


def test_one_file_that_is_too_big_is_kept_all_the_same(sources, monkeypatch):
    monkeypatch.setattr(module, "_KEEP", 1)
    assert sources.take("a.txt") is sources.take("a.txt")


@pytest.mark.parametrize(
    ("path", "number", "line"),
    [
        ("a.txt", 1, "one"),
        ("a.txt", 2, "two"),
        ("a.txt", 3, "three"),
        ("a.txt", 4, ""),
        ("a.txt", 5, None),
        ("a.txt", 0, None),
        ("b.txt", 1, "bom"),
        ("b.txt", 2, "\ufffd"),
        ("gone.txt", 1, None),
    ],
)
def test_lines_are_given_as_an_editor_counts_them(sources, path, number, line):
    assert sources.line(path, number) == line


def test_lines_of_several_files_do_not_mix(sources):
    assert [sources.line(path, 1) for path in ("a.txt", "b.txt", "a.txt")] == ["one", "bom", "one"]
