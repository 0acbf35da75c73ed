"""A little plugin whose rules stand wherever a rule can stand: the domain ``lending`` with loans and books.

``lending.loan`` is a record; its rules deny, warn, fail, begin later, have ended, were renamed, or are law elsewhere.
``lending.book`` names books, and judges nothing but that a book it names is all right.
tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wheels import Project

_INIT = """
from adjudge import Domain, Kind, Reference, hookimpl


@hookimpl
def adjudge_domains():
    loan = Kind(name="lending.loan", files=("*.loans.jsonl", "*.loans.csv", "*.loan.yaml"), shape="records")
    yield Domain(
        name="lending",
        title={"en": "Lending"},
        kinds=(loan, Kind(name="lending.book", files=("*.book.yaml", "*.book.json"))),
        policies="adjudge_lending.policies",
        schemas="adjudge_lending.schemas",
    )


@hookimpl
def adjudge_relates(artifact):
    if artifact.kind == "lending.book":
        for i, path in enumerate(artifact.document.get("names", ())):
            yield Reference(pointer=f"/names/{i}", path=path, kind="lending.book")
        for i, path in enumerate(artifact.document.get("evidence", ())):
            yield Reference(pointer=f"/evidence/{i}", path=path)
"""

_LOAN_SCHEMA = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "kind": {"const": "lending.loan"},
        "id": {"type": "string"},
        "days": {"type": "integer"},
        "due": {"type": "string"},
        "note": {"type": "string"},
    },
}
_BOOK_SCHEMA = {
    "type": "object",
    "required": ["title"],
    "additionalProperties": False,
    "properties": {
        "kind": {"const": "lending.book"},
        "title": {"type": "string"},
        "names": {"type": "array", "items": {"type": "string"}},
        "evidence": {"type": "array", "items": {"type": "string"}},
    },
}


def _rule(kind: str, name: str, custom: Mapping[str, Any], body: str) -> str:
    lines = "".join(f"#   {key}: {json.dumps(value)}\n" for key, value in custom.items())
    return f"""# METADATA
# scope: package
# title: The rule {name} holds
# schemas:
#   - input.document: schema.lending.{kind}
# custom:
{lines}#   message: "{name} does not hold"
package lending.{kind}.{name}

{body}
"""


def _note(head: str, note: str) -> str:
    return f'{head} contains {{"path": ["note"]}} if input.document.note == "{note}"'


_RULES: Mapping[str, Mapping[str, tuple[Mapping[str, Any], str]]] = {
    "loan": {
        "short": (
            {"severity": "high", "collections": ["desk"]},
            'deny contains {"path": ["days"]} if input.document.days > 30',
        ),
        "dated": (
            {"severity": "critical", "collections": ["desk"]},
            'deny contains {"path": ["due"]} if time.parse_rfc3339_ns(input.document.due) < 0',
        ),
        "noted": ({"severity": "low"}, _note("warn", "damp")),
        "renamed": ({"severity": "medium", "formerly": ["lending.loan.called_before"]}, _note("deny", "torn")),
        "coming": (
            {"severity": "high", "basis": ["csl#23"], "effective": {"from": "2030-01-01"}},
            _note("deny", "early"),
        ),
        "gone": ({"severity": "high", "basis": ["csl#23"], "effective": {"to": "2026-06-30"}}, _note("deny", "stale")),
        "foreign": ({"severity": "info", "jurisdictions": ["SG"]}, _note("deny", "abroad")),
    },
    "book": {
        "named": (
            {"severity": "high"},
            'deny contains {"path": ["names"]} if {\n\tsome seen in input.related\n'
            '\tseen.kind == "lending.book"\n\tseen.verdict != "pass"\n}',
        ),
        "titled": ({"severity": "high"}, 'deny contains {"path": ["title"]} if input.document.title == ""'),
    },
}


def lending() -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel."""
    files: dict[str, str | bytes] = {"adjudge_lending/__init__.py": _INIT}
    for kind, rules in _RULES.items():
        for name, (custom, body) in rules.items():
            path = f"adjudge_lending/policies/lending/{kind}/{name}/{name}.rego"
            files[path] = _rule(kind, name, custom, body)
    for kind, schema in (("loan", _LOAN_SCHEMA), ("book", _BOOK_SCHEMA)):
        files[f"adjudge_lending/schemas/lending/{kind}.json"] = json.dumps(schema)
    return files


def open_library(project: Project) -> None:
    """Install the plugin in a project."""
    project.plugin("lending", lending())


def loan(number: int = 1, **fields: Any) -> str:
    """Return a loan as a line of JSON Lines."""
    return json.dumps({"id": f"loan-{number}", "days": 7, "due": "2026-02-01T00:00:00Z", "note": "", **fields}) + "\n"


def book(*names: str, evidence: tuple[str, ...] = ()) -> str:
    """Return a book, in YAML; the first that it names stands on line 3, the next on 4."""
    lines = ["title: A book", "names:" if names else "names: []", *(f"- {json.dumps(name)}" for name in names)]
    lines += [f"evidence: {json.dumps(evidence)}"]
    return "\n".join(lines) + "\n"
