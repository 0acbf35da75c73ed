"""``check --durations`` says where the time went, and what policies print says where it was printed, and of what."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desk import Desk
from household import lend_native

from adjudge.lib.durations import Durations, each_measured, measured, measured_again, measuring
from adjudge.lib.rego.printed import artifact_of

INVOICE = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Invoice", "type": "object", \
"required": ["total"], "additionalProperties": false, "properties": {"kind": {"const": "policy.invoice"}, \
"total": {"title": "Total", "type": "integer"}}}'
RULE = "policy.invoice.of_something"
FILE = "policy/invoice/of_something/of_something.rego"
PAID = """
# METADATA
# title: An invoice is of something
# schemas:
#   - input.document: schema.policy.invoice
# custom: {severity: high, message: it is of nothing}
package policy.invoice.of_something

deny contains {"path": ["total"]} if {
	print("a total of", input.document.total)
	input.document.total <= 0
}
"""
ENGINES = ("embedded", "opa")


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """A folder with a rule that prints, and two invoices."""
    project = Desk.make(tmp_path)
    project.write("adjudge.toml", 'rules = ["policy/"]\n')
    project.write(FILE, PAID)
    project.write("policy/schemas/invoice.json", INVOICE)
    project.write("a.json", '{"kind": "policy.invoice", "total": 1}')
    project.write("b.yaml", "kind: policy.invoice\ntotal: 0\n")
    return project


def by_name(err: str) -> dict[str, int]:
    """Return what was measured, and how often."""
    rows = re.findall(r"^ +\d+\.\d{3} s +(\d+) ×  (.+)$", err, re.MULTILINE)
    return {name: int(often) for often, name in rows}


@pytest.mark.parametrize("engine", ENGINES)
def test_it_names_plugins_readers_rules_kinds_and_artifacts(office: Desk, opa_binary: str, engine: str) -> None:
    plain = office.adjudge("check", "--engine", engine, "--opa", opa_binary, "-o", "json", "--as-of", "2026-01-01")
    done = office.adjudge(
        "check", "--engine", engine, "--opa", opa_binary, "-o", "json", "--as-of", "2026-01-01", "--durations=0"
    )
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) == (1, plain.stdout)
    assert "durations:" not in plain.stderr
    found = by_name(done.stderr)
    assert found["policy  adjudge_domains"] == 1
    assert found["dubbing"] == 1
    assert found["json"] >= 1
    assert found[engine] == 1
    assert found[f"policy.invoice  {engine}"] == 2
    assert found["a.json"] == found["b.yaml"] == 1
    assert found.get(RULE) == (2 if engine == "embedded" else None)
    assert "of_something.rego" not in found
    assert "policy/data.yaml" not in found


def test_the_engine_that_judges_is_named_and_not_the_one_that_chooses(office: Desk) -> None:
    assert "policy.invoice  embedded" in by_name(office.adjudge("check", "--durations", ".").stderr)


def test_it_shows_ten_of_each_or_as_many_as_one_wants_or_all(office: Desk) -> None:
    few = office.adjudge("check", "--durations=1", "a.json").stderr
    assert len(by_name(few.partition("importing plugins")[2].partition("plugins, what")[0])) == 1
    assert re.search(r"… and \d+ more", few)
    assert "… and" not in office.adjudge("check", "--durations=0", "a.json").stderr
    assert "耗时：共" in office.adjudge("check", "--durations=1", "a.json", "--lang", "zh").stderr


@pytest.mark.parametrize("number", ["-1", "few"])
def test_no_number_of_things_is_a_mistake(office: Desk, number: str) -> None:
    done = office.adjudge("check", f"--durations={number}", "a.json")
    assert (done.returncode, done.stdout) == (2, "")


def test_it_is_shown_where_nothing_can_be_judged_too(office: Desk) -> None:
    office.write("policy/invoice/of_something/of_something.rego", PAID.replace("deny contains", "deny := "))
    done = office.adjudge("check", "--durations", "a.json")
    assert done.returncode == 3
    assert "durations:" in done.stderr


def test_what_is_measured_inside_of_its_own_sort_counts_there_alone() -> None:
    kept = Durations()
    kept.measure("a", "outer", lambda: kept.measure("a", "inner", lambda: sum(range(200_000))))
    (inner, most, _), (outer, rest, _) = kept.slowest("a")
    assert (inner, outer) == ("inner", "outer")
    assert rest < most


def test_what_is_apart_counts_nowhere() -> None:
    kept = Durations()
    before = kept.began
    kept.measure("a", "outer", lambda: kept.apart(lambda: sum(range(200_000))))
    assert kept.slowest("a")[0][1] < kept.began - before


def test_the_file_of_records_is_shown_and_a_file_that_is_none_is_not() -> None:
    with measuring() as kept:
        assert list(each_measured("artifact", "list.jsonl", iter([1, 2]), times=0)) == [1, 2]
        assert measured_again("artifact", "data.yaml", lambda: 3) == 3
        assert measured("artifact", "list.jsonl#1", int, "4") == 4
    assert {name for name, _, _ in kept.slowest("artifact")} == {"list.jsonl", "list.jsonl#1"}


@pytest.mark.parametrize("engine", [*ENGINES, "native"])
def test_what_a_policy_prints_has_its_place_and_its_artifact(
    office: Desk, opa_binary: str, native_worker: str, engine: str
) -> None:
    env = lend_native(office, native_worker) if engine == "native" else {"ADJUDGE_OPA": opa_binary}
    done = office.adjudge("check", "--engine", engine, "-o", "json", env=env)
    json.loads(done.stdout)
    place = f"{FILE}:10:2: {RULE}"
    assert done.stderr.splitlines() == [
        f"{place} (a.json): print: a total of 1",
        f"{place} (b.yaml): print: a total of 0",
    ]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("text", "artifact"),
    [
        ('{"artifact": 1}', ""),
        ('{"artifact": {"path": "a.json", "kind": "b.c"}, "document": 1}', "a.json"),
        ('{"artifact": {"path": 1}}', ""),
        ('{"artifact": {', ""),
        ('{"document": {}}', ""),
        ("no JSON", ""),
    ],
)
def test_the_artifact_is_that_of_the_input_and_none_where_it_has_none(text: str, artifact: str) -> None:
    assert artifact_of(text) == artifact
