"""Which rules' outcomes count: ``--select`` and ``--ignore``.

Selection filters outcomes, never policies: every rule of a kind is judged, so that an exported bundle stays the same.
What is no rule's (schema, reference, parameters beyond the law) always counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..documents import NOTHING
from .rule import Rule
from .selectors import means, means_whole, some_mean


class Selection(NamedTuple):
    """Selectors as they were given. A rule counts when some ``select`` means it (or there is none) and no ``ignore``.

    It counts as a whole: one of several severities, by code, is selected by each, and ignored only by what means all.

    A selector is a glob of rule ids, former ids included, or ``collection:NAME``, ``severity:NAME`` or
    ``jurisdiction:CODE``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore)

    def left_out(self, rules: Iterable[Rule]) -> frozenset[str]:
        """Return the ids of those rules that do not count."""
        return frozenset(rule.id for rule in rules if not self._counts(rule))

    def _counts(self, rule: Rule) -> bool:
        selected = not self.select or any(means(selector, rule) for selector in self.select)
        return selected and not any(means_whole(selector, rule) for selector in self.ignore)

    def unmatched(self, rules: Iterable[Rule]) -> list[str]:
        """Return the selectors that mean none of the rules. Raises UsageError for one that cannot be read."""
        known = list(rules)
        return [
            selector for selector in (*self.select, *self.ignore) if not any(means(selector, rule) for rule in known)
        ]

    def renamed(self, rules: Iterable[Rule]) -> Iterator[tuple[str, Rule]]:
        """Return selectors that name a rule by an id that it had before, with the rule."""
        for rule in rules:
            for selector in (*self.select, *self.ignore):
                if selector in rule.formerly:
                    yield selector, rule


class Fails(NamedTuple):
    """Which outcomes fail a run: denials of rules that some selector means (all, unless a gate says less), warnings
    of those that ``warnings`` means, and more than ``budgets`` allows of ``warned`` or ``waived`` outcomes.

    What is no rule's own (schema, reference, parameters beyond the law) always fails when it denies.
    """

    denials: tuple[str, ...] = ("*",)
    warnings: tuple[str, ...] = ()
    budgets: Mapping[str, int] = NOTHING

    def denied(self, rule_id: str, findings: Iterable[Any], rule: Callable[[str], Rule | None]) -> bool:
        """Return whether denials of this rule, with these findings, fail the run."""
        codes = (each.code for each in findings if _denies(each))
        return some_mean(self.denials, rule(rule_id), codes) if self.denials != ("*",) else True

    def warned(self, rule_id: str, findings: Iterable[Any], rule: Callable[[str], Rule | None]) -> bool:
        """Return whether warnings of this rule, also of what is not in force yet, fail the run, whatever it denies besides."""
        codes = [each.code for each in findings if each.suppression is None and not _denies(each)]
        return bool(self.warnings and codes) and some_mean(self.warnings, rule(rule_id), codes)


def _denies(finding: Any) -> bool:
    """Return whether a finding is a denial that counts."""
    return finding.level == "deny" and bool(finding.counts)
