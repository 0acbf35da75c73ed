"""What is handed over is what was hashed, whatever somebody does to the files in the meantime."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pytest

from adjudge.lib.descent import remove_tree
from adjudge.lib.errors import JudgeError
from adjudge.plugins.attestation.commands.attest import _written
from adjudge.plugins.attestation.subjects import compare

FILES = {"a.txt": b"a", "below/b.txt": b"b" * (3 << 20), "below/c.txt": b"c"}


class Meddled(Mapping[str, str]):
    """Subjects in whose company somebody meddles with the files: after they were listed, before ``path`` is opened."""

    def __init__(self, path: str, meddle: Callable[[], object]) -> None:
        self._digests = {name: sha256(data).hexdigest() for name, data in FILES.items()}
        self._path, self._meddle = path, meddle

    def __getitem__(self, path: str) -> str:
        if path == self._path:
            self._meddle()
        return self._digests[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        file = tmp_path / "dist" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "dist"


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return tmp_path / "live"


def reasons(folder: Path, subjects: Mapping[str, str], live: Path) -> list[tuple[str, str | None]]:
    found = [(refusal.code, refusal.file) for refusal in compare(folder, subjects, live)]
    assert sorted(path.name for path in live.parent.iterdir()) == ["dist", "live", "secret.txt"] or (
        found and sorted(path.name for path in live.parent.iterdir()) == ["dist", "secret.txt"]
    )
    return found


def subjects() -> dict[str, str]:
    return dict(Meddled("", lambda: None))


def test_a_copy_holds_what_was_hashed(folder, live):
    assert reasons(folder, subjects(), live) == []
    assert {path.relative_to(live).as_posix(): path.read_bytes() for path in live.rglob("*.txt")} == FILES


def test_a_file_that_changes_after_it_was_listed_is_refused(folder, live):
    file = folder / "below/c.txt"
    meddled = Meddled("below/c.txt", lambda: file.write_bytes(b"C"))
    assert reasons(folder, meddled, live) == [("changed", "below/c.txt")]
    assert not live.exists()


def test_what_changes_after_it_was_copied_is_not_in_the_copy(folder, live):
    meddled = Meddled("below/c.txt", lambda: (folder / "a.txt").write_bytes(b"A"))
    assert reasons(folder, meddled, live) == []
    assert (live / "a.txt").read_bytes() == b"a"


def test_a_link_that_is_swapped_in_is_not_followed(folder, live):
    def swap() -> None:
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to("../secret.txt")

    assert reasons(folder, Meddled("a.txt", swap), live) == [("link", "a.txt")]
    assert not live.exists()


def test_a_folder_that_is_swapped_for_a_link_is_not_followed(folder, live, tmp_path):
    def swap() -> None:
        shutil.copytree(folder / "below", tmp_path / "dist" / ".." / "twin")
        shutil.rmtree(folder / "below")
        (folder / "below").symlink_to("../twin")

    meddled = Meddled("below/c.txt", swap)
    found = [(refusal.code, refusal.file) for refusal in compare(folder, meddled, live)]
    assert found == [("missing", "below/c.txt")]  # looked for in the folder that was there before
    assert not live.exists()


def test_a_file_that_goes_away_is_missing(folder, live):
    meddled = Meddled("a.txt", (folder / "a.txt").unlink)
    assert reasons(folder, meddled, live) == [("missing", "a.txt")]


def test_a_pipe_that_is_swapped_in_is_neither_read_nor_waited_for(folder, live):
    def swap() -> None:
        (folder / "a.txt").unlink()
        os.mkfifo(folder / "a.txt")

    assert reasons(folder, Meddled("a.txt", swap), live) == [("irregular", "a.txt")]


def test_a_place_that_somebody_else_fills_meanwhile_stays_theirs(folder, live):
    def fill() -> None:
        live.mkdir()
        (live / "theirs.txt").write_text("theirs")

    with pytest.raises(JudgeError, match="cannot be read or written"):
        compare(folder, Meddled("a.txt", fill), live)
    assert [path.name for path in live.iterdir()] == ["theirs.txt"]
    assert sorted(path.name for path in live.parent.iterdir()) == ["dist", "live", "secret.txt"]


def test_an_interrupted_copy_leaves_nothing(folder, live):
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(folder, Meddled("below/c.txt", interrupt), live)
    assert sorted(path.name for path in live.parent.iterdir()) == ["dist", "secret.txt"]


def test_a_name_that_is_no_utf_8_is_extra_and_spelled_out(folder, live):
    (folder / os.fsdecode(b"\xff.txt")).write_text("")
    assert reasons(folder, subjects(), live) == [("extra", r"\xff.txt")]


DEEP = 2_040
"""Folders with names of one letter, below each other: nearly as many as a path can name."""


def deepened(folder: Path, count: int, *, leaf: bytes | None = None) -> str:
    """Make folders below each other, and return the path of a file in the last."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(count):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    if leaf is not None:
        with os.fdopen(os.open("leaf", os.O_WRONLY | os.O_CREAT, dir_fd=at), "wb") as stream:
            stream.write(leaf)
    os.close(at)
    return "d/" * count + "leaf"


