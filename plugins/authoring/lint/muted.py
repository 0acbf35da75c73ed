"""The tests of a rule notice what it says: where a head is muted, one of them fails.

`deny` and `warn` that find nothing, a rule that never applies, and one that always does, are what a rule could turn into
by a slip. So a test has shown that the rule denies or warns, that it applies, and that it can be not applicable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.rego.scan import scan
from adjudge.lib.words import say

from .finding import LintFinding

Prepare: TypeAlias = "Callable[[Module], str]"
"""Return the text of a module as the embedded engine needs it, so that it reads it as OPA does."""

_TEST = re.compile(r"^(test_\w+)", re.MULTILINE)
_HEADS = {
    "deny": (re.compile(r"^deny contains\b", re.MULTILINE), ("deny contains null if false",)),
    "warn": (re.compile(r"^warn contains\b", re.MULTILINE), ("warn contains null if false",)),
    "applies": (re.compile(r"^applies if\b", re.MULTILINE), ("applies := false", "applies := true")),
}


def unnoticed(
    rule: Rule, module: Module, test: Module | None, others: Iterable[Module], *, data: Json, prepare: Prepare
) -> Iterator[LintFinding]:
    """Yield what a rule could say instead without that one of its tests fails.

    ``others`` are the modules that it and its test refer to, ``data`` what stands below ``data`` for them.
    ``prepare`` is that of an engine: :data:`Prepare`.
    """
    tests = _TEST.findall(test.text) if test is not None else []
    if test is None or not tests:
        yield LintFinding(file=rule.file, line=rule.line, words=say("lint.muted.no_test"), rule=rule.id)
        return
    missed = sorted(rule.heads - {name for name, (head, _) in _HEADS.items() if head.search(module.text)})
    for name in missed:
        yield LintFinding(file=rule.file, line=rule.line, words=say("lint.muted.unclear", head=name), rule=rule.id)
    support = [*others, test]
    failing = sorted(set(tests) - set(_passing([module, *support], data, test, tests, prepare)))
    if failing:
        yield LintFinding(file=test.file, line=None, words=say("lint.muted.fails", tests=failing), rule=rule.id)
        return
    for instead, text in _muted(module.text):
        changed = module._replace(text=text)
        if len(list(_passing([changed, *support], data, test, tests, prepare))) == len(tests):
            yield LintFinding(file=test.file, line=None, words=say("lint.muted", instead=instead), rule=rule.id)


def _muted(text: str) -> Iterator[tuple[str, str]]:
    """Yield a rule's text once for each head that it has, with another head in its place, and what that one says."""
    for head, instead in _HEADS.values():
        if head.search(text):
            for other in instead:
                yield other, head.sub(lambda found: f"_was_{found.group()}", text) + f"\n{other}\n"


def _passing(
    modules: Iterable[Module], data: Json, test: Module, tests: Iterable[str], prepare: Prepare
) -> Iterator[str]:
    """Yield the tests that pass; a module that cannot be evaluated fails them all."""
    import regorus

    engine = regorus.Engine()
    for module in modules:
        engine.add_policy(module.file, prepare(module))
    engine.add_data_json(json.dumps(data, default=str))
    package = scan(test.text).package
    yield from (name for name in tests if _holds(engine, f"data.{package}.{name}"))


def _holds(engine: Any, query: str) -> bool:
    try:
        answer = json.loads(engine.eval_query_as_json(query))
    except RuntimeError:
        return False
    return [each["value"] for row in answer.get("result", ()) for each in row["expressions"]] == [True]
