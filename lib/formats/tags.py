"""Tags of YAML that a kind allows, and what they become: ``!Ref name`` is ``{"Ref": "name"}`` in JSON.

A tag is a member of a mapping with that key alone, and what it stands before is the value. No tag is ever code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..words import Texts, say

_TAG = re.compile(r"![A-Za-z][A-Za-z0-9_.:/-]*")
_PIECE = re.compile(r"\*|\?|\[[^\]]*\]|.", re.DOTALL)


class Tag(NamedTuple):
    """What a tag becomes: the key; of a text, with ``split``, the two parts around the first such separator.

    ``Tag("Fn::GetAtt", split=".")`` makes ``{"Fn::GetAtt": ["role", "Arn"]}`` of ``!GetAtt role.Arn``.
    """

    key: str
    split: str = ""


def tags_of(declared: Mapping[str, str | Tag] | None) -> dict[str, Tag]:
    """Return tags as they were declared, each with what it becomes."""
    return {name: Tag(tag) if isinstance(tag, str) else tag for name, tag in (declared or {}).items()}


def wrong_tags(kinds: Iterable[tuple[str, tuple[str, ...], bool, object]]) -> Iterator[Texts]:
    """Yield what is wrong with the tags of kinds: of each its name, its file patterns, whether it matches content, its tags.

    Whoever reads a file must know its tags before: so they belong to a pattern, and where a name has two patterns, to both.
    """
    known: list[tuple[str, tuple[str, ...], object]] = []
    for kind, files, by_content, tags in kinds:
        if tags is not None:
            if not files or by_content:
                yield say("yaml_tags.files", kind=kind)
            if not isinstance(tags, Mapping):
                yield say("yaml_tags.mapping", kind=kind)
                continue
            for name, tag in tags.items():
                if not isinstance(name, str) or _TAG.fullmatch(name) is None:
                    yield say("yaml_tags.name", kind=kind, tag=repr(name))
                key, split = (tag, "") if isinstance(tag, str) else tag if isinstance(tag, Tag) else ("", "")
                if not isinstance(key, str) or not key or not isinstance(split, str):
                    yield say("yaml_tags.becomes", kind=kind, tag=str(name))
        for other, patterns, theirs in known:
            if (tags or None) != (theirs or None) and any(overlap(one, two) for one in files for two in patterns):
                yield say("yaml_tags.overlap", kind=kind, other=other)
        known.append((kind, files, tags))


def overlap(one: str, two: str) -> bool:
    """Return whether a name may be meant by two patterns of names; a set in brackets may be any character."""
    first, second = (_PIECE.findall(pattern.lower()) for pattern in (one, two))
    reached = {(0, 0)}
    waiting = [(0, 0)]
    while waiting:
        at, to = waiting.pop()
        if (at, to) == (len(first), len(second)):
            return True
        for step in _steps(first[at : at + 1], second[to : to + 1]):
            following = (at + step[0], to + step[1])
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    return False


def _steps(one: list[str], two: list[str]) -> Iterator[tuple[int, int]]:
    """Yield by how many pieces both may go on: a star may take a character of the other, or end."""
    if one == ["*"]:
        yield 1, 0
    if two == ["*"]:
        yield 0, 1
    if not one or not two:
        return
    if one == ["*"] and two != ["*"]:
        yield 0, 1
    elif two == ["*"] and one != ["*"]:
        yield 1, 0
    elif one == two or any(len(each[0]) > 1 or each == ["?"] for each in (one, two)):
        yield 1, 1
