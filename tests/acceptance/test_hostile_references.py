"""References that lead in a circle, too far, out of the root, or to what is no file."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from itertools import permutations

import pytest
from lending import book, lending, open_library
from neighbours import DENIED, GOOD, consent, only_error, place, settle, undisturbed
from wheels import outcome

CIRCLE = "artifacts name each other in a circle: "


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def library(project, **books: tuple[str, ...]) -> None:
    """Write books by name, each with the names of those that it names."""
    open_library(project)
    for name, named in books.items():
        project.write(f"{name}.book.yaml", book(*(f"{other}.book.yaml" for other in named)))


def verdicts(project, *arguments: str) -> dict[str, str]:
    """Judge, and give the verdicts of the books by name; those in a circle as `circle`."""
    report = project.json(*arguments)
    assert report["summary"]["exit_code"] == 3
    said = {}
    for artifact in report["artifacts"]:
        problem = artifact.get("problem", {"message": ""})
        if artifact["kind"] == "lending.book":
            circle = problem["message"].startswith(CIRCLE)
            said[artifact["path"].removesuffix(".book.yaml")] = "circle" if circle else artifact["verdict"]
    return said


# --- circles --------------------------------------------------------------------------------------------------------


def test_two_artifacts_that_name_each_other_are_both_errors(project):
    project.write("a.consent.json", consent("b.consent.json", impact_assessments=[]))
    project.write("b.consent.json", consent("a.consent.json", impact_assessments=[]))
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    for name, artifact in undisturbed(report).items():
        assert artifact["verdict"] == "error"
        assert artifact["problem"]["message"] == f"{CIRCLE}a.consent.json → b.consent.json → a.consent.json"
        assert artifact["problem"]["hint"] == "Break the circle."
        assert place(artifact["problem"]) == (name, 15, 3)


def test_an_artifact_that_names_itself_is_an_error(project):
    project.write("x.consent.json", consent("x.consent.json"))
    assert only_error(project)["message"] == f"{CIRCLE}x.consent.json → x.consent.json"


@pytest.mark.parametrize("order", list(permutations("abcd")), ids="".join)
def test_all_three_in_a_circle_are_errors_and_the_one_that_hangs_on_is_judged_in_any_order(project, order):
    library(project, a=("b",), b=("c",), c=("a",), d=("a",))
    said = verdicts(project, *(f"{name}.book.yaml" for name in order))
    assert said == {"a": "circle", "b": "circle", "c": "circle", "d": "deny"}


@pytest.mark.parametrize("first", "abcd")
def test_two_circles_with_a_common_member_are_one_whoever_is_first(project, first):
    # The way into the second circle leads through an artifact that has been judged already.
    library(project, a=("b", "c"), b=("a",), c=("d",), d=("b",))
    said = verdicts(project, f"{first}.book.yaml")
    assert set(said.values()) == {"circle"}
    assert set(said) == set("abcd")


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_names_do_not_decide_who_is_in_a_circle(project, names):
    one, two = names
    library(project, **{one: (two, "z"), two: (one,), "z": (two,)})
    assert verdicts(project, f"{one}.book.yaml") == dict.fromkeys([one, two, "z"], "circle")


@pytest.mark.parametrize("first", ["many.book.yaml", "other.book.yaml"])
def test_of_a_file_with_several_documents_only_those_in_the_circle_are_errors(project, first):
    library(project, other=("many",))
    project.write("many.book.yaml", f"{book()}---\n{book('other.book.yaml')}---\n{book()}")
    report = project.json(first)
    said = {artifact["path"]: artifact["verdict"] for artifact in report["artifacts"]}
    assert said == {
        "many.book.yaml#1": "pass",
        "many.book.yaml#2": "error",
        "many.book.yaml#3": "pass",
        "other.book.yaml": "error",
    }


def test_one_that_many_name_is_no_circle(project):
    library(project, a=("b", "c"), b=("d",), c=("d",), d=())
    report = project.json()
    assert {artifact["verdict"] for artifact in undisturbed(report).values()} == {"pass"}


def test_inspect_does_not_show_an_artifact_of_a_circle_as_if_it_were_judged(project):
    library(project, a=("b",), b=("a",))
    done = project.adjudge("inspect", "a.book.yaml")
    assert (done.returncode, done.stdout) == (3, "")
    assert "a.book.yaml:3:3: artifacts name each other in a circle" in done.stderr


# --- chains ---------------------------------------------------------------------------------------------------------


def chain(project, length: int) -> list[str]:
    """Write a chain of books, the first naming the second and so on; give their names."""
    open_library(project)
    names = [f"n{number:03}.book.yaml" for number in range(1, length + 1)]
    for name, below in zip(names, [*names[1:], None], strict=True):
        project.write(name, book(*([below] if below else []), evidence=("note.txt",)))
    project.write("note.txt", "what the last one names is no artifact")
    return names


def test_fifty_artifacts_may_hang_on_one_another(project):
    names = chain(project, 50)
    said = undisturbed(project.json())
    assert {said[name]["verdict"] for name in names} == {"pass"}


@pytest.mark.parametrize("order", ["from above", "from below", "from the middle"])
def test_more_than_fifty_are_an_error_of_each_on_which_too_many_hang(project, order):
    names = chain(project, 60)
    if order != "from above":  # files are judged in the order of their paths
        first = names[-1] if order == "from below" else names[30]
        project.write("first.book.yaml", book(first))
    report = project.json(*names, *([] if order == "from above" else ["first.book.yaml"]))
    said = {artifact["path"]: artifact for artifact in report["artifacts"]}
    assert report["summary"]["exit_code"] == 3
    for name in names[:10]:
        assert "over more than 50 artifacts" in said[name]["problem"]["message"]
        assert place(said[name]["problem"]) == (name, 3, 3)
    assert said[names[-1]]["verdict"] == "pass"


def test_a_chain_without_end_is_an_error_and_the_process_lives(project):
    names = chain(project, 3000)
    project.write(names[-1], book(names[0]))
    report = project.json(names[0], GOOD, DENIED)
    assert report["summary"]["exit_code"] == 3
    assert undisturbed(report)[names[0]]["verdict"] == "error"


# --- out of the root ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference", ["../../../../../../etc/passwd", "/etc/passwd", "a/../../x", "link", "folder/passwd", "a\0b"]
)
def test_a_reference_out_of_the_root_is_denied_at_the_line_that_names_it(project, reference):
    (project.root / "link").symlink_to("/etc/passwd")
    (project.root / "folder").symlink_to("/etc")
    project.write("x.consent.json", consent(reference, impact_assessments=[]))
    report = project.json()
    assert report["summary"]["exit_code"] == 1
    (artifact,) = (said for path, said in undisturbed(report).items() if path == "x.consent.json")
    assert outcome(report, "x.consent.json", "dubbing.consent.reference") == "denied"
    (finding,) = next(said for said in artifact["outcomes"] if said["rule"].endswith(".reference"))["findings"]
    assert (finding["line"], finding["column"], finding["severity"]) == (15, 3, "critical")
    assert finding["message"]["en"] == f"{reference} is outside the root"
    assert artifact["evidence"] == []


@pytest.mark.parametrize("folder", ["", "below/"])
def test_an_absolute_reference_to_a_file_inside_the_root_is_denied_with_the_path_to_write(project, folder):
    project.write("record.txt", "a record")
    absolute = f"{project.root.resolve()}/record.txt"
    project.write(f"{folder}x.consent.json", consent(absolute, impact_assessments=[]))
    report = project.json()
    assert report["summary"]["exit_code"] == 1
    artifact = next(said for said in report["artifacts"] if said["path"] == f"{folder}x.consent.json")
    found = [finding for said in artifact["outcomes"] for finding in said["findings"]]
    told = [finding["message"] for finding in found if "is absolute, and" in finding["message"]["en"]]
    relative = "../record.txt" if folder else "record.txt"
    assert [each["en"] for each in told] == [
        f"{absolute} is absolute, and paths are relative to the file that names them: write {relative}"
    ]
    assert told[0]["zh"].endswith(f"请写作 {relative}")
    assert not any("does not exist" in finding["message"]["en"] for finding in found)
    assert [each["path"] for each in artifact["evidence"]] == ["record.txt"]


def test_nothing_hides_a_reference_out_of_the_root(project):
    project.write("x.consent.json", consent("/etc/passwd"))
    report = project.json("--ignore", "dubbing.*", "--select", "identity.*")
    assert outcome(report, "x.consent.json", "dubbing.consent.reference") == "denied"
    assert report["summary"]["exit_code"] == 1


def test_a_reference_may_leave_its_folder_inside_the_root(project):
    digest = sha256(project.write("record.txt", "signed").read_bytes()).hexdigest()
    project.write("deep/down/x.consent.json", consent("../../record.txt", digest))
    said = undisturbed(project.json())["deep/down/x.consent.json"]
    assert said["evidence"] == [{"path": "record.txt", "sha256": digest}]
    assert said["verdict"] == "pass"


# --- no file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("folder", "folder cannot be read: this is a folder, not a file"),
        (".", ". cannot be read: this is a folder, not a file"),
        ("pipe", "pipe cannot be read: this is a pipe, not a file"),
        ("loop", "loop cannot be read: the file cannot be read: Too many levels of symbolic links"),
    ],
)
def test_a_reference_to_what_is_no_file_is_an_error_at_the_line_that_names_it(project, name, says):
    (project.root / "folder").mkdir()
    os.mkfifo(project.root / "pipe")
    project.write("adjudge.toml", 'exclude = ["pipe", "loop"]\n')
    (project.root / "loop").symlink_to("loop")
    project.write("x.consent.json", consent(name))
    problem = only_error(project)
    assert problem["message"] == says
    assert place(problem) == ("x.consent.json", 15, 3)


@pytest.mark.parametrize("name", ["gone.txt", "gone/and/gone.txt", "good.service.json/x", "x" * 5000, "a\nb"])
def test_a_reference_to_a_file_that_is_not_there_is_left_to_the_rules(project, name):
    project.write("x.consent.json", consent(name))
    report = project.json()
    assert report["summary"]["exit_code"] == 1
    assert outcome(report, "x.consent.json", "dubbing.consent.separate_consent") == "denied"
    (evidence,) = undisturbed(report)["x.consent.json"]["evidence"]
    assert evidence["sha256"] is None


def test_an_artifact_that_names_a_broken_one_is_judged_and_the_broken_one_is_an_error(project):
    library(project, a=("b",))
    project.write("b.book.yaml", "title: 012\n")
    report = project.json("a.book.yaml")
    assert report["summary"]["exit_code"] == 3
    assert {said["path"]: said["verdict"] for said in report["artifacts"]} == {
        "a.book.yaml": "deny",
        "b.book.yaml": "error",
    }


def test_a_document_with_ten_thousand_references_is_judged(project):
    open_library(project)
    names = [f"e/{number}.txt" for number in range(10_000)]
    project.write("x.book.json", json.dumps({"title": "a", "evidence": names}))
    assert undisturbed(project.json())["x.book.json"]["verdict"] == "pass"


def test_a_file_that_changes_between_two_looks_at_it_is_an_error_of_who_looks_again(project):
    files = lending()
    init = "adjudge_lending/__init__.py"
    hook = 'if artifact.kind == "lending.book":'
    assert files[init].count(hook) == 1
    writes = f"from pathlib import Path; Path({str(project.root / '1.book.json')!r}).write_text('{{}}')"
    files[init] = files[init].replace(hook, f"if artifact.document['title'] == 'writer': {writes}\n    {hook}")
    project.plugin("lending", files)
    for name in "12":  # so large that the first is forgotten over the second
        project.write(f"{name}.book.json", json.dumps({"title": "x" * (9 << 20)}))
    project.write("3.book.json", json.dumps({"title": "writer", "names": ["1.book.json"]}))
    report = project.json()
    said = undisturbed(report)
    assert report["summary"]["exit_code"] == 3
    assert {path: artifact["verdict"] for path, artifact in said.items()} == {
        "1.book.json": "pass",
        "2.book.json": "pass",
        "3.book.json": "error",
    }
    assert "the file changed while it was judged" in said["3.book.json"]["problem"]["message"]
