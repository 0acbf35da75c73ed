"""The tests of a rule notice what it says: where a head is muted, one of them fails.

`deny` and `warn` that find nothing, a rule that never applies, and one that always does, are what a rule could turn into
by a slip. So a test has shown that the rule denies or warns, that it applies, and that it can be not applicable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from adjudge.engine import Engine
from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.words import say

from ..testing.results import Ran
from ..testing.suite import ModulesSuite
from .finding import LintFinding

_HEADS = {
    "deny": (re.compile(r"^deny contains\b", re.MULTILINE), ("deny contains input if false",)),
    "warn": (re.compile(r"^warn contains\b", re.MULTILINE), ("warn contains input if false",)),
    "applies": (re.compile(r"^applies if\b", re.MULTILINE), ("applies := false", "applies := true")),
}


def unnoticed(
    rule: Rule,
    module: Module,
    test: Module | None,
    others: Iterable[Module],
    *,
    data: Mapping[str, Json],
    engine: Engine,
) -> Iterator[LintFinding]:
    """Yield what a rule could say instead without that one of its tests fails.

    ``others`` are the modules that it and its test refer to, ``data`` what stands below ``data`` for them; the tests
    are run on ``engine``. Raises PolicyError, or PolicyErrors, for what that engine refuses.
    """

    def run(*policies: Module) -> list[Ran]:
        return ModulesSuite(policies, data, engine).evaluated([] if test is None else [test])

    as_it_stands = run(module, *others)
    if test is None or not as_it_stands:
        yield LintFinding(file=rule.file, line=rule.line, words=say("lint.muted.no_test"), rule=rule.id)
        return
    missed = sorted(rule.heads - {name for name, (head, _) in _HEADS.items() if head.search(module.text)})
    for name in missed:
        yield LintFinding(file=rule.file, line=rule.line, words=say("lint.muted.unclear", head=name), rule=rule.id)
    failing = sorted(each.id.rpartition(".")[2] for each in as_it_stands if not each.passed)
    if failing:
        yield LintFinding(file=test.file, line=None, words=say("lint.muted.fails", tests=failing), rule=rule.id)
        return
    for instead, text in _muted(module.text):
        changed = module._replace(text=text)
        if all(each.passed for each in run(changed, *others)):
            yield LintFinding(file=test.file, line=None, words=say("lint.muted", instead=instead), rule=rule.id)


def _muted(text: str) -> Iterator[tuple[str, str]]:
    """Yield a rule's text once for each head that it has, with another head in its place, and what that one says."""
    for head, instead in _HEADS.values():
        if head.search(text):
            for other in instead:
                yield other, head.sub(lambda found: f"_was_{found.group()}", text) + f"\n{other}\n"
