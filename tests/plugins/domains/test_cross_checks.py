"""docs/cross-checks.md is true: its fields and rules exist, and no comparison and no pair of kinds is left out."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from adjudge import Options, Session
from adjudge.lib.rego.reads import reads_of
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "cross-checks.md"
_FIELD = re.compile(r"`(?P<kind>[a-z_]+\.[a-z_]+)(?P<pointer>(?:/[a-z0-9_*]+)+)`")


class Row(NamedTuple):
    """A row of the table: what is stated, where, and the rule that compares it; no rule where there is a reason."""

    statement: str
    fields: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    reason: str


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the page's tables."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| ") or len(cells) != 4 or cells[0] == "statement":
            continue
        fields = tuple((each["kind"], each["pointer"]) for cell in cells[1:3] for each in _FIELD.finditer(cell))
        rules = tuple(re.findall(r"`([a-z_]+\.[a-z_]+\.[a-z_]+)`", cells[3]))
        found.append(Row(cells[0], fields, rules, "" if rules else cells[3]))
    return tuple(found)


@cache
def catalogue() -> Catalogue:
    opened = Catalogue(registry=load())
    opened.open_all()
    return opened


@cache
def schema(kind: str) -> dict[str, Any]:
    path = ROOT / "schemas" / f"{kind.replace('.', '/')}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def resolved(part: dict[str, Any], root: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a schema and what it refers to or offers."""
    found = [part]
    if "$ref" in part:
        found += resolved(root["$defs"][part["$ref"].rpartition("/")[2]], root)
    for each in (*part.get("anyOf", ()), *part.get("oneOf", ()), *part.get("allOf", ())):
        found += resolved(each, root)
    return found


def has(kind: str, pointer: str) -> bool:
    parts = [schema(kind)]
    for step in pointer.strip("/").split("/"):
        offered = [each for part in parts for each in resolved(part, schema(kind))]
        if step == "*":
            parts = [each["items"] for each in offered if "items" in each]
        else:
            parts = [each["properties"][step] for each in offered if step in each.get("properties", {})]
        if not parts:
            return False
    return True


def text_of(rule: str) -> str:
    found = catalogue().rule(rule)
    assert found is not None
    return "\n".join(module.text for module in catalogue().modules(found))


def comparing() -> set[str]:
    """Return the rules that read what another document says."""
    found = set()
    for rule in catalogue().rules().values():
        reads = reads_of(catalogue().modules(rule))
        paths = {path for head in rule.heads for path in reads.of_head(rule.id, head)}
        if any(path[0] == "related" and "document" in path for path in paths):
            found.add(rule.id)
    return found


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Return the kinds of which one names an artifact of the other somewhere in the launch pack."""
    with Session(ROOT / "examples" / "launch", options=Options(as_of="2026-12-15")) as session:
        verdicts = list(session.verdicts())
    return frozenset(
        (str(verdict.kind), str(entry["kind"])) for verdict in verdicts for entry in verdict.related if entry["kind"]
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.statement)
def test_what_a_row_names_is_there(row: Row) -> None:
    assert len({kind for kind, _ in row.fields}) >= 1
    assert len(row.fields) >= 2
    assert [f"{kind}{pointer}" for kind, pointer in row.fields if not has(kind, pointer)] == []
    assert [rule for rule in row.rules if catalogue().rule(rule) is None] == []
    assert row.rules or len(row.reason) > 20


@pytest.mark.parametrize("row", [row for row in rows() if row.rules], ids=lambda row: row.statement)
def test_the_rule_of_a_row_reads_both_statements(row: Row) -> None:
    texts = "\n".join(map(text_of, row.rules))
    last = {pointer.replace("/*", "").rpartition("/")[2] for _, pointer in row.fields}
    assert sorted(name for name in last if name not in texts) == []


def test_every_rule_that_reads_another_document_has_a_row() -> None:
    named = {rule for row in rows() for rule in row.rules}
    assert sorted(comparing() - named) == []


def test_every_pair_of_kinds_of_which_one_names_the_other_has_a_row() -> None:
    assert len(pairs()) > 5
    named = {frozenset(kind for kind, _ in row.fields) for row in rows()}
    assert sorted(pair for pair in pairs() if not any(set(pair) <= kinds for kinds in named)) == []
