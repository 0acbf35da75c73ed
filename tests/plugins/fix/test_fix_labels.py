"""``adjudge fix`` and the label that is missing: which is offered, what is shown, what is written, and what names the file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from labelled_wav import CODE, wav

pytestmark = pytest.mark.slow  # a run or two each

DAY = ("--as-of", "2026-12-01")
OTHER = "001191000000MA0000007C10000"
RULE = "dubbing.project.implicit_label"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


PLAIN = wav()
STATED = {"label": "1", "producer": CODE, "produce_id": "ep-1"}


def deliverable(file: str = "a.wav", **more: Any) -> dict[str, Any]:
    known = {"media": "audio", "language": "en", "voices": ["lead"], "synthetic": True, "labels": []}
    return {"file": file, **known, "sha256": digest(PLAIN), **more}


def manifest(*deliverables: dict[str, Any], **more: Any) -> str:
    """Return a manifest of one synthetic voice, for the public in mainland China."""
    rights = {"licensor": "Sample", "uses": ["dubbing"], "territories": ["CN"], "from": "2026-01-01", "to": None}
    document = {
        "work": {
            **{"id": "sample", "title": "Sample", "genre": "drama", "original_language": "zh"},
            **{"may_affect_minors": False, "rights": rights},
        },
        "release": {"date": "2026-12-15", "territories": ["CN"], "channels": ["platform"], "delivery": "file"},
        "scope": {"domestic_public": True, "public_opinion": False},
        "provider": {"name": "Example Studio", "code": CODE},
        "voices": [{"id": "lead", "type": "synthetic", "derived_from_person": False}],
        "deliverables": list(deliverables),
        "reviews": {"input": [], "output": []},
        **more,
    }
    return json.dumps(document, indent=1) + "\n"


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    """A project with a file that has no label."""
    made = Desk.make(tmp_path)
    (made.root / "a.wav").write_bytes(PLAIN)
    return made


def fix(project: Desk, *arguments: str, code: int) -> str:
    done = project.adjudge("fix", *DAY, *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def label(project: Desk, file: str = "a.wav") -> dict[str, str] | None:
    """Return the label of a WAV."""
    data = (project.root / file).read_bytes()
    at = data.find(b"AIGC")
    if at < 0:
        return None
    said: dict[str, str] = json.loads(data[at + 8 : at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")])
    return said


def test_the_label_that_the_manifest_states_is_shown_and_nothing_is_written(project):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    said = fix(project, "a.project.json", code=1)
    assert f"--- a/a.wav\n+++ b/a.wav\n@@ RIFF/AIGC at byte {len(PLAIN) + 8}: {len(PLAIN)} bytes become " in said
    assert f'@@\n+{{"Label":"1","ContentProducer":"{CODE}","ProduceID":"ep-1",' in said
    assert f'-   "sha256": "{digest(PLAIN)}"' in said
    assert "edits that hold: 1, in files: 2" in said
    assert (project.root / "a.wav").read_bytes() == PLAIN
    assert sorted(each.name for each in project.root.iterdir()) == ["a.project.json", "a.wav"]


def test_the_label_is_written_and_the_digests_of_the_file_with_it(project):
    """The second finding, of the file itself, is mended by the same edit; a second run has nothing to do."""
    before = manifest(deliverable(implicit_label=STATED))
    project.write("a.project.json", before)
    assert "edits written: 2, in files: 2" in fix(project, "--write", code=0)
    said = label(project)
    assert said is not None
    assert [said[key] for key in ("Label", "ContentProducer", "ProduceID", "PropagateID")] == [
        "1",
        CODE,
        "ep-1",
        "ep-1",
    ]
    after = (project.root / "a.wav").read_bytes()
    assert (project.root / "a.project.json").read_text("utf-8") == before.replace(digest(PLAIN), digest(after))
    assert "nothing to mend" in fix(project, "--write", code=0)
    assert (project.root / "a.wav").read_bytes() == after


@pytest.mark.parametrize("asked", ["a.project.json", "a.wav"])
def test_every_manifest_that_names_the_file_is_stamped_also_if_it_was_not_asked_for(project, asked):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    project.write("b.project.json", manifest(deliverable(implicit_label=STATED)))
    fix(project, asked, "--write", code=0)
    after = digest((project.root / "a.wav").read_bytes())
    for name in ("a.project.json", "b.project.json"):
        assert after in (project.root / name).read_text("utf-8")


def test_the_providers_code_is_the_producer_where_the_deliverable_names_none(project):
    project.write("a.project.json", manifest(deliverable(implicit_label={"produce_id": "ep-1", "label": "2"})))
    fix(project, "--write", code=0)
    said = label(project)
    assert said is not None
    assert (said["Label"], said["ContentProducer"]) == ("2", CODE)


@pytest.mark.parametrize(
    ("stated", "more", "says"),
    [
        ({}, {}, f"run `adjudge label a.wav --producer {CODE} --id ID`"),
        ({"produce_id": "ep-1"}, {"provider": {"name": "Example"}}, "run `adjudge label a.wav --producer CODE --id ep-1`"),
        ({"produce_id": "x", "label": "3"}, {"role": ["user"]}, "--producer CODE --id x --label 3`"),
        ({"produce_id": "x y"}, {}, "has a sign that Annex E does not allow"),
        ({"produce_id": "x", "producer": "Example Studio"}, {}, "is no code of 27 digits"),
    ],
)  # fmt: skip
def test_what_nobody_states_is_not_made_up(project, stated, more, says):
    project.write("a.project.json", manifest(deliverable(implicit_label=stated), **more))
    assert says in fix(project, "--write", code=1)
    assert (project.root / "a.wav").read_bytes() == PLAIN


def test_two_manifests_that_state_different_labels_are_left_to_people(project):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    project.write("b.project.json", manifest(deliverable(implicit_label={**STATED, "produce_id": "ep-2"})))
    assert "manifests state different labels for the file" in fix(project, "--write", code=1)
    assert (project.root / "a.wav").read_bytes() == PLAIN


def test_a_file_that_no_manifest_names_is_told_the_command(project):
    assert "the label is missing: run `adjudge label a.wav --producer CODE --id ID`" in fix(project, code=1)


def test_a_recording_of_people_is_offered_no_label(project):
    human = deliverable(synthetic=False, implicit_label=STATED)
    project.write("a.project.json", manifest(human, voices=[{"id": "lead", "type": "human"}]))
    assert "nothing to mend" in fix(project, "--rule", "dubbing.media.label_present", "--write", code=0)
    assert (project.root / "a.wav").read_bytes() == PLAIN


def test_a_label_that_brings_another_finding_is_not_written(project):
    """The voice is generated, and the manifest calls the file not synthetic: its label would be denied."""
    project.write("a.project.json", manifest(deliverable(synthetic=False, implicit_label=STATED)))
    said = fix(project, "--rule", RULE, "--write", code=1)
    assert "dubbing.project.undeclared_synthetic would find something more in a.project.json" in said
    assert (project.root / "a.wav").read_bytes() == PLAIN


def test_a_digest_that_was_wrong_before_is_stated_only_by_name(project):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED, sha256=digest(b"another"))))
    said = fix(project, "--write", code=1)
    assert "not written: look at a.wav, then add `--stamp a.wav`" in said
    assert digest(b"another") in (project.root / "a.project.json").read_text("utf-8")
    assert label(project) is not None
    fix(project, "--write", "--stamp", "a.wav", code=0)
    assert digest((project.root / "a.wav").read_bytes()) in (project.root / "a.project.json").read_text("utf-8")


def test_files_of_any_size_are_not_held(project, monkeypatch):
    from adjudge.plugins.fix import labels, offers

    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    monkeypatch.setattr(offers, "MOST_OF_ALL", len(PLAIN) - 1)
    assert "the files that are labelled in one run have up to 0 MiB together" in fix(project, code=1)
    monkeypatch.setattr(labels, "MOST", len(PLAIN) - 1)
    assert "only files of up to 0 MiB are labelled here" in fix(project, code=1)


def test_what_cannot_carry_a_label_is_told_why(project):
    (project.root / "a.wav").write_bytes(PLAIN[:-10])
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    assert (project.root / "a.wav").read_bytes() == PLAIN[:-10]
    fix(project, "--write", code=3)
    assert (project.root / "a.wav").read_bytes() == PLAIN[:-10]


def test_a_read_only_file_and_a_link_stay(project):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    (project.root / "a.wav").chmod(0o444)
    assert "a.wav: the file is read-only" in fix(project, "--write", code=2)
    (project.root / "a.wav").chmod(0o644)
    (project.root / "a.wav").rename(project.root / "b.bin")
    (project.root / "a.wav").symlink_to("b.bin")
    assert "the file is a link, lies behind one, or has a second name" in fix(project, "--write", code=1)
    assert (project.root / "b.bin").read_bytes() == PLAIN
    assert digest(PLAIN) in (project.root / "a.project.json").read_text("utf-8")


def test_it_is_told_in_chinese_too(project):
    project.write("a.project.json", manifest(deliverable(implicit_label=STATED)))
    assert "字节变为" in fix(project, "--lang", "zh", code=1)
