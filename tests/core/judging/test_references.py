"""Where references lead, and the only door of a facts hook to other files."""

from __future__ import annotations

import hashlib
import os

import pytest

from adjudge.judging.references import Related, refused
from adjudge.lib.documents import Place
from adjudge.lib.errors import PluginError, ReadError
from adjudge.lib.evidence import EvidenceOpener
from adjudge.lib.files import Tree, locate
from adjudge.lib.pointer import pointer_steps
from adjudge.lib.sources import Sources
from adjudge.lib.words import say
from adjudge.model import Reference


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "root"
    (root / "jobs").mkdir(parents=True)
    (root / "jobs" / "a.wav").write_bytes(b"sound")
    (root / "shared.txt").write_bytes(b"shared")
    (tmp_path / "outside.txt").write_bytes(b"secret")
    (root / "jobs" / "leak.txt").symlink_to(tmp_path / "outside.txt")
    return Tree(root=root)


DOCUMENT = {"dishes": [{"a/b": 1, "m~n": 2}], "7": {"x": 3}}


@pytest.mark.parametrize(
    ("pointer", "steps"),
    [
        ("", ()),
        ("/dishes", ("dishes",)),
        ("/dishes/0", ("dishes", 0)),
        ("/dishes/0/a~1b", ("dishes", 0, "a/b")),
        ("/dishes/0/m~0n", ("dishes", 0, "m~n")),
        ("/7/x", ("7", "x")),
        ("/dishes/9/x", ("dishes", 9, "x")),
        ("/dishes/first", ("dishes", "first")),
        ("/gone/0", ("gone", "0")),
        ("/", ("",)),
    ],
)
def test_a_pointer_gives_its_steps_as_the_document_has_them(pointer, steps):
    assert pointer_steps(pointer, DOCUMENT) == steps


def test_a_pointer_begins_with_a_slash():
    with pytest.raises(PluginError, match="'dishes' is no JSON Pointer"):
        pointer_steps("dishes", DOCUMENT)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("a.wav", "jobs/a.wav"),
        ("./x/../a.wav", "jobs/a.wav"),
        ("../shared.txt", "shared.txt"),
        ("gone.wav", "jobs/gone.wav"),
        ("..", "."),
        ("../../outside.txt", None),
        ("../..", None),
        ("/etc/hostname", None),
        ("a\0b", None),
        ("leak.txt", None),
    ],
)
def test_a_reference_leads_to_its_place_below_the_root(tree, path, target):
    assert locate(tree, "jobs/a.project.yaml", path) == target


def test_a_refused_reference_is_a_finding_in_both_languages():
    finding = refused(
        "catering.menu",
        Reference(pointer="/a", path="../x"),
        path=("a",),
        place=Place(line=3, column=1),
        why=say("relate.outside", path="../x"),
    )
    assert (finding.rule, finding.severity, finding.place.line) == ("catering.menu.reference", "critical", 3)
    assert finding.message == {"en": "../x is outside the root", "zh": "../x 位于根目录之外"}
    assert finding.details == {"reference": "../x"}


def test_a_related_entry_is_what_policies_see():
    entry = Related(path="a", kind="catering.menu", sha256="0", size=1, verdict="deny").as_input("/a")
    assert entry == {
        "pointer": "/a",
        "path": "a",
        "kind": "catering.menu",
        "sha256": "0",
        "size": 1,
        "verdict": "deny",
        "document": None,
    }


# --- evidence -------------------------------------------------------------------------------------------------------


@pytest.fixture
def room(tree):
    return EvidenceOpener(
        tree=tree, file="jobs/a.project.yaml", parameters_at=lambda _path: tree.root, read=Sources(tree=tree).take
    )


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_is_opened_is_hashed_and_told(room):
    assert (room.open("a.wav"), room.open("../shared.txt"), room.open("gone.wav")) == (b"sound", b"shared", None)
    assert [(file.path, file.sha256) for file in room.files()] == [
        ("jobs/a.wav", digest(b"sound")),
        ("jobs/gone.wav", None),
        ("shared.txt", digest(b"shared")),
    ]


@pytest.mark.parametrize("path", ["../../outside.txt", "/etc/hostname", "leak.txt", "a\0b"])
def test_what_lies_outside_is_not_opened(room, path):
    with pytest.raises(ReadError, match="is outside the root"):
        room.open(path)
    assert room.files() == ()


def test_a_folder_is_no_evidence(room):
    with pytest.raises(ReadError, match="this is a folder"):
        room.open("../jobs")


def test_standard_input_may_be_evidence(tree):
    given = tree.with_given("jobs/new.txt", b"given")
    room = EvidenceOpener(
        tree=given, file="jobs/a.yaml", parameters_at=lambda _path: tree.root, read=Sources(tree=given).take
    )
    assert room.open("new.txt") == b"given"


def test_files_that_parameters_name_lie_beside_the_configuration(room):
    assert room.parameter("shared.txt") == b"shared"
    assert room.parameter("gone.txt") is None
    assert [file.path for file in room.files()] == ["gone.txt", "shared.txt"]


def test_a_configuration_outside_the_root_may_bring_its_own_files(tree, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "words.txt").write_bytes(b"words")
    room = EvidenceOpener(
        tree=tree, file="jobs/a.yaml", parameters_at=lambda _path: folder, read=Sources(tree=tree).take
    )
    assert room.parameter("words.txt") == b"words"
    assert room.parameter("gone.txt") is None
    assert room.parameter(str(folder / "words.txt")) == b"words"
    assert [(file.path, file.sha256) for file in room.files()][-1] == ("words.txt", digest(b"words"))
    with pytest.raises(ReadError, match="is outside the configuration's folder"):
        room.parameter("../outside.txt")


def test_a_parameters_file_that_cannot_be_read_is_told(tree, tmp_path, monkeypatch):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "words.txt").write_bytes(b"words")
    room = EvidenceOpener(
        tree=tree, file="jobs/a.yaml", parameters_at=lambda _path: folder, read=Sources(tree=tree).take
    )

    def fail(_descriptor, _size):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(ReadError, match="the file cannot be read: Input/output error"):
        room.parameter("words.txt")
