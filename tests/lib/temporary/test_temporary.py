"""What a killed process leaves is swept by the next one of its user: never what lives, never through a link."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from adjudge.lib import temporary
from adjudge.lib.temporary import Temporary, sweep

_HOLD = (
    "import sys\nfrom pathlib import Path\nfrom adjudge.lib.temporary import Temporary\n"
    "made = Temporary('a-', parent=Path(sys.argv[1]), is_folder=sys.argv[2] == 'folder')\n"
    "print(made.path, flush=True)\nsys.stdin.read()\n"
)


def held(folder: Path, what: str) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that holds a temporary folder or file, and give both."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_a_killed_process_leaves_is_swept_and_what_lives_is_not(tmp_path, what):
    killed, left = held(tmp_path, what)
    living, there = held(tmp_path, what)
    if what == "folder":
        (left / "bundle").mkdir()
        (left / "bundle" / "data.json").write_text("{}")
    killed.kill()
    killed.communicate()
    try:
        own = Temporary("a-", parent=tmp_path, is_folder=what == "folder")
        assert sorted(tmp_path.iterdir()) == sorted([there, own.path])
    finally:
        living.kill()
        living.communicate()
    own.remove()
    own.remove()
    sweep("a-", parent=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_for_its_owner_alone_and_a_file_as_any_other(tmp_path):
    assert stat.S_IMODE(Temporary("a-", parent=tmp_path).path.stat().st_mode) == 0o700
    (tmp_path / "usual").write_text("")
    made = Temporary("a-", ".part", parent=tmp_path, is_folder=False)
    assert made.path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert made.path.name.endswith(".part")


def test_what_is_made_may_take_the_place_of_another(tmp_path):
    made = Temporary(".a.", ".part", parent=tmp_path, is_folder=False)
    made.path.write_text("new")
    (tmp_path / "a").write_text("old")
    made.keep_as(tmp_path / "a")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a", "new")]


@pytest.mark.parametrize(
    "name",
    ["a-", "a-0123", "a-" + "g" * 16, "a-" + "0" * 17, "b-" + "0" * 16, "a-" + "0" * 16 + ".part", "xa-" + "0" * 16],
)
def test_nothing_of_another_name_is_swept(tmp_path, name):
    (tmp_path / name).mkdir()
    sweep("a-", parent=tmp_path)
    assert (tmp_path / name).is_dir()


def test_a_link_is_never_followed_nor_what_is_in_a_folder(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("kept")
    there = tmp_path / "there"
    there.mkdir()
    link = there / ("a-" + "0" * 16)
    link.symlink_to(kept)
    left = there / ("a-" + "1" * 16)
    left.mkdir()
    (left / "link").symlink_to(kept)
    sweep("a-", parent=there)
    assert [each.name for each in there.iterdir()] == [link.name]
    assert (kept / "file").read_text() == "kept"


def test_what_another_user_made_and_what_is_no_file_stays(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / ("a-" + "0" * 16))
    sweep("a-", parent=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / ("a-" + "1" * 16)).mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)  # no other user is at hand
    sweep("a-", parent=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_listed_is_swept_by_nobody(tmp_path):
    sweep("a-", parent=tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        Temporary("a-", parent=tmp_path / "gone")


def test_one_that_is_swept_before_it_is_held_is_made_again(tmp_path, monkeypatch):
    real, taken = temporary._locked, []

    def late(path, *, is_own=True):
        if is_own and not taken:
            taken.append(path)
            sweep("a-", parent=tmp_path)  # another run, in between
        return real(path, is_own=is_own)

    monkeypatch.setattr(temporary, "_locked", late)
    made = Temporary("a-", parent=tmp_path)
    assert list(tmp_path.iterdir()) == [made.path] != taken
