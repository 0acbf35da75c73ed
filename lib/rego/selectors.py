"""What a selector means: a glob of rule ids, or ``collection:NAME``, ``severity:NAME``, ``jurisdiction:CODE``."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable

from ..errors import UsageError
from ..words import say
from .rule import SEVERITIES, Rule


def means(selector: str, rule: Rule) -> bool:
    """Return whether a selector means a rule. Raises UsageError for one that cannot be read."""
    what, colon, value = selector.partition(":")
    if not colon:
        return any(fnmatch.fnmatchcase(name, selector) for name in (rule.id, *rule.formerly))
    if what == "collection":
        return value in rule.collections
    if what == "severity" and value in SEVERITIES:
        return any(each.severity == value for each in rule.each())
    if what == "jurisdiction":
        return value in rule.jurisdictions
    raise UsageError(say("option.selector", selector=selector, severities="|".join(SEVERITIES)))


def means_whole(selector: str, rule: Rule) -> bool:
    """Return whether a selector means a rule for the findings of whatever code: a code may have a severity of its own."""
    return all(means(selector, each) for each in rule.each())


def some_mean(selectors: tuple[str, ...], rule: Rule | None, codes: Iterable[str | None]) -> bool:
    """Return whether some selector means a rule for a finding of one of these codes; all mean what is no rule's own."""
    if rule is None:
        return True
    parts = [rule.of(code).each()[0] for code in dict.fromkeys(codes)]
    return any(means(selector, part) for selector in selectors for part in parts)
