"""Which files are looked at, and that nothing outside the root is read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.files import Tree, collect
from adjudge.lib.patterns import demands, patterns


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A root with some files, which is the working directory too."""
    folder = tmp_path / "root"
    for path in ("a.yaml", "b/c.yaml", "b/d/e.yaml", ".hidden/x.yaml", "b/.env", "build/out.yaml"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    (tmp_path / "outside.yaml").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def found(tree: Tree, *paths: str) -> list[str]:
    return [candidate.path for candidate in collect(tree, [Path(path) for path in paths or (".",)])]


# --- a walk ---------------------------------------------------------------------------------------------------------


def test_a_walk_gives_every_file_in_the_order_of_paths(root):
    assert found(Tree(root=root)) == ["a.yaml", "b/c.yaml", "b/d/e.yaml", "build/out.yaml"]


def test_a_walk_leaves_out_what_is_excluded_or_the_configuration(root):
    tree = Tree(root=root, exclude=patterns(["build/", "**/e.*"]), skip=frozenset({"a.yaml"}))
    assert found(tree) == ["b/c.yaml"]


def test_a_named_file_is_given_even_if_hidden_or_excluded(root):
    tree = Tree(root=root, exclude=patterns(["build/"]))
    (candidate,) = collect(tree, [Path("build/out.yaml")])
    assert (candidate.path, candidate.named, candidate.size) == ("build/out.yaml", True, len("build/out.yaml"))
    assert found(tree, ".hidden") == [".hidden/x.yaml"]


def test_each_file_is_given_once(root):
    assert found(Tree(root=root), "b", "b/d", "b/c.yaml", "./b//c.yaml") == ["b/c.yaml", "b/d/e.yaml"]


def test_a_named_file_stays_named_when_a_walk_meets_it_too(root):
    named = {candidate.path: candidate.named for candidate in collect(Tree(root=root), [Path("b/c.yaml"), Path("b")])}
    assert named == {"b/c.yaml": True, "b/d/e.yaml": False}


@pytest.mark.parametrize("path", ["gone.yaml", "b/gone.yaml", "gone/", "a.yaml/gone"])
def test_a_path_that_is_not_there_is_a_mistake(root, path):
    with pytest.raises(UsageError, match="there is no such file") as error:
        collect(Tree(root=root), [Path("a.yaml"), Path(path)])
    assert error.value.file == path.rstrip("/")


@pytest.mark.parametrize("path", ["..", "../outside.yaml", "/etc", "b/../../outside.yaml", "a\0b"])
def test_a_path_outside_the_root_is_a_mistake(root, path):
    with pytest.raises((UsageError, ValueError)):
        collect(Tree(root=root), [Path(path)])


def test_links_inside_the_root_are_followed_and_circles_end(root):
    (root / "b" / "up").symlink_to(root)
    (root / "z").symlink_to(root / "b" / "d")
    (root / "alias.yaml").symlink_to(root / "a.yaml")
    assert found(Tree(root=root)) == ["a.yaml", "alias.yaml", "b/c.yaml", "b/d/e.yaml", "build/out.yaml"]


def test_links_out_of_the_root_are_left_out_of_a_walk_and_refused_by_name(root):
    (root / "leak.yaml").symlink_to(root.parent / "outside.yaml")
    (root / "loop.yaml").symlink_to("loop.yaml")
    assert "leak.yaml" not in found(Tree(root=root))
    with pytest.raises(UsageError, match="is outside the root"):
        collect(Tree(root=root), [Path("leak.yaml")])
    with pytest.raises(ReadError, match="leaves the root"):
        Tree(root=root).read("leak.yaml")


def test_a_folder_that_cannot_be_listed_is_told(root, monkeypatch):
    """Simulated: these tests may run as root, who may list everything."""
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "d":
            raise PermissionError(13, "no", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (failed,) = [candidate for candidate in collect(Tree(root=root), [Path()]) if candidate.error]
    assert (failed.path, failed.error.message) == ("b/d", "the folder cannot be read: Permission denied")
    assert str(root) not in str(failed.error)


def test_a_name_that_is_no_utf8_is_told(root):
    name = os.fsdecode(b"\xff.yaml")
    (root / name).touch()
    failed = [candidate for candidate in collect(Tree(root=root), [Path()]) if candidate.error]
    assert [(candidate.path, candidate.error.message) for candidate in failed] == [
        ("\\xff.yaml", "the file's name is not UTF-8")
    ]
    (named,) = collect(Tree(root=root), [Path(name)])
    assert (named.path, named.named) == ("\\xff.yaml", True)
    with pytest.raises(UsageError) as error:
        collect(Tree(root=root), [Path(os.fsdecode(b"\xfe.yaml"))])
    assert error.value.file == "\\xfe.yaml"


def test_standing_in_content_is_a_named_file(root):
    tree = Tree(root=root).with_given("new/x.yaml", b"text")
    (candidate,) = collect(tree, [Path("new/x.yaml")])
    assert (candidate.named, candidate.size) == (True, 4)
    assert tree.exists("new/x.yaml")
    assert tree.read("new/x.yaml").data == b"text"
    assert tree.digest("new/x.yaml") == (tree.read("new/x.yaml").sha256, 4)


# --- reading --------------------------------------------------------------------------------------------------------


def test_a_file_is_read_with_its_digest(root):
    source = Tree(root=root).read("b/c.yaml")
    assert (source.path, source.data, source.size) == ("b/c.yaml", b"b/c.yaml", 8)
    assert Tree(root=root).digest("b/c.yaml") == (source.sha256, 8)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("b", "this is a folder, not a file"),
        ("gone", "No such file"),
        ("../outside.yaml", "leaves the root"),
        ("a\0b", "leaves the root"),
        ("a.yaml/b", "Not a directory"),
    ],
)
def test_what_is_no_file_of_the_root_is_not_read(root, path, says):
    for act in (Tree(root=root).read, Tree(root=root).digest):
        with pytest.raises(ReadError, match=says) as caught:
            act(path)
        assert caught.value.hint


