"""The tests of a rule notice what it says: where a head is muted, one of them fails.

`deny` and `warn` that find nothing, a rule that never applies, and one that always does, are what a rule could turn into
by a slip. So a test has shown that the rule denies or warns, that it applies, and that it can be not applicable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import regorus
import yaml
from first_party import FIRST_PARTY

from adjudge.lib.rego.rule import Module, Rule
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.engines.embedded.semantics import align

POLICIES = Path(import_module("adjudge.policies").__path__[0])
_TEST = re.compile(r"^(test_\w+)", re.MULTILINE)
_PACKAGE = re.compile(r"^package (\S+)", re.MULTILINE)
_HEADS = {
    "deny": (re.compile(r"^deny contains\b", re.MULTILINE), ("deny contains null if false",)),
    "warn": (re.compile(r"^warn contains\b", re.MULTILINE), ("warn contains null if false",)),
    "applies": (re.compile(r"^applies if\b", re.MULTILINE), ("applies := false", "applies := true")),
}


def muted(text: str) -> Iterator[tuple[str, str]]:
    """Give a rule's text once for each head that it has, with another head in its place, and what that one says."""
    for head, instead in _HEADS.values():
        if head.search(text):
            for other in instead:
                yield other, head.sub(lambda found: f"_was_{found.group()}", text) + f"\n{other}\n"


def unnoticed(rule: str, test: str, others: dict[str, str], data: dict[str, Any]) -> list[str]:
    """Give what a rule could say instead without that one of its tests fails."""
    assert passed(rule, test, others, data) == set(_TEST.findall(test)), "the tests pass as it stands"
    return [said for said, text in muted(rule) if passed(text, test, others, data) == set(_TEST.findall(test))]


def passed(rule: str, test: str, others: dict[str, str], data: dict[str, Any]) -> set[str]:
    engine = regorus.Engine()
    for file, text in {**others, "rule.rego": rule, "rule_test.rego": test}.items():
        aligned = align(Module(file=file, text=text, plugin="adjudge"))
        engine.add_policy(file, text if aligned is None else aligned.text)
    engine.add_data_json(json.dumps(data, default=str))
    package = _PACKAGE.search(test)
    assert package
    return {name for name in _TEST.findall(test) if _holds(engine, f"data.{package[1]}.{name}")}


def _holds(engine: Any, query: str) -> bool:
    try:
        answer = json.loads(engine.eval_query_as_json(query))
    except RuntimeError:
        return False
    return [each["value"] for row in answer.get("result", ()) for each in row["expressions"]] == [True]


@cache
def rules() -> dict[str, Rule]:
    made = Catalogue(registry=load())
    made.open_all()
    return {rule.id: rule for rule in made.rules().values() if rule.plugin in FIRST_PARTY}


@cache
def helpers() -> dict[str, str]:
    files = [file for file in POLICIES.rglob("*.rego") if "lib" in file.relative_to(POLICIES).parts]
    return {
        file.relative_to(POLICIES).as_posix(): file.read_text(encoding="utf-8")
        for file in files
        if not file.name.endswith("_test.rego")
    }


@cache
def data() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted(POLICIES.rglob("data.yaml")):
        place = found
        for step in file.relative_to(POLICIES).parent.parts:
            place = place.setdefault(step, {})
        place.update(yaml.safe_load(file.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("rule", sorted(rules()))
def test_a_test_notices_when_a_first_party_rule_says_nothing_or_never_or_always_applies(rule: str) -> None:
    file = POLICIES / rules()[rule].file
    text = file.read_text(encoding="utf-8")
    assert {name for name, (head, _) in _HEADS.items() if head.search(text)} == rules()[rule].heads
    test = file.with_name(f"{file.stem}_test.rego").read_text(encoding="utf-8")
    assert unnoticed(text, test, helpers(), data()) == []


RULE = """package a.b.c

applies if input.document.public

deny contains {"path": []} if input.document.bad

warn contains {"path": []} if input.document.odd
"""
DENIES = 'test_denies if c.deny == {{"path": []}} with input as {"document": {"bad": true}}'
WARNS = 'test_warns if c.warn == {{"path": []}} with input as {"document": {"odd": true}}'
PASSES = 'test_passes if {\n\tcount(c.deny) == 0 with input as {"document": {}}\n\tcount(c.warn) == 0\n}'
APPLIES = 'test_applies if c.applies with input as {"document": {"public": true}}'
SPARES = 'test_spares if not c.applies with input as {"document": {"public": false}}'


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ((DENIES, WARNS, PASSES, APPLIES, SPARES), []),
        ((WARNS, PASSES, APPLIES, SPARES), ["deny contains null if false"]),
        ((DENIES, PASSES, APPLIES, SPARES), ["warn contains null if false"]),
        ((DENIES, WARNS, PASSES, SPARES), ["applies := false"]),
        ((DENIES, WARNS, PASSES, APPLIES), ["applies := true"]),
    ],
)
def test_what_no_test_notices_is_told(tests: tuple[str, ...], said: list[str]) -> None:
    test = "\n\n".join(("package a.b.c_test", "import data.a.b.c", *tests))
    assert unnoticed(RULE, test, {}, {}) == said
