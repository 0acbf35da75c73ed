"""What the content security plugin declares beside scripts, and that its lists are made as they stand."""

import json
import runpy
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import jsonschema_rs
import pytest

from adjudge.plugins.domains import content_security

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"


def claims(name: str) -> list[str]:
    (domain,) = content_security.adjudge_domains()
    return [each.name for each in domain.kinds if any(fnmatch(name, pattern) for pattern in each.files)]


@pytest.mark.parametrize("form", ["yaml", "yml", "json", "csv", "jsonl"])
@pytest.mark.parametrize("kind", ["keyword_library", "test_bank", "refusal_bank", "non_refusal_bank"])
def test_lists_are_claimed_in_every_form(kind, form):
    assert claims(f"a.{kind}.{form}") == [f"content_security.{kind}"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.evaluation.yaml", "content_security.evaluation"),
        ("a.evaluation.csv", None),
        ("a.review_log.jsonl", "content_security.review_log"),
        ("a.review_log.yaml", None),
        ("a.test_bank.csv.meta.yaml", None),
        ("test_bank.csv", None),
        *((f"a.{form}", "content_security.script") for form in ("srt", "vtt", "ass", "ssa", "ttml", "dfxp", "itt")),
        *((f"a.script.{form}", "content_security.script") for form in ("txt", "docx", "xlsx")),
        *((f"a.{form}", None) for form in ("txt", "docx", "xlsx")),
    ],
)
def test_other_files_are_claimed_by_their_names(name, kind):
    assert claims(name) == ([kind] if kind else [])


def test_only_the_review_log_has_records():
    (domain,) = content_security.adjudge_domains()
    assert [kind.name for kind in domain.kinds if kind.shape == "records"] == ["content_security.review_log"]


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("keyword_library", {"term": "a", "category": "I1", "risk": "A.1.1"}),
        ("test_bank", {"question": "a", "risk": "A.1.1"}),
        ("refusal_bank", {"question": "a", "risk": "A.1.1"}),
        ("non_refusal_bank", {"question": "a", "topic": "age"}),
    ],
)
def test_a_list_is_closed_and_dated_by_a_field(kind, entry):
    schema = json.loads(files("adjudge.schemas").joinpath(f"content_security/{kind}.json").read_text("utf-8"))
    is_valid = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid
    whole = {"updated": "2026-01-31T09:00:00+08:00", "entries": [entry]}
    assert is_valid(whole)
    assert not is_valid({**whole, "more": 1})
    assert not is_valid({**whole, "entries": [{**entry, "more": 1}]})
    assert not is_valid({**whole, "updated": "2026-01-31"})
    assert not is_valid({**whole, "updated": "yesterday"})


def test_the_lists_of_the_launch_pack_are_what_the_generator_makes():
    made = runpy.run_path(str(EXAMPLES / "generate.py"))["files"]()
    content = EXAMPLES / "launch" / "content"
    assert {name: (content / name).read_text("utf-8") for name in made} == made
    assert {path.name for path in content.glob("*.csv")} == set(made)


def test_the_banks_and_the_evidence_of_an_evaluation_are_followed():
    evaluation = {
        "banks": {"test_bank": {"file": "t.csv"}, "keyword_library": {"file": "k.csv"}},
        "report": {"clauses": [{"clause": "1"}, {"clause": "2", "evidence": ["annex 3", {"file": "a.pdf"}]}]},
    }
    artifact = SimpleNamespace(kind="content_security.evaluation", document=evaluation)
    found = [(each.pointer, each.path, each.kind) for each in content_security.adjudge_relates(artifact)]
    assert found == [
        ("/banks/test_bank/file", "t.csv", "content_security.test_bank"),
        ("/banks/keyword_library/file", "k.csv", "content_security.keyword_library"),
        ("/report/clauses/1/evidence/1/file", "a.pdf", None),
    ]
    other = SimpleNamespace(kind="content_security.test_bank", document={"entries": []})
    assert list(content_security.adjudge_relates(other)) == []
