"""Change a value of a JSON text; the text was read already, so it is JSON, and every place above the last step is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ..documents import Json
from ..words import say
from .changes import Change, Exchange, SpliceError, as_json

_space = re.compile(r"[ \t\r\n]*").match
_skip = json.JSONDecoder().raw_decode


class _Member(NamedTuple):
    """Where a member is: its key (of an item: its value), its value, and the end of that."""

    key: int
    value: int
    end: int


_Members: TypeAlias = dict[str | int, _Member]


def json_pieces(text: str, changes: Sequence[Change]) -> Iterator[Exchange]:
    """Yield what to exchange. Raises SpliceError."""
    known: dict[int, _Members] = {}
    return (_piece(text, change, 0, known) for change in changes)


def jsonl_pieces(text: str, changes: Sequence[Change]) -> Iterator[Exchange]:
    """Yield what to exchange in the lines of records. Raises SpliceError."""
    wanted = {change.number for change in changes}
    starts: dict[int | None, int] = {}
    count, start = 0, 0
    for line in text.split("\n"):
        if line.strip(" \t\r"):
            count += 1
            if count in wanted:
                starts[count] = start
        start += len(line) + 1
    known: dict[int, _Members] = {}
    return (_piece(text, change, starts[change.number], known) for change in changes)


def _piece(text: str, change: Change, start: int, known: dict[int, _Members]) -> Exchange:
    """Return what to exchange in the text that begins at ``start``; ``known`` are the members of containers seen before."""
    at = _after(text, start)
    *above, last = change.steps
    for step in above:
        at = _members(text, at, known)[step].value
    members = _members(text, at, known)
    if last in members:
        found = members[last]
        if text[found.value] in "[{":
            raise SpliceError(say("splice.no_scalar"))
        return Exchange(found.value, found.end, as_json(change.value))
    return _added(text, at, list(members.values()), str(last), change.value)


def _added(text: str, box: int, members: list[_Member], key: str, value: Json) -> Exchange:
    """Return a member as the last of its object, set as the one before it is."""
    if not members:
        return Exchange(box + 1, box + 1, f"{as_json(key)}: {as_json(value)}")
    last = members[-1]
    _, end_of_key = _skip(text, last.key)
    colon = text[end_of_key : last.value]
    before = text[members[-2].end : last.key] if len(members) > 1 else f",{text[box + 1 : last.key] or ' '}"
    return Exchange(last.end, last.end, f"{before}{as_json(key)}{colon}{as_json(value)}")


def _members(text: str, here: int, known: dict[int, _Members]) -> _Members:
    """Return the members of the container at an offset."""
    if here in known:
        return known[here]
    members: _Members = {}
    at = _after(text, here + 1)
    while text[at] not in "]}":
        step: str | int = len(members)
        value = at
        if text[here] == "{":
            step, end = _skip(text, at)
            value = _after(text, _after(text, end) + 1)
        _, end = _skip(text, value)
        members[step] = _Member(at, value, end)
        at = _after(text, end)
        if text[at] == ",":
            at = _after(text, at + 1)
    known[here] = members
    return members


def _after(text: str, offset: int) -> int:
    found = _space(text, offset)
    return found.end() if found else offset