def test_pipes_sockets_and_devices_are_not_read(root):
    os.mkfifo(root / "pipe")
    with pytest.raises(ReadError, match="this is a pipe"):
        Tree(root=root).read("pipe")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("socket")
        with pytest.raises(ReadError, match="this is a socket"):
            Tree(root=root).digest("socket")


def test_a_failing_disk_is_told(root, monkeypatch):
    def fail(*_arguments, **_options):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    for act in (Tree(root=root).read, Tree(root=root).digest):
        with pytest.raises(ReadError, match="the file cannot be read: Input/output error"):
            act("a.yaml")


def test_what_is_too_big_for_the_memory_is_told(root, monkeypatch):
    def fail(_descriptor, _size):
        raise MemoryError

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(ReadError, match="the file cannot be read: MemoryError"):
        Tree(root=root).read("a.yaml")


@pytest.mark.parametrize(
    ("path", "there"), [("a.yaml", True), ("b", True), ("gone", False), ("a\0b", False), ("x" * 5000, False)]
)
def test_whether_there_is_something(root, path, there):
    assert Tree(root=root).exists(path) is there


def test_what_cannot_be_looked_at_may_be_there(root):
    (root / "loop").symlink_to("loop")
    assert Tree(root=root).exists("loop")


def test_a_path_is_told_relative_to_the_root(root):
    tree = Tree(root=root)
    assert tree.relative(Path("b/d/../c.yaml")) == "b/c.yaml"
    assert tree.relative(root) == "."
    assert tree.relative(Path("b/..")) == "."
    (root / "alias.yaml").symlink_to(root / "a.yaml")
    assert tree.relative(Path("alias.yaml")) == "alias.yaml"


# --- patterns -------------------------------------------------------------------------------------------------------


def test_a_pattern_that_cannot_be_read_is_a_mistake():
    with pytest.raises(UsageError, match="cannot be read") as caught:
        patterns(["[z-a]"])
    assert caught.value.hint


@pytest.mark.parametrize("pattern", ["", ".", "./", "/", "/a", "//a", "../a", "a/../b", "a/..", "a/."])
@pytest.mark.parametrize("compiled", [patterns, demands])
def test_a_pattern_that_can_mean_no_file_is_a_mistake(compiled, pattern):
    with pytest.raises(UsageError, match="can mean no file"):
        compiled([pattern])


