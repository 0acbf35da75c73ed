"""The heads of a rule: which of `deny`, `warn` and `applies` it has, and that nothing looks like one that nobody asks.

Those three are all that is asked of a rule. Whatever else it defines helps them, or is a decision that would never count:
a `deny_root`, `violation` or `Deny` beside `deny` is read as one by whoever knows other tools, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..words import Texts, say
from .scan import Scan

JUDGING_HEADS = frozenset({"applies", "deny", "warn"})
_DECISIONS = frozenset(
    """allow allowed allows applicable applied applies apply denial denials denied denies deny exception exceptions
    exempt reject rejected violate violated violates violation violations warn warned warning warnings warns""".split()
)
_LONGEST = len("violations")
_ODD_FORMS = {"function": "policy.head_function", "part": "policy.head_part"}
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class OddHead(NamedTuple):
    """What is wrong with a head; ``offset`` is where it is defined, None where it is nowhere."""

    words: Texts
    offset: int | None


def odd_heads(found: Scan) -> Iterator[OddHead]:
    """Yield what is wrong with the heads of a rule's policy, in the order of the text."""
    for head in sorted(found.heads & JUDGING_HEADS - found.defined):
        yield OddHead(say("policy.applies") if head == "applies" else say("policy.no_rule", head=head), None)
    if not found.defined & {"deny", "warn"}:
        yield OddHead(say("policy.no_heads"), None)
    forms: dict[str, set[str]] = {}
    unasked = _unasked(found)
    for each in found.definitions:
        if each.name in unasked:
            unasked.discard(each.name)
            yield OddHead(say("policy.unasked", name=each.name, head=_meant(each.name)), each.offset)
        if each.name not in JUDGING_HEADS:
            continue
        known = forms.setdefault(each.name, set())
        if each.form in _ODD_FORMS and each.form not in known:
            yield OddHead(say(_ODD_FORMS[each.form], head=each.name), each.offset)
        elif known and ("set" in known) != (each.form == "set"):
            yield OddHead(say("policy.two_ways", head=each.name), each.offset)
        known.add(each.form)


def _unasked(found: Scan) -> set[str]:
    """Return the names of rules that look like decisions, and that none of the three asks, not by way of others either."""
    sets = {each.name for each in found.definitions if each.form == "set" and not each.name.startswith("_")}
    suspicious = {name for name in found.defined - JUDGING_HEADS if name in sets or looks_like_decision(name)}
    return suspicious - _asked(found) if suspicious else suspicious


def looks_like_decision(name: str) -> bool:
    """Return whether a name is read as a decision by whoever knows other tools: ``violation``, ``allow``, ``Deny``."""
    parts = [part.lower() for part in _PART.findall(name)]
    whole = name.lower().strip("_")
    return not _DECISIONS.isdisjoint((*parts, whole)) or not _near(whole).isdisjoint(_MISSPELT)


def _near(word: str) -> set[str]:
    """Return a word and what is left of it without one letter: what two words share there is one slip apart."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} if len(word) <= _LONGEST else set()


def _asked(found: Scan) -> set[str]:
    """Return the names that the definitions of the three use, and what those use in their turn."""
    own = f"data.{found.package}."
    uses: dict[str, set[str]] = {}
    for each in found.definitions:
        inside = (name.text.removeprefix(own) for name in found.names if each.offset <= name.offset < each.end)
        uses.setdefault(each.name, set()).update(text.partition(".")[0] for text in inside)
    asked: set[str] = set()
    following: Iterable[str] = JUDGING_HEADS
    while following := {name for each in following for name in uses.get(each, ())} - asked:
        asked |= following
    return asked


def _meant(name: str) -> str:
    """Return the head that an author may have meant by a name."""
    first = name.lower().lstrip("_")
    return "warn" if first.startswith("w") else "applies" if first.startswith("appl") else "deny"


_MISSPELT = frozenset(near for head in ("applies", "deny", "violation", "warn") for near in _near(head))
