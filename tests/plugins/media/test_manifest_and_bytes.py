"""What a manifest states of its deliverables is held to their bytes, at its line and at the place in the file."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from labelled_wav import CODE, label, wav

from adjudge import Finding, Options, judge

AS_OF = "2026-12-01T12:00:00Z"
RULES = {"implicit_label", "undeclared_synthetic", "label_identity", "media_agrees", "platform_check_agrees"}
OTHER = "001191000000MA0000007C10000"


def deliverable(file: str, data: bytes, **more: Any) -> dict[str, Any]:
    """Return the entry of a file."""
    known = {"media": "audio", "language": "en", "voices": ["lead"], "synthetic": True, "labels": []}
    return {"file": file, **known, "sha256": sha256(data).hexdigest(), **more}


def project(deliverables: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a manifest of one synthetic voice, for the public in mainland China."""
    rights = {
        "licensor": "Sample licensor",
        "uses": ["dubbing"],
        "territories": ["CN"],
        "from": "2026-01-01",
        "to": None,
    }
    return {
        "work": {
            **{"id": "sample", "title": "Sample", "genre": "drama", "original_language": "zh"},
            **{"may_affect_minors": False, "rights": rights},
        },
        "release": {"date": "2026-12-15", "territories": ["CN"], "channels": ["platform"], "delivery": "file"},
        "scope": {"domestic_public": True, "public_opinion": False},
        "provider": {"name": "Example Studio", "code": CODE},
        "voices": [{"id": "lead", "type": "synthetic", "derived_from_person": False}],
        "deliverables": deliverables,
        "reviews": {"input": [], "output": []},
        **more,
    }


def findings(folder: Path, files: dict[str, bytes], manifest: dict[str, Any]) -> list[Finding]:
    """Return what the rules that read the bytes say of a manifest; each is decided."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "job.project.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    verdicts = judge(folder / "job.project.json", options=Options(as_of=AS_OF, root=folder)).verdicts
    (verdict,) = [each for each in verdicts if each.kind == "dubbing.project"]
    ours = [outcome for outcome in verdict.outcomes if outcome.rule.rpartition(".")[2] in RULES]
    assert {outcome.rule.rpartition(".")[2] for outcome in ours} == RULES
    assert [outcome.note for outcome in ours if outcome.outcome == "error"] == []
    return [finding for outcome in ours for finding in outcome.findings]


def told(found: list[Finding]) -> set[tuple[str, str, str | None]]:
    return {(each.level, each.rule.rpartition(".")[2], each.code) for each in found}


def test_a_labelled_file_of_this_job_passes(tmp_path: Path) -> None:
    data = wav(label())
    stated = {"label": "1", "producer": CODE, "produce_id": "episode-01-en"}
    manifest = project([deliverable("a.wav", data, implicit_label=stated, duration=1000)])
    assert findings(tmp_path, {"a.wav": data}, manifest) == []


def test_a_synthetic_file_without_a_label_is_denied_at_the_line_that_names_it(tmp_path: Path) -> None:
    data = wav()
    (found,) = findings(tmp_path, {"a.wav": data}, project([deliverable("a.wav", data)]))
    assert (found.level, found.rule, found.code) == ("deny", "dubbing.project.implicit_label", "missing")
    lines = (tmp_path / "job.project.json").read_text("utf-8").splitlines()
    assert '"file": "a.wav"' in lines[found.place.line - 1]
    assert [each.place.file for each in found.related] == ["a.wav"]


@pytest.mark.parametrize(
    "text", ["", "{", label(ProduceID=None), label(Label="AIGC")], ids=["empty", "broken", "no id", "enum"]
)
def test_a_label_that_does_not_say_the_three_is_no_label(text: str, tmp_path: Path) -> None:
    data = wav(text)
    found = told(findings(tmp_path, {"a.wav": data}, project([deliverable("a.wav", data)])))
    assert ("deny", "implicit_label", "unusable") in found


def test_what_cannot_be_read_as_media_is_denied_once(tmp_path: Path) -> None:
    files = {"a.wav": b"no media at all", "b.wav": b"nor this"}
    found = findings(tmp_path, files, project([deliverable(name, data) for name, data in files.items()]))
    assert told(found) == {("deny", "implicit_label", "unread")}
    assert len(found) == 1


def test_a_label_in_what_is_declared_as_human_is_denied(tmp_path: Path) -> None:
    data = wav(label())
    manifest = project([deliverable("a.wav", data, synthetic=False)], voices=[{"id": "lead", "type": "human"}])
    assert told(findings(tmp_path, {"a.wav": data}, manifest)) == {("deny", "undeclared_synthetic", "generated")}


def test_a_human_recording_without_a_label_passes(tmp_path: Path) -> None:
    data = wav()
    manifest = project([deliverable("a.wav", data, synthetic=False)], voices=[{"id": "lead", "type": "human"}])
    assert findings(tmp_path, {"a.wav": data}, manifest) == []


def test_a_label_of_somebody_else_and_one_that_differs_from_what_is_stated_are_denied(tmp_path: Path) -> None:
    data = wav(label(ContentProducer=OTHER, ContentPropagator=OTHER))
    manifest = project([deliverable("a.wav", data, implicit_label={"produce_id": "episode-02"})])
    assert told(findings(tmp_path, {"a.wav": data}, manifest)) == {
        ("deny", "label_identity", "producer"),
        ("deny", "label_identity", "stated_number"),
    }


def test_one_number_for_every_file_is_told(tmp_path: Path) -> None:
    files = {f"{name}.wav": wav(label()) for name in "abc"}
    found = findings(tmp_path, files, project([deliverable(name, data) for name, data in files.items()]))
    assert [(each.level, each.code, each.details["file"]) for each in found] == [
        ("warn", "same_number", "b.wav"),
        ("warn", "same_number", "c.wav"),
    ]


def test_a_playing_time_and_a_kind_of_media_that_are_not_the_files_are_told(tmp_path: Path) -> None:
    data = wav(label())
    manifest = project([deliverable("a.wav", data, media="video", duration=60000)])
    assert told(findings(tmp_path, {"a.wav": data}, manifest)) == {
        ("deny", "media_agrees", "no_picture"),
        ("warn", "media_agrees", "duration"),
    }


def test_what_a_platform_says_that_it_added_is_in_the_file(tmp_path: Path) -> None:
    data = wav(label(ContentProducer=OTHER, ContentPropagator=OTHER))
    check = {
        **{"label_found": True, "user_declared": True, "traces_found": False},
        **{"shown_as": "generated", "propagation_added": True},
    }
    manifest = project([deliverable("a.wav", data, platform_check=check)], role=["distribution_platform"])
    assert ("deny", "platform_check_agrees", "propagation") in told(findings(tmp_path, {"a.wav": data}, manifest))
