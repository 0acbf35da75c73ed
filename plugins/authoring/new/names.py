"""What a plugin, a kind, a rule, a reader and a report can be called, and what may have been meant by what cannot."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from adjudge.lib.errors import UsageError
from adjudge.lib.installed import entry_points
from adjudge.lib.rego.reserved import NAME, REGO_WORDS, RESERVED_DOMAINS, RESERVED_KINDS, RESERVED_RULES
from adjudge.lib.words import Texts, say

LONGEST = 40
PARTS = ("rule", "kind", "reader", "report")
"""What is made inside a package."""
OWN = "adjudge"
_OURS = f"{OWN}.plugins."


def see_name(name: str) -> None:
    """Raise UsageError for what cannot be a step of a rule's id, or the name of a module."""
    if re.fullmatch(NAME, name) is None:
        raise UsageError(say("new.name", name=name), hint=_meant(name))
    if len(name) > LONGEST:
        raise UsageError(say("new.long", name=name, most=LONGEST))
    if keyword.iskeyword(name) or name in REGO_WORDS or name.endswith("_test"):
        raise UsageError(say("new.word", name=name))


def see_plugin(name: str) -> None:
    """Raise UsageError for what cannot be called so as a plugin, its package and its domain."""
    see_name(name)
    if name.startswith(f"{OWN}_"):
        raise UsageError(say("new.prefixed", name=name), hint=_meant(name))
    if name in RESERVED_DOMAINS or name in PARTS:
        raise UsageError(say("new.reserved", name=name))
    for point in entry_points(OWN):
        if point.name == name:
            ours = point.value.startswith(_OURS)
            raise UsageError(say("new.ours" if ours else "new.installed", name=name))


def see_kind(name: str) -> None:
    """Raise UsageError for what cannot be the name of a kind."""
    see_name(name)
    if name in RESERVED_KINDS or name.endswith("_facts"):
        raise UsageError(say("new.reserved", name=name))


def see_rule(name: str) -> None:
    """Raise UsageError for what cannot be the name of a rule."""
    see_name(name)
    if name in RESERVED_RULES:
        raise UsageError(say("new.reserved", name=name))


def title_of(name: str) -> str:
    """Return a name as a title."""
    return name.replace("_", " ").capitalize()


def _meant(name: str) -> Texts | None:
    for near in _near(name):
        if re.fullmatch(NAME, near) and not keyword.iskeyword(near) and near not in REGO_WORDS | RESERVED_DOMAINS:
            return say("new.meant", near=near)
    return None


def _near(name: str) -> Iterator[str]:
    words = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_")
    yield words.removeprefix(f"{OWN}_")
    yield re.sub(r"^[0-9_]+", "", words)
