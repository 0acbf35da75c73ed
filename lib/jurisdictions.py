"""Where a document says that it is for: the codes of its jurisdictions."""

from __future__ import annotations

import re
from collections.abc import Collection

from .documents import Json
from .pointer import pointer_steps

_COUNTRY = re.compile(r"[A-Z]{2}")


def jurisdictions_of(pointer: str | None, document: Json) -> frozenset[str]:
    """Return the codes of a document's own jurisdictions, which stand at ``pointer``; none means all."""
    if pointer is None:
        return frozenset()
    value = document
    for step in pointer_steps(pointer, document):
        value = value.get(step) if isinstance(value, dict) else None
    codes = value if isinstance(value, list) else [value]
    if not all(isinstance(code, str) and _COUNTRY.fullmatch(code) for code in codes):
        return frozenset()  # what is no code could be any place: the law of each holds
    return frozenset(codes)


def are_others(of_rule: Collection[str], of_document: frozenset[str]) -> bool:
    """Return whether a rule is law elsewhere than the document says. Empty means everywhere, of either."""
    return bool(of_rule) and bool(of_document) and of_document.isdisjoint(of_rule)
