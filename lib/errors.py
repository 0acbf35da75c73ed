"""Every error that adjudge raises on purpose.

    AdjudgeError
    ├── UsageError          exit 2: the command line, the environment or the configuration is wrong
    └── JudgeError          exit 3: something could not be judged
        ├── ReadError       a file is not what its name says, or holds what engines disagree about
        │   └── AmbiguousError  a scalar that not all read as the same: no error in a file that nobody claims
        ├── KindError       an artifact has no kind, or two
        ├── CycleError      artifacts name each other in a circle
        ├── PluginError     a plugin broke its contract
        │   └── PolicyError a policy, its METADATA or its data broke theirs
        │       ├── PolicyErrors    several of them, found together
        │       └── UnlistedError   a sound policy with something that this engine is not proven to decide as OPA does
        └── EngineError     the Rego engine did not answer, or not in the agreed shape
            └── UnlistedValueError  it met values for which it is not proven to answer as OPA does

An error is raised once, where the facts are, and shown once, at the edge.
It carries where (file, line, column, rule, plugin) and the next step, so that nobody parses its text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from .escape import visible
from .words import ENGLISH, ByLanguage, Said, Texts, mark, said, say, texts

E = TypeVar("E", bound="AdjudgeError")


class AdjudgeError(Exception):
    """What went wrong, where, and what to do about it, in each language.

    ``words`` is one sentence without a full stop; ``line`` and ``column`` count from 1; ``next`` is the next step, as an
    imperative sentence. First-party errors are words by code (:func:`adjudge.lib.words.say`), which bring their next step
    along; a plugin may give plain texts, or texts by language. ``message`` and ``hint`` are the two in English.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str | Texts,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        rule: str | None = None,
        plugin: str | None = None,
        hint: str | Texts | None = None,
    ) -> None:
        super().__init__(message)
        self.words = texts(message)
        self.file = file
        self.line = line
        self.column = column
        self.rule = rule
        self.plugin = plugin
        self.next = texts(hint) if hint else message.next if isinstance(message, Said) else None

    @property
    def code(self) -> str | None:
        """What tells this error from others, in any language; None where a plugin gave its own words."""
        return self.words.code if isinstance(self.words, Said) else None

    @property
    def message(self) -> str:
        """The words in English."""
        return said(self.words, ENGLISH)

    @property
    def hint(self) -> str | None:
        """The next step in English; None where there is none."""
        return said(self.next or "", ENGLISH) or None

    def at(self, **where: Any) -> AdjudgeError:
        """Fill in what the raiser could not know (``file=``, ``plugin=`` …); what is known already stays.

        ``hint`` is what is to be done where the raiser did not know.
        """
        hint = where.pop("hint", None)
        if hint is not None and self.hint is None:
            self.next = texts(hint)
        for name, value in where.items():
            if getattr(self, name) is None:
                setattr(self, name, value)
        return self

    def told(self, language: str) -> str:
        """Return it all in one line: the place, what is wrong, whose rule or plugin it is, the next step."""
        return Told(self)[language]

    def __str__(self) -> str:
        return self.told(ENGLISH)


class Told(ByLanguage):
    """All that an error says, in one line, by language. It keeps the words only: frames would keep what was judged."""

    __slots__ = ("_of",)

    def __init__(self, error: AdjudgeError) -> None:
        self._of = (error.file, error.line, error.column, error.rule, error.plugin, error.words, error.next)

    def in_file(self, file: str) -> Told:
        """Return the same with another path."""
        told: Told = object.__new__(Told)
        told._of = (file, *self._of[1:])
        return told

    def __eq__(self, other: object) -> bool:
        """Compare what is told."""
        return isinstance(other, Told) and self._of == other._of

    def __hash__(self) -> int:
        """Return the same for what is equal."""
        return hash(self._of[:5])

    def __getitem__(self, language: str) -> str:
        """Return the line in a language."""
        *where, rule, plugin, words, step = self._of
        marks = {name: mark(language, name) for name in _MARKS}
        place = visible(":".join(str(part) for part in where if part is not None))
        origin = [
            f"{said(say(f'error.{name}'), language)} {value}"
            for name, value in (("rule", rule), ("plugin", plugin))
            if value
        ]
        text = said(words, language)
        text = f"{place}: {text}" if place else text
        text += f"{marks['open']}{marks['comma'].join(origin)}{marks['close']}" if origin else ""
        following = said(step or "", language)
        if not following:
            return text
        return f"{text}{'' if text.endswith(_ENDS) else marks['stop']}{marks['space']}{following}"


_MARKS = ("open", "close", "comma", "stop", "space")
_ENDS = (".", "?", "!", "。", "？", "！")  # as a sentence ends in the languages of those who write plugins


class UsageError(AdjudgeError):
    """The command line, the environment or the configuration asks for something that cannot be."""

    exit_code = 2


class JudgeError(AdjudgeError):
    """Something could not be judged: never a pass, never a mere denial."""


class ReadError(JudgeError):
    """A file could not be read as the format that its name says."""


class AmbiguousError(ReadError):
    """A plain scalar means one thing to one version of its format and another to the next."""


class KindError(JudgeError):
    """An artifact has no kind, an unknown kind, or two kinds."""


class CycleError(JudgeError):
    """Artifacts refer to each other in a circle."""


class PluginError(JudgeError):
    """A plugin broke the contract of :mod:`adjudge.hookspecs`."""


class PolicyError(PluginError):
    """A policy, its METADATA, its schema or its data broke the policy contract."""


class PolicyErrors(PolicyError):  # noqa: N818  # they are several
    """Several policies are broken, each in its own way: ``errors`` are at least one; the words are those of the first."""

    def __init__(self, errors: Iterable[PolicyError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        where = {name: getattr(first, name) for name in ("file", "line", "column", "rule", "plugin")}
        super().__init__(first.words, hint=first.next, **where)

    def at(self, **where: Any) -> AdjudgeError:
        """Fill it in for each of them."""
        for error in self.errors:
            error.at(**where)
        return super().at(**where)


def each_of(error: E) -> tuple[E | PolicyError, ...]:
    """Return the errors that were found together; else the one."""
    return error.errors if isinstance(error, PolicyErrors) else (error,)


def several(errors: Iterable[PolicyError]) -> PolicyError:
    """Return what is to be raised for errors found together, at least one; a single one stays itself."""
    found = tuple(errors)
    return found[0] if len(found) == 1 else PolicyErrors(found)


class UnlistedError(PolicyError):
    """A sound policy uses what this engine is not proven to decide as OPA does; the engines ``native`` and ``opa`` have it."""


class EngineError(JudgeError):
    """The Rego engine failed, died, or answered in another shape than agreed."""


class UnlistedValueError(EngineError):
    """A policy met values for which this engine is not proven to answer as OPA does; ``native`` and ``opa`` have it."""
