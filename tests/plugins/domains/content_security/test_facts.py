"""The facts of a script: its library, its hits with their dispositions, its review."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import jsonschema_rs
import pytest
import yaml
from scripts import read

from adjudge import Artifact, ReadError, Source
from adjudge.plugins.domains import content_security
from adjudge.plugins.domains.content_security import risks
from adjudge.plugins.domains.content_security.library import SAMPLE, open_library

SCRIPT = "1\n00:00:01,000 --> 00:00:02,000\n甲样例\n<i>词</i>乙\n\n2\n00:00:03,000 --> 00:00:04,000\n样例词与 WIDGET\n"
LIBRARY = "term,category,note\n样例词,I3,placeholder\nwidget,U4,\n"
FACTS = json.loads(files("adjudge.schemas").joinpath("content_security/script_facts.json").read_text("utf-8"))
DOCUMENT = json.loads(files("adjudge.schemas").joinpath("content_security/script.json").read_text("utf-8"))

PARAMS = yaml.safe_load(files("adjudge.policies").joinpath("content_security/data.yaml").read_text("utf-8"))["params"]


class Folder:
    """Evidence from one folder, which holds the artifact and the configuration."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, path: str) -> bytes | None:
        file = self.path / path
        return file.read_bytes() if file.exists() else None

    parameter = open


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "words.csv").write_text(LIBRARY, "utf-8")
    (tmp_path / "words.csv.meta.yaml").write_text('updated: "2026-11-20T00:00:00+08:00"\n', "utf-8")
    (tmp_path / "a.srt").write_text(SCRIPT, "utf-8")
    return tmp_path


def artifact(folder: Path, library: str | None = "words.csv") -> Artifact:
    data = (folder / "a.srt").read_bytes()
    digest = sha256(data).hexdigest()
    reader = next(each for each in content_security.adjudge_readers() if ".srt" in each.suffixes)
    (document,) = reader.read(Source(path="sub/a.srt", real=folder / "a.srt", data=data, sha256=digest))
    return Artifact(
        path="sub/a.srt",
        file="sub/a.srt",
        kind="content_security.script",
        sha256=digest,
        size=len(data),
        document=document.value,
        params={**PARAMS, "keyword_library": library},
        as_of=datetime(2026, 11, 23, 12, tzinfo=UTC),
        evidence=Folder(folder),
    )


def facts(folder: Path, library: str | None = "words.csv") -> SimpleNamespace:
    one = artifact(folder, library)
    found = content_security.adjudge_facts(one)
    for schema, value in ((DOCUMENT, one.document), (FACTS, found)):
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(value)
    return SimpleNamespace(**found)


def review(folder: Path, *dispositions: str, sha: str | None = None, extra: str = "") -> None:
    sha = sha or sha256((folder / "a.srt").read_bytes()).hexdigest()
    (folder / "a.srt.review.yaml").write_text(
        f"script_sha256: {sha}\nreviewed_at: 2026-11-22T10:00:00+08:00\nreviewer: {{role: content reviewer}}\n"
        f"result: approved\ndispositions: [{', '.join(dispositions)}]\n{extra}",
        "utf-8",
    )


def test_hits_say_where_they_stand(folder):
    first, second, third = facts(folder).hits
    assert first == {
        "term": "样例词",
        "found": "样例 <i>词",
        "entry": 2,
        "category": "I3",
        "risks": ["A.1.2"],
        "list": "illegal",
        "cue": 1,
        "cell": None,
        "line": 3,
        "column": 2,
        "start": 1000,
        "path": ["cues", 0, "text", 0, 1],
        "disposition": None,
    }
    assert (second["line"], second["column"], second["list"]) == (8, 1, "illegal")
    assert (third["term"], third["line"], third["column"], third["list"]) == ("widget", 8, 6, "undesirable")


def test_the_library_is_identified_by_its_content(folder):
    assert facts(folder).library == {
        "path": "words.csv",
        "sha256": sha256(LIBRARY.encode()).hexdigest(),
        "entries": 2,
        "allowed": 0,
        "updated": "2026-11-20T00:00:00+08:00",
        "sample": False,
    }


def test_one_library_is_built_once_a_run(folder):
    assert open_library(artifact(folder)) is open_library(artifact(folder))


