"""What an engine may take for one artifact, and what becomes of a rule that takes more."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple, Protocol

from ..errors import EngineError
from ..words import Said, say
from .rule import Rule

MOST = 10
"""Artifacts on which a rule may exceed a limit. Then it is asked no more: a thousand of them would take a day."""


class EngineLimits(NamedTuple):
    """Seconds for one artifact, or to load the rules of one kind; MiB for the process of the engine."""

    seconds: int = 30
    mebibytes: int = 2048


class _Options(Protocol):
    def value(self, name: str, default: Any = None) -> Any: ...


def limits_of(options: _Options) -> EngineLimits:
    """Return the limits that hold: what was said, else the defaults."""
    default = EngineLimits()
    return EngineLimits(
        seconds=options.value("time_limit", default.seconds),
        mebibytes=options.value("memory_limit", default.mebibytes),
    )


class ExceededError(EngineError):
    """An engine was ended, or ended by itself, over what it was asked."""

    @classmethod
    def of(cls, why: Said) -> ExceededError:
        """Make it of words of the section ``contained``."""
        return cls(say("contained.rule", why=why), hint=why.next)


class Exceeding:
    """Which rules of a program have exceeded limits, and on how many artifacts."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    @property
    def given_up(self) -> bool:
        """Whether a rule is asked no more: then the rules are asked one by one."""
        return any(times >= MOST for times in self._times.values())

    def refusal(self, rule: Rule) -> EngineError | None:
        """Return why a rule is asked no more; None while it is."""
        if self._times[rule.id] < MOST:
            return None
        return EngineError(say("contained.given_up", n=MOST), file=rule.file, line=rule.line)

    def noted(self, rule: Rule, error: EngineError) -> EngineError:
        """Return the error of one rule: one that exceeded a limit has the place of the rule, and counts."""
        if not isinstance(error, ExceededError):
            return error
        self._times[rule.id] += 1
        return EngineError(error.words, hint=error.next, file=rule.file, line=rule.line)
