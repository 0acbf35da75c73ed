"""Whether what rules cite leads somewhere: to an instrument that a plugin brings, and to a clause of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..errors import AdjudgeError, PolicyError
from ..instruments import Instruments
from ..words import say
from .rule import Rule


def unfounded(rules: Iterable[Rule], instruments: Instruments) -> Iterator[AdjudgeError]:
    """Return the rules whose basis leads to no instrument, or to no clause of it; and instruments that cannot be read."""
    for rule in chain.from_iterable(map(_citing, rules)):
        for basis in rule.basis:
            name, _, number = basis.partition("#")
            try:
                instrument = instruments.get(name)
            except PolicyError as error:
                yield error.at(plugin=rule.plugin)
                continue
            if instrument is None or (number and instrument.clause(number) is None):
                unfound = say("policy.no_clause", basis=basis, clause=number, instrument=name)
                if instrument is None:
                    unfound = say("policy.no_instrument", basis=basis, instrument=name)
                yield PolicyError(unfound, file=rule.file, line=rule.line, rule=rule.id, plugin=rule.plugin)


def _citing(rule: Rule) -> Iterator[Rule]:
    """Yield a rule, and as it is for those of its codes that cite something else."""
    yield rule
    yield from (each for each in rule.codes.values() if each.basis != rule.basis)
