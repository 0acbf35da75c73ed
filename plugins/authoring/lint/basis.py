"""A rule cites clauses that exist, begins on a day of theirs, and links to their texts, or says that it is no law."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.lib.instruments import Instrument, Instruments
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import Said, say

from .finding import LintFinding

EVIDENCE = "evidence"
"""The collection of rules that no law asks for: they see to it that what is judged is what is there."""


def basis(rule: Rule, instruments: Instruments) -> Iterator[LintFinding]:
    """Yield what is wrong with what a rule cites. Raises PolicyError for an instrument whose file is broken."""
    for words in _unfounded(rule, instruments):
        yield LintFinding(file=rule.file, line=rule.line, words=words, rule=rule.id)


def _unfounded(rule: Rule, instruments: Instruments) -> Iterator[Said]:
    if not rule.collections:
        yield say("lint.basis.no_collection")
    if not rule.basis:
        if EVIDENCE not in rule.collections or rule.jurisdictions or rule.effective.since:
            yield say("lint.basis.none", collection=EVIDENCE)
        return
    cited = [found for name in _names(rule) if (found := instruments.get(name)) is not None]
    for each in rule.basis:
        name, _, number = each.partition("#")
        instrument = instruments.get(name)
        if instrument is None or (number and instrument.clause(number) is None):
            yield say("lint.basis.unknown", basis=each)
    if not rule.jurisdictions:
        yield say("lint.basis.no_jurisdiction")
    days = {day for instrument in cited for day in first_days(instrument)}
    if not rule.effective.since:
        yield say("lint.basis.no_day")
    elif days and rule.effective.since not in days:
        yield say("lint.basis.other_day", day=rule.effective.since)
    if not rule.resources:
        yield say("lint.basis.no_link")
    for link in sorted(set(rule.resources) - {instrument.url for instrument in cited}):
        yield say("lint.basis.other_link", link=link)


def _names(rule: Rule) -> dict[str, None]:
    return dict.fromkeys(each.partition("#")[0] for each in rule.basis)


def first_days(instrument: Instrument) -> Iterator[str]:
    """Yield the days on which an instrument, or an amendment of it, came into force."""
    if instrument.effective is not None:
        yield instrument.effective
    yield from (step.since for step in instrument.succession)
