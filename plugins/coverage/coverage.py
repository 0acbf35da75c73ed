"""What rules cite held against what instruments have: which clauses are checked, which cannot be, which are left.

A rule counts for the clauses of its ``basis``, by the numbers of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from adjudge.lib.instruments import Clause, Instrument
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import Texts

Status: TypeAlias = Literal["covered", "uncovered", "not_checkable", "replaced"]
"""Whether rules check a clause; none does where no artifact can show it, or where another instrument counts today."""

STATUSES: tuple[Status, ...] = ("covered", "uncovered", "not_checkable", "replaced")


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """One clause with the rules that cite it; ``number`` is None for what is cited of an instrument as a whole."""

    number: str | None
    summary: Texts
    checkable: bool
    rules: tuple[Rule, ...]
    status: Status

    def basis(self, instrument: Instrument) -> str:
        """Return the clause as a rule's METADATA writes it: ``gb-45438-2025#5.3``."""
        return instrument.id if self.number is None else f"{instrument.id}#{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """An instrument with its clauses in their order; ``replaced_by`` is the id of what took its place."""

    instrument: Instrument
    replaced_by: str | None
    clauses: tuple[Coverage, ...]

    def count(self, status: Status) -> int:
        """Count the clauses of a status."""
        return sum(clause.status == status for clause in self.clauses)


def cover(instruments: Iterable[Instrument], rules: Iterable[Rule], as_of: datetime) -> Iterator[Covered]:
    """Hold the clauses of each instrument against the rules, for an instant (aware).

    All instruments are needed to know what is replaced.
    """
    known = list(instruments)
    cited: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.id):
        for basis in dict.fromkeys(rule.basis):
            cited.setdefault(basis, []).append(rule)
    successors = {replaced: each.id for each in known if (replaced := each.replaced(as_of)) is not None}
    for instrument in known:
        successor = successors.get(instrument.id)
        yield Covered(
            instrument=instrument,
            replaced_by=successor,
            clauses=tuple(_clauses(instrument, cited, replaced=successor is not None)),
        )


def _clauses(instrument: Instrument, cited: Mapping[str, list[Rule]], *, replaced: bool) -> Iterator[Coverage]:
    """Return the coverage of the instrument as a whole, where there is anything to say of it, then of its clauses.

    What sets numbers without clauses, or has no clauses at all, asks for something that rules can only cite as a whole.
    """
    whole = not instrument.clauses or bool(instrument.limits)
    if whole or instrument.id in cited:
        yield _coverage(None, instrument.summary, whole, cited.get(instrument.id, []), replaced=replaced)
    for clause in instrument.clauses:
        rules = cited.get(f"{instrument.id}#{clause.number}", [])
        yield _coverage(clause, clause.summary, clause.checkable, rules, replaced=replaced)


def _coverage(clause: Clause | None, summary: Texts, checkable: bool, rules: list[Rule], *, replaced: bool) -> Coverage:
    status: Status = "uncovered"
    if rules:
        status = "covered"
    elif replaced:
        status = "replaced"
    elif not checkable:
        status = "not_checkable"
    return Coverage(
        number=clause.number if clause else None,
        summary=summary,
        checkable=checkable,
        rules=tuple(rules),
        status=status,
    )
