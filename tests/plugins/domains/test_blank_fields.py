"""Every text of every kind of the launch pack, blanked by each sort of character that is not seen, is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from installed_rules import installed

from adjudge import Options, Session
from adjudge.lib.blank import SPACES, UNSEEN
from adjudge.lib.schema import Validator

LAUNCH = Path(__file__).resolve().parents[3] / "examples" / "launch"
BLANK = ["", *(chr(first) for first, _ in (*UNSEEN, *SPACES)), "\u200b\u3000\u200b"]
MAY_BE_BLANK = {
    "content_security.script": {("cues", "*", "id"), ("cues", "*", "text", "*")},
    "content_security.keyword_library": {("entries", "*", "term")},
}
"""What is spoken is judged as it is; of a library the rule `distinct` says which of its many terms are blank."""
ENTRIES = 3  # of a list: the entries of a bank are alike


@cache
def documents() -> dict[str, list[Any]]:
    """Give the documents of the launch pack by kind, as rules get them."""
    found: dict[str, list[Any]] = {}
    with Session(LAUNCH, options=Options(root=LAUNCH, as_of="2026-04-01")) as session:
        for file in session.files:
            if session.claimed(file) == {True}:
                for question in map(json.loads, session.questions(file)):
                    found.setdefault(question["artifact"]["kind"], []).append(question["document"])
    return found


def texts(node: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each text of a document."""
    if isinstance(node, str):
        yield steps
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, (*steps, key))
    elif isinstance(node, list):
        for number, value in enumerate(node[:ENTRIES]):
            yield from texts(value, (*steps, number))


def replaced(node: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """Return a document with another value at a path."""
    if not steps:
        return value
    changed = dict(node) if isinstance(node, dict) else list(node)
    changed[steps[0]] = replaced(node[steps[0]], steps[1:], value)
    return changed


BYTES = {"dubbing.media"}
"""Kinds of which nobody writes the document: a text of the file that is blank is what their rules have to see."""

KINDS = sorted(documents().keys() - BYTES)


def test_the_pack_has_most_kinds():
    assert len(KINDS) > 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_what_is_not_seen_breaks_the_schema(kind: str):
    domain, _, name = kind.partition(".")
    validator = Validator(installed().open(domain).schemas[name], kind)
    passed: set[tuple[Any, ...]] = set()
    count = 0
    for document in documents()[kind]:
        short = {key: value[:ENTRIES] if isinstance(value, list) else value for key, value in document.items()}
        for steps in texts(short):
            for blank in BLANK:
                count += 1
                if validator.is_valid(replaced(short, steps, blank)):
                    passed.add(tuple("*" if isinstance(step, int) else step for step in steps))
    assert count > len(BLANK)
    assert passed == MAY_BE_BLANK.get(kind, set())
