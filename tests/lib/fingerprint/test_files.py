"""A finding about a file, or about what a file lacks, is another as soon as the file's bytes are."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from adjudge.lib.config import Config
from adjudge.lib.documents import EvidenceFile, Place
from adjudge.lib.fingerprint import Fingerprint, Fingerprints, is_current
from adjudge.lib.fingerprint.earlier import EarlierFingerprints
from adjudge.model import Finding, Outcome, Verdict

SCHEMA = {"properties": {"items": {"x-adjudge-key": "file"}}}
DOCUMENT: dict[str, Any] = {
    "title": "spring",
    "licence": {"file": "licence.pdf"},
    "items": [
        {"file": "out/a.wav", "sha256": "1", "labels": [], "frame": {"width": 1}, "subtitles": [{"file": "a.srt"}]},
        {"file": "out/b.wav", "sha256": "2", "labels": [{"seconds": 3}], "notes": None, "tags": ["out/a.wav"]},
    ],
    "reviews": {"output": [], "input": [{"file": "out/b.wav", "result": "no", "script": {"file": "a.srt"}}]},
    "empty": {},
}
POINTERS = {
    "licence.pdf": "/licence/file",
    "out/a.wav": "/items/0/file",
    "out/b.wav": "/items/1/file",
    "a.srt": "/items/0/subtitles/0/file",
}
FILES = dict.fromkeys(POINTERS, "old")


def verdict(
    document: Any, files: dict[str, str | None], found: Finding, *, folder: str, by: str, **more: Any
) -> Verdict:
    outcomes = (Outcome(rule="studio.job.rule", outcome="denied", findings=(found,)),)
    if by == "reference":
        more["related"] = tuple(
            {"pointer": POINTERS[name], "path": f"{folder}{name}", "sha256": digest} for name, digest in files.items()
        )
    else:
        more["evidence"] = tuple(EvidenceFile(path=f"{folder}{name}", sha256=digest) for name, digest in files.items())
    given = {"kind": "studio.job", "sha256": "ab" * 32, "size": 1, "schema": SCHEMA, **more}
    path = f"{folder}a.job.yaml"
    return Verdict(path=path, file=path, verdict="deny", outcomes=outcomes, document=document, **given)


def one(
    *path: str | int,
    document: Any = DOCUMENT,
    folder: str = "",
    by: str = "reference",
    details: Any = (),
    known_as: str = "",
    **files: str | None,
) -> Fingerprint:
    found = Finding(
        rule="studio.job.rule",
        severity="high",
        place=Place(1, 1),
        message={"en": "!"},
        path=path,
        details=dict(details),
    )
    changed = {**FILES, **{name.replace("__", "/").replace("_", "."): digest for name, digest in files.items()}}
    judged = verdict(document, changed, found, folder=folder, by=by, known_as=known_as)
    return Fingerprints().of(judged)[0][0]


def edited(change: Any) -> Any:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


ABOUT_A = [
    ("items", 0, "sha256"),
    ("items", 0, "file"),
    ("items", 0),
    ("items", 0, "labels"),
    ("items", 0, "frame", "width"),
    ("items", 0, "missing"),
    ("items", 0, "subtitles", 0, "file"),
    (),
    ("missing",),
    ("empty",),
    ("empty", "key"),
]


@pytest.mark.parametrize("by", ["reference", "facts"])
@pytest.mark.parametrize("path", ABOUT_A)
def test_a_finding_in_the_object_of_a_file_carries_its_actual_digest(path, by):
    before, after = one(*path, by=by), one(*path, by=by, out__a_wav="new")
    assert (before.place, before.content != after.content) == (after.place, True)
    assert one(*path, by=by, out__a_wav=None).content not in (before.content, after.content)


@pytest.mark.parametrize("by", ["reference", "facts"])
@pytest.mark.parametrize(
    "path",
    [
        ("title",),
        ("licence", "file"),
        ("items", 1, "labels", 0),
        ("reviews", "input", 0, "result"),
        ("items", 1, "sha256"),
    ],
)
def test_the_bytes_of_a_file_elsewhere_change_nothing(path, by):
    assert one(*path, by=by) == one(*path, by=by, out__a_wav="new")


def test_an_item_that_names_a_file_is_about_it_though_another_refers_to_it():
    path = ("reviews", "input", 0, "result")
    assert one(*path) != one(*path, out__b_wav="new")


@pytest.mark.parametrize("details", [{"file": "out/a.wav"}, {"about": [{"is": "./out/a.wav"}]}, {"x": "out//a.wav"}])
def test_a_file_that_the_details_name_is_what_the_finding_is_about(details):
    path = ("reviews", "input", 0, "result")
    assert one(*path, details=details) != one(*path, details=details, out__a_wav="new")
    assert one(*path, details=details) == one(*path, details=details, licence_pdf="new")


def test_an_absence_has_the_content_of_what_lacks_it_which_the_details_name():
    missing = {"details": {"file": "out/a.wav"}}
    path = ("reviews", "output")

    def restate(document: Any) -> None:
        document["items"][0]["sha256"] = "3"

    def other(document: Any) -> None:
        document["items"][1]["sha256"] = "3"
        document["title"] = "summer"
        document["reviews"]["input"].append({})

    assert one(*path, **missing) != one(*path, **missing, document=edited(restate))
    assert one(*path, **missing) != one(*path, **missing, out__a_wav="new")
    assert one(*path, **missing, document=edited(other)).place == one(*path, **missing).place


@pytest.mark.parametrize("value", [[], {}, "", None])
def test_what_is_empty_is_as_absent_as_what_is_not_there(value):
    def empty(document: Any) -> None:
        document["items"][0]["labels"] = value

    def edit(document: Any) -> None:
        empty(document)
        document["items"][0]["sha256"] = "3"

    path = ("items", 0, "labels")
    assert one(*path, document=edited(empty)) != one(*path, document=edited(edit))


def test_an_edit_elsewhere_leaves_a_finding_as_it_was():
    def edit(document: Any) -> None:
        document["title"] = "summer"
        document["items"].insert(0, {"file": "new.wav"})
        document["reviews"]["input"] = []

    for *path, after in ((("items", 1, "labels"), 2), (("items", 1, "labels", 0, "seconds"), 2)):
        steps = path[0]
        moved = (steps[0], after, *steps[2:])
        pointers = dict(POINTERS)
        POINTERS.update(
            {"out/a.wav": "/items/1/file", "out/b.wav": "/items/2/file", "a.srt": "/items/1/subtitles/0/file"}
        )
        try:
            later = one(*moved, document=edited(edit))
        finally:
            POINTERS.update(pointers)
        assert one(*steps) == later


def test_two_files_that_change_places_are_not_what_was_seen():
    before = one("items", out__a_wav="1", out__b_wav="2")
    assert before != one("items", out__a_wav="2", out__b_wav="1")


def test_an_artifact_that_is_related_counts_by_the_bytes_of_each_of_its_records():
    def with_records(*digests: str) -> Fingerprint:
        found = Finding(rule="r", severity="low", place=Place(1, 1), message={"en": "!"}, path=("licence", "file"))
        related = tuple(
            {"pointer": "/licence/file", "path": f"licence.pdf#{n}", "sha256": digest}
            for n, digest in enumerate(digests, 1)
        )
        outcomes = (Outcome(rule="r", outcome="denied", findings=(found,)),)
        judged = Verdict(
            path="a",
            file="a",
            kind="k",
            sha256=None,
            size=1,
            verdict="deny",
            outcomes=outcomes,
            document=DOCUMENT,
            related=related,
        )
        return Fingerprints().of(judged)[0][0]

    assert with_records("1", "2") != with_records("1", "3")
    assert with_records("1", "2") != with_records("1")


# --- the root plays no part -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [("items", 0, "sha256"), ("reviews", "output"), ()])
@pytest.mark.parametrize("details", [{}, {"file": "out/a.wav"}])
def test_a_fingerprint_depends_on_the_folder_of_the_configuration_not_on_the_root(path, details):
    here = one(*path, details=details)
    above = one(*path, details=details, folder="shop/", known_as="a.job.yaml")
    assert here == above
    assert here.place != one(*path, details=details, folder="shop/").place


def test_details_that_name_a_file_from_the_root_are_read_from_the_artifact():
    path = ("reviews", "output")
    here = one(*path, folder="jobs/", details={"file": "jobs/out/a.wav"})
    above = one(*path, folder="shop/jobs/", details={"file": "shop/jobs/out/a.wav"}, known_as="jobs/a.job.yaml")
    assert here == above


@pytest.mark.parametrize(
    ("root", "folder", "path", "name"),
    [
        ("/r", "/r", "jobs/a.yaml", ""),
        ("/r", "/r/shop", "shop/jobs/a.yaml", "jobs/a.yaml"),
        ("/r", "/r/shop", "other/a.yaml", "../other/a.yaml"),
        ("/r", "/r/a/b", "a/x.yaml", "../x.yaml"),
        ("/r/jobs", "/r", "a.yaml", "jobs/a.yaml"),
        ("/r/jobs", "/r/shop", "a.yaml", "../jobs/a.yaml"),
        ("/", "/r/shop", "r/shop/a.yaml", "a.yaml"),
    ],
)
def test_a_file_is_named_from_the_folder_of_the_configuration(root, folder, path, name):
    config = Config(folder=Path(folder), file=Path(folder) / "adjudge.toml")
    assert config.names_from(Path(root))(path) == name
    assert config._replace(file=None).names_from(Path(root))(path) == ""


# --- versions -------------------------------------------------------------------------------------------------------


def test_a_fingerprint_says_its_version_and_the_earlier_one_can_still_be_made():
    now = str(one("items", 0, "sha256"))
    assert is_current(now)
    assert now.count(":") == 2
    found = Finding(
        rule="studio.job.rule", severity="low", place=Place(1, 1), message={"en": "!"}, path=("items", 0, "sha256")
    )
    judged = verdict(DOCUMENT, FILES, found, folder="shop/", by="reference", known_as="a.job.yaml")
    prints = [str(EarlierFingerprints(at_home=at_home).of(judged)[0][0]) for at_home in (True, False)]
    # As adjudge 0.4 made them of the same finding, with the configuration's folder and with the one above as root.
    assert prints == EARLIER
    assert not any(map(is_current, prints))


EARLIER = [
    "d3f13c16d9acd133bec7b32c02c137c889e46992:391552c099c101b131feaf24c5795a6a15bc8ec8",
    "75541f4e51081f19352814d9cc6c036879246445:391552c099c101b131feaf24c5795a6a15bc8ec8",
]
