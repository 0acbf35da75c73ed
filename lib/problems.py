"""An error as data: it outlives what raised it, and goes into reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import islice
from typing import NamedTuple

from .errors import AdjudgeError, JudgeError
from .system import stopped
from .words import ENGLISH, Said, Texts, said, say, texts


class _Problem(NamedTuple):
    words: Texts
    file: str | None
    line: int | None
    column: int | None
    rule: str | None
    plugin: str | None
    next: Texts | None


class Problem(_Problem):
    """An error as data: why something could not be judged, where, and the next step.

    ``words`` and ``next`` are texts by language, ``message`` and ``hint`` the same in English. It is made of either.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0917  # in the order of the fields
        cls,
        message: str | Texts,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        rule: str | None = None,
        plugin: str | None = None,
        hint: str | Texts | None = None,
    ) -> Problem:
        """Make one of texts, plain or by language."""
        if not hint and isinstance(message, Said):
            hint = message.next
        step = texts(hint) if hint else None
        return super().__new__(cls, texts(message), file, line, column, rule, plugin, step)

    @property
    def message(self) -> str:
        """Why, in English."""
        return said(self.words, ENGLISH)

    @property
    def hint(self) -> str | None:
        """The next step in English; None where there is none."""
        return said(self.next or "", ENGLISH) or None


def problem_of(error: AdjudgeError) -> Problem:
    """Return an error as data."""
    return Problem(
        message=error.words,
        file=error.file,
        line=error.line,
        column=error.column,
        rule=error.rule,
        plugin=error.plugin,
        hint=error.next,
    )


def as_judge_error(error: Exception) -> AdjudgeError:
    """Return whatever came instead of a verdict as an error of its artifact."""
    if isinstance(error, AdjudgeError):
        return error
    return stopped(error) or JudgeError(say("judge.failed", why=f"{type(error).__name__}: {error}"))


def not_seen(findings: Iterable[tuple[int, Mapping[str, str]]]) -> Texts:
    """Return why a file gets no question: it breaks its schema (lines with messages), or there are no rules."""
    told: list[Texts] = [say("judge.at_line", line=line, message=message) for line, message in islice(findings, 20)]
    if not told:
        return say("judge.no_question")
    return say("judge.not_seen", why=reduce(lambda one, other: say("judge.also", one=one, other=other), told))
