"""Files in memory are found as those of an installed package are."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.lib.held import held_package
from adjudge.lib.installed import package_root

FILES = {"a/b/one.txt": b"ein Wort\n", "a/two.txt": b"\xff", "three.txt": b""}


def test_what_is_held_is_what_was_given():
    root = package_root(held_package("held", FILES))
    assert {path: (root / path).read_bytes() for path in FILES} == FILES
    assert sorted(entry.name for entry in root.iterdir()) == ["a", "three.txt"]
    assert sorted(entry.name for entry in root.joinpath("a").iterdir()) == ["b", "two.txt"]
    assert (root / "a").is_dir()
    assert not (root / "a").is_file()


def test_a_file_is_text_or_bytes():
    file = package_root(held_package("held", FILES)) / "a" / "b" / "one.txt"
    with file.open() as text, file.open("rb") as data:
        assert (text.read(), data.read()) == ("ein Wort\n", FILES["a/b/one.txt"])
    with pytest.raises(UnicodeDecodeError):
        (package_root(held_package("held", FILES)) / "a/two.txt").read_text(encoding="utf-8")


def test_what_is_not_there_is_neither_and_says_so():
    root = package_root(held_package("held", FILES))
    for path in ("a/four.txt", "a/two.txt/five.txt", "b"):
        assert ((root / path).is_file(), (root / path).is_dir()) == (False, False)
        with pytest.raises(FileNotFoundError):
            (root / path).read_bytes()
    with pytest.raises(NotADirectoryError):
        list((root / "three.txt").iterdir())


def test_an_importable_package_is_found_as_ever():
    assert package_root("adjudge.policies") == Path(str(package_root("adjudge.policies")))
