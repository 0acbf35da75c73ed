"""What plugins say of how far their rules check clauses, and which rules go by declarations only."""

from __future__ import annotations

import json
from functools import cache

import pytest
from catering import catering
from desk import Desk

from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.coverage.declarations import declared

LAW = "catering-kitchen-code"
EXTENT = (
    "extents:\n- how: in_part\n  because: {{en: Only the first dish., zh: 只查第一道菜。}}\n  clauses: [{clause}]\n"
)


def said(project: Desk, *arguments: str) -> str:
    done = project.adjudge("coverage", *arguments)
    return done.stdout + done.stderr


@cache
def first_party() -> Catalogue:
    catalogue = Catalogue(registry=load())
    catalogue.open_all()
    return catalogue


@pytest.mark.parametrize(
    ("rule", "believes"),
    [
        ("identity.service.complaint_channel", True),  # what a manifest says
        ("filing.provider.algorithm_filing", True),  # what a plugin counts of what a manifest says
        ("dubbing.project.consent_scope", True),  # what another document says
        ("dubbing.project.file_integrity", False),  # the digest of a file
        ("dubbing.project.undeclared_synthetic", False),  # what the bytes of a recording say
        ("content_security.script.reviewed", False),  # the subtitles themselves
        ("content_security.keyword_library.size", False),  # the list itself
        ("identity.account.verified_before_publish", False),  # each record
    ],
)
def test_a_rule_goes_by_declarations_that_sees_no_bytes_and_no_record(rule: str, believes: bool) -> None:
    catalogue = first_party()
    found = catalogue.rule(rule)
    assert found is not None
    assert declared(catalogue, found) is believes


def test_that_a_file_carries_its_label_is_checked_and_that_users_declare_it_in_part(tmp_path) -> None:
    (law,) = json.loads(said(Desk.make(tmp_path), "labeling-measures", "--json"))["instruments"]
    reach = {clause["number"]: clause["reach"] for clause in law["clauses"]}
    assert (reach["5"], reach["10"]) == ("whole", "in_part")


def test_coverage_says_what_of_a_clause_is_not_checked_in_both_languages(tmp_path) -> None:
    project = Desk.make(tmp_path)
    clause = f"{LAW}#7"
    project.plugin("catering", catering({"instruments/extent.yaml": EXTENT.format(clause=clause)}))
    assert "because: Only the first dish." in said(project, LAW)
    assert "原因：只查第一道菜。" in said(project, LAW, "--lang", "zh")
    (law,) = json.loads(said(project, LAW, "--json"))["instruments"]
    (found,) = [each for each in law["clauses"] if each["number"] == "7"]
    assert (found["reach"], found["because"]["en"]) == ("declaration_in_part", "Only the first dish.")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("extents: []\n", "extent.yaml"),
        (EXTENT.format(clause="catering-kitchen-code#7").replace("in_part", "nearly"), "extent.yaml"),
        (EXTENT.format(clause="a#1, b#1") + EXTENT.format(clause="a#1").partition("\n")[2], "a#1 has two extents"),
        ("extents: [\n", "extent.yaml"),
    ],
)
def test_an_extent_that_is_written_wrongly_is_told(text: str, wrong: str, tmp_path) -> None:
    project = Desk.make(tmp_path)
    project.plugin("catering", catering({"instruments/extent.yaml": text}))
    done = project.adjudge("coverage")
    assert done.returncode == 3
    assert wrong in done.stderr


def test_a_package_of_instruments_that_cannot_be_imported_is_told_and_costs_no_other_extent(tmp_path) -> None:
    project = Desk.make(tmp_path)
    clause = f"{LAW}#7"
    project.plugin("catering", catering({"instruments/extent.yaml": EXTENT.format(clause=clause)}))
    code = "from adjudge import hookimpl\n\n@hookimpl\ndef adjudge_instruments():\n    return 'no.such.package'\n"
    project.plugin("gone", {"adjudge_gone/__init__.py": code})
    done = project.adjudge("coverage", LAW)
    assert done.returncode == 3
    assert "no.such.package" in done.stderr
    assert "because: Only the first dish." in done.stdout