@pytest.fixture
def pit() -> Iterator[Path]:
    """A folder for what is too deep for pytest to take away: in memory, since disks are slow to remove folders."""
    made = Path(mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    (made / "dist").mkdir()
    yield made / "dist"
    remove_tree(str(made))


def test_folders_below_each_other_are_compared_and_copied_however_deep_they_lie(pit):
    path = deepened(pit, DEEP, leaf=b"deep")
    wanted = {path: sha256(b"deep").hexdigest()}
    live = pit.parent / "live"
    assert compare(pit, wanted, live) == []
    assert compare(live, wanted) == []
    assert [each.code for each in compare(live, {path: "0"})] == ["changed"]


def test_an_empty_chain_of_folders_is_no_file_however_deep(pit):
    deepened(pit, DEEP)
    assert compare(pit, {}) == []


def test_folders_deeper_than_a_path_can_name_are_refused_without_being_gone_down(pit):
    deepened(pit, 10_000)
    (refusal,) = compare(pit, {})
    assert refusal.code == "deep"
    assert len(refusal.file) < 300
    assert str(refusal).endswith(": a folder lies deeper than any file that can be judged")
    assert refusal.told("zh").endswith("：文件夹嵌套过深，其中的文件无法被判定")


def test_a_refused_copy_of_deep_folders_leaves_nothing(pit):
    path = deepened(pit, DEEP, leaf=b"deep")
    assert [each.code for each in compare(pit, {path: "0"}, pit.parent / "live")] == ["changed"]
    assert [each.name for each in pit.parent.iterdir()] == ["dist"]


def test_each_folder_is_opened_a_fixed_number_of_times_however_deep_it_lies(pit, monkeypatch):
    opened = 0
    real = os.open

    def counting(*arguments, **options):
        nonlocal opened
        opened += 1
        return real(*arguments, **options)

    def cost(count: int) -> int:
        nonlocal opened
        path = deepened(pit / str(count), count, leaf=b"")
        opened = 0
        monkeypatch.setattr(os, "open", counting)
        assert compare(pit / str(count), {path: sha256(b"").hexdigest()}) == []
        monkeypatch.setattr(os, "open", real)
        return opened

    (pit / "100").mkdir()
    (pit / "400").mkdir()
    assert cost(400) <= 4 * cost(100)


def test_a_capsule_that_could_not_be_read_again_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr("adjudge.plugins.attestation.capsule.MAX_BYTES", 1 << 20)
    with pytest.raises(JudgeError) as caught:
        _written(tmp_path / "capsule.json", "x" * (2 << 20))
    assert "the capsule would be larger than 1 MiB" in caught.value.told("en")
    assert "胶囊将大于 1 MiB" in caught.value.told("zh")
    assert list(tmp_path.iterdir()) == []
