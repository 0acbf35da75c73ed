"""Paths: patterns, pointers, chains and circles, and what the system says of files."""

from __future__ import annotations

import errno
import os
import sys
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from spoken import english_in, spoken

from adjudge.lib.config import Config, find_config, root_of, see_only_one
from adjudge.lib.cycles import MAX_CHAIN, Chain
from adjudge.lib.digests import distribution_digest, file_digest
from adjudge.lib.documents import Place
from adjudge.lib.ending import settled
from adjudge.lib.errors import AdjudgeError, PluginError, ReadError, UsageError
from adjudge.lib.evidence import EvidenceOpener
from adjudge.lib.files import Tree
from adjudge.lib.formats import read_core
from adjudge.lib.identify import no_such_kind
from adjudge.lib.json_text import decode
from adjudge.lib.patterns import patterns
from adjudge.lib.pointer import pointer_steps
from adjudge.lib.system import reason
from adjudge.lib.writing import replace_file


class Linked:
    def __init__(self, path: str) -> None:
        self.path = self.file = path
        self.place: Place | None = None
        self.below = 0
        self.error: AdjudgeError | None = None


def test_a_circle_is_told_with_all_who_are_in_it():
    chain = Chain(links=[Linked("a"), Linked("b")])
    chain.links[0].place = Place(1, 1)
    assert not chain.follow("a", Place(2, 3))
    error = chain.links[1].error
    assert spoken(error) == "b:2:3: artifacts name each other in a circle: a → b → a. Break the circle."


def test_a_chain_that_is_too_long_is_told_with_the_bound():
    chain = Chain(links=[Linked("a")])
    chain.links[0].place = Place(1, 1)
    assert f"over more than {MAX_CHAIN} artifacts" in spoken(chain.too_long())


def test_a_pattern_and_a_pointer_that_cannot_be_read_are_told():
    with pytest.raises(UsageError) as caught:
        patterns(["[z-a]"])
    assert "the path pattern '[z-a]' cannot be read: bad character range" in spoken(caught.value)
    with pytest.raises(PluginError) as caught:
        pointer_steps("a", {})
    assert spoken(caught.value) == "'a' is no JSON Pointer. Write it as in RFC 6901: /voices/0/consent."


USUAL = ("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ELOOP", "ENAMETOOLONG", "ENOSPC", "EROFS", "EIO")


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_refusals_of_the_system_are_in_our_words(name):
    code = getattr(errno, name)
    words = reason(OSError(code, "x"))
    assert words["en"] == os.strerror(code)
    assert "“" not in words["zh"]
    assert english_in(words["zh"]) == []


def test_other_refusals_are_quoted():
    assert reason(OSError(errno.EPIPE, "x"))["zh"] == f"“{os.strerror(errno.EPIPE)}”"
    assert dict(reason(MemoryError()).items())["zh"] == "“MemoryError”"


