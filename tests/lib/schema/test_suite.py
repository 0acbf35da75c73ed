"""The JSON Schema Test Suite and the validator say the same, for all that the schema contract lets through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adjudge.lib.errors import PolicyError
from adjudge.lib.schema import Validator, check_schema
from adjudge.lib.schema.contract import KEYWORDS
from adjudge.lib.schema.formats import EXAMPLES

STRICTER = {
    ("date-time", "a valid date-time with a leap second, UTC"): "time.parse_rfc3339_ns does not read it",
    ("date-time", "a valid date-time with a leap second, with minus offset"): "time.parse_rfc3339_ns does not read it",
    ("date-time", "case-insensitive T and Z"): "time.parse_rfc3339_ns does not read it",
}
"""Cases that the suite calls valid and adjudge refuses, each with its reason. There is none the other way round."""

UNEXPLAINED = " breaks "
"""Said where no keyword was found that is broken."""

STYLE = "is not anchored"
"""Refused for what it says to a reader, not because the validators differ: such schemas are tried all the same."""


def cases(path: Path) -> Iterator[tuple[dict[str, Any], str, Any, bool]]:
    for group in json.loads(path.read_text(encoding="utf-8")):
        schema = {"allOf": [group["schema"]]} if isinstance(group["schema"], bool) else group["schema"]
        for test in group["tests"]:
            yield schema, test["description"], test["data"], test["valid"]


def refusal(schema: dict[str, Any]) -> str | None:
    try:
        check_schema(schema, "suite.json")
    except PolicyError as error:
        return error.message
    return None


def judged(path: Path) -> Iterator[tuple[str, bool, bool]]:
    """Give each case's description, what the suite expects, and what is decided; what is refused has its reasons."""
    validators: dict[str, Validator | None] = {}
    for schema, description, data, valid in cases(path):
        text = json.dumps(schema)
        if text not in validators:
            why = refusal(schema)
            validators[text] = Validator(schema, "suite.json") if why is None or STYLE in why else None
        validator = validators[text]
        if validator is not None:
            decided, reasons = validator.is_valid(data), validator.errors(data)
            assert decided is (not reasons), (path.name, description)
            assert not any(UNEXPLAINED in error.message["en"] for error in reasons), (path.name, description)
            yield description, valid, decided


def test_every_keyword_of_the_contract_means_what_the_suite_says(suite: Path) -> None:
    count, wrong = 0, []
    for path in [*sorted(suite.glob("*.json")), *sorted((suite / "optional").glob("*.json"))]:
        if path.name == "format.json":  # its cases say that formats are not asserted
            continue
        for description, valid, decided in judged(path):
            count += 1
            if valid is not decided:
                wrong.append((path.name, description))
    assert not wrong
    assert count > 900


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_format_of_the_contract_means_what_the_suite_says(suite: Path, name: str) -> None:
    wrong = {
        (name, description): valid
        for description, valid, decided in judged(suite / "optional" / "format" / f"{name}.json")
        if valid is not decided
    }
    assert wrong == {case: True for case in STRICTER if case[0] == name}


def test_the_suite_has_cases_for_every_asserting_keyword(suite: Path) -> None:
    silent = {"$comment", "$defs", "$ref", "$schema", "title", "description", "default", "examples", "deprecated"}
    silent |= {"readOnly", "writeOnly", "if", "then", "else", "format"}
    assert {f"{keyword}.json" for keyword in KEYWORDS - silent} <= {path.name for path in suite.glob("*.json")}


@pytest.mark.parametrize("name", ["anchor", "dynamicRef", "refRemote", "vocabulary", "content"])
def test_files_about_refused_keywords_are_refused_but_for_plain_schemas(suite: Path, name: str) -> None:
    about = {"anchor": "$anchor", "dynamicRef": "$dynamicRef", "content": "contentMediaType"}
    for group in json.loads((suite / f"{name}.json").read_text(encoding="utf-8")):
        text = json.dumps(group["schema"])
        if about.get(name, "http://localhost") in text:
            assert refusal(group["schema"]) is not None, group["description"]
