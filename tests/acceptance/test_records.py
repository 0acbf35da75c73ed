"""Files with several artifacts: each has its own name, line, digest and verdict."""

from __future__ import annotations

from hashlib import sha256

import pytest
from lending import loan, open_library
from neighbours import account, settle, undisturbed


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)
    open_library(project)


def found(said) -> dict[str, tuple[int, int]]:
    """Return line and column of the findings of each artifact, by path; each has at most one."""
    return {
        path: (finding["line"], finding["column"])
        for path, artifact in said.items()
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
        if outcome["outcome"] == "denied"
    }


def test_records_of_json_lines_are_artifacts_of_their_own(project):
    lines = [loan(1), loan(2, days=31), "\n", loan(3), loan(4, days=40)]
    project.write("x.loans.jsonl", "".join(lines))
    said = undisturbed(project.json())
    assert {path: (artifact["line"], artifact["verdict"]) for path, artifact in said.items()} == {
        "x.loans.jsonl#1": (1, "pass"),
        "x.loans.jsonl#2": (2, "deny"),
        "x.loans.jsonl#3": (4, "pass"),
        "x.loans.jsonl#4": (5, "deny"),
    }
    assert found(said) == {"x.loans.jsonl#2": (2, 18), "x.loans.jsonl#4": (5, 18)}
    record = lines[1].rstrip("\n").encode()
    assert said["x.loans.jsonl#2"]["sha256"] == sha256(record).hexdigest()
    assert said["x.loans.jsonl#2"]["size"] == len(record)


def test_records_of_csv_are_artifacts_with_typed_cells(project):
    project.write(
        "x.loans.csv",
        "\ufeffid,days,due,note\r\n"
        "loan-1,7,2026-02-01T00:00:00Z,\r\n"
        'loan-2,31,2026-02-01T00:00:00Z,"two\r\nlines"\r\n'
        'loan-3,7,2026-02-01T00:00:00Z,"书, ""torn"""\r\n'
        "loan-4,31,2026-02-01T00:00:00Z,torn\r\n",
    )
    said = undisturbed(project.json())
    assert {path: (artifact["line"], artifact["verdict"]) for path, artifact in said.items()} == {
        "x.loans.csv#1": (2, "pass"),
        "x.loans.csv#2": (3, "deny"),
        "x.loans.csv#3": (5, "pass"),
        "x.loans.csv#4": (6, "deny"),
    }
    assert found({"#2": said["x.loans.csv#2"]}) == {"#2": (3, 8)}


def test_documents_of_a_yaml_stream_are_artifacts(project):
    project.write("x.loan.yaml", "id: a\ndays: 1\ndue: 2026-02-01\n---\n# 注释\nid: b\ndays: 31\n...\n---\nid: c\n")
    said = undisturbed(project.json())
    assert {path: artifact["line"] for path, artifact in said.items()} == {
        "x.loan.yaml#1": 1,
        "x.loan.yaml#2": 6,
        "x.loan.yaml#3": 10,
    }
    assert found(said)["x.loan.yaml#2"] == (7, 1)


@pytest.mark.parametrize(
    ("name", "texts", "line", "column", "says"),
    [
        ("x.loans.jsonl", [loan(1), '{"id": "b", "id": "c"}\n', loan(3, days=31)], 2, 13, "is there twice"),
        ("x.loans.jsonl", [loan(1), "{broken\n", loan(3, days=31)], 2, 2, "is no word of JSON"),
        ("x.loans.jsonl", [loan(1), "[" * 200 + "]" * 200 + "\n", loan(3, days=31)], 2, 101, "nested more than 100"),
        ("x.loans.csv", ["id,days\nloan-1,7\n", "loan-2,7,8\n", "loan-3,31\n"], 3, 1, "the row has 3 cells"),
        ("x.loans.csv", ["id,days\nloan-1,7\n", 'loan-2,"7"x\n', "loan-3,31\n"], 3, 1, "not valid CSV"),
    ],
)
def test_a_broken_record_is_an_error_and_its_neighbours_are_judged(project, name, texts, line, column, says):
    project.write(name, "".join(texts))
    report = project.json()
    said = undisturbed(report)
    assert report["summary"]["exit_code"] == 3
    assert {path: artifact["verdict"] for path, artifact in said.items()} == {
        f"{name}#1": "pass",
        f"{name}#2": "error",
        f"{name}#3": "deny",
    }
    problem = said[f"{name}#2"]["problem"]
    assert (problem["file"], problem["line"], problem["column"]) == (name, line, column)
    assert says in problem["message"]


def test_a_broken_document_spoils_the_whole_stream(project):
    project.write("x.loan.yaml", "id: a\n---\nid: [\n---\nid: c\n")
    report = project.json()
    (artifact,) = undisturbed(report).values()
    assert (artifact["path"], artifact["verdict"]) == ("x.loan.yaml", "error")


def test_accounts_of_a_first_party_kind_are_judged_alike_in_both_formats(project):
    project.write("accounts.jsonl", account() + account(method="email"))
    project.write(
        "more.accounts.csv",
        "id,status,registered_at,can_publish,has_published,method,verified_at,plaintext_identity,holder,age_group,violations\n"
        "u-1,active,2026-01-18T09:00:00+08:00,true,false,mobile_number,2026-01-18T09:20:00+08:00,[],person,adult,[]\n"
        "u-2,active,2026-01-18T09:00:00+08:00,true,false,email,2026-01-18T09:20:00+08:00,[],person,adult,[]\n",
    )
    said = undisturbed(project.json())
    assert [artifact["verdict"] for artifact in said.values()] == ["pass", "deny", "pass", "deny"]
    assert found(said)["more.accounts.csv#2"] == (3, 49)


@pytest.mark.parametrize("name", ["x.loans.csv", "x.loans.jsonl"])
def test_a_file_without_records_is_an_error(project, name):
    project.write(name, "id,days\n" if name.endswith("csv") else "\n\n")
    report = project.json()
    (artifact,) = undisturbed(report).values()
    assert artifact["verdict"] == "error"
    assert artifact["problem"]["message"] == "there are no records in it"


def test_the_sibling_of_a_list_is_evidence_of_it_and_read_in_its_place(project):
    project.write("words.keyword_library.csv", "term,risk\na,A.1.1\n")
    project.write("words.keyword_library.csv.meta.yaml", 'title: Words\nupdated: "2099-01-01T00:00:00Z"\n')
    report = project.json()
    (artifact,) = undisturbed(report).values()
    assert artifact["evidence"] == [
        {
            "path": "words.keyword_library.csv.meta.yaml",
            "sha256": sha256(b'title: Words\nupdated: "2099-01-01T00:00:00Z"\n').hexdigest(),
        }
    ]
    assert report["unclaimed"] == []
    fresh = next(one for one in artifact["outcomes"] if one["rule"] == "content_security.keyword_library.fresh")
    (finding,) = fresh["findings"]
    assert (finding["code"], finding["file"], finding["line"], finding["column"]) == (
        "future",
        "words.keyword_library.csv.meta.yaml",
        2,
        1,
    )
