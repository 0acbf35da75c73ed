"""What artifacts name: judged first, once, reported wherever it lies; or hashed as evidence."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from lending import book, open_library
from neighbours import MANIFEST, consent
from wheels import outcome

SOUND = b"sound, more or less"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def studio(project, *, record: str = "signed", names: tuple[str, ...] = ("a",), **changes: object) -> None:
    """Write a consent with its signed record, and projects that name it."""
    signed = project.write("consents/record.txt", record).read_bytes()
    project.write("consents/a.consent.json", consent("record.txt", digest(signed), **changes))
    voice = {"id": "heroine", "type": "human", "performer": "performer-a", "consent": "../consents/a.consent.json"}
    deliverable = {
        "file": "out.bin",
        "media": "audio",
        "language": "en",
        "voices": ["heroine"],
        "synthetic": True,
        "labels": [],
        "sha256": digest(project.write("jobs/out.bin", SOUND).read_bytes()),
    }
    for name in names:
        manifest = {**MANIFEST, "voices": [voice], "deliverables": [deliverable]}
        project.write(f"jobs/{name}.project.json", json.dumps(manifest, indent=1))


def paths(report) -> list[str]:
    return [artifact["path"] for artifact in report["artifacts"]]


def test_a_consent_is_judged_before_the_projects_that_name_it_and_reported_once(project):
    studio(project, names=("a", "b", "c"))
    for arguments in ([], ["jobs"], ["jobs/c.project.json", "jobs/a.project.json", "jobs/b.project.json"]):
        report = project.json(*arguments)
        assert report["summary"]["exit_code"] == 0
        assert paths(report) == [
            "consents/a.consent.json",
            "jobs/a.project.json",
            "jobs/b.project.json",
            "jobs/c.project.json",
        ]


def test_a_related_artifact_outside_path_is_reported_and_counts(project):
    studio(project, form="bundled")
    report = project.json("jobs/a.project.json")
    assert report["summary"]["exit_code"] == 1
    assert paths(report) == ["consents/a.consent.json", "jobs/a.project.json"]
    assert outcome(report, "consents/a.consent.json", "dubbing.consent.separate_consent") == "denied"
    assert outcome(report, "jobs/a.project.json", "dubbing.project.voice_consent") == "denied"


def test_policies_see_the_verdict_before_selection(project):
    studio(project, form="bundled")
    report = project.json("jobs", "--select", "dubbing.project.voice_consent")
    assert [artifact["verdict"] for artifact in report["artifacts"]] == ["pass", "deny"]


def test_evidence_is_hashed_and_listed(project):
    studio(project)
    said = {artifact["path"]: artifact["evidence"] for artifact in project.json()["artifacts"]}
    assert said == {
        "consents/a.consent.json": [{"path": "consents/record.txt", "sha256": digest(b"signed")}],
        "jobs/a.project.json": [{"path": "jobs/out.bin", "sha256": digest(SOUND)}],
    }
    shown = project.adjudge("check", "-v").stdout
    assert f"  evidence  jobs/out.bin  {digest(SOUND)}\n" in shown


def test_evidence_is_not_unclaimed_and_what_nobody_names_is(project):
    studio(project)
    project.write("jobs/other.bin", SOUND)
    assert project.json()["unclaimed"] == ["jobs/other.bin"]
    assert project.json("jobs/out.bin", "jobs/a.project.json")["summary"]["exit_code"] == 0


def test_evidence_that_was_altered_is_denied_at_the_line_that_names_its_digest(project):
    studio(project)
    project.write("jobs/out.bin", b"other")
    report = project.json()
    assert outcome(report, "jobs/a.project.json", "dubbing.project.file_integrity") == "denied"


def test_inspect_shows_what_policies_see_of_the_related(project):
    studio(project)
    (project.root / "jobs" / "out.bin").unlink()
    seen = json.loads(project.adjudge("inspect", "jobs/a.project.json", "--as-of", "2026-03-01").stdout)
    assert seen["as_of"] == "2026-03-01T12:00:00Z"
    assert {related["pointer"]: related for related in seen["related"]} == {
        "/voices/0/consent": {
            "pointer": "/voices/0/consent",
            "path": "consents/a.consent.json",
            "kind": "dubbing.consent",
            "sha256": digest((project.root / "consents/a.consent.json").read_bytes()),
            "size": (project.root / "consents/a.consent.json").stat().st_size,
            "verdict": "pass",
            "document": json.loads((project.root / "consents/a.consent.json").read_text("utf-8")),
        },
        "/deliverables/0/file": {
            "pointer": "/deliverables/0/file",
            "path": "jobs/out.bin",
            "kind": None,
            "sha256": None,
            "size": None,
            "verdict": None,
            "document": None,
        },
    }


def test_a_document_that_breaks_its_schema_is_seen_without_content(project):
    studio(project, form="by telephone")
    seen = json.loads(project.adjudge("inspect", "jobs/a.project.json").stdout)
    related = seen["related"][0]
    assert (related["kind"], related["verdict"], related["document"]) == ("dubbing.consent", "deny", None)


# --- kinds ----------------------------------------------------------------------------------------------------------


def test_a_reference_to_another_kind_than_expected_is_denied_at_its_line_and_column(project):
    open_library(project)
    project.write("books/x.book.yaml", book("y.book.yaml", "../a.consent.json"))
    project.write("books/y.book.yaml", book())
    digest_of = digest(project.write("record.txt", "signed").read_bytes())
    project.write("a.consent.json", consent("record.txt", digest_of))
    report = project.json("books/x.book.yaml")
    assert report["summary"]["exit_code"] == 1
    (denied,) = (
        finding
        for artifact in report["artifacts"]
        for said in artifact["outcomes"]
        if said["rule"] == "lending.book.reference"
        for finding in said["findings"]
    )
    assert (denied["line"], denied["column"], denied["path"]) == (4, 3, ["names", 1])
    assert denied["message"]["en"] == "../a.consent.json is of the kind dubbing.consent, not lending.book"
    assert outcome(report, "a.consent.json", "dubbing.consent.in_force") == "passed"


def test_a_reference_says_the_kind_of_a_file_that_nobody_else_claims(project):
    open_library(project)
    project.write("x.book.yaml", book("plain.yaml"))
    project.write("plain.yaml", book())
    report = project.json("x.book.yaml")
    assert [(artifact["path"], artifact["kind"]) for artifact in report["artifacts"]] == [
        ("plain.yaml", "lending.book"),
        ("x.book.yaml", "lending.book"),
    ]
    assert report["unclaimed"] == []


def test_who_looks_first_does_not_decide_whether_a_file_is_claimed(project):
    """The first sees plain evidence; for the second, the same file is a book."""
    open_library(project)
    project.write("a.book.yaml", book(evidence=("plain.yaml",)))
    project.write("b.book.yaml", book("plain.yaml"))
    project.write("plain.yaml", "title: [broken]\n")
    report = project.json()
    assert outcome(report, "plain.yaml", "lending.book.schema") == "denied"
    assert outcome(report, "b.book.yaml", "lending.book.named") == "denied"


def test_a_file_of_several_documents_is_several_entries(project):
    open_library(project)
    project.write("x.book.yaml", book("all.book.yaml"))
    project.write("all.book.yaml", f"{book()}---\ntitle: ''\n")
    report = project.json("x.book.yaml")
    assert [(artifact["path"], artifact["verdict"]) for artifact in report["artifacts"]] == [
        ("all.book.yaml#1", "pass"),
        ("all.book.yaml#2", "deny"),
        ("x.book.yaml", "deny"),
    ]
    seen = json.loads(project.adjudge("inspect", "x.book.yaml").stdout)
    assert [(related["path"], related["verdict"]) for related in seen["related"]] == [
        ("all.book.yaml#1", "pass"),
        ("all.book.yaml#2", "deny"),
    ]


@pytest.mark.parametrize("where", ["root", "below"])
def test_references_are_relative_to_their_document_wherever_the_command_runs(project, where):
    studio(project)
    if where == "below":
        project.write("adjudge.toml", "")
        project.root = project.root / "jobs"
    assert project.json("a.project.json" if where == "below" else "jobs/a.project.json")["summary"]["exit_code"] == 0


def test_standard_input_names_files_as_the_file_would(project):
    studio(project)
    text = (project.root / "jobs/a.project.json").read_text("utf-8")
    (project.root / "jobs/a.project.json").unlink()
    report = project.json("-", "--stdin-filename", "jobs/a.project.json", input=text)
    assert paths(report) == ["consents/a.consent.json", "jobs/a.project.json"]
    assert report["summary"]["exit_code"] == 0


def test_an_artifact_can_name_what_stands_on_standard_input(project):
    open_library(project)
    project.write("x.book.yaml", book("y.book.yaml"))
    report = project.json("x.book.yaml", "-", "--stdin-filename", "y.book.yaml", input="title: ''\n")
    assert [artifact["verdict"] for artifact in report["artifacts"]] == ["deny", "deny"]
