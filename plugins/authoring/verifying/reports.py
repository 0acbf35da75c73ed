"""A verification as text, as JSON, and as a badge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from adjudge.lib.escape import visible
from adjudge.lib.wording import Wording
from adjudge.lib.words import said

from .results import CHECKS, CheckOutcome, Fault, Verification

_COLOURS = {0: "brightgreen", 1: "red", 3: "lightgrey"}
_PART = "green"


def text(found: Verification, words: Wording) -> str:
    """Return what people read: each check with what was asked of it, and what is wrong, with its place."""
    lines: list[str] = []
    for name, outcome in found.outcomes.items():
        what = words(f"verifying.of.{name}", n=outcome.asked)
        lines.append(
            f"{words.of('verifying.results', outcome.result)}{words.colon}{words.of('verifying.checks', name)}{words.bracketed(what)}"
        )
        lines += (f"  {line}" for line in _told(outcome, words))
    lines += (
        f"{words('verifying.results.left_out')}{words.colon}{words.of('verifying.checks', name)}"
        for name in found.left_out
    )
    lines.append(
        words(
            "verifying.summary",
            plugin=found.plugin,
            version=found.version,
            passed=len(found.named("passed")),
            failed=len(found.named("failed")),
            not_run=len(found.named("not_run")),
            left_out=len(found.left_out),
        )
    )
    return "".join(f"{line}\n" for line in lines)


def _told(outcome: CheckOutcome, words: Wording) -> Iterator[str]:
    for fault in outcome.faults:
        place = _place(fault)
        yield visible(f"{place}: " if place else "") + visible(_one_line(said(fault.words, words.language)))
    for why in outcome.unasked:
        yield visible(_one_line(words.labelled("verifying.unasked", said(why, words.language))))


def _place(fault: Fault) -> str:
    if fault.file is None:
        return ""
    return fault.file if fault.line is None else f"{fault.file}:{fault.line}"


def _one_line(told: str) -> str:
    return " ".join(told.split())


def as_json(found: Verification) -> str:
    """Return it as JSON, as schemas/adjudge/verification.json describes it; equal results are equal bytes."""
    data: dict[str, Any] = {
        "schema_version": "1",
        "plugin": found.plugin,
        "distribution": found.distribution,
        "version": found.version,
        "holds": found.holds,
        "checks": [
            {
                "check": name,
                "result": each.result,
                "asked": each.asked,
                "faults": [
                    {"file": fault.file, "line": fault.line, "message": dict(fault.words)} for fault in each.faults
                ],
                "unasked": [dict(why) for why in each.unasked],
            }
            for name, each in found.outcomes.items()
        ],
        "left_out": list(found.left_out),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def badge(found: Verification, words: Wording) -> str:
    """Return what shields.io makes a badge of, from an address at which it lies."""
    passed, code = len(found.named("passed")), found.exit_code
    word = {0: "verifying.badge.holds", 1: "verifying.badge.fails", 3: "verifying.badge.unasked"}[code]
    data = {
        "schemaVersion": 1,
        "label": "adjudge",
        "message": words(word, passed=passed, all=len(CHECKS)),
        "color": _PART if code == 0 and found.left_out else _COLOURS[code],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
