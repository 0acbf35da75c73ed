"""What people read of a test that did not pass: the statement, what was expected, what there was, and the difference."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence

from adjudge.lib.documents import Json
from adjudge.lib.escape import visible
from adjudge.lib.wording import Wording
from adjudge.lib.words import said

from .results import Ran, Why
from .suite import shown

_SHORT = 100
"""Characters of a value that is shown on one line."""
_LINES = 40
"""Lines of one value, or of one difference."""
_VALUES = 3
"""Values of one expression, where a variable has several."""


def told(ran: Ran, words: Wording) -> Iterator[str]:
    """Yield the lines about a test that did not pass."""
    line = ran.why.line if ran.why is not None else ran.line
    column = f":{ran.why.column}" if ran.why is not None else ""
    yield f"  --> {visible(ran.file)}:{line}{column}"
    if ran.said is not None:
        yield f"  {visible(said(ran.said, words.language))}"
    if ran.why is not None:
        yield from why_told(ran.why, words)
    for case in ran.cases:
        mark = words.of("policy_test", "passed" if case.passed else "failed")
        yield f"  {visible(' / '.join(case.name))}{words.colon}{mark}"
        if case.why is not None:
            yield from (f"  {each}" for each in why_told(case.why, words))
    yield from (f"  {visible(each)}" for each in ran.printed)


def why_told(why: Why, words: Wording) -> Iterator[str]:
    """Yield the lines about the statement that does not hold."""
    numbered = enumerate(why.statement.split("\n"), why.line)
    yield from (f"  {number} | {visible(text.expandtabs(4))}" for number, text in numbered)
    if why.sides is not None:
        yield from _sides(why, words)
    elif why.found:
        yield from _values(words("policy_test.value"), why.found, words)
    elif why.sign in ("", ":=", "some") and not why.untold:
        yield f"    {words('policy_test.value')}{words.colon}{words('policy_test.undefined')}"
    if why.measured:
        yield from _values(words("policy_test.measured"), why.measured, words)
    for element in why.element:
        yield from _values(words("policy_test.element"), [element], words)
    for name, value in why.variables:
        yield from _values(name, [value], words)
    for replaced in why.replaced:
        yield from _values(replaced.target, [replaced.value], words)


def _sides(why: Why, words: Wording) -> Iterator[str]:
    assert why.sides is not None
    actual, expected = why.sides
    sign = "" if why.sign in ("==", "=") else f"{why.sign} "
    name = words("policy_test.expected")
    yield from _values(words("policy_test.actual"), actual, words)
    yield from _values(name if not sign else f"{name} {why.sign}", expected, words)
    if not sign and len(actual) == len(expected) == 1:
        yield from _difference(expected[0], actual[0], words)


def _difference(expected: Json, actual: Json, words: Wording) -> Iterator[str]:
    """Yield the lines by which two values differ, where they have several."""
    before, after = _pretty(expected), _pretty(actual)
    if max(len(before), len(after)) < 2 or not all(isinstance(each, list | dict) for each in (expected, actual)):
        return
    yield f"    {words('policy_test.difference')}{words.colon.rstrip()}"
    changed = list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]
    yield from _cut([each for each in changed if not each.startswith("@@")])


def _values(name: str, values: Sequence[Json], words: Wording) -> Iterator[str]:
    head = f"    {visible(name)}{words.colon.rstrip()}"
    if not values:
        yield f"{head} {words('policy_test.undefined')}"
    for value in values[:_VALUES]:
        short = shown(value)
        if len(short) <= _SHORT:
            yield f"{head} {visible(short)}"
        else:
            yield head
            yield from _cut(_pretty(value))
    if len(values) > _VALUES:
        yield f"    … (+{len(values) - _VALUES})"


def _cut(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"      {visible(each)}" for each in lines[:_LINES])
    if len(lines) > _LINES:
        yield f"      … (+{len(lines) - _LINES})"


def _pretty(value: Json) -> list[str]:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).split("\n")
