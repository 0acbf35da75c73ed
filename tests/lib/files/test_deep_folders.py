"""A walk costs as much as there are folders, however they lie in each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from adjudge.lib import real
from adjudge.lib.descent import Descent, remove_tree
from adjudge.lib.errors import ReadError
from adjudge.lib.files import Tree, collect

WATCHED = ("open", "readlink", "lstat", "stat", "scandir")


@pytest.fixture
def pit() -> Iterator[Path]:
    """A folder for what is too deep for pytest to take away: in memory, since disks are slow to remove folders."""
    made = mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    yield Path(os.path.realpath(made))
    remove_tree(made)


def nest(folder: Path, count: int) -> None:
    with Descent(os.open(folder, os.O_RDONLY)) as way:
        for _ in range(count):
            way.enter("d", make=True)
            os.close(os.open("a.yaml", os.O_WRONLY | os.O_CREAT, dir_fd=way.at))


def calls(monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    """Return how often the system is asked while all files are found and read."""
    counted: Counter[str] = Counter()

    def counting(name: str, act: object) -> object:
        def call(*arguments, **options):
            counted[name] += 1
            return act(*arguments, **options)

        return call

    tree = Tree(root=folder)
    with monkeypatch.context() as patch:
        for name in WATCHED:
            patch.setattr(os, name, counting(name, getattr(os, name)))
        for each in collect(tree, [folder]):
            tree.read(each.path)
    return sum(counted.values())


@pytest.mark.skipif(real._OPEN is None, reason="only Linux tells where an open file lies")
def test_folders_below_each_other_cost_the_system_no_more_than_their_number(pit, monkeypatch):
    costs = []
    for count in (200, 800):
        (pit / str(count)).mkdir()
        nest(pit / str(count), count)
        costs.append(calls(monkeypatch, pit / str(count)))
    assert costs[1] <= 4 * costs[0]


def test_a_chain_of_folders_is_walked_and_read_to_its_end(pit):
    nest(pit, 1_900)
    tree = Tree(root=pit)
    found = collect(tree, [pit])
    assert len(found) == 1_900
    assert tree.read("d/" * 1_900 + "a.yaml").data == b""


def test_without_what_the_system_knows_the_answer_is_the_same(tmp_path, monkeypatch):
    root = Path(os.path.realpath(tmp_path)) / "tree"
    (root / "a").mkdir(parents=True)
    (root / "a" / "file").touch()
    (root / "inside").symlink_to("a/file")
    (root / "outside").symlink_to("..")
    (root / "dangling").symlink_to("/nowhere/at/all")
    (root / "circle").symlink_to("circle")
    (root / "gone (deleted)").touch()
    chain = root / "c0"
    chain.touch()
    for number in range(1, 30):
        (root / f"c{number}").symlink_to(f"c{number - 1}")
    asked = [
        ".", "a", "a/file", "inside", "outside", "outside/tree/a", "dangling", "circle", "a/gone", "gone/gone", "a/..",
        "a/../..", "a/file/b", "x" * 300, "y/" * 2500, "c29", "gone (deleted)", "a\0b", "/absent", "\udcff",
    ]  # fmt: skip
    known = [real.real_below(str(root), path) for path in asked]
    monkeypatch.setattr(real, "_OPEN", None)
    assert [real.real_below(str(root), path) for path in asked] == known
    assert known[:5] == [str(root), f"{root}/a", f"{root}/a/file", f"{root}/a/file", None]


def test_links_that_lead_on_and_on_are_no_way_to_a_file(pit):
    (pit / "l0").symlink_to("nowhere")
    for number in range(1, 1500):
        (pit / f"l{number}").symlink_to(f"l{number - 1}")
    with pytest.raises(ReadError):
        Tree(root=pit).read("l1499")
