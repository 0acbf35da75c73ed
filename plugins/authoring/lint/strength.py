"""A rule denies on a duty: one that is in force somewhere, of an instrument that binds, whose text was read.

What cites only voluntary standards, court decisions and opinions, or clauses that are known from what others say of them, is
an interpretation: it may warn, with ``custom.binding: false``. A rule that no law asks for (:data:`.basis.EVIDENCE`)
sees to it that what is judged is what is there, and may deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import Said, say

from .finding import LintFinding
from .limits import CLAUSE, VOLUNTARY
from .policies import Policies

INTERPRETING = frozenset({"judicial_document"})
"""Kinds of instruments that say how a duty is read, and make none."""

READ = "full"


def strength(rule: Rule, instruments: Instruments) -> Iterator[LintFinding]:
    """Yield why a rule must not deny. Raises PolicyError for an instrument whose file is broken."""
    if "deny" not in rule.heads:
        return
    if not rule.binding:
        yield _at(rule, say("lint.strength.unbinding"))
    for part in dict.fromkeys(part.basis for part in rule.each()):
        yield from _weak(rule, part, instruments)


def _weak(rule: Rule, cited: Sequence[str], instruments: Instruments) -> Iterator[LintFinding]:
    if not cited:
        return
    why = {each: _weakness(each, instruments) for each in cited}
    if all(each is not None for each in why.values()):
        told = [f"{each}: {reason['en']}" for each, reason in why.items() if reason is not None]
        yield _at(rule, say("lint.strength", why="; ".join(told)))


def measured(rule: Rule, policies: Policies, instruments: Instruments) -> Iterator[LintFinding]:
    """Yield the parameters by which a rule that only denies measures, and whose numbers no duty sets.

    ``x-adjudge-clause`` of such a parameter is null, which is a choice, or names a standard that binds nobody. A rule that
    also warns may do that by the number; which of its heads does is not looked at.
    """
    if "deny" not in rule.heads or "warn" in rule.heads:
        return
    described = (policies.params or {}).get("properties", {})
    read = {name for each in policies.reached(rule) for name in each.parameters(rule.domain)}
    for name in sorted(read):
        for clause in _clauses(described.get(name, {})):
            if clause is None or _weakness(clause, instruments) is not None:
                yield _at(rule, say("lint.strength.number", name=name))
                break


def _clauses(node: Any) -> Iterator[str | None]:
    if isinstance(node, dict):
        if CLAUSE in node:
            yield node[CLAUSE]
        for inner in node.values():
            yield from _clauses(inner)


def _weakness(basis: str, instruments: Instruments) -> Said | None:
    """Return why a clause, or an instrument as a whole, is no duty to deny on; None where it is."""
    name, hash_sign, number = basis.partition("#")
    instrument = instruments.get(name)
    clause = instrument.clause(number) if instrument is not None and hash_sign else None
    if instrument is None or (hash_sign and clause is None):
        return say("lint.strength.unknown")
    if instrument.kind in VOLUNTARY:
        return say("lint.strength.voluntary")
    if instrument.kind in INTERPRETING:
        return say("lint.strength.interpretation")
    if instrument.effective is None:
        return say("lint.strength.no_day")
    read = instrument.read if clause is None or clause.read is None else clause.read
    return None if read == READ else say("lint.strength.unread")


def _at(rule: Rule, words: Said) -> LintFinding:
    return LintFinding(file=rule.file, line=rule.line, words=words, rule=rule.id)