def test_without_a_library_the_sample_is_searched_for(folder):
    (folder / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n样例违法词九 SAMPLE undesirable TERM\n", "utf-8")
    found = facts(folder, library=None)
    assert found.library["sample"]
    assert found.library["path"] is None
    assert [hit["category"] for hit in found.hits] == ["I9", "U9"]


def test_the_sample_covers_every_category_with_placeholders_only():
    lines = files("adjudge.plugins.domains.content_security").joinpath(SAMPLE).read_text("utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]
    assert {row[1] for row in rows} == {*(f"I{n}" for n in range(1, 12)), *(f"U{n}" for n in range(1, 10))}
    assert all(row[0].startswith(("样例", "sample ")) for row in rows)


def test_no_review_is_null(folder):
    assert facts(folder).review is None


def test_a_review_of_this_version_is_current(folder):
    review(folder)
    assert facts(folder).review == {
        "path": "sub/a.srt.review.yaml",
        "sha256": sha256((folder / "a.srt.review.yaml").read_bytes()).hexdigest(),
        "current": True,
        "role": "content reviewer",
        "reviewed_at": "2026-11-22T10:00:00+08:00",
        "result": "approved",
        "covers": None,
        "library": None,
    }


def test_a_disposition_names_a_hit_by_term_or_by_category_and_place(folder):
    review(
        folder,
        "{term: 样 例 词, line: 3, decision: cleared, reason: a}",
        "{category: I3, cue: 2, decision: confirmed, reason: b}",
        "{term: ＷIDGET, decision: mitigated, reason: c}",
    )
    assert [hit["disposition"] for hit in facts(folder).hits] == [
        {"decision": "cleared", "reason": "a"},
        {"decision": "confirmed", "reason": "b"},
        {"decision": "mitigated", "reason": "c"},
    ]


def test_a_disposition_of_another_place_is_none_of_this_hit(folder):
    review(folder, "{term: 样例词, line: 4, decision: cleared, reason: a}")
    assert [hit["disposition"] for hit in facts(folder).hits] == [None, None, None]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_dispositions_the_strictest_counts(folder, order):
    both = ["{term: 样例词, decision: cleared, reason: a}", "{term: 样例词, decision: confirmed, reason: b}"]
    review(folder, *both[::order], "{category: I3, line: 3, decision: cleared, reason: c}")
    assert [hit["disposition"] and hit["disposition"]["decision"] for hit in facts(folder).hits][:2] == [
        "confirmed"
    ] * 2


def test_a_review_of_another_version_decides_nothing(folder):
    review(folder, "{term: 样例词, decision: cleared, reason: a}", sha="f" * 64)
    found = facts(folder)
    assert not found.review["current"]
    assert [hit["disposition"] for hit in found.hits] == [None, None, None]


@pytest.mark.parametrize(
    ("dispositions", "extra", "line"),
    [
        (["{term: 样例词, decision: fine, reason: a}"], "", 5),
        (["{category: I3, decision: cleared, reason: a}"], "", 5),
        (["{term: 样例词, decision: cleared}"], "", 5),
        ([], "approved: true\n", None),
    ],
)
def test_a_review_with_gaps_is_an_error_at_its_line(folder, dispositions, extra, line):
    review(folder, *dispositions, extra=extra)
    with pytest.raises(ReadError, match="the review is not complete") as caught:
        facts(folder)
    assert caught.value.file == "sub/a.srt.review.yaml"
    assert line is None or caught.value.line == line


@pytest.mark.parametrize("text", ["", "- a\n", "--- {}\n---\n{}\n", "a: [", "script_sha256: x\n"])
def test_a_review_that_is_none_is_an_error(folder, text):
    (folder / "a.srt.review.yaml").write_text(text, "utf-8")
    with pytest.raises(ReadError) as caught:
        facts(folder)
    assert caught.value.file == "sub/a.srt.review.yaml"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "header"),
        ("term,category\n", None, "empty"),
        ("term,kind\na,I1\n", 1, "header"),
        ("term,category,category\na,I1,I1\n", 1, "header"),
        ("term,category\na,I12\n", 2, "category"),
        ("term,category\na,I1\nb\n", 3, "1 cells"),
        ("term,category\n\u200b,I1\n", 2, "no visible character"),
        ('term,category\n"a"b,I1\n', 2, "CSV is broken"),
        ('term,category\n"a,I1\n', 2, "CSV is broken"),
        (b"term,category\n\xff,I1\n", 2, "not UTF-8"),
    ],
)
def test_a_broken_library_is_an_error_at_its_line(folder, text, line, message):
    (folder / "words.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ReadError, match=message) as caught:
        facts(folder)
    assert (caught.value.file, caught.value.line) == ("words.csv", line)
    assert caught.value.hint


def test_a_library_may_hold_quotes_separators_and_a_byte_order_mark(folder):
    (folder / "words.csv").write_bytes(b'\xef\xbb\xbfterm,category\r\n"a, ""b""\xe2\x80\xa8c",I1\r\n\r\nwidget,U1\r\n')
    assert [hit["entry"] for hit in facts(folder).hits] == [4]


@pytest.mark.parametrize("name", ["words.csv", "words.csv.meta.yaml"])
def test_a_missing_library_is_an_error(folder, name):
    (folder / name).unlink()
    with pytest.raises(ReadError) as caught:
        facts(folder)
    assert caught.value.file == "words.csv"


@pytest.mark.parametrize("meta", ["title: a\n", "updated: 2026-11-20\n", "updated: 5\n", "- updated\n"])
def test_a_library_that_does_not_say_when_it_was_updated_is_an_error(folder, meta):
    (folder / "words.csv.meta.yaml").write_text(meta, "utf-8")
    with pytest.raises(ReadError, match="does not say when") as caught:
        facts(folder)
    assert caught.value.file == "words.csv.meta.yaml"


def test_only_scripts_have_facts(folder):
    other = Artifact(
        path="a",
        file="a",
        kind="content_security.other",
        sha256="",
        size=0,
        document={},
        params={},
        as_of=datetime(2026, 11, 23, tzinfo=UTC),
        evidence=Folder(folder),
    )
    assert content_security.adjudge_facts(other) == {}


# --- the 31 risks ---------------------------------------------------------------------------------------------------


def test_a_hit_touches_the_risk_that_the_library_names_else_those_of_its_category(folder):
    (folder / "words.csv").write_text("term,category,risk\n样例词,I3,A.4.2\nwidget,I10,A.9.9\n", "utf-8")
    found = facts(folder)
    assert [hit["risks"] for hit in found.hits] == [["A.4.2"], ["A.4.2"], ["A.4.3", "A.4.5", "A.4.7"]]
    assert found.risks == {"hit": ["A.4.2", "A.4.3", "A.4.5", "A.4.7"], "reviewed": None}


def test_a_review_names_risks_and_categories(folder):
    review(folder, extra="covers: [A.1.1, I3, U6]\n")
    assert facts(folder).review["covers"] == ["A.1.1", "I3", "U6"]
    assert facts(folder).risks["reviewed"] == ["A.1.1", "A.1.2", "A.2.4", "A.2.9"]


def test_what_a_review_of_another_version_looked_for_does_not_count(folder):
    review(folder, sha="a" * 64, extra="covers: [A.1.1]\n")
    assert facts(folder).risks["reviewed"] is None


@pytest.mark.parametrize("name", ["A.1.9", "A.6.1", "I12", "U10", "violence"])
def test_a_review_names_nothing_else(folder, name):
    review(folder, extra=f"covers: [{name}]\n")
    with pytest.raises(ReadError):
        facts(folder)


def test_every_category_has_its_risks_and_every_risk_is_one_of_the_31():
    law = yaml.safe_load((files("adjudge.policies.instruments") / "gbt-45654-2025" / "data.yaml").read_text("utf-8"))
    known = {risk["id"] for each in law["lists"] if each["id"] == "risks" for risk in each["members"]}
    categories = risks.of_categories()
    assert set(categories) == {f"I{i}" for i in range(1, 12)} | {f"U{i}" for i in range(1, 10)}
    assert {risk for several in categories.values() for risk in several} <= known
    assert len(known) == 31
    assert all(risks.touched("U9", risk) == [risk] for risk in known)


def test_a_review_names_the_library_that_it_was_made_with(folder):
    review(folder, extra=f"library_sha256: {'AB' * 32}\n")
    assert facts(folder).review["library"] == "ab" * 32


def test_a_script_without_times_says_so(folder):
    one = read("甲\n\n他说样例\n词\n", "a.script.txt")
    found = content_security.adjudge_facts(replace(artifact(folder), document=one.value))
    for schema, value in ((DOCUMENT, one.value), (FACTS, found)):
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(value)
    assert [(hit["line"], hit["column"], hit["start"], hit["path"]) for hit in found["hits"]] == [
        (3, 3, None, ["cues", 1, "text", 0, 2])
    ]


def test_a_hit_that_two_readings_find_is_one_hit(folder):
    text = "00:00:01,000 --> 00:00:02,000\n样例词\nwidget\n\n00:00:01,000 --> 00:00:02,000\n{\\i1}词<i>\n"
    found = content_security.adjudge_facts(replace(artifact(folder), document=read(text, "a.srt").value))
    assert [(hit["term"], hit["line"]) for hit in found["hits"]] == [("样例词", 2), ("widget", 3)]


def test_an_allowed_word_of_the_library_frees_the_keyword_in_it(folder):
    (folder / "words.csv").write_text(LIBRARY + "甲样例词乙,allowed,\n", "utf-8")
    (folder / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n甲样例词乙，样例词\n", "utf-8")
    found = facts(folder)
    assert [(hit["term"], hit["column"]) for hit in found.hits] == [("样例词", 7)]
    assert (found.library["entries"], found.library["allowed"]) == (2, 1)


def test_a_library_of_allowed_words_alone_is_empty(folder):
    (folder / "words.csv").write_text("term,category\n样例词,allowed\n", "utf-8")
    with pytest.raises(ReadError, match="the keyword library is empty"):
        facts(folder)


def test_the_first_line_that_is_wrong_is_told(folder):
    (folder / "words.csv").write_text("term,category\n样例词,I1\n\u200b,I1\n样例词,I12\n", "utf-8")
    with pytest.raises(ReadError, match="no visible character") as caught:
        facts(folder)
    assert caught.value.line == 3
