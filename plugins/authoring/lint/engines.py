"""What the embedded engine says of the programs of a domain: what no engine takes, and what only an OPA does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from adjudge.lib.errors import EngineError, JudgeError, PolicyError, UnlistedError, each_of
from adjudge.lib.words import say

from .finding import LintFinding
from .linted import LintedDomain

ENGINE = "embedded"


def refusals(linted: LintedDomain) -> Iterator[LintFinding]:
    """Yield why a domain's policies are not decided by the embedded engine, the first reason in each file.

    Raises EngineError where the engine does not start.
    """
    with closing(linted.settings.engine(ENGINE)) as engine:
        for program in linted.programs():
            try:
                engine.load([program])
            except PolicyError as error:
                for each in each_of(error):
                    yield _told(each, linted)
            except JudgeError as error:
                if isinstance(error, EngineError):
                    raise
                yield _told(error, linted)


def _told(error: JudgeError, linted: LintedDomain) -> LintFinding:
    code = "lint.portable" if isinstance(error, UnlistedError) else "lint.compile"
    return LintFinding(
        file=error.file or f"{linted.domain.name}/",
        line=error.line,
        column=error.column,
        words=say(code, why=error.words),
        rule=error.rule,
        step=error.next if code == "lint.compile" else None,
    )