def test_what_cannot_be_read_or_written_is_told(tmp_path, monkeypatch):
    for action in (lambda: file_digest(tmp_path / "x"), lambda: replace_file(tmp_path / "x" / "y", "z")):
        with pytest.raises(UsageError) as caught:
            action()
        assert "No such file or directory" in spoken(caught.value)
    (tmp_path / "odd-1.0.dist-info").mkdir()
    (tmp_path / "odd-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UsageError) as caught:
        distribution_digest("odd")
    assert "odd has no digest: its files are not known" in spoken(caught.value)


def test_a_folder_of_a_plugin_that_cannot_be_listed_leaves_it_without_a_digest(tmp_path, monkeypatch):
    info, package = tmp_path / "odd-1.0.dist-info", tmp_path / "odd"
    (package / "policies").mkdir(parents=True)
    (package / "__init__.py").touch()
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n", "utf-8")
    (info / "RECORD").write_text("odd/__init__.py,,\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert len(distribution_digest("odd")) == 64
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("policies"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(UsageError) as caught:
        distribution_digest("odd")
    assert "odd/policies" in spoken(caught.value)


def opener(root: Path) -> EvidenceOpener:
    tree = Tree(root=root)
    return EvidenceOpener(tree=tree, file="a.yaml", parameters_at=lambda _path: root, read=tree.read)


@pytest.mark.parametrize(
    ("open_it", "says"),
    [
        (lambda evidence: evidence.open("../x"), "the evidence ../x is outside the root"),
        (lambda evidence: evidence.open(f"{evidence.tree.root}/x"), "relative to the file that names them: write x"),
        (lambda evidence: evidence.parameter("a\0b"), "which is no path"),
        (lambda evidence: evidence.parameter("../x"), "the file ../x is outside the configuration's folder"),
    ],
)
def test_evidence_that_may_not_be_opened_is_told(tmp_path, open_it, says):
    with pytest.raises(ReadError) as caught:
        open_it(opener(Path(os.path.realpath(tmp_path))))
    assert says in spoken(caught.value)


def test_irregular_files_are_told_for_what_they_are(tmp_path):
    root = Path(os.path.realpath(tmp_path))
    (root / "folder").mkdir()
    os.mkfifo(root / "pipe")
    (root / "null").symlink_to("/dev/null")
    for name, says in (("folder", "a folder"), ("pipe", "a pipe")):
        with pytest.raises(ReadError) as caught:
            Tree(root=root).read(name)
        assert f"this is {says}, not a file" in spoken(caught.value)
    with pytest.raises(ReadError) as caught:
        Tree(root=root).read("null")
    assert "the path leaves the root" in spoken(caught.value)
    with pytest.raises(ReadError) as caught:
        Tree(root=Path("/dev")).read("null")
    assert "this is a device, not a file" in spoken(caught.value)


def test_configurations_that_do_not_count_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "adjudge.toml").write_text("", encoding="utf-8")
    for asked, says in (
        (("a",), "a/adjudge.toml is a configuration for a part of what is judged"),
        (("a", "b"), "several configurations are meant for what is judged: a/adjudge.toml, b/adjudge.toml"),
    ):
        with pytest.raises(UsageError) as caught:
            see_only_one(Config(tmp_path), [tmp_path / each for each in asked], [])
        assert says in spoken(caught.value)
    with pytest.raises(UsageError) as caught:
        root_of(tmp_path / "c", Config(tmp_path))
    assert "is no folder" in spoken(caught.value)
    with pytest.raises(UsageError) as caught:
        find_config(tmp_path, tmp_path / "c")
    assert "the configuration cannot be read: No such file or directory" in spoken(caught.value)


def test_an_option_of_no_plugin_and_the_options_that_it_has_are_told(tmp_path):
    config = Config(tmp_path, values={"catering": {"oven": 1}}, tables=frozenset({"catering"}))
    for known, says in (({}, "Its options are: none."), ({"stove": 1, "pan": 1}, "Its options are: pan, stove.")):
        with pytest.raises(UsageError) as caught:
            config.check_tables({"catering": known})
        assert says in spoken(caught.value)


@pytest.mark.parametrize(
    ("name", "says"), [("catering.menus", "Did you mean catering.menu?"), ("x", "`adjudge plugins`")]
)
def test_a_kind_that_nobody_has_is_told_with_the_nearest(name, says):
    assert says in spoken(no_such_kind(name, ["catering.menu"]))


@pytest.mark.parametrize(("suffix", "says"), [(".xyz", "no core reader knows .xyz"), ("", "a file without suffix")])
def test_a_file_of_no_format_is_told(tmp_path, suffix, says):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        list(read_core(Tree(root=Path(os.path.realpath(tmp_path))).read("a"), suffix))
    assert says in spoken(caught.value)


@pytest.mark.parametrize(("text", "says"), [("1e999", "1e999 is beyond a 64-bit float"), ("NaN", "NaN is no JSON")])
def test_an_engines_answer_that_is_no_json_says_why(text, says):
    with pytest.raises(ValueError, match=says) as caught:
        decode(text)
    assert english_in(caught.value.args[0]["zh"]) == []


def test_a_report_that_cannot_be_written_is_told_in_the_language_at_hand(monkeypatch):
    class Full(StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    for language, says in (("en", "error: the report cannot be written"), ("zh", "错误：报告无法写出")):
        monkeypatch.setattr(sys, "stderr", StringIO())
        monkeypatch.setattr(sys, "stdout", StringIO())
        monkeypatch.setattr(sys, "__stdout__", None)
        assert settled(0, Full(), unread=3, language=partial(str, language)) == 3
        assert says in sys.stderr.getvalue()


def test_what_is_no_file_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link"
    link.symlink_to(pipe)
    reader = os.open(pipe, os.O_RDWR)
    try:
        replace_file(pipe, "one")
        replace_file(link, "two")
        assert os.read(reader, 99) == b"onetwo"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_folder_is_not_written_to(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        replace_file(tmp_path, "one")
