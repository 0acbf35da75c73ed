"""What a selector means: a glob of rule ids, or ``collection:NAME``, ``severity:NAME``, ``jurisdiction:CODE``."""

from __future__ import annotations

import fnmatch

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
        return rule.severity == value
    if what == "jurisdiction":
        return value in rule.jurisdictions
    raise UsageError(say("option.selector", selector=selector, severities="|".join(SEVERITIES)))


def some_mean(selectors: tuple[str, ...], rule: Rule | None) -> bool:
    """Return whether some selector means a rule; all mean what is no rule's own."""
    return rule is None or any(means(selector, rule) for selector in selectors)
