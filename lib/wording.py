"""The fixed words of reports, as a report uses them: those of one language, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from .rego.rule import Severity
from .words import ENGLISH, section


class Wording(NamedTuple):
    """The fixed words of one language.

    ``counts`` are templates of the summary's parts, ``{n}`` and, where a language has one, ``{s}`` for the plural;
    ``core`` are titles of what the core itself finds, by the last part of the rule id; ``page`` is what the HTML report
    says besides.
    """

    outcomes: Mapping[str, str]
    verdicts: Mapping[str, str]
    severities: Mapping[Severity, str]
    core: Mapping[str, str]
    counts: Mapping[str, str]
    clause: str
    fix: str
    next: str
    note: str
    rule: str
    plugin: str
    evidence: str
    missing: str
    unclaimed: str
    advisory: str
    law: str
    article: str
    section: str
    in_force: str
    compare: str
    until: str
    owner: str
    approver: str
    because: str
    gate: str
    more: str
    report: str
    place: str
    finding: str
    every: str
    outcome: str
    outside: str
    page: Mapping[str, str]
    comma: str
    colon: str
    stop: str
    brackets: tuple[str, str]


@cache
def wording(language: str) -> Wording:
    """Return the fixed words of ``language``, English where there are none."""
    entries = (
        {**section(ENGLISH, "report"), **section(language, "report")}
        if language != ENGLISH
        else section(ENGLISH, "report")
    )
    marks = {**section(ENGLISH, "language"), **section(language, "language")}
    made: dict[str, object] = {}
    for name in Wording._fields:
        if name == "brackets":
            made[name] = (marks["open"], marks["close"])
        elif name in ("comma", "colon", "stop"):
            made[name] = marks[name]
        elif name in entries:
            made[name] = entries[name]
        else:
            made[name] = {key.partition(".")[2]: text for key, text in entries.items() if key.startswith(f"{name}.")}
    return Wording(**made)  # type: ignore[arg-type]


def count(words: Wording, name: str, number: int) -> str:
    """Return one part of a summary, such as ``1 artifact``."""
    return words.counts[name].format(n=number, s="" if number == 1 else "s")
