"""The instruments that ship satisfy their schema, and every rule's basis is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from adjudge.lib.instruments import Instruments

POLICIES = Path(import_module("adjudge.policies").__path__[0])
SCHEMA = json.loads((files("adjudge.schemas") / "adjudge" / "instrument.json").read_text(encoding="utf-8"))
FOLDERS = sorted(folder for folder in (POLICIES / "instruments").iterdir() if folder.is_dir())
RULES = sorted(
    file
    for file in POLICIES.rglob("*.rego")
    if not file.name.endswith("_test.rego") and "lib" not in file.relative_to(POLICIES).parts
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@cache
def instruments() -> Instruments:
    found = {folder.name: folder / "data.yaml" for folder in FOLDERS}
    return Instruments(found, lambda data, _name: yaml.safe_load(data))


def metadata(rule: Path) -> dict[str, Any]:
    lines = rule.read_text(encoding="utf-8").splitlines()
    begin = lines.index("# METADATA") + 1
    end = next(i for i, line in enumerate(lines[begin:], begin) if not line.startswith("#"))
    return yaml.load("\n".join(line[2:] for line in lines[begin:end]), yaml.BaseLoader)


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Give the texts by language."""
    if isinstance(value, dict) and "en" in value:
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_instrument_satisfies_its_schema_and_speaks_english_and_chinese(folder: Path) -> None:
    document = yaml.safe_load((folder / "data.yaml").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(document)
    numbers = [clause["number"] for clause in document["clauses"]]
    assert len(numbers) == len(set(numbers))
    assert {step["new"] for step in document["succession"]} <= set(numbers)
    assert [text for text in texts(document) if not text.keys() >= {"en", "zh"}] == []
    for stated in [document, *document["clauses"]]:
        names = [limit["name"] for limit in stated.get("limits", ())]
        assert len(names) == len(set(names))
    assert instruments().get(folder.name) is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_an_instrument_replaces_is_there_with_its_clauses(folder: Path) -> None:
    instrument = instruments().get(folder.name)
    assert instrument
    if instrument.replaces:
        before = instruments().get(instrument.replaces.instrument)
        assert before
        for new, old in instrument.replaces.clauses.items():
            assert instrument.clause(new), new
            assert before.clause(old), old


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_basis_is_a_clause_of_an_instrument(rule: Path) -> None:
    custom = metadata(rule)["custom"]
    unknown = [basis for basis in custom.get("basis", []) if instruments().cite(basis, NOW) is None]
    assert unknown == []


@pytest.mark.parametrize(("today", "before"), [("23", "21"), ("24", "22"), ("26", "24"), ("27", "25"), ("49", "47")])
def test_the_cybersecurity_law_was_renumbered(today: str, before: str) -> None:
    new_year = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
    old_year = datetime.fromisoformat("2025-12-31T23:59:59+08:00")
    assert _number(f"csl#{today}", new_year) == today
    assert _number(f"csl#{today}", old_year) == before


@pytest.mark.parametrize(
    ("instant", "instrument", "number"),
    [("2025-11-01T00:00:00+08:00", "gbt-45654-2025", "4.3"), ("2025-10-31T23:59:59+08:00", "tc260-003", "5.3")],
)
def test_the_national_standard_took_the_place_of_the_technical_document(
    instant: str, instrument: str, number: str
) -> None:
    citation = instruments().cite("gbt-45654-2025#4.3", datetime.fromisoformat(instant))
    assert citation
    assert (citation.instrument.id, citation.number) == (instrument, number)
    whole = instruments().cite("gbt-45654-2025", datetime.fromisoformat(instant))
    assert whole
    assert whole.instrument.id == instrument


def test_the_national_standard_kept_the_numbers_of_the_technical_document() -> None:
    old, new = instruments().get("tc260-003"), instruments().get("gbt-45654-2025")
    assert old
    assert new
    assert {limit for clause in old.clauses for limit in clause.limits} == set(new.limits)


def _number(basis: str, as_of: datetime) -> str | None:
    citation = instruments().cite(basis, as_of)
    return citation.number if citation else None
