"""Findings and problems as JSON, the same in every report that has them."""

from __future__ import annotations

from typing import Any

from .documents import LANGUAGES, Json
from .json_text import given, ordered


def finding_data(finding: Any, fingerprint: object | None = None) -> Json:
    """Return a finding as reports have it; a fingerprint only where there is one."""
    place = finding.place
    entry: dict[str, Any] = {
        "code": finding.code,
        "level": finding.level,
        "severity": finding.severity,
        **({"fingerprint": str(fingerprint)} if fingerprint is not None else {}),
        "path": finding.path,
        "line": place.line,
        "column": place.column,
    }
    if place.file is not None:
        entry["file"] = place.file
    entry["message"] = {language: finding.message[language] for language in LANGUAGES if language in finding.message}
    entry["details"] = ordered(finding.details)
    if finding.suppression is not None:
        entry["excuse"] = given(finding.suppression._asdict())
    return entry


def problem_data(problem: Any) -> Json:
    """Return a problem as reports have it."""
    return given(
        {
            "message": problem.message,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "plugin": problem.plugin,
            "hint": problem.hint,
        }
    )