def test_an_excluded_folder_that_is_written_as_a_file_is_a_mistake(root):
    with pytest.raises(UsageError, match="'build' means a file, and build is a folder"):
        found(Tree(root=root, exclude=patterns(["build"])))
    assert "build/out.yaml" in found(Tree(root=root, exclude=patterns(["buil?"])))


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("a", "a", True),
        ("a", "a/b/c", False),
        ("a/", "a/b", True),
        ("a/", "a/b/c", True),
        ("a/", "a", False),
        ("a/**", "a", False),
        ("**/a/", "b/a/c", True),
        ("**/a/", "b/a", False),
        ("**", "a/b", True),
        ("*/", "a/b", True),
        ("*/", "a", False),
        ("./a", "a", True),
        ("././a/./b", "a/b", True),
        ("a//b", "a/b", True),
        ("a//", "a/b", True),
        ("A", "a", False),
        ("e\u0301", "\u00e9", True),
        ("\u00e9", "e\u0301", True),
        ("a", "\uff41", False),
        ("a", "ab", False),
        ("a", "b/a", False),
        ("*.yaml", "x.yaml", True),
        ("*.yaml", "b/x.yaml", False),
        ("*/x", "b/x", True),
        ("*", "a/b", False),
        ("**/x", "x", True),
        ("**/x", "a/b/x", True),
        ("a/**", "a/b/c", True),
        ("a**b", "axx/yb", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("[ab].x", "a.x", True),
        ("[!ab].x", "a.x", False),
        ("[!ab].x", "c.x", True),
        ("a.b", "axb", False),
        ("a+", "a+", True),
        ("a\n*", "a\nb", True),
        ("[*]", "*", True),
        ("[*]", "a", False),
        ("a[+-9]b", "a/b", False),
        ("*a*b", "aab", True),
        ("*a*b", "a/b", False),
        ("**/a*/**/b", "x/ay/z/b", True),
        ("**/a*b", "a/ab", True),
        ("**a**/b", "xa/y/b", True),
        ("*/*a", "a/ba/c", False),
        ("*/*a", "a/ba", True),
    ],
)
def test_a_pattern_matches_as_it_says(pattern, path, matches):
    (compiled,) = patterns([pattern])
    assert bool(compiled.fullmatch(path)) is matches


@pytest.mark.parametrize(
    "path",
    [
        "a/Episode.WAV",
        "a/episode.wav ",
        "a/episode.wav.",
        "a/episode.wav. .",
        "a/episode\u2024wav",
        "a/episode.\uff57\uff41\uff56",
        "a/episode.w\u200bav",
        "a/episode.wa\ufe0fv",
        "a/episode.wav\u2800",
        "a/episode.w\ufffaav",
        "a/episode.wav\U0001d173",
        "a/episode.wav\n",
        "a/episode.wav/season2/film",
        "a/EPISODE.WAV /film",
    ],
)
def test_what_a_pattern_demands_does_not_escape_by_its_looks(path):
    (asked,), (exempt,) = demands(["**/*.wav"]), patterns(["**/*.wav"])
    assert asked.fullmatch(path)
    assert not exempt.fullmatch(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("A/[B-D]?.x", "a/c1.x"),
        ("[!a]*", "A"),
        ("\uff41/", "A/b"),
        ("stra\u00dfe", "STRASSE"),
        ("a", "a/b"),
        ("a.", "A"),
    ],
)
def test_a_demand_only_widens(pattern, path):
    (asked,) = demands([pattern])
    assert asked.fullmatch(path)


@pytest.mark.parametrize("path", ["a/episode.wave", "a/wav", "b.mp4"])
def test_a_demand_means_nothing_else(path):
    (asked,) = demands(["**/*.wav"])
    assert not asked.fullmatch(path)


def matches_by_trying_everything(pattern: str, path: str) -> bool:
    """Return the same in the slow way: every length of every wildcard."""
    if not pattern:
        return path == ""
    if pattern.startswith("**"):
        return any(matches_by_trying_everything(pattern[2:], path[n:]) for n in range(len(path) + 1))
    if pattern[0] == "*":
        step = path.partition("/")[0]
        return any(matches_by_trying_everything(pattern[1:], path[n:]) for n in range(len(step) + 1))
    return path[:1] == pattern[0] and matches_by_trying_everything(pattern[1:], path[1:])


@pytest.mark.slow
@given(
    st.text("ab/*", min_size=1, max_size=8).filter(
        lambda text: "**/" not in text and not text.endswith("/") and all(text.split("/"))
    ),
    st.text("ab/", min_size=1, max_size=8),
)
def test_wildcards_match_whatever_lengths_they_could_have(pattern, path):
    (compiled,) = patterns([pattern])
    assert bool(compiled.fullmatch(path)) is matches_by_trying_everything(pattern, path)


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 40 + "b", "**a" * 40 + "b", "**/a/" * 40 + "b", "**/*a*/" * 20 + "b", "**a*a" * 20 + "b", "*/" * 60],
)
@pytest.mark.parametrize("path", ["a" * 255, "/".join(["a" * 200] * 20), "/".join("a" * 2000)])
def test_no_pattern_hangs(pattern, path):
    (compiled,) = patterns([pattern])
    assert not compiled.fullmatch(path) or "b" not in pattern


def test_a_name_of_nothing_but_spaces_and_dots_is_folded_in_no_time():
    (asked,) = demands(["**/*.wav"])
    assert asked.fullmatch(" ." * 100_000 + "x") is None  # time that grows with the square of it would be minutes
    assert asked.fullmatch("a.wav" + " ." * 100_000) is not None
