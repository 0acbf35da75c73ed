"""Go through the trees of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..text.terms import Expression, LiteralTree, RuleTree


def steps(rule: RuleTree) -> Iterator[LiteralTree]:
    """Yield every literal of a rule, wherever it stands."""
    for clause in rule.clauses:
        yield from _steps(clause.body)
    for term in everything(rule):
        yield from _steps(term.body)


def _steps(body: Iterable[LiteralTree]) -> Iterator[LiteralTree]:
    for step in body:
        yield step
        yield from _steps(step.within)


def everything(rule: RuleTree) -> Iterator[Expression]:
    """Yield every term of a rule, those in bodies too."""
    for parameter in rule.head.parameters or ():
        yield from _within(parameter)
    for key in rule.head.keys:
        yield from _within(key)
    for clause in rule.clauses:
        if clause.value is not None:
            yield from _within(clause.value)
        for step in clause.body:
            yield from _of_step(step)


def _of_step(step: LiteralTree) -> Iterator[Expression]:
    for term in step.terms:
        yield from _within(term)
    for _, value in step.mods:
        yield from _within(value)
    for inner in step.within:
        yield from _of_step(inner)


def _within(term: Expression) -> Iterator[Expression]:
    """Yield a term and all in it; of a reference's beginning only what is more than a name."""
    yield term
    begin = 1 if term.sort == "ref" and term.parts[0].sort == "name" else 0
    for part in term.parts[begin:]:
        yield from _within(part)
    for step in term.body:
        yield from _of_step(step)
