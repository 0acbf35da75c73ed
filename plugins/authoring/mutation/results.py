"""What became of all changes, held against the reviewed ones: survivors, entries that nothing needs, and the score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from adjudge.lib.words import Said, say

from .field_changes import FieldChange
from .noticing import Fate, Noticed
from .policy_changes import PolicyChange
from .reviewed import ReviewedChange, key_of_change, key_of_field


class TriedPolicy(NamedTuple):
    """A change of a policy, what became of it, and why it may survive, if somebody said so."""

    change: PolicyChange
    noticed: Noticed
    reason: str | None = None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return self.noticed.fate


class TriedField(NamedTuple):
    """A field of a kind, in all examples that have it, and whether one of them misses it."""

    changes: tuple[FieldChange, ...]
    fate: Fate
    reason: str | None = None

    @property
    def kind(self) -> str:
        """The kind whose field it is."""
        return self.changes[0].kind

    @property
    def field(self) -> str:
        """The field, as a pointer with ``*`` for positions in lists."""
        return self.changes[0].shape


class MutationResults(NamedTuple):
    """What became of changes; ``idle`` are reviewed entries that nothing needs, with their lines, and why.

    ``whole`` is how many changes there would have been without a limit.
    """

    policies: tuple[TriedPolicy, ...]
    fields: tuple[TriedField, ...]
    idle: tuple[tuple[int, Said], ...] = ()
    whole: int = 0

    @property
    def tried(self) -> tuple[TriedPolicy | TriedField, ...]:
        """All that was tried."""
        return (*self.policies, *self.fields)

    @property
    def survivors(self) -> tuple[TriedPolicy | TriedField, ...]:
        """What nobody noticed, and nobody allowed."""
        return tuple(each for each in self.tried if each.fate == "survived" and each.reason is None)

    @property
    def counts(self) -> Counter[str]:
        """How many had which fate; survivors with a reason are ``reviewed``."""
        return Counter("reviewed" if each.reason is not None else each.fate for each in self.tried)

    @property
    def score(self) -> float | None:
        """How many of a hundred changes were noticed, without those that were refused or reviewed; None where none counts."""
        counts = self.counts
        noticed = counts["noticed"] + counts["timed_out"]
        counted = noticed + counts["survived"]
        return 100 * noticed / counted if counted else None


def results(
    policies: Iterable[TriedPolicy],
    fields: Iterable[TriedField],
    reviewed: Sequence[ReviewedChange],
    *,
    known: Container[tuple[str, ...]],
    covered: Container[str],
    whole: int,
) -> MutationResults:
    """Hold what became of changes against the reviewed ones.

    ``known`` are the keys of all changes that could be made, ``covered`` the policies, and the domains of kinds, that were looked
    at: an entry about others is left alone.
    """
    reasons = {each.key: each.reason for each in reviewed}
    held = [each._replace(reason=reasons.get(_key(each))) if each.fate == "survived" else each for each in policies]
    held_fields = [
        each._replace(reason=reasons.get(key_of_field(each.kind, each.field))) if each.fate == "survived" else each
        for each in fields
    ]
    gone = {_key(each) for each in held if each.fate != "survived"}
    gone |= {key_of_field(each.kind, each.field) for each in held_fields if each.fate != "survived"}
    gone -= {_key(each) for each in held if each.fate == "survived"}
    idle: list[tuple[int, Said]] = []
    for each in reviewed:
        if each.key in gone:
            idle.append((each.line, say("mutate.idle_noticed")))
        elif each.key not in known and _domain(each.key) in covered:
            idle.append((each.line, say("mutate.idle_gone")))
    return MutationResults(tuple(held), tuple(held_fields), tuple(idle), whole)


def _key(each: TriedPolicy) -> tuple[str, ...]:
    return key_of_change(each.change.file, each.change.before, each.change.after)


def _domain(key: tuple[str, ...]) -> str:
    """Return what an entry is about: the file of a policy, or the domain of a kind."""
    return key[0] if len(key) > 2 else key[0].partition(".")[0]  # a change of a policy has three parts
