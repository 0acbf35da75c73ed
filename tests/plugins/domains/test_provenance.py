"""What the provenance plugin declares, and which records its documents lead to."""

import json
from datetime import UTC, datetime
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema_rs
import pytest

from adjudge import Artifact, Reference
from adjudge.lib.formats import read_core
from adjudge.plugins.domains import provenance

LAUNCH = Path(__file__).resolve().parents[3] / "examples" / "launch" / "data"


def document(kind: str) -> Any:
    path = LAUNCH / f"voices.{kind}.yaml"
    (read,) = read_core(SimpleNamespace(path=path.name, data=path.read_bytes(), sha256="", size=0), ".yaml")
    return read.value


def references(kind: str, value: Any) -> list[tuple[str, str]]:
    return [(reference.pointer, reference.path) for reference in related(kind, value)]


def kinds(kind: str, value: Any) -> list[tuple[str, str | None]]:
    return [(reference.pointer, reference.kind) for reference in related(kind, value)]


def related(kind: str, value: Any) -> list[Reference]:
    artifact = Artifact(
        path="x.yaml",
        file="x.yaml",
        kind=f"provenance.{kind}",
        sha256="",
        size=0,
        document=value,
        params={},
        as_of=datetime(2026, 11, 23, tzinfo=UTC),
        evidence=None,
    )
    return list(provenance.adjudge_relates(artifact))


def is_valid(kind: str, value: Any) -> bool:
    schema = json.loads(files("adjudge.schemas").joinpath(f"provenance/{kind}.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("voices.corpus.yaml", "provenance.corpus"),
        ("a.annotation.json", "provenance.annotation"),
        ("corpus.yaml", None),
        ("a.corpus.csv", None),
    ],
)
def test_files_are_claimed_by_their_names(name, kind):
    (domain,) = provenance.adjudge_domains()
    claims = [each.name for each in domain.kinds if any(fnmatch(name, pattern) for pattern in each.files)]
    assert claims == ([kind] if kind else [])


@pytest.mark.parametrize("kind", ["corpus", "annotation"])
def test_a_whole_document_is_valid_and_closed(kind):
    value = document(kind)
    assert is_valid(kind, value)
    assert not is_valid(kind, {**value, "more": 1})


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("corpus", "scope"),
        ("corpus", "items"),
        ("corpus", "sources"),
        ("corpus", "manual_sample"),
        ("corpus", "automatic_sample"),
        ("corpus", "intellectual_property"),
        ("corpus", "base_model"),
        ("annotation", "scope"),
        ("annotation", "people"),
        ("annotation", "tasks"),
        ("annotation", "checks"),
    ],
)
def test_what_rules_branch_on_is_required(kind, field):
    value = document(kind)
    del value[field]
    assert not is_valid(kind, value)


def test_every_record_of_a_source_is_followed_from_its_place():
    personal = {"contained": True, "biometric": True, "record": {"file": "p"}, "separate_consent": {"file": "s"}}
    grounds = ("licence", "collection_record", "contract", "authorisation")
    sources = [
        {"personal_information": personal},
        {ground: {"file": ground} for ground in grounds} | {"personal_information": {"contained": False}},
    ]
    assert references("corpus", {"sources": sources, "base_model": None}) == [
        ("/sources/0/personal_information/record/file", "p"),
        ("/sources/0/personal_information/separate_consent/file", "s"),
        *((f"/sources/1/{ground}/file", ground) for ground in grounds),
    ]


def test_the_rule_book_is_followed_where_there_is_one():
    assert references("annotation", {"rule_book": {"file": "r"}}) == [("/rule_book/file", "r")]
    assert references("annotation", {}) == []


def test_consents_and_the_inventory_are_judged_first():
    personal = {"contained": True, "biometric": True, "consents": ["a.consent.yaml", "b.consent.yaml"]}
    own = {"name": "m", "third_party": False, "made_by_provider": {"file": "own.txt"}}
    assert kinds("corpus", {"sources": [{"personal_information": personal}], "base_model": own}) == [
        ("/sources/0/personal_information/consents/0", "dubbing.consent"),
        ("/sources/0/personal_information/consents/1", "dubbing.consent"),
        ("/base_model/made_by_provider/file", None),
    ]
    assert kinds("annotation", {"corpus": "a.corpus.yaml"}) == [("/corpus", "provenance.corpus")]
