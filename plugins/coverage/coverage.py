"""What rules cite held against what instruments have: which clauses are checked, which cannot be, which are left.

A rule counts for the clauses of its ``basis`` and of those of its codes, by the numbers of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

from adjudge.lib.instruments import Clause, Instrument
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import Texts

from .extents import Extent

Status: TypeAlias = Literal["covered", "uncovered", "not_checkable", "replaced"]
"""Whether rules check a clause; none does where no artifact can show it, or where another instrument counts today."""

HowFar: TypeAlias = Literal["whole", "in_part", "declaration", "declaration_in_part"]
"""How far the rules of a covered clause go: all of it or a part, by what they see or by what a document says of itself."""

STATUSES: tuple[Status, ...] = ("covered", "uncovered", "not_checkable", "replaced")
REACHES: tuple[HowFar, ...] = ("whole", "in_part", "declaration", "declaration_in_part")


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """One clause with the rules that cite it; ``number`` is None for what is cited of an instrument as a whole.

    ``reach`` is None where no rule checks it. ``because`` says what is not checked, and why; None where nobody says it.
    """

    number: str | None
    summary: Texts
    checkable: bool
    rules: tuple[Rule, ...]
    status: Status
    reach: HowFar | None
    because: Texts | None

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


def cover(
    instruments: Iterable[Instrument],
    rules: Iterable[Rule],
    as_of: datetime,
    *,
    extents: Mapping[str, Extent] = MappingProxyType({}),
    declared: Callable[[Rule], bool] = lambda _: False,
) -> Iterator[Covered]:
    """Hold the clauses of each instrument against the rules, for an instant (aware).

    All instruments are needed to know what is replaced. ``extents`` are by what a basis says; ``declared`` tells rules
    that go by declarations only.
    """
    known = list(instruments)
    cited: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.id):
        for basis in rule.cites():
            cited.setdefault(basis, []).append(rule)
    successors = {replaced: each.id for each in known if (replaced := each.replaced(as_of)) is not None}
    for instrument in known:
        successor = successors.get(instrument.id)
        yield Covered(
            instrument=instrument,
            replaced_by=successor,
            clauses=tuple(
                _with_reach(clause, extents.get(clause.basis(instrument)), declared)
                for clause in _clauses(instrument, cited, replaced=successor is not None)
            ),
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


def _with_reach(clause: Coverage, extent: Extent | None, declared: Callable[[Rule], bool]) -> Coverage:
    """Return a clause with how far it is checked. That none checks it counts no more where a plugin's rule does."""
    if clause.status == "uncovered":
        return replace(clause, because=extent.because if extent is not None else None)
    if not clause.rules:
        return clause
    in_part = extent is not None and extent.how == "in_part"
    said = all(map(declared, clause.rules))
    reach: HowFar = "whole"
    if said:
        reach = "declaration_in_part" if in_part else "declaration"
    elif in_part:
        reach = "in_part"
    return replace(clause, reach=reach, because=extent.because if extent is not None and in_part else None)


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
        reach=None,
        because=None,
    )
