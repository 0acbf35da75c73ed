"""What the embedded engine says of the programs of a domain: what no engine takes, and what only an OPA does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from adjudge import Program
from adjudge.engine import Engine
from adjudge.lib.errors import EngineError, JudgeError, UnlistedError, each_of
from adjudge.lib.rego.bodies import tokens
from adjudge.lib.rego.scan import line_of, scan
from adjudge.lib.words import Said, say

from .finding import LintFinding
from .linted import LintedDomain

ENGINE = "embedded"
_OF_NAME = frozenset({"embedded.lacks", "row.unlisted"})
"""What is said of a builtin wherever it is called."""
_CALL = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?=\()")
_ROUNDS = 200
"""More than there are builtins."""


def refusals(linted: LintedDomain) -> Iterator[LintFinding]:
    """Yield why a domain's policies are not decided by the embedded engine.

    It gives the first reason in each file. Where that is a call, the engine is asked again without it; where it is another
    construct, what stands behind it is not known.
    Raises EngineError where the engine does not start.
    """
    with closing(linted.settings.engine(ENGINE)) as engine:
        for program in linted.programs():
            for error in _refused(engine, program):
                yield _told(error, linted)


def _refused(engine: Engine, program: Program) -> Iterator[JudgeError]:
    texts = {module.file: module.text for module in program.modules}
    for again in range(_ROUNDS):
        errors = _asked(engine, program)
        calls = [call for error in errors if (call := _call(error, texts)) is not None]
        guilty = {call.error for call in calls}
        # what else is said of a text without its calls may be so of that text only
        yield from (each for each in errors if not again and each not in guilty)
        for call in calls:
            yield from call.errors(texts[call.file])
            texts[call.file] = call.taken_out(texts[call.file])
        if not calls:
            return
        modules = tuple(module._replace(text=texts[module.file]) for module in program.modules)
        program = program._replace(modules=modules)


def _asked(engine: Engine, program: Program) -> list[JudgeError]:
    try:
        engine.load([program])
    except JudgeError as error:
        if isinstance(error, EngineError):
            raise
        return list(each_of(error))
    return []


class _Call(NamedTuple):
    """A call that is refused; ``offsets`` are all of the same name for which the same is true."""

    error: JudgeError
    file: str
    name: str
    offsets: tuple[int, ...]

    def errors(self, text: str) -> Iterator[JudgeError]:
        """Yield what is said of each."""
        for offset in self.offsets:
            column = offset - text.rfind("\n", 0, offset)
            yield type(self.error)(
                self.error.words,
                file=self.file,
                line=line_of(text, offset),
                column=column,
                rule=self.error.rule,
                plugin=self.error.plugin,
                hint=self.error.next,
            )

    def taken_out(self, text: str) -> str:
        """Return the text with a list of its arguments in the place of each call; all else stays where it is."""
        for offset in self.offsets:
            bracket = tokens(text, offset + len(self.name))[0]
            inside = bracket.text[1:-1]
            text = f"{text[:offset]}{' ' * len(self.name)}[{inside}]{text[bracket.end :]}"
        return text


def _call(error: JudgeError, texts: Mapping[str, str]) -> _Call | None:
    """Return the call that an error points at, in a text that may have lost calls; None where there is none."""
    text = texts.get(error.file or "")
    if not isinstance(error, UnlistedError) or text is None or error.line is None or error.column is None:
        return None
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1
    found = _CALL.match(text, offset)
    if found is None:
        return None
    name = found.group()
    code = error.words.code if isinstance(error.words, Said) else ""
    of_name = [
        each.offset for each in scan(text).names if each.text == name and text.startswith("(", each.offset + len(name))
    ]
    return _Call(error, error.file or "", name, tuple(of_name) if code in _OF_NAME else (offset,))


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
