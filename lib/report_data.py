"""Findings and problems as JSON, the same in every report that has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .documents import Json, SecondPlace
from .json_text import given, ordered
from .pointer import pointer_of
from .words import ENGLISH, Said, Texts, said


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
        **given({"offset": place.offset, "box": place.box, "file": place.file}),
    }
    entry["message"] = by_language(finding.message)
    entry["details"] = ordered(finding.details)
    if finding.related:
        entry["related"] = [_second(other) for other in finding.related]
    if finding.since is not None:
        entry["in_force_from"] = finding.since
    if finding.depends_on is not None:
        entry["depends_on"] = {"path": finding.depends_on.path, "because": finding.depends_on.why}
    if finding.suppression is not None:
        entry["excuse"] = given(finding.suppression._asdict())
    return entry


def _second(other: SecondPlace) -> Json:
    """Return another place of a finding; ``file`` only where it is another than the artifact's."""
    place = other.place
    at = {"line": place.line, "column": place.column, "offset": place.offset, "box": place.box}
    return given({"file": place.file, **at, "pointer": pointer_of(other.path)})


def by_language(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by language as reports have them, English first, without empty ones."""
    others = sorted(language for language in texts if language != ENGLISH)
    return {language: text for language in (ENGLISH, *others) if (text := texts.get(language))}


def problem_data(problem: Any) -> Json:
    """Return a problem as reports have it: in English, with its code where it is one of ours, and in other languages."""
    return given(
        {
            "message": problem.message,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "plugin": problem.plugin,
            "hint": problem.hint,
            "code": problem.words.code if isinstance(problem.words, Said) else None,
            "translations": _translations(problem.words, problem.next or {}) or None,
        }
    )


def _translations(words: Texts, step: Texts) -> dict[str, Mapping[str, str]]:
    """Return what a problem says in each other language that has words for it."""
    found: dict[str, Mapping[str, str]] = {}
    for language in sorted({*words, *step} - {ENGLISH}):
        message, hint = said(words, language), said(step, language)
        if (message, hint) != (said(words, ENGLISH), said(step, ENGLISH)):
            found[language] = {"message": message, **({"hint": hint} if hint else {})}
    return found
