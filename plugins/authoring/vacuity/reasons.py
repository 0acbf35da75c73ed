"""Why a change may pass unnoticed: a file of sentences that people have read, each of which is still needed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from adjudge.lib.words import Said, say

from .mutants import Mutant


class Indifference(NamedTuple):
    """Why changes at a place may pass. ``pointer`` is a shape, in which ``**`` is any way and ``*`` any one step.

    ``changes`` are names of changes; ``other`` means ``other: X`` too, and ``*`` is every change.
    """

    kind: str
    pointer: str
    changes: tuple[str, ...]
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        """Return whether it is about a change."""
        return (
            self.kind in ("*", mutant.kind)
            and ("*" in self.changes or not {mutant.change, mutant.change.partition(":")[0]}.isdisjoint(self.changes))
            and _shape(self.pointer).fullmatch(mutant.shape) is not None
        )


class Weighed(NamedTuple):
    """What is left when changes and reasons are held against each other."""

    unexplained: list[Mutant]
    idle: list[Indifference]


_MEMBERS = {"kind", "pointers", "changes", "reason"}


def read_reasons(entries: Iterable[dict[str, Any]]) -> list[Indifference]:
    """Return the reasons of a file, one for each pointer of an entry.

    Raises ValueError for an entry that lacks something, has more, or whose reason is no sentence.
    """
    found = []
    for entry in entries:
        whole = set(entry) == _MEMBERS and all(entry.values()) and str(entry["reason"]).rstrip().endswith(".")
        if not whole:
            raise ValueError(f"{entry}: give kind, pointers, changes and a reason that is a sentence")
        sentence = " ".join(entry["reason"].split())
        found += [Indifference(entry["kind"], each, tuple(entry["changes"]), sentence) for each in entry["pointers"]]
    return found


def unnoticed(
    changed: Iterable[Mutant], *, fits: Callable[[Mutant], bool], passes: Callable[[Mutant], bool]
) -> Iterator[Mutant]:
    """Yield the mutants that their schema takes (``fits``) and that no rule, of theirs or of what names them, finds."""
    return (mutant for mutant in changed if fits(mutant) and passes(mutant))


def weighed(left: Iterable[Mutant], reasons: Iterable[Indifference]) -> Weighed:
    """Hold unnoticed mutants and reasons against each other."""
    mutants, given = list(left), list(reasons)
    used = {reason for reason in given for mutant in mutants if reason.covers(mutant)}
    return Weighed(
        [mutant for mutant in mutants if not any(reason.covers(mutant) for reason in given)],
        [reason for reason in given if reason not in used],
    )


def told(outcome: Weighed) -> Iterator[Said]:
    """Yield what is wrong, in words."""
    for mutant in outcome.unexplained:
        yield say("lint.vacuity", mutant=str(mutant), kind=mutant.kind)
    for reason in outcome.idle:
        yield say("lint.vacuity.idle", kind=reason.kind, pointer=reason.pointer, changes=", ".join(reason.changes))


def skeleton(left: Iterable[Mutant]) -> list[Indifference]:
    """Return reasons that would cover unnoticed mutants, one for each place, whose sentences are still to be written."""
    grouped: dict[tuple[str, str], dict[str, None]] = {}
    for mutant in left:
        changes = grouped.setdefault((mutant.kind, mutant.shape), {})
        changes[mutant.change.partition(":")[0]] = None
    return [Indifference(kind, shape, tuple(sorted(changes)), "") for (kind, shape), changes in sorted(grouped.items())]


def written(reasons: Iterable[Indifference]) -> str:
    """Return reasons as YAML, as :func:`read_reasons` takes it; a sentence that is missing is the word TODO.

    Those of one kind that say the same of the same changes are one entry.
    """
    entries: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for each in reasons:
        entries.setdefault((each.kind, each.changes, each.reason), []).append(each.pointer)
    return "".join(_entry(kind, pointers, changes, why) for (kind, changes, why), pointers in entries.items())


def _entry(kind: str, pointers: list[str], changes: Iterable[str], reason: str) -> str:
    places = "".join(f"    - {_quoted(each)}\n" for each in pointers)
    told = f"  changes: [{', '.join(map(_quoted, changes))}]\n  reason: {_sentence(reason)}\n"
    return f"- kind: {_quoted(kind)}\n  pointers:\n{places}{told}"


def _sentence(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else "TODO"


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[a-z/][A-Za-z0-9_.*/-]*", text) and text != "null" else f'"{text}"'


@lru_cache(maxsize=4096)
def _shape(pointer: str) -> re.Pattern[str]:
    steps = [{"**": "(?:/[^/]+)*", "*": "/[^/]+"}.get(step, f"/{re.escape(step)}") for step in pointer.split("/")[1:]]
    return re.compile("".join(steps))
